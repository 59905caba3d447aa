"""Finds the place in a page that belongs to a line of its Markdown. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qtbrowser.gui.pane.text_ranges import Positions, Range, find_all

LONGEST = 60
SHORTEST = 6

_WORDS = re.compile(r"\w(?:[\w ,;'’-]*\w)?")


def telling_words(lines: Sequence[str]) -> str:
    """Words of the first of some lines of Markdown with enough words to be recognised; "" if there is none.

    Args:
        lines: a line and some that follow it.
    """
    for line in lines:
        found = max(_WORDS.findall(line[:1000]), key=len, default="")
        if len(found) >= SHORTEST:
            return found[:LONGEST].strip()
    return ""


def place_of(text: str, words: str, share: float, answer: Range) -> int:
    """The position to which a page is scrolled.

    Args:
        text: the page's plain text.
        words: words at the place; if they occur several times, the occurrence nearest to `share` is taken.
        share: the relative position in the answer, 0 to 1.
        answer: the range of the answer in the page, in UTF-16 units.

    Returns:
        A position in UTF-16 units.
    """
    start, end = answer
    expected = round(start + share * (end - start))
    places = [first for first, _ in Positions(text).to_unit_ranges(find_all(text, words)) if start <= first < end]
    return min(places, key=lambda place: abs(place - expected), default=expected)
