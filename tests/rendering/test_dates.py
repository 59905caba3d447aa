"""Dates in moment.js tokens."""

from __future__ import annotations

import datetime as dt

import pytest

from qtbrowser.rendering.dates import format_date

DAY = dt.date(2025, 1, 3)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("", "Jan 3, 2025"),
        ("MMM DD, YYYY", "Jan 03, 2025"),
        ("MMMM Do, YYYY", "January 3rd, 2025"),
        ("dddd, D MMMM YYYY", "Friday, 3 January 2025"),
        ("ddd dd d do E", "Fri Fr 5 5th 5"),
        ("M/D/YY", "1/3/25"),
        ("YYYY-MM-DD", "2025-01-03"),
        ("Mo Qo Q DDD DDDo DDDD", "1st 1st 1 3 3rd 003"),
        ("[on] D [of] MMMM", "on 3 of January"),
        ("[YYYY]", "YYYY"),
        ("HH:mm:ss A", "00:00:00 AM"),
        ("h a", "12 am"),
        ("W WW Y", "1 01 2025"),
        ("你好", "你好"),
    ],
)
def test_tokens_of_a_date(pattern: str, words: str) -> None:
    assert format_date(DAY, pattern) == words


@pytest.mark.parametrize(
    ("pattern", "words"),
    [("H:m:s", "15:4:9"), ("HH:mm:ss", "15:04:09"), ("h:mm A", "3:04 PM"), ("hh a", "03 pm")],
)
def test_tokens_of_a_time(pattern: str, words: str) -> None:
    assert format_date(dt.datetime(2025, 1, 3, 15, 4, 9, tzinfo=dt.UTC), pattern) == words


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (21, "21st"),
        (31, "31st"),
    ],
)
def test_ordinals(number: int, word: str) -> None:
    assert format_date(dt.date(2024, 1, number), "Do") == word
