from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.gui.pane.text_ranges import Positions, find_all, ranges_within

characters = st.text(st.characters(exclude_categories=["Cs"]))


@given(characters, st.integers(-3, 40))
def test_positions_count_what_utf_16_counts(text: str, position: int) -> None:
    inside = max(0, min(position, len(text)))
    assert Positions(text).to_units(position) == len(text[:inside].encode("utf-16-le")) // 2


@given(characters, st.integers(0, 40))
def test_positions_lead_back(text: str, position: int) -> None:
    inside = min(position, len(text))
    positions = Positions(text)
    assert positions.to_code_point(positions.to_units(inside)) == inside


def test_a_position_within_a_letter_is_its_start() -> None:
    assert [Positions("a😀b").to_code_point(unit) for unit in range(-1, 6)] == [0, 0, 1, 1, 2, 3, 3]


def test_empty_and_reversed_ranges_are_dropped() -> None:
    assert Positions("a😀bc").to_unit_ranges([(0, 0), (1, 2), (3, 2), (3, 99)]) == [(1, 3), (4, 5)]


def test_ranges_are_sorted_and_limited() -> None:
    ranges = Positions("x" * 5000).to_unit_ranges([(place, place + 1) for place in reversed(range(5000))], limit=2000)
    assert ranges == [(place, place + 1) for place in range(2000)]


@given(st.lists(st.integers(0, 60), unique=True), st.integers(0, 60), st.integers(0, 60))
def test_ranges_in_view(ends: list[int], one: int, other: int) -> None:
    ranges = [(start, end) for start, end in pairwise(sorted(ends))][::2]
    first, last = sorted((one, other))
    within = ranges_within(ranges, first, last, limit=100)
    assert within == [(start, end) for start, end in ranges if start <= last and (end > first or start == first)]
    assert ranges_within(ranges, first, last, limit=2) == within[:2]


@pytest.mark.parametrize(
    ("text", "words", "match_case", "found"),
    [
        ("Cell and cell", "cell", False, [(0, 4), (9, 13)]),
        ("Cell and cell", "cell", True, [(9, 13)]),
        ("a\nb a  b", "a b", False, [(0, 3), (4, 8)]),
        ("aaa", "aa", False, [(0, 2)]),
        ("1+1=2", "1+1", False, [(0, 3)]),
        ("text", "   ", False, []),
        ("text", "", False, []),
        ("ÄÖ äö", "äö", False, [(0, 2), (3, 5)]),
    ],
)
def test_finding(text: str, words: str, match_case: bool, found: list[tuple[int, int]]) -> None:
    assert find_all(text, words, match_case) == found


@given(characters, st.text(min_size=1, max_size=3))
def test_every_place_found_holds_the_words(text: str, words: str) -> None:
    places = find_all(text, words, match_case=True)
    assert all("".join(text[start:end].split()) == "".join(words.split()) for start, end in places)
    assert all(before[1] <= after[0] for before, after in pairwise(places))
