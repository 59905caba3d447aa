"""The search for dead code tells what nothing uses, and which names are let pass without need."""

from __future__ import annotations

from tests.dead_code import objections

DEAD = "qtbrowser/a.py:3: unused function 'left_over' (60% confidence)"
CALLED_BY_QT = "qtbrowser/b.py:5: unused method 'paintEvent' (60% confidence)"
UNREACHABLE = "qtbrowser/c.py:7: unreachable code after 'return' (100% confidence)"


def test_what_nothing_explains_is_told_once() -> None:
    assert objections([DEAD, CALLED_BY_QT, DEAD], ["*Event"]) == [DEAD]


def test_code_without_a_name_is_told() -> None:
    assert objections([UNREACHABLE], []) == [UNREACHABLE]


def test_an_ignored_name_that_explains_nothing_is_told() -> None:
    assert objections([CALLED_BY_QT], ["*Event", "gone"]) == ["pyproject.toml: gone need not be ignored"]
