"""The tiles of a treemap fill the whole and are as large as their numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.gui.browse.treemap import squarified

WEIGHTS = st.lists(st.integers(1, 10_000), min_size=1, max_size=40).map(lambda found: sorted(found, reverse=True))
SIDE = st.integers(50, 3_000)


@given(WEIGHTS, SIDE, SIDE)
def test_areas_are_as_the_weights_and_tiles_stay_within_and_apart(weights: list[int], width: int, height: int) -> None:
    tiles = squarified(weights, width, height)
    scale = width * height / sum(weights)
    for weight, tile in zip(weights, tiles, strict=True):
        assert tile.width * tile.height == pytest.approx(weight * scale, rel=1e-6)
        assert tile.left >= 0
        assert tile.top >= 0
        assert tile.left + tile.width <= width * (1 + 1e-9)
        assert tile.top + tile.height <= height * (1 + 1e-9)
    for number, one in enumerate(tiles):
        for other in tiles[number + 1 :]:
            across = min(one.left + one.width, other.left + other.width) - max(one.left, other.left)
            down = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
            assert min(across, down) <= 1e-6 * max(width, height)


def test_equal_weights_make_near_squares() -> None:
    for tile in squarified([1] * 12, 400, 300):
        assert 0.6 < tile.width / tile.height < 1.7


def test_nothing_has_no_tiles() -> None:
    assert squarified([], 100, 100) == []
