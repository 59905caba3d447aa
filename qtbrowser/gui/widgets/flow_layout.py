"""A layout that places widgets in lines like words, with height for width."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget


class FlowLayout(QLayout):
    """Places widgets one after the other, in as many lines as needed.

    Args:
        spacing: pixels between widgets, and between lines.
        last_width: the least width in pixels of the last one, which gets the rest of its line; 0 if it is as wide as
            it needs, like the others.
        parent: the widget that is laid out; None for a layout within another.
    """

    def __init__(self, spacing: int, last_width: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._last_width = last_width
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def insert(self, place: int, widget: QWidget) -> None:
        """Insert a widget before the one at an index."""
        self.addWidget(widget)
        self._items.insert(place, self._items.pop())

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._set(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._set(rect, place=True)

    def sizeHint(self) -> QSize:
        least = self.minimumSize()
        if self._last_width:
            return least
        widths = [item.sizeHint().width() for item in self._items if not item.isEmpty()]
        in_one_line = sum(widths) + self.spacing() * max(len(widths) - 1, 0)
        return QSize(max(in_one_line, least.width()), least.height())

    def minimumSize(self) -> QSize:
        margins = self.contentsMargins()
        sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        height = max((size.height() for size in sizes), default=0)
        width = self._last_width or max((size.width() for size in sizes), default=0)
        return QSize(width + margins.left() + margins.right(), height + margins.top() + margins.bottom())

    def maximumSize(self) -> QSize:
        most = super().maximumSize()
        # Without an own stretch it is as high as its lines, however much room there is.
        return most if self._last_width else QSize(most.width(), self.minimumSize().height())

    def _set(self, rect: QRect, *, place: bool) -> int:
        """Place the widgets within `rect`, or only compute their height; returns the height."""
        margins = self.contentsMargins()
        room = rect.marginsRemoved(margins)
        x, y, line = room.x(), room.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            is_last = self._last_width > 0 and item is self._items[-1]
            width = min(self._last_width if is_last else size.width(), room.width())
            if x > room.x() and x + width > room.x() + room.width():
                x, y, line = room.x(), y + line + self.spacing(), 0
            if is_last:
                width = room.x() + room.width() - x
            if place:
                own = QRect(QPoint(x, y), QSize(width, size.height()))
                item.setGeometry(QStyle.visualRect(self._direction(), room, own))
            x += width + self.spacing()
            line = max(line, size.height())
        return y + line - rect.y() + margins.bottom()

    def _direction(self) -> Qt.LayoutDirection:
        widget = self.parentWidget()
        return Qt.LayoutDirection.LeftToRight if widget is None else widget.layoutDirection()
