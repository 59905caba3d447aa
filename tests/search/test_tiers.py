"""Which segments are merged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.search.tiers import BUILDING_FANOUT, FANOUT, Size, plan_joining, plan_merges


@pytest.mark.parametrize(
    ("live", "groups"),
    [
        ([], []),
        ([10_000], []),
        ([10_000, 1, 1, 1], []),
        ([10_000, 1, 1, 1, 1], [[1, 2, 3, 4]]),
        ([10_000, 250, 200, 100, 1], [[1, 2, 3, 4]]),
        ([1000, 900, 800, 100, 90, 80, 70], [[0, 1, 2, 3, 4, 5, 6]]),
        ([20_000, 20_000, 20_000, 20_000], [[0, 1, 2]]),
        ([40_000, 40_000, 40_000, 40_000], []),
    ],
)
def test_plans(live: list[int], groups: list[list[int]]) -> None:
    assert plan_merges([Size(count) for count in live], 65_536) == groups


def test_worn_segments_are_written_anew() -> None:
    assert plan_merges([Size(90, 10), Size(70, 30)], 65_536) == [[1]]
    assert plan_joining([Size(90, 10)], 65_536) == [[0]]
    assert plan_joining([Size(90)], 65_536) == []
    assert plan_joining([Size(50), Size(40), Size(60)], 100) == [[0, 1]]


@given(st.lists(st.integers(1, 70_000), max_size=40))
def test_no_class_stays_full_and_no_segment_gets_too_large(live: list[int]) -> None:
    most = 65_536
    groups = plan_merges([Size(count) for count in live], most)
    members = [index for group in groups for index in group]
    assert len(members) == len(set(members))
    assert all(sum(live[index] for index in group) <= most for group in groups)


def test_a_library_that_is_built_is_written_again_less_often() -> None:
    sizes = [Size(1_900)] * (BUILDING_FANOUT - 1)
    assert plan_merges(sizes, 65_536, BUILDING_FANOUT) == []
    assert plan_merges([*sizes, Size(1_900)], 65_536, BUILDING_FANOUT) == [list(range(BUILDING_FANOUT))]


def test_segments_stay_few_while_a_library_grows() -> None:
    sizes: list[int] = []
    written = 0
    for _ in range(2000):
        sizes.append(10)
        groups = plan_merges([Size(count) for count in sizes], 65_536)
        merged = [sum(sizes[index] for index in group) for group in groups]
        gone = {index for group in groups for index in group}
        sizes = [count for index, count in enumerate(sizes) if index not in gone] + merged
        written += sum(merged)
        assert len(sizes) < FANOUT * 4
    assert sum(sizes) == 20_000
    assert written < 20 * 20_000
