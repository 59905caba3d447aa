"""Whatever goes wrong at one file is told of that one, with its kind."""

from __future__ import annotations

import logging

import pytest

from qtbrowser.documents.boundary import file_boundary
from qtbrowser.errors import EditRefused, UnforeseenError


def endless(depth: int) -> int:
    return endless(depth + 1) + 1


def test_what_nobody_has_foreseen_is_an_error_of_the_file(caplog: pytest.LogCaptureFixture) -> None:
    word = "secret" + "words"
    empty: dict[str, str] = {}
    with caplog.at_level(logging.ERROR), pytest.raises(UnforeseenError) as raised, file_boundary("a/b.md"):
        empty[word]
    error = raised.value
    assert (error.path, error.rule, error.kind) == ("a/b.md", "program-error", "KeyError")
    assert error.reason.startswith("QtBrowser itself failed at this file: KeyError in ")
    assert "test_boundary.py, line " in error.reason
    assert error.fix is not None
    assert "Report a Problem" in error.fix
    assert word not in caplog.text
    assert "test_boundary.py" in caplog.text


def test_a_recursion_without_end_is_one_of_them_and_logged_in_short(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR), pytest.raises(UnforeseenError, match="RecursionError"), file_boundary("a.md"):
        endless(0)
    assert len(caplog.text.splitlines()) < 200


@pytest.mark.parametrize("error", [EditRefused("No."), FileNotFoundError("gone")])
def test_our_errors_and_the_systems_pass(error: Exception) -> None:
    with pytest.raises(type(error)) as raised, file_boundary("a.md"):
        raise error
    assert raised.value is error


def test_the_end_of_the_program_passes() -> None:
    with pytest.raises(KeyboardInterrupt), file_boundary("a.md"):
        raise KeyboardInterrupt
