"""Measures and paints a formula in a text."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from qtbrowser.gui.math.formula import Formula
from qtbrowser.gui.math.formula_painting import paint_drawing
from qtbrowser.gui.math.marks import UNITS_PER_EM

_X_HEIGHT = 0.431
_CAP_HEIGHT = 0.683
"""Heights of x and H in the math fonts, in em."""

_LABEL_GAP = 2.0
"""em between a formula and its number."""

_OVERHANG = 1.0
"""How far ink may extend beyond a formula's box, in em. More is not a formula, but TeX that draws over other text."""


def math_em(metrics: QFontMetricsF) -> float:
    """The em of the math fonts that matches a text font, in the metrics' pixels.

    They can't match in every height: matching small letters alone would make capitals and digits too large or small, so
    the heights of both are averaged.
    """
    by_small_letters = metrics.xHeight() / _X_HEIGHT
    by_capitals = metrics.capHeight() / _CAP_HEIGHT
    return (by_small_letters + by_capitals) / 2


@dataclass(frozen=True, slots=True)
class FormulaBox:
    """A formula in its final size. Lengths are pixels; `width` is the whole object's.

    A numbered display fills the column, the formula in its middle and the number at its end.
    """

    formula: Formula
    em: float
    width: float

    @classmethod
    def fit(cls, formula: Formula, em: float, column: float, fills: bool) -> FormulaBox:
        """The box of a formula, made smaller if it is wider than the column.

        Args:
            formula: the formula.
            em: the em of the math fonts, in pixels.
            column: the available width, in pixels.
            fills: whether a numbered formula may fill the column.
        """
        natural = formula.width * em / UNITS_PER_EM
        if formula.label is None:
            shrink = min(1.0, column / natural) if natural else 1.0
            return cls(formula, em * shrink, natural * shrink)
        label = (formula.label_width / UNITS_PER_EM + _LABEL_GAP) * em
        shrink = min(1.0, column / (natural + label))
        return cls(formula, em * shrink, column if fills else (natural + label) * shrink)

    @property
    def ascent(self) -> float:
        """The height above the baseline."""
        return self.formula.ascent * self.em / UNITS_PER_EM

    @property
    def descent(self) -> float:
        """The depth below the baseline."""
        return self.formula.descent * self.em / UNITS_PER_EM

    def paint(self, painter: QPainter, left: float, baseline: float, colour: QColor, text_font: QFont) -> None:
        """Draws the formula.

        Args:
            painter: scaled to 1 for a pixel of the text.
            left: the object's left edge.
            baseline: the y of the formula's baseline.
            colour: the colour of everything.
            text_font: the font for letters that the math fonts lack.
        """
        over = _OVERHANG * self.em
        box = QRectF(left, baseline - self.ascent, self.width, self.ascent + self.descent)
        painter.save()
        painter.setClipRect(box.adjusted(-over, -over, over, over), Qt.ClipOperation.IntersectClip)
        place = QPointF(left + self._start(), baseline)
        paint_drawing(painter, self.formula.drawing, place, self.em, colour, text_font)
        if self.formula.label is not None:
            place = QPointF(left + self.width - self.formula.label_width * self.em / UNITS_PER_EM, baseline)
            paint_drawing(painter, self.formula.label, place, self.em, colour, text_font)
        painter.restore()

    def _start(self) -> float:
        """The distance of the formula from the object's left edge."""
        if self.formula.label is None:
            return 0.0
        free = self.width - self.formula.width * self.em / UNITS_PER_EM
        label = (self.formula.label_width / UNITS_PER_EM + _LABEL_GAP) * self.em
        return max(0.0, min(free / 2, free - label))
