"""Finds the place in a page that belongs to a line of its Markdown. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qtbrowser.gui.pane.text_ranges import Positions, Range, find_all

LONGEST = 60
SHORTEST = 6

_WORDS = re.compile(r"\w(?:[\w ,;'’-]*\w)?")


def telling_words(lines: Sequence[str]) -> str:
    """Words of the first of some lines of Markdown that has enough of them to be known again by; "" where none has.

    Args:
        lines: a line and some that follow it.
    """
    for line in lines:
        found = max(_WORDS.findall(line[:1000]), key=len, default="")
        if len(found) >= SHORTEST:
            return found[:LONGEST].strip()
    return ""


def place_of(text: str, words: str, share: float, answer: Range) -> int:
    """Where a page is to be scrolled to.

    Args:
        text: the page's plain text.
        words: words at the place; if they occur several times, the occurrence nearest to `share` is taken.
        share: how far through the answer the place is, 0 to 1.
        answer: where in the page the answer stands, in UTF-16 units.

    Returns:
        A position in UTF-16 units.
    """
    start, end = answer
    expected = round(start + share * (end - start))
    places = [first for first, _ in Positions(text).to_unit_ranges(find_all(text, words)) if start <= first < end]
    return min(places, key=lambda place: abs(place - expected), default=expected)
