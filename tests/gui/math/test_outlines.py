"""Outlines as paths."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF

from qtbrowser.gui.math.marks import Bar, Glyph, RuleMark, Shape
from qtbrowser.gui.math.outlines import (
    bar_strokes,
    glyph_path,
    glyphs_path,
    outline,
    outline_count,
    shape_path,
    svg_path,
)

SQUARES = [
    "M0 0L10 0L10 10L0 10Z",
    "M0 0 10 0 10 10 0 10z",
    "M0 0H10V10H0Z",
    "m0 0h10v10h-10z",
    "M 0,0 l 10,0 0,10 -10,0 Z",
    "M0 0C0 0 10 0 10 0C10 0 10 10 10 10L0 10Z",
]


@pytest.mark.parametrize("text", SQUARES)
def test_each_way_to_write_a_square(text: str) -> None:
    path = svg_path(text)
    assert path.boundingRect() == QRectF(0, 0, 10, 10)
    assert path.contains(QPointF(5, 5))


def test_a_smooth_curve_mirrors_the_one_before() -> None:
    assert svg_path("M0 0Q5 10 10 0T20 0") == svg_path("M0 0Q5 10 10 0Q15 -10 20 0")
    assert svg_path("M0 0L10 0T20 0") == svg_path("M0 0L10 0Q10 0 20 0")


@pytest.mark.parametrize("text", ["", "Z", "M", "M1", "A1 2 3 4 5 6 7", "nonsense"])
def test_what_is_no_path_draws_nothing(text: str) -> None:
    assert svg_path(text).boundingRect().isEmpty()


def test_all_outlines_are_closed_paths_of_a_letters_size() -> None:
    assert outline_count() > 2000
    for number in range(1, outline_count() + 1, 17):
        box = glyph_path(number).boundingRect()
        assert 0 < max(box.width(), box.height()) < 6000, outline(number)


def test_glyphs_and_shapes_come_to_their_places() -> None:
    path = glyphs_path((Glyph(499, 1000, 100, 0.5),))
    box = glyph_path(499).boundingRect()
    assert path.boundingRect().left() == pytest.approx(1000 + box.left() / 2)
    assert path.boundingRect().height() == pytest.approx(box.height() / 2)
    bars = glyphs_path((Glyph(777, 0, 0, 1),), (RuleMark(132, -500, 40, 2000),))
    assert bars.contains(QPointF(150, 100))
    assert bars.contains(QPointF(150, 1400))
    line = shape_path(Shape("M0 0L100 0", (1, 0, 0, 1, 10, 20), 8))
    assert line.boundingRect() == QRectF(10, 16, 100, 8)


def test_a_bar_is_cut_by_its_window() -> None:
    upright = 777  # the double bar, two strokes
    assert len(glyph_path(upright).toSubpathPolygons()) == 2
    rules = bar_strokes(Bar(upright, 0, 0, 1, 10, 0, 100, 1000, 500))
    assert [(rule.bottom, rule.height) for rule in rules] == [(100, 500), (100, 500)]
    assert bar_strokes(Bar(upright, 0, 0, 1, 1, 5000, 0, 10, 10)) == []
    below, above, beside = QRectF(100, 0, 300, 200), QRectF(100, 500, 300, 900), QRectF(1000, 0, 300, 900)
    joined = bar_strokes(Bar(upright, 0, 0, 1, 10, 0, 100, 1000, 500), [below, above, beside])
    assert [(stroke.bottom, stroke.height) for stroke in joined] == [(200, 300), (200, 300)]
    assert all(isinstance(rule, RuleMark) for rule in rules)
