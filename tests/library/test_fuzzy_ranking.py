from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.library.fuzzy_ranking import rank

TEXTS = [
    "how does binary search find a name",
    "what is a binary star",
    "why does bread rise",
    "search for a lost name",
    "why is the sky blue",
]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("bread", "why does bread rise"),
        ("binary search", "how does binary search find a name"),
        ("search binary", "how does binary search find a name"),
        ("biinary serch", "how does binary search find a name"),
        ("why is", "why is the sky blue"),
        ("wdbr", "why does bread rise"),
        ("search", "search for a lost name"),
        ("  sky   blue ", "why is the sky blue"),
    ],
)
def test_the_best_comes_first(typed: str, first: str) -> None:
    assert TEXTS[rank(typed, TEXTS, 5)[0]] == first


def test_what_does_not_fit_is_left_out() -> None:
    assert rank("zzzzqq", TEXTS, 5) == []
    assert rank("x" * 500, TEXTS, 5) == []


def test_nothing_typed_keeps_the_order() -> None:
    assert rank(" ", TEXTS, 3) == [0, 1, 2]


@given(st.text(), st.lists(st.text()))
def test_each_place_once(typed: str, texts: list[str]) -> None:
    found = rank(typed, texts, 10)
    assert len(found) == len(set(found)) <= 10
    assert all(0 <= number < len(texts) for number in found)
