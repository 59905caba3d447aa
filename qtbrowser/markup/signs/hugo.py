"""Shortcodes of Hugo and, in the same form, of Quarto (https://gohugo.io/content-management/shortcodes/)."""

from __future__ import annotations

import re

from qtbrowser.markup.commonmark.tree import Prepared
from qtbrowser.markup.signs.template_tags import Tag, TemplateText, box_of, figure_of, film_of, include_of

_TAG = re.compile(
    r"\{\{(?P<sign>[<%])-?\s{0,9}(?P<comment>/\*)?\s{0,9}(?P<closes>/?)\s{0,9}(?P<name>[\w][\w./\-]{0,60})"
    r"(?P<arguments>[^{}]{0,2000}?)(?:\*/)?\s{0,9}/?-?[>%]\}\}"
)
_COMMENT = re.compile(r"/\*|\*/")
_LISTING_END = re.compile(
    r"\{\{[<%]\s{0,9}/\s{0,9}(?:highlight|code|code-block|code-toggle|codeblock|cmd|terminal)\s{0,9}[>%]\}\}"
)
_LISTINGS = frozenset("highlight code code-block code-toggle codeblock cmd terminal".split())
_FIGURES = frozenset(("figure", "img", "image", "imgproc", "picture", "video"))
_SILENT = frozenset(
    ("toc", "clear", "br", "spacer", "raw", "rawhtml", "html", "comment", "section", "row", "column", "col", "center")
)


def shortcodes(text: str) -> Prepared:
    """A text with its shortcodes read; what shows nothing here is left out."""
    return TemplateText(text, _TAG).read(_meaning) if "{{<" in text or "{{%" in text else Prepared(text)


def _meaning(text: TemplateText, tag: Tag) -> str | None:
    if "/*" in tag.source:
        # An escaped shortcode is shown.
        return _COMMENT.sub("", tag.source)
    boxed = box_of(text, tag)
    if boxed is not None:
        return boxed
    if tag.name in _LISTINGS and not tag.closes:
        return text.listing(_LISTING_END, (tag.values or [tag.value("lang", "language")])[0])
    if tag.closes or tag.name in _SILENT:
        return ""
    if tag.name in _FIGURES:
        return figure_of(tag) or None
    film = film_of(tag)
    if film is not None:
        return film
    if tag.name in ("include", "readfile", "md", "render"):
        return include_of(tag)
    return None
