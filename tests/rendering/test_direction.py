"""Which way a paragraph is written."""

from __future__ import annotations

import pytest

from qtbrowser.rendering.direction import direction_attribute, is_right_to_left

WORDS = [
    ("", False),
    ("123 - 45", False),
    ("plain words", False),
    ("\u05e9\u05dc\u05d5\u05dd", True),
    ("\u05e9\u05dc\u05d5\u05dd world", True),
    ("1. (\u0643\u062a\u0628) a word", True),
    ("world \u05e9\u05dc\u05d5\u05dd", False),
    ("\u0634 is a letter that takes two bytes", False),
    ("\u0634: a", True),
    ("\U0001e900 x", True),
    ("\ud800", False),
]


@pytest.mark.parametrize(("text", "from_the_right"), WORDS)
def test_direction(text: str, from_the_right: bool) -> None:
    assert is_right_to_left(text) is from_the_right
    assert direction_attribute(text) == (' dir="rtl"' if from_the_right else "")
