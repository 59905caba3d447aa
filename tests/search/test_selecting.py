"""The largest of many numbers, held to sorting."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.search.selecting import least_of_best

NUMBERS = st.lists(st.integers(-50, 50).map(float), max_size=1200)


@given(NUMBERS, st.integers(1, 40))
def test_it_is_what_sorting_gives(numbers: list[float], count: int) -> None:
    expected = sorted(numbers, reverse=True)[count - 1] if len(numbers) >= count else -np.inf
    assert least_of_best(np.array(numbers), count) == expected


@pytest.mark.parametrize("count", [1, 30, 100, 9_999, 10_000])
@pytest.mark.parametrize("dtype", [np.float64, np.int32])
def test_of_many(count: int, dtype: type[np.float64 | np.int32]) -> None:
    numbers = np.random.default_rng(1).permutation(10_000).astype(dtype)
    assert least_of_best(numbers, count) == 10_000 - count


def test_of_none() -> None:
    assert least_of_best(np.zeros(0), 1) == -np.inf
    assert least_of_best(np.ones(3), 0) == -np.inf
    assert least_of_best(np.ones(1000), 0) == -np.inf
