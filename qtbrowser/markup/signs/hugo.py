"""Shortcodes of Hugo and, in the same form, of Quarto (https://gohugo.io/content-management/shortcodes/)."""

from __future__ import annotations

import re
from functools import lru_cache

from qtbrowser.markup.commonmark.tree import Prepared
from qtbrowser.markup.signs.template_tags import (
    UNKNOWN_ADDRESS,
    Tag,
    TemplateText,
    box_of,
    figure_of,
    film_of,
    include_of,
    link_of,
    video_of,
)

_TAG = re.compile(
    r"\{\{(?P<sign>[<%])-?\s{0,9}(?P<comment>/\*)?\s{0,9}(?P<closes>/?)\s{0,9}(?P<name>[\w][\w./\-]{0,60})"
    r"(?P<arguments>[^{}]{0,2000}?)(?:\*/)?\s{0,9}/?-?[>%]\}\}"
)
_ESCAPED = re.compile(r"\{\{([<%])/\*([^*\n]{0,2000})\*/([>%])\}\}")
_COMMENT = re.compile(r"/\*|\*/")
_LISTING = re.compile(r"code|highlight|cmd|terminal|console|mermaid|listing")
_COLUMN_SIGN = re.compile(r"^[ \t]*<--->[ \t]*$", re.MULTILINE)
_LINK_END = re.compile(r"\{\{[<%]\s{0,9}/\s{0,9}(?:button|btn|link|card|link-card|a)\s{0,9}[>%]\}\}")
_FORMULAS = frozenset(("katex", "math", "latex", "mathjax"))
_LINKS = frozenset(("button", "btn", "link", "card", "link-card", "a"))
_WORDS = frozenset("glossary_tooltip tooltip abbr term badge kbd highlight-text mark icon-text".split())
_FIGURES = frozenset(("figure", "img", "image", "imgproc", "picture"))
_SILENT = frozenset(
    ("toc", "clear", "br", "spacer", "raw", "rawhtml", "html", "comment", "section", "row", "column", "col", "center")
)


@lru_cache(maxsize=100)
def _listing_end(name: str) -> re.Pattern[str]:
    return re.compile(r"\{\{[<%]\s{0,9}/\s{0,9}" + re.escape(name) + r"\s{0,9}[>%]\}\}", re.IGNORECASE)


def shortcodes(text: str) -> Prepared:
    """A text with its shortcodes read; what shows nothing here is left out."""
    if "{{<" not in text and "{{%" not in text:
        return Prepared(text)
    read = TemplateText(text, _TAG).read(_meaning)
    if "/*" in read.text:
        # In code too, an escaped shortcode is shown without its signs of a comment.
        read = read._replace(text=_ESCAPED.sub(r"{{\1\2\3}}", read.text))
    return read._replace(text=_COLUMN_SIGN.sub("", read.text)) if "columns" in text else read


def _meaning(text: TemplateText, tag: Tag) -> str | None:
    if "/*" in tag.source:
        # An escaped shortcode is shown.
        return _COMMENT.sub("", tag.source)
    boxed = _code_tab(text, tag) or box_of(text, tag)
    if boxed is not None:
        return boxed
    if _LISTING.search(tag.name) and not tag.name.endswith("tabs") and not tag.closes:
        language = tag.value("lang", "language") or (tag.values or [""])[0]
        return text.listing(_listing_end(tag.name), "mermaid" if tag.name == "mermaid" else language) or None
    if tag.name in _FORMULAS and not tag.closes and (body := text.enclosed(_listing_end(tag.name))):
        sign = "$$" if "display" in tag.values or tag.value("display") or "\n" in body else "$"
        return f"{sign}{body if sign == '$$' else body.strip()}{sign}"
    if tag.name in _LINKS and (link := link_of(text, tag, _LINK_END)) is not None:
        return link
    if tag.name in _WORDS and not tag.closes:
        return tag.value("text", "label", "term_id", "content") or (tag.values or [""])[0]
    if tag.closes or tag.name in _SILENT:
        return ""
    if tag.name == "video":
        return video_of(tag)
    if tag.name in _FIGURES:
        return figure_of(tag) or None
    film = film_of(tag)
    if film is not None:
        return film
    if tag.name in ("include", "readfile", "md", "render"):
        return include_of(tag)
    return UNKNOWN_ADDRESS if text.begins_address else None


def _code_tab(text: TemplateText, tag: Tag) -> str:
    """A tab of Docsy's pane of listings, or its card of one; empty for other tags.

    Source: https://www.docsy.dev/docs/content/shortcodes/#tabbed-panes
    """
    if tag.name == "tabpane":
        text.code_tabs = None if tag.closes or tag.value("text") == "true" else tag.value("lang")
    is_card = tag.name == "card" and tag.value("code") == "true"
    if not is_card and (tag.name != "tab" or text.code_tabs is None):
        return ""
    is_text = tag.source.startswith("{{%") or tag.value("text") == "true"
    if is_text or tag.closes or tag.source.endswith(("/>}}", "/ >}}")):
        return ""
    title = (tag.value("header") or " ".join(tag.values[:1])).replace('"', "'").strip("*_ ")
    language = (tag.value("lang") or text.code_tabs or "text").replace(" ", "")
    return text.listing(_listing_end(tag.name), f'{language} title="{title}"' if title else language)
