"""Arguments and texts that several commands take."""

from __future__ import annotations

import argparse
import io
import sys

import pytest

from qtbrowser.cli.common import standard_input, whole_number
from qtbrowser.errors import DocumentError, UsageError


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("007", 7), ("9" * 18, 999_999_999_999_999_999)])
def test_a_number_that_counts_something(text: str, number: int) -> None:
    assert whole_number(text) == number


@pytest.mark.parametrize("text", ["", "-1", "1.5", "one", "+1", " 1", "1_0", "\u0663", "\u00b2", "9" * 19, "9" * 5000])
def test_what_counts_nothing_is_told_in_a_short_sentence(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match=r"is not a whole number from 0 to 9+$") as told:
        whole_number(text)
    assert len(str(told.value)) < 100


def given(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> None:
    # Python would read it by the locale, which is not that of the text.
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="ascii", errors="surrogateescape"))


def test_the_standard_input_is_utf_8_whatever_the_locale_is(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, "\ufeffOne é\r\ntwo\n".encode())
    assert standard_input(100) == "One é\ntwo\n"
    given(monkeypatch, b"12345")
    assert standard_input(5) == "12345"


def test_a_standard_input_that_can_not_be_taken_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, b"\xff")
    with pytest.raises(DocumentError, match=r"^standard input: The text is not UTF-8.$"):
        standard_input(100)
    given(monkeypatch, b"123456")
    with pytest.raises(DocumentError, match=r"^standard input: The text is too large: more than 5 bytes.$"):
        standard_input(5)
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(UsageError, match="There is no standard input"):
        standard_input(100)
