"""A menu whose separators can be seen in dark themes."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu

from qtbrowser.gui.widgets.theme_palettes import colours_of

_MARGIN = 5
"""The space that Fusion leaves at both ends of a separator, in pixels."""


class Menu(QMenu):
    """Paints its separators as its edge in dark themes, where Fusion's are black whatever the palette is."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """The menu, and its separators once more."""
        super().paintEvent(event)
        colours = colours_of(self.palette())
        if QColor(colours.base).lightness() > QColor(colours.text).lightness():
            return
        painter = QPainter(self)
        painter.setPen(QColor(colours.field_border))
        for action in self.actions():
            place = self.actionGeometry(action)
            if action.isSeparator() and event.region().intersects(place):
                middle = place.center().y()
                painter.drawLine(place.left() + _MARGIN, middle, place.right() - _MARGIN, middle)
        painter.end()
