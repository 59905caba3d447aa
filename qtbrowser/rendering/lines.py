"""Titles, subjects and keywords: text of one line that a document gives and a page or terminal shows."""

from __future__ import annotations

from qtbrowser.markup.plain import plain_line
from qtbrowser.rendering.direction import without_overrides
from qtbrowser.rendering.placeholders import neutralised


def one_line(text: str) -> str:
    """Words without Markdown's signs, line ends and characters that reorder or break what stands around them."""
    return without_overrides(plain_line(neutralised(text)))


def bare_line(text: str) -> str:
    """As `one_line`, but signs are left as they are: for words that are no Markdown, such as keywords."""
    return " ".join(without_overrides(neutralised(text)).split())
