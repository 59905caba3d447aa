"""Cleans titles, subjects and keywords of a document for display on one line."""

from __future__ import annotations

from qtbrowser.markup.placeholders import neutralised
from qtbrowser.markup.plain import plain_line
from qtbrowser.rendering.direction import without_overrides


def one_line(text: str) -> str:
    """Text without Markdown, line ends, and characters that would reorder or break the text around it."""
    return without_overrides(plain_line(neutralised(text)))


def bare_line(text: str) -> str:
    """As `one_line`, but Markdown characters stay: for text that is no Markdown, such as keywords."""
    return " ".join(without_overrides(neutralised(text)).split())
