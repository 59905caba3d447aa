"""Ranges of words in a document's plain text, and the way from Python's positions to Qt's. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

MARK_LIMIT = 2000

Range = tuple[int, int]

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Positions:
    """Translates code-point positions in `text` to UTF-16 units, which QTextDocument counts in.

    Args:
        text: the whole plain text.
    """

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._astral = [] if text.isascii() else [match.start() for match in _ASTRAL.finditer(text)]

    def to_units(self, position: int) -> int:
        """The UTF-16 position of the code point at `position`; positions outside the text are pulled to its ends."""
        position = max(0, min(position, self._length))
        return position + bisect_left(self._astral, position)

    def to_unit_ranges(self, ranges: Iterable[Range], limit: int = MARK_LIMIT) -> list[Range]:
        """The first `limit` ranges that hold something, in UTF-16 units, in their order."""
        result: list[Range] = []
        for start, end in ranges:
            first, last = self.to_units(start), self.to_units(end)
            if first < last:
                result.append((first, last))
                if len(result) == limit:
                    break
        return result


def find_all(text: str, words: str, match_case: bool = False) -> list[Range]:
    """Every place of `words` in `text`, without overlaps, as code-point ranges [start, end).

    White space in `words` matches any white space, so that a find goes on over the end of a line.
    """
    parts = [re.escape(part) for part in words.split()]
    if not parts:
        return []
    pattern = r"\s+".join(parts)
    found = re.finditer(pattern, text, 0 if match_case else re.IGNORECASE)
    return [match.span() for match in found]
