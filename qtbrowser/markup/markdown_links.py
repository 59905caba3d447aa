"""Finds the targets of links and pictures in a Markdown text."""

from __future__ import annotations

import re
from typing import NamedTuple

from qtbrowser.markup.spans import find_spans, span_around

_LINK = re.compile(
    r"(?P<picture>!)?\[[^\[\]\n]*+\]\(\s*(?:<(?P<inner>[^<>\n]*)>|(?P<target>[^\s()<>]+))"
    r"|^ {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*(?:<(?P<defined_inner>[^<>\n]*)>|(?P<defined>[^\s<>]+))",
    re.MULTILINE,
)


class LinkPlace(NamedTuple):
    """The target of a link or picture: `text[start:end]` is `target`; `in_brackets` if it is written ``<so>``."""

    start: int
    end: int
    target: str
    in_brackets: bool


def link_targets(markdown: str) -> list[str]:
    """The targets of inline links, as written, in order, without links in code and without pictures.

    Source of the form: https://spec.commonmark.org/0.31.2/#inline-link, without nested brackets and titles.
    """
    if "[" not in markdown or "](" not in markdown:
        return []
    found = _outside_code(markdown)
    targets = (link["inner"] or link["target"] for link in found if not link["picture"])
    return [target for target in targets if target]


def link_places(markdown: str) -> list[LinkPlace]:
    """The targets of inline links, pictures and link definitions, with their positions; those in code don't count."""
    if "](" not in markdown and "]:" not in markdown:
        return []
    places = []
    for link in _outside_code(markdown):
        group = link.lastgroup or ""
        if link[group]:
            places.append(LinkPlace(*link.span(group), link[group], group in ("inner", "defined_inner")))
    return places


def _outside_code(markdown: str) -> list[re.Match[str]]:
    spans = find_spans(markdown)
    return [link for link in _LINK.finditer(markdown) if span_around(link.start(), spans) is None]
