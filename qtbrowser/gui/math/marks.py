"""The elements of formulas: glyphs, bars, rules, shapes and texts.

Lengths are thousandths of an em, y goes up, the baseline is y = 0.
"""

from __future__ import annotations

from typing import NamedTuple

UNITS_PER_EM = 1000


class Glyph(NamedTuple):
    """The outline `number` (a line of glyphs.txt, from 1) at (x, y), `scale` times its size."""

    number: int
    x: float
    y: float
    scale: float


class Bar(NamedTuple):
    """The straight middle of a stretched bracket or arrow: the part of an outline within a rectangle."""

    number: int
    x: float
    y: float
    scale_x: float
    scale_y: float
    left: float
    bottom: float
    width: float
    height: float


class RuleMark(NamedTuple):
    """A filled rectangle."""

    left: float
    bottom: float
    width: float
    height: float


class Shape(NamedTuple):
    """An SVG path under a matrix (a, b, c, d, e, f): filled, or drawn as a line if `stroke`, its width, is not 0."""

    path: str
    matrix: tuple[float, float, float, float, float, float]
    stroke: float


class Text(NamedTuple):
    """Letters that the math fonts lack, drawn in a text font within `width`. Style: 1 bold, 2 italic, 3 both."""

    text: str
    left: float
    y: float
    size: float
    width: float
    style: int
