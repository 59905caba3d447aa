"""Formats dates by a document's pattern, in the tokens of moment.js (https://momentjs.com/docs/#/displaying/format/).

Names are English in any locale, because the words before the date come from the document and are English too.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from qtbrowser.english_dates import MONTHS, ordinal

DEFAULT_FORMAT = "MMM D, YYYY"

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_TOKEN = re.compile(
    r"\[([^\[\]]*+)\]|YYYY|YY|Y|Qo|Q|MMMM|MMM|Mo|MM|M|DDDD|DDDo|DDD|Do|DD|D|dddd|ddd|dd|do|d|WW|W|E|HH|H|hh|h|mm|m|ss|s|A|a"
)


def format_date(day: dt.date, pattern: str = DEFAULT_FORMAT) -> str:
    """A date in words.

    Args:
        day: a date, or a datetime; a plain date counts as midnight for tokens of the clock.
        pattern: moment.js tokens; text in `[brackets]` and anything that is no token is kept. Empty: the default.

    Returns:
        For example ``Jan 28, 2025``.
    """
    midnight = dt.time()
    moment = day if isinstance(day, dt.datetime) else dt.datetime.combine(day, midnight)

    def word(token: re.Match[str]) -> str:
        return token[1] if token[1] is not None else _WORDS[token[0]](moment)

    return _TOKEN.sub(word, pattern or DEFAULT_FORMAT)


def _quarter(moment: dt.datetime) -> int:
    return (moment.month + 2) // 3


def _day_of_year(moment: dt.datetime) -> int:
    return moment.timetuple().tm_yday


_WORDS: dict[str, Callable[[dt.datetime], str]] = {
    "YYYY": lambda moment: f"{moment.year:04}",
    "YY": lambda moment: f"{moment.year % 100:02}",
    "Y": lambda moment: str(moment.year),
    "Q": lambda moment: str(_quarter(moment)),
    "Qo": lambda moment: ordinal(_quarter(moment)),
    "MMMM": lambda moment: MONTHS[moment.month - 1],
    "MMM": lambda moment: MONTHS[moment.month - 1][:3],
    "Mo": lambda moment: ordinal(moment.month),
    "MM": lambda moment: f"{moment.month:02}",
    "M": lambda moment: str(moment.month),
    "DDDD": lambda moment: f"{_day_of_year(moment):03}",
    "DDDo": lambda moment: ordinal(_day_of_year(moment)),
    "DDD": lambda moment: str(_day_of_year(moment)),
    "Do": lambda moment: ordinal(moment.day),
    "DD": lambda moment: f"{moment.day:02}",
    "D": lambda moment: str(moment.day),
    "dddd": lambda moment: _DAYS[moment.weekday()],
    "ddd": lambda moment: _DAYS[moment.weekday()][:3],
    "dd": lambda moment: _DAYS[moment.weekday()][:2],
    "do": lambda moment: ordinal(moment.isoweekday() % 7),
    "d": lambda moment: str(moment.isoweekday() % 7),
    "WW": lambda moment: f"{moment.isocalendar().week:02}",
    "W": lambda moment: str(moment.isocalendar().week),
    "E": lambda moment: str(moment.isoweekday()),
    "HH": lambda moment: f"{moment.hour:02}",
    "H": lambda moment: str(moment.hour),
    "hh": lambda moment: f"{moment.hour % 12 or 12:02}",
    "h": lambda moment: str(moment.hour % 12 or 12),
    "mm": lambda moment: f"{moment.minute:02}",
    "m": lambda moment: str(moment.minute),
    "ss": lambda moment: f"{moment.second:02}",
    "s": lambda moment: str(moment.second),
    "A": lambda moment: "AM" if moment.hour < 12 else "PM",
    "a": lambda moment: "am" if moment.hour < 12 else "pm",
}
