"""Attributes and marks of Kramdown (https://kramdown.gettalong.org/syntax.html) and of programs that have them too."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from qtbrowser.markup.commonmark.tree import Prepared
from qtbrowser.markup.html_elements import ANCHOR
from qtbrowser.markup.spans import find_spans, span_around

_ATTRIBUTES = re.compile(
    r"\{(?::|(?=[ \t]*[#.]|[ \t]*[\w\-]+=[\"'\w]))[ \t]*(?P<inner>"
    r"(?:[#.]?[\w:.\-/]++(?:=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s}\"']++))?+[ \t]*+)*+)\}"
)
_IDENTITY = re.compile(r"(?:^|[ \t])#([\w:.\-]+)")
_MARKS = re.compile(
    r"^[ \t]{0,3}(?:[*+\-]|\d{1,9}[.)])[ \t]+[^\n]{0,200}\n[ \t]*\{:[ \t]*\.?(?:no_)?toc[^}\n]*\}[ \t]*$"
    r"|^[ \t]*\{::comment\}[\s\S]*?\{:/(?:comment)?\}[ \t]*$"
    r"|\{::?/?(?:options|nomarkdown|comment)[^}\n]*\}|\{:/\}"
    r"|^\*\[[^\]\n]+\]:[^\n]*$"
    r"|^[ \t]{0,3}\[(?:TOC|toc|\[(?:toc|TOC|_TOC_)\])\][ \t]*$",
    re.MULTILINE,
)


def attributes(text: str, place: int) -> tuple[Element | str, int] | None:
    """`{: .class #id }` and `{#id}`: nothing is shown, but the id is a place that links lead to."""
    found = _ATTRIBUTES.match(text, place)
    if found is None or (text[place - 1 : place] == "{" and text.startswith("}", found.end())):
        # With two braces it is an expression of a template.
        return None
    identity = _IDENTITY.search(found["inner"])
    end = found.end()
    return (Element(ANCHOR, {"name": identity[1]}) if identity else ""), end


def without_marks(text: str) -> Prepared:
    """A text without tables of contents, comments, options and abbreviations."""
    if "{:" not in text and "*[" not in text and "[T" not in text and "[t" not in text and "[[" not in text:
        return Prepared(text)
    spans = find_spans(text)
    return Prepared(
        _MARKS.sub(
            lambda mark: mark[0] if span_around(mark.start(), spans) else "\n" * mark[0].count("\n"),
            text,
        )
    )
