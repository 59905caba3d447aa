"""A splitter whose handle is a hairline that is easy to grab."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from qtbrowser.gui.widgets.theme import colours_of


class HairlineHandle(QSplitterHandle):
    """One pixel wide to the eye; Qt widens the place where the mouse takes hold of it."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line."""
        painter = QPainter(self)
        painter.fillRect(self.contentsRect(), QColor(colours_of(self.palette()).border))
        painter.end()


class Splitter(QSplitter):
    """Panels side by side, or one above the other, parted by hairlines."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)

    def createHandle(self) -> QSplitterHandle:
        """A hairline."""
        return HairlineHandle(self.orientation(), self)
