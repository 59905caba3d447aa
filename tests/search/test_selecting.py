"""The largest of many numbers, held to sorting."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.search.selecting import least_of_best

NUMBERS = st.lists(st.integers(-50, 50).map(float), max_size=400)


@given(st.lists(NUMBERS, max_size=3), st.integers(1, 40))
def test_it_is_what_sorting_gives(groups: list[list[float]], count: int) -> None:
    numbers = sorted((number for group in groups for number in group), reverse=True)
    expected = numbers[count - 1] if len(numbers) >= count else -np.inf
    assert least_of_best([np.array(group) for group in groups], count) == expected


@pytest.mark.parametrize("count", [1, 30, 100, 9_999, 10_000])
def test_of_many(count: int) -> None:
    numbers = np.random.default_rng(1).permutation(10_000).astype(np.float64)
    assert least_of_best([numbers], count) == 10_000 - count


def test_of_none() -> None:
    assert least_of_best([], 1) == -np.inf
    assert least_of_best([np.ones(3)], 0) == -np.inf
