"""A splitter whose handles look like hairlines and can be moved by mouse and keys."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from qtbrowser.gui.widgets.theme_palettes import colours_of

STEP = 24
"""The number of pixels by which an arrow key moves a handle."""


class HairlineHandle(QSplitterHandle):
    """A handle that is painted one pixel wide, or wider while it has the focus.

    Qt enlarges the area in which the mouse can grab it. While it has the focus, the arrow keys move it, and Home and
    End move it as far as the panels' minimum sizes allow.
    """

    def __init__(self, orientation: Qt.Orientation, parent: QSplitter) -> None:
        super().__init__(orientation, parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Divider of the panels"))
        self.setAccessibleDescription(self.tr("The arrow keys move it."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the handle by the arrow keys, Home and End."""
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
            # In a right-to-left layout, Qt counts from the handle's right edge.
            mirrored = self.splitter().isRightToLeft() and self.orientation() is Qt.Orientation.Horizontal
            self.moveSplitter(wanted + self.splitter().handleWidth() if mirrored else wanted)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Paint the handle in the whole width in which the mouse can grab it."""
        super().focusInEvent(event)
        self.clearMask()
        self.raise_()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Paint a hairline again."""
        super().focusOutEvent(event)
        self.setMask(self.contentsRect())
        self.update()
        # Where a mask uncovers widgets that paint their whole area, Qt leaves what was painted over them.
        for widget in self.splitter().findChildren(QWidget):
            widget.update(QRect(widget.mapFrom(self.splitter(), self.pos()), self.size()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line."""
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
    """Panels that are separated by hairlines."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)

    def createHandle(self) -> QSplitterHandle:
        """Create a hairline handle."""
        return HairlineHandle(self.orientation(), self)
