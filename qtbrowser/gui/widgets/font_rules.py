"""Fonts of widgets that differ from their parent's font and follow its size."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget


class FontRule(QObject):
    """Gives a widget a font made from its parent's, now and whenever that changes.

    Args:
        widget: the widget, which has a parent; the rule belongs to it.
        make: a copy of the parent's font -> the widget's font.
    """

    def __init__(self, widget: QWidget, make: Callable[[QFont], QFont]) -> None:
        super().__init__(widget)
        self._widget = widget
        self._make = make
        self._apply()
        parent = widget.parentWidget()
        if parent is not None:
            parent.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice another font of the parent."""
        if event.type() == QEvent.Type.FontChange:
            self._apply()
        return False

    def _apply(self) -> None:
        parent = self._widget.parentWidget()
        self._widget.setFont(self._make(QFont(parent.font() if parent is not None else QApplication.font())))


def heading_font(font: QFont) -> QFont:
    """`font` in the weight of headings."""
    font.setWeight(QFont.Weight.DemiBold)
    return font


def large_heading_font(font: QFont) -> QFont:
    """`font` in the weight and size of the heading of a whole panel."""
    if font.pixelSize() > 0:
        font.setPixelSize(round(font.pixelSize() * 1.3))
    else:
        font.setPointSizeF(font.pointSizeF() * 1.3)
    return heading_font(font)
