"""Leaves out what only the program of a site can show."""

from __future__ import annotations

import re

from qtbrowser.markup.commonmark.tree import Prepared
from qtbrowser.markup.spans import replace_outside


def left_out(pattern: re.Pattern[str], text: str) -> Prepared:
    """A text without what a pattern finds outside code and math, which is counted; line ends stay.

    Args:
        pattern: finds what is left out.
        text: Markdown.
    """
    count = 0

    def gone(found: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return "\n" * found[0].count("\n")

    return Prepared(replace_outside(pattern, gone, text), count)
