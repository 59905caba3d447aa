"""Files that another program holds open for a moment."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qtbrowser.held_files import WAITS, replace_file, tried_while_held


def refusal(code: int) -> OSError:
    """An error as Windows raises it, on any system."""
    error = PermissionError(13, "The file is in use", "a.md")
    error.winerror = code  # type: ignore[attr-defined, unused-ignore]
    return error


def failing(times: int, code: int, calls: list[int]) -> Callable[[], str]:
    def step() -> str:
        calls.append(code)
        if len(calls) <= times:
            raise refusal(code)
        return "done"

    return step


@pytest.mark.parametrize("code", [5, 32, 33])
@pytest.mark.parametrize("times", [0, 1, 3])
def test_a_held_file_is_tried_again(code: int, times: int) -> None:
    calls: list[int] = []
    assert tried_while_held(failing(times, code, calls), [0.0] * 3) == "done"
    assert len(calls) == times + 1


def test_a_file_that_stays_held_fails_after_the_last_try() -> None:
    calls: list[int] = []
    with pytest.raises(PermissionError, match="in use"):
        tried_while_held(failing(99, 32, calls), [0.0] * 3)
    assert len(calls) == 4


@pytest.mark.parametrize("code", [2, 3, 112])
def test_another_failure_is_not_tried_again(code: int) -> None:
    calls: list[int] = []
    with pytest.raises(PermissionError):
        tried_while_held(failing(1, code, calls), [0.0] * 3)
    assert len(calls) == 1


def test_a_refusal_of_another_system_is_not_tried_again() -> None:
    calls: list[int] = []

    def step() -> None:
        calls.append(0)
        raise PermissionError(13, "no")

    with pytest.raises(PermissionError):
        tried_while_held(step)
    assert len(calls) == 1


def test_the_waits_are_bounded() -> None:
    assert sum(WAITS) < 1


def test_a_file_is_replaced(tmp_path: Path) -> None:
    new, old = tmp_path / "new", tmp_path / "old"
    new.write_text("new", encoding="utf-8")
    old.write_text("old", encoding="utf-8")
    replace_file(new, old)
    assert (old.read_text(encoding="utf-8"), new.exists()) == ("new", False)
