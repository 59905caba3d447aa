"""Ranges of words in a document's plain text, and conversion between code-point and UTF-16 positions. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

RANGE_LIMIT = 100_000

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
        """The UTF-16 position of the code point at `position`; positions outside the text become its ends."""
        position = max(0, min(position, self._length))
        return position + bisect_left(self._astral, position)

    def to_code_point(self, unit: int) -> int:
        """The code point at a UTF-16 position; one within a surrogate pair is its start."""
        if not self._astral:
            return max(0, min(unit, self._length))
        first, last = 0, len(self._astral)
        while first < last:
            middle = (first + last) // 2
            if self._astral[middle] + middle < unit:
                first = middle + 1
            else:
                last = middle
        return max(0, min(unit - first, self._length))

    def to_unit_ranges(self, ranges: Iterable[Range], limit: int = RANGE_LIMIT) -> list[Range]:
        """The first `limit` ranges that are not empty, in UTF-16 units, in the order of the text."""
        result: list[Range] = []
        for start, end in sorted(ranges):
            first, last = self.to_units(start), self.to_units(end)
            if first < last:
                result.append((first, last))
                if len(result) == limit:
                    break
        return result


def find_all(text: str, words: str, match_case: bool = False) -> list[Range]:
    """Every match of `words` in `text`, without overlaps, as code-point ranges [start, end).

    White space in `words` matches any white space, including line ends.
    """
    parts = [re.escape(part) for part in words.split()]
    if not parts:
        return []
    pattern = r"\s+".join(parts)
    found = re.finditer(pattern, text, 0 if match_case else re.IGNORECASE)
    return [match.span() for match in found]


def ranges_within(ranges: list[Range], first: int, last: int, limit: int) -> list[Range]:
    """Those of the sorted `ranges` without overlaps that touch [first, last], at most `limit` of them."""
    start = bisect_left(ranges, (first, first))
    if start and ranges[start - 1][1] > first:
        start -= 1
    return ranges[start : min(bisect_left(ranges, (last + 1, 0)), start + limit)]
