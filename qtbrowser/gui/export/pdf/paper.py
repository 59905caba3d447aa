"""A sheet of paper, in the layout units of printed documents."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLocale, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize

UNITS_PER_INCH = 288
"""Units a point: fine enough that rounding of lengths is not visible, and a line of one unit is a hairline."""

BODY_POINTS = 10.5
MARGIN_POINTS = 62
"""The margin on every side, in points; it contains header and footer."""

_NARROWEST_TEXT = 0.4
"""The least share of the paper's width for the text, on small paper."""


@dataclass(frozen=True, slots=True)
class Paper:
    """Width, height and margin of a sheet, in units."""

    width: int
    height: int
    margin: int

    @classmethod
    def of(cls, layout: QPageLayout) -> Paper:
        """The paper that a printer or PDF writer is set to, in its orientation."""
        size = layout.fullRect(QPageLayout.Unit.Point).size() * UNITS_PER_INCH / 72
        width, height = round(size.width()), round(size.height())
        room = (1 - _NARROWEST_TEXT) / 2 * min(width, height)
        return cls(width, height, round(min(in_units(MARGIN_POINTS), room)))

    @property
    def size(self) -> QSizeF:
        """Width and height."""
        return QSizeF(self.width, self.height)

    @property
    def text(self) -> QRectF:
        """The rectangle of the text."""
        return QRectF(self.margin, self.margin, self.width - 2 * self.margin, self.height - 2 * self.margin)


def in_units(points: float) -> int:
    """Convert points to whole units."""
    return round(points * UNITS_PER_INCH / 72)


def usual_page_size() -> QPageSize:
    """The usual paper of the user's locale: Letter if it uses inches, else A4."""
    is_american = QLocale().measurementSystem() is QLocale.MeasurementSystem.ImperialUSSystem
    return QPageSize(QPageSize.PageSizeId.Letter if is_american else QPageSize.PageSizeId.A4)
