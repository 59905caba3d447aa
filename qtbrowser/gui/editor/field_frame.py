"""The frame of a field, for fields that are put together from several widgets."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from qtbrowser.gui.theme import colours_of

RADIUS = 2.0
"""As Fusion rounds its own fields."""


def paint_field(widget: QWidget, *, is_focused: bool) -> None:
    """Paint ground and outline of a field over the whole of `widget`."""
    colours = colours_of(widget.palette())
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colours.accent if is_focused else colours.field_border), 1))
    painter.setBrush(QColor(colours.base))
    painter.drawRoundedRect(QRectF(widget.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
    painter.end()
