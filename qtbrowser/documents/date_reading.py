"""Reads days as authors and programs write them, in front matter and in the names of files.

A day is the one that is written: no zone shifts it. What may mean two days (``03/05/2024``) is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

_YEAR_FIRST = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})日?)(?!\d)")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:[T ]?(\d{4}|\d{6})Z?)?(?!\d)")
# A name of a day may be before it; words such as "de" between its parts.
_WEEKDAY = re.compile(r"[^\W\d_]{2,12}\.?,?\s+(?=\d|[^\W\d_]{3,})")
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?"
_NAME = r"(?P<name>[^\W\d_]{3,12})\.?"
_GAP = r"(?:[ \t]*[-,/][ \t]*|[ \t]+(?:de[ \t]+|of[ \t]+)?)"
_NAMED = (
    re.compile(rf"{_DAY}{_GAP}{_NAME}{_GAP}(?P<year>\d{{4}})(?!\d)"),
    re.compile(rf"{_NAME}{_GAP}{_DAY}{_GAP}(?P<year>\d{{4}})(?!\d)"),
    re.compile(rf"{_NAME}{_GAP}{_DAY}[ \t]+\d\d:\d\d(?::\d\d)?(?:[ \t]+[A-Z+\-\d:]+)?[ \t]+(?P<year>\d{{4}})(?!\d)"),
    re.compile(rf"(?P<year>\d{{4}}){_GAP}{_NAME}{_GAP}{_DAY}(?!\d)"),
)
_LONGEST = 80
"""Most characters of a text that is read as a day."""

_MONTHS = (
    "january jan janvier januar enero gennaio gen janeiro januari januar ene jän jänner",
    "february feb février fevrier févr février februar febrero febbraio fevereiro fev februari",
    "march mar mars märz maerz mär mrz marzo março marco maart mrt",
    "april apr avril avr abril abr aprile",
    "may mai mayo maggio mag maio mei",
    "june jun juin juni junio giugno giu junho",
    "july jul juillet juil juli julio luglio lug julho",
    "august aug août aout agosto ago augustus",
    "september sep sept septembre septiembre settembre set setembro",
    "october oct octobre oktober okt octubre ottobre ott outubro out",
    "november nov novembre noviembre novembro",
    "december dec décembre decembre déc dezember dez diciembre dic dicembre dezembro",
)
_MONTH: Mapping[str, int] = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
"""Names and short names of months in English, French, German, Spanish, Italian, Portuguese and Dutch."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# The seconds of the years 1973 to 5138: of as many digits as milliseconds of 1970 to 1973 would have at most.
_SECONDS = range(10**8, 10**11)
_MILLISECONDS = range(10**11, 10**14)

_NAME_DATE = re.compile(
    r"(?P<year>\d{4})(?P<sign>[-_.])(?P<month>\d\d)(?P=sign)(?P<day>\d\d)(?=\D|\Z)"
    r"|(?P<digits>(?:19|20)\d{6})(?:\d{4}|\d{6})?(?=[-_. ]|\Z)"
)
_INDEXES = frozenset({"index", "_index", "readme"})


def as_date(value: object) -> date | None:
    """The day that a value of a field means, or None if it means none, or one of two.

    Args:
        value: a date or time, text in one of the usual forms, a whole number of eight digits (``20240305``), or a time
            stamp in seconds or milliseconds since 1970 (UTC).
    """
    for _ in range(2):
        # A link of a vault without quotation marks, `[[2024-03-05]]`, is a list for YAML.
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _of_number(value)
    if not isinstance(value, str):
        return None
    text = value.strip().strip("\"'[]").strip()
    if len(text) > _LONGEST:
        return None
    return _of_text(text)


def date_of_name(path: str) -> tuple[date, int] | None:
    """The day with which a file's name begins, and the length of what is written for it in the name.

    Args:
        path: of the file. If its name is ``index`` or the like, the folder's name counts, and the length is 0.
    """
    above, _, name = path.rpartition("/")
    stem = name.rpartition(".")[0] or name
    stands_for_folder = is_index(path)
    if stands_for_folder:
        stem = above.rpartition("/")[2]
    if not stem[:1].isdigit() or (found := _NAME_DATE.match(stem)) is None:
        return None
    if found["digits"]:
        day = _day(int(found["digits"][:4]), int(found["digits"][4:6]), int(found["digits"][6:]))
    else:
        day = _day(int(found["year"]), int(found["month"]), int(found["day"]))
    return None if day is None else (day, 0 if stands_for_folder else found.end())


def is_index(path: str) -> bool:
    """Whether a file is the page of its folder: ``index.md``, ``_index.md``, ``README.md``, also ``index.fr.md``."""
    name = path.rpartition("/")[2]
    return name.partition(".")[0].casefold() in _INDEXES


def _of_text(text: str) -> date | None:
    if not text:
        return None
    if text[0].isdigit():
        if found := _YEAR_FIRST.match(text):
            return _day(int(found[1]), int(found[3] or found[5]), int(found[4] or found[6]))
        if found := _YEAR_LAST.match(text):
            return _year_last(int(found[1]), int(found[3]), int(found[4]), found[2])
        if found := _COMPACT.fullmatch(text):
            if (day := _day(int(found[1]), int(found[2]), int(found[3]))) is not None:
                return day
            return None
        if text.isdecimal():
            return _of_number(int(text))
    return _of_named(text)


def _of_named(text: str) -> date | None:
    for rest in dict.fromkeys((text, _WEEKDAY.sub("", text, count=1))):
        for form in _NAMED:
            found = form.match(rest)
            month = _MONTH.get(found["name"].casefold()) if found else None
            if found and month:
                return _day(int(found["year"]), month, int(found["day"]))
    return None


def _of_number(value: float) -> date | None:
    if isinstance(value, int) and 19000101 <= value <= 29991231:
        return _day(value // 10_000, value // 100 % 100, value % 100)
    if value != value or value in (float("inf"), float("-inf")):
        return None
    whole = int(value)
    if whole in _MILLISECONDS:
        whole //= 1_000
    elif whole not in _SECONDS:
        return None
    return (_EPOCH + timedelta(seconds=whole)).date()


def _year_last(first: int, second: int, year: int, sign: str) -> date | None:
    """A day whose year is last: with points the day is first, in the other forms where nothing else is possible."""
    days = {_day(year, second, first)}
    if sign != ".":
        days.add(_day(year, first, second))
    days.discard(None)
    return days.pop() if len(days) == 1 else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
