"""Lays out a treemap: rectangles whose areas are as the numbers they are for. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Tile(NamedTuple):
    """A rectangle, in the units of the whole."""

    left: float
    top: float
    width: float
    height: float


def squarified(weights: Sequence[float], width: float, height: float) -> list[Tile]:
    """Rectangles that fill a whole, as near to squares as rows of them can be.

    The algorithm is that of Bruls, Huizing and van Wijk, "Squarified treemaps" (2000).

    Args:
        weights: positive numbers, the greatest first.
        width, height: of the whole; positive.

    Returns:
        A tile for each weight, in the same order.
    """
    tiles: list[Tile] = []
    scale = width * height / sum(weights) if weights else 0.0
    left = top = 0.0
    first = 0
    while first < len(weights):
        side = min(width, height)
        last = first + 1
        areas = [weights[first] * scale]
        while last < len(weights):
            longer = [*areas, weights[last] * scale]
            if _worst_ratio(longer, side) > _worst_ratio(areas, side):
                break
            areas = longer
            last += 1
        depth = sum(areas) / side if side > 0 else 0.0
        place = 0.0
        for area in areas:
            length = area / depth if depth > 0 else 0.0
            if width >= height:
                tiles.append(Tile(left, top + place, depth, length))
            else:
                tiles.append(Tile(left + place, top, length, depth))
            place += length
        if width >= height:
            left, width = left + depth, max(width - depth, 0.0)
        else:
            top, height = top + depth, max(height - depth, 0.0)
        first = last
    return tiles


def _worst_ratio(areas: Sequence[float], side: float) -> float:
    """The ratio of the sides of the tile that is the least like a square in a row along `side`."""
    total = sum(areas)
    if total <= 0 or side <= 0:
        return float("inf")
    return max(side * side * max(areas) / (total * total), total * total / (side * side * min(areas)))
