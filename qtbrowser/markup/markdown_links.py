"""Finds the targets of links and pictures in a Markdown text."""

from __future__ import annotations

import re
from typing import NamedTuple

from qtbrowser.markup.link_schemes import SchemeLink, site_expressions, wiki_links, with_plain_targets
from qtbrowser.markup.spans import find_spans, span_around

_LINK = re.compile(
    r"(?P<picture>!)?\[[^\[\]\n]*+\]\(\s*(?:<(?P<inner>[^<>\n]*)>|(?P<target>[^\s()<>]+))"
    r"|^ {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*(?:<(?P<defined_inner>[^<>\n]*)>|(?P<defined>[^\s<>]+))",
    re.MULTILINE,
)


class LinkPlace(NamedTuple):
    """The target of a link or picture: `text[start:end]` is `target`; `in_brackets` if it is written ``<so>``.

    `address` is the target that a resolver is given: with a scheme for forms of link that Markdown has not.
    """

    start: int
    end: int
    target: str
    in_brackets: bool
    address: str


def link_targets(markdown: str, *, wiki: bool = False, expressions: bool = False) -> list[str]:
    """The targets of inline links, as written, in order, without links in code and without pictures.

    Source of the form: https://spec.commonmark.org/0.31.2/#inline-link, without nested brackets and titles.

    Args:
        markdown: the text.
        wiki: whether ``[[Note]]`` is a link; these are last, with the scheme of `link_schemes`, embeds included.
        expressions: whether Hugo's and Liquid's expressions are targets.
    """
    if "[" not in markdown:
        return []
    if expressions:
        markdown = with_plain_targets(markdown)
    targets: list[str] = []
    if "](" in markdown:
        targets = [link["inner"] or link["target"] for link in _outside_code(markdown) if not link["picture"]]
    if wiki:
        targets += [link.target for link in _wiki_outside_code(markdown)]
    return [target for target in targets if target]


def link_places(markdown: str, *, wiki: bool = False, expressions: bool = False) -> list[LinkPlace]:
    """The targets of links, pictures and link definitions, with their positions; those in code don't count.

    Args:
        markdown, wiki, expressions: as for `link_targets`.
    """
    places = []
    if "](" in markdown or "]:" in markdown:
        for link in _outside_code(markdown):
            group = link.lastgroup or ""
            if link[group] and not (expressions and link[group].startswith(("{{", "{%"))):
                target = link[group]
                places.append(LinkPlace(*link.span(group), target, group in ("inner", "defined_inner"), target))
    others = [*(_wiki_outside_code(markdown) if wiki else ()), *(site_expressions(markdown) if expressions else ())]
    if others:
        places += [_place(markdown, link) for link in others]
        places.sort()
    return places


def _place(markdown: str, link: SchemeLink) -> LinkPlace:
    start, end = link.target_start, link.target_end
    return LinkPlace(start, end, markdown[start:end], False, link.target)


def _wiki_outside_code(markdown: str) -> list[SchemeLink]:
    links = list(wiki_links(markdown))
    spans = find_spans(markdown) if links else []
    return [link for link in links if span_around(link.start, spans) is None]


def _outside_code(markdown: str) -> list[re.Match[str]]:
    spans = find_spans(markdown)
    return [link for link in _LINK.finditer(markdown) if span_around(link.start(), spans) is None]
