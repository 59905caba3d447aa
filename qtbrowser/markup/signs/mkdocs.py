"""Signs of MkDocs and its usual extensions (https://squidfunk.github.io/mkdocs-material/reference/)."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from qtbrowser.markup.commonmark.tree import INCLUDE, Prepared
from qtbrowser.markup.spans import find_spans, span_around

_ICON = re.compile(r":(?:material|fontawesome|octicons|simple)-[a-z0-9\-]{1,100}:(?:\{[^{}\n]{0,200}\})?")
_KEYS = re.compile(r"\+\+([\w\-\"]+(?:\+[\w\-\"]+){0,9})\+\+")
_SNIPPET = re.compile(r"^[ \t]*-{1,}8<-{1,}[ \t]+\"([^\"\n]+)\"[ \t]*$", re.MULTILINE)


def icon(text: str, place: int) -> tuple[Element | str, int] | None:
    """`:material-check:`: a picture that only the site has."""
    found = _ICON.match(text, place)
    return None if found is None else ("", found.end())


def keys(text: str, place: int) -> tuple[Element | str, int] | None:
    """`++ctrl+alt+del++`."""
    found = _KEYS.match(text, place)
    if found is None:
        return None
    holder = Element("keys")
    for number, name in enumerate(found[1].split("+")):
        if number:
            holder[-1].tail = "+"
        SubElement(holder, "kbd").text = name.strip('"').replace("-", " ").capitalize()
    return holder, found.end()


def snippets(text: str) -> Prepared:
    """A text with its snippets `--8<-- "file.md"` as includes."""
    if "8<" not in text:
        return Prepared(text)
    spans = find_spans(text)
    left_out = 0

    def included(found: re.Match[str]) -> str:
        nonlocal left_out
        if span_around(found.start(), spans) is not None:
            return found[0]
        if found[1].lower().endswith((".md", ".markdown")) and "<" not in found[1]:
            return f"![](<{INCLUDE}{found[1]}>)"
        left_out += 1
        return ""

    return Prepared(_SNIPPET.sub(included, text), left_out)
