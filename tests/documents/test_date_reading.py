"""Days in front matter and in names of files: what is written, nothing shifted and nothing guessed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.documents.date_reading import as_date, date_of_name

DAY = date(2024, 3, 5)
SAME_DAY: list[object] = [
    *("2024-03-05", "2024-3-5", "2024/03/05", "2024.03.05", "20240305", "05.03.2024", "2024年3月5日", "[[2024-03-05]]"),
    *("2024-03-05T23:30:00-08:00", "2024-03-05 00:10:00 +0800", "2024-03-05T10:00:00Z", "20240305T101500Z"),
    *("5 March 2024", "5th of March 2024", "05-Mar-2024", "5. März 2024"),
    *("March 5, 2024", "Mar. 5th, 2024", "March 5 2024 10:00", "2024 March 5", "5 de marzo de 2024", "5 mars 2024"),
    *("Tue, 05 Mar 2024 10:00:00 GMT", "Tue Mar  5 10:00:00 2024", "Tue Mar 5 10:00:00 UTC 2024"),
    *("Tuesday, March 5, 2024", "Tue Mar 05 2024 01:00:00 GMT+0100"),
    *("[[2024-03-05]]", [["2024-03-05"]], [[DAY]]),
    *(20240305, 1709596800, 1709596800000, "1709596800", DAY),
    datetime(2024, 3, 5, 23, 30, tzinfo=timezone(timedelta(hours=-8))),
    datetime(2024, 3, 5, 0, 10, tzinfo=UTC),
]


@pytest.mark.parametrize("value", SAME_DAY, ids=str)
def test_a_day_in_every_usual_form(value: object) -> None:
    assert as_date(value) == DAY


@pytest.mark.parametrize(
    ("text", "day"),
    [("13/05/2024", date(2024, 5, 13)), ("05/13/2024", date(2024, 5, 13)), ("05/05/2024", date(2024, 5, 5))],
)
def test_a_form_that_can_mean_one_day_only(text: str, day: date) -> None:
    assert as_date(text) == day


@pytest.mark.parametrize(
    "value",
    [
        *(
            "03/05/2024",
            "3-5-2024",
            "2024-02-30",
            "2024-03",
            "March 2024",
            "{{date}}",
            "soon",
            "",
            "2024",
            "13/13/2024",
        ),
        *(None, True, 0, 7, 2024, 3.5, 10**30, float("nan"), float("inf"), [2024, 3, 5], {}, "5 Foo 2024", "9" * 200),
    ],
    ids=str,
)
def test_what_is_no_day_or_one_of_two_is_none(value: object) -> None:
    assert as_date(value) is None


@given(st.text() | st.integers() | st.floats())
def test_no_value_breaks_it(value: object) -> None:
    found = as_date(value)
    assert found is None or found.year >= 1


@given(st.dates())
def test_every_day_is_read_as_it_is_written(day: date) -> None:
    assert as_date(day.isoformat()) == day


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("a/2024-03-05-x.md", (DAY, 10)),
        ("2024_03_05.md", (DAY, 10)),
        ("20240305.md", (DAY, 8)),
        ("20240305101500 x.md", (DAY, 14)),
        ("2024-03-05/README.md", (DAY, 0)),
        ("2024-03.md", None),
        ("2024-03-051.md", None),
        ("12345678.md", None),
        ("x-2024-03-05.md", None),
    ],
)
def test_the_day_in_a_name(path: str, found: tuple[date, int] | None) -> None:
    assert date_of_name(path) == found
