"""Knows choices with letters in a text, `A) Paris`, and the lines that name the right one, `Answer: A`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

_MARKS = r"[*_]{0,3}"
_NAMED = re.compile(
    rf"^[ \t]*+{_MARKS}(?:(?:Correct|Right)[ \t]++)?Ans(?:wer)?s?{_MARKS}[ \t]*+[:.=\u2013-]{_MARKS}[ \t]*+{_MARKS}\(?"
    r"[A-H](?:[ \t]*+(?:,|&|/|and)[ \t]*+[A-H])*+(?:[).:\]]|\*{1,3}|_{1,3}|[ \t]*+(?:$|[,;(\u2013\u2014-]))",
    re.IGNORECASE | re.MULTILINE,
)
_BEFORE_LETTER = rf"^[ \t]*+(?:[-*+][ \t]++(?:\[ \][ \t]++)?)?{_MARKS}\(?"
_BEHIND_LETTER = rf"[).:]{_MARKS}[ \t]*+(?=\S)"
_FIRST = re.compile(rf"{_BEFORE_LETTER}A{_BEHIND_LETTER}", re.IGNORECASE | re.MULTILINE)
_SECOND = re.compile(rf"{_BEFORE_LETTER}B{_BEHIND_LETTER}", re.IGNORECASE | re.MULTILINE)


def lines_that_name_one(text: str) -> Iterator[int]:
    """Where lines begin that name the right choice, in code points.

    Args:
        text: Markdown.
    """
    if any(word in text for word in ("nswer", "Ans", "NSWER", "ans.", "ans:")):
        yield from (found.start() for found in _NAMED.finditer(text))


def first_choice(text: str, start: int = 0, end: int | None = None) -> int | None:
    """Where the line of the first choice begins, `A)`; None if there is none, or no second one below it.

    Args:
        text: Markdown.
        start, end: the range of it that is looked at, in code points.
    """
    last = len(text) if end is None else end
    found = _FIRST.search(text, start, last)
    return found.start() if found is not None and _SECOND.search(text, found.end(), last) else None


def names_choice(text: str, named: Sequence[int], start: int, end: int) -> bool:
    """Whether a range of a text has choices, and below them a line that names the right one.

    Args:
        text: Markdown.
        named: what `lines_that_name_one` gives of it.
        start, end: the range, in code points.
    """
    if (first := bisect_left(named, start)) == len(named) or named[first] >= end:
        return False
    choice = first_choice(text, start, end)
    last = named[bisect_left(named, end) - 1]
    return choice is not None and choice < last
