"""A splitter whose handle is a hairline that is easy to grab, and is moved by keys too."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from qtbrowser.gui.widgets.theme import colours_of

STEP = 24
"""By so many pixels an arrow key moves a handle."""


class HairlineHandle(QSplitterHandle):
    """One pixel wide to the eye, and wider while it has the focus.

    Qt widens the place where the mouse takes hold of it. With the focus, the arrow keys along its way move it, Home and
    End as far as the panels let it.
    """

    def __init__(self, orientation: Qt.Orientation, parent: QSplitter) -> None:
        super().__init__(orientation, parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Divider of the panels"))
        self.setAccessibleDescription(self.tr("The arrow keys move it."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move it."""
        place = self._place()
        wanted = {
            self._keys()[0]: place - STEP,
            self._keys()[1]: place + STEP,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: self._length(),
        }.get(Qt.Key(event.key()))
        if wanted is None:
            super().keyPressEvent(event)
        else:
            # From right to left Qt takes the handle's right edge.
            mirrored = self.splitter().isRightToLeft() and self.orientation() is Qt.Orientation.Horizontal
            self.moveSplitter(wanted + self.splitter().handleWidth() if mirrored else wanted)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The whole width that the mouse takes hold of is painted."""
        super().focusInEvent(event)
        self.clearMask()
        self.raise_()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A hairline again."""
        super().focusOutEvent(event)
        self.setMask(self.contentsRect())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line."""
        colours = colours_of(self.palette())
        painter = QPainter(self)
        if self.hasFocus():
            painter.fillRect(self.rect(), QColor(colours.accent))
        else:
            painter.fillRect(self.contentsRect(), QColor(colours.border))
        painter.end()

    def _keys(self) -> tuple[Qt.Key, Qt.Key]:
        if self.orientation() is Qt.Orientation.Horizontal:
            return Qt.Key.Key_Left, Qt.Key.Key_Right
        return Qt.Key.Key_Up, Qt.Key.Key_Down

    def _place(self) -> int:
        is_horizontal = self.orientation() is Qt.Orientation.Horizontal
        corner = self.mapToParent(self.contentsRect().topLeft())
        return corner.x() if is_horizontal else corner.y()

    def _length(self) -> int:
        is_horizontal = self.orientation() is Qt.Orientation.Horizontal
        return self.splitter().width() if is_horizontal else self.splitter().height()


class Splitter(QSplitter):
    """Panels side by side, or one above the other, separated by hairlines."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)

    def createHandle(self) -> QSplitterHandle:
        """Create a hairline handle."""
        return HairlineHandle(self.orientation(), self)
