"""Parses dates in queries: `2024`, `2024-12`, `2024-12-24` and ranges of these."""

from __future__ import annotations

import calendar
import re
from datetime import date as Date

_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?-?", re.ASCII)
_FIRST, _LAST = Date.min.toordinal(), Date.max.toordinal()

Span = tuple[int, int]


def read_dates(text: str) -> tuple[Span | None, bool]:
    """Return the first and the last day that a text means, as proleptic Gregorian ordinals.

    Args:
        text: a year, a month or a day, its parts separated by `-`; or two of these separated by `..`, one of which may
            be omitted.

    Returns:
        The range, or None; and whether the whole text could be parsed. Ends in the wrong order are exchanged.
    """
    begin, dots, end = text.partition("..")
    first, last = _days(begin), _days(end if dots else begin)
    is_whole = not (begin and first is None) and not (dots and end and last is None)
    if first is None and last is None:
        return None, False
    if first is not None and last is not None and last < first:
        first, last = last, first
    return (first[0] if first else _FIRST, last[1] if last else _LAST), is_whole


def _days(text: str) -> Span | None:
    """Return the first and the last day of a year, a month or a day."""
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        first = Date(year, month or 1, day or 1)
    except ValueError:
        return None
    if found[3]:
        return first.toordinal(), first.toordinal()
    last_month = month or 12
    return first.toordinal(), Date(year, last_month, calendar.monthrange(year, last_month)[1]).toordinal()
