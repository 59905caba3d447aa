"""The list as screen readers see it: a list of items, though a table of one column shows it.

Qt's own interface of such a table tells of rows and columns, and counts cells with their headers.
"""

from __future__ import annotations

from functools import cache

import shiboken6
from PySide6.QtCore import QItemSelection, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QWindow
from PySide6.QtWidgets import QAbstractItemView, QAccessibleWidget, QTableView, QWidget

_MOST_ITEMS = 1_000
"""So many items are kept for screen readers at a time."""

_Index = QModelIndex | QPersistentModelIndex


class ListTable(QTableView):
    """A table of one column which is a list for screen readers.

    Args:
        parent: the owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        _make_lists_accessible()
        super().__init__(parent)

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """Tell screen readers of the item, where Qt's table would tell of a cell by its place among the headers."""
        QAbstractItemView.currentChanged(self, current, previous)
        if current.isValid() and self.hasFocus():
            self._tell(QAccessible.Event.Focus, current.row())

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """The same for the first row that is selected now."""
        QAbstractItemView.selectionChanged(self, selected, deselected)
        if not selected.isEmpty():
            self._tell(QAccessible.Event.SelectionAdd, selected.first().top())

    def _tell(self, kind: QAccessible.Event, row: int) -> None:
        if QAccessible.isActive():
            event = QAccessibleEvent(self, kind)
            event.setChild(row)
            QAccessible.updateAccessibility(event)


@cache
def _make_lists_accessible() -> None:
    """Have Qt ask here for the interface of each such table."""
    QAccessible.installFactory(_interface_of)


def _interface_of(_key: str, thing: QObject) -> QAccessibleInterface | None:
    return AccessibleList(thing) if isinstance(thing, ListTable) else None


class AccessibleList(QAccessibleWidget):
    """The interface of a list.

    Args:
        view: the list.
    """

    def __init__(self, view: ListTable) -> None:
        super().__init__(view, QAccessible.Role.List)
        self.view = view
        self._items: dict[int, AccessibleItem] = {}
        view.destroyed.connect(self._forget)
        view.model().modelReset.connect(self._forget)

    def childCount(self) -> int:
        """The number of rows."""
        return self.view.model().rowCount()

    def child(self, index: int) -> QAccessibleInterface | None:
        """The item of a row; None if there is none."""
        if not 0 <= index < self.childCount():
            return None
        if index not in self._items:
            if len(self._items) >= _MOST_ITEMS:
                self._forget()
            self._items[index] = AccessibleItem(self, index)
            QAccessible.registerAccessibleInterface(self._items[index])
        return self._items[index]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """The row of an item; -1 for another's."""
        return next((row for row, item in self._items.items() if item is child), -1)

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:
        """The item at a point of the screen."""
        place = self.view.viewport().mapFromGlobal(QPoint(x, y))
        return self.child(self.view.rowAt(place.y())) if self.view.viewport().rect().contains(place) else None

    def focusChild(self) -> QAccessibleInterface | None:
        """The current item; the list itself where none is current."""
        if not self.view.hasFocus():
            return None
        return self.child(self.view.currentIndex().row()) or self

    def _forget(self) -> None:
        for item in self._items.values():
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(item))
        self._items.clear()


class AccessibleItem(QAccessibleInterface):
    """The interface of a row.

    Args:
        above: that of the list.
        row: its number.
    """

    def __init__(self, above: AccessibleList, row: int) -> None:
        super().__init__()
        self._above = above
        self._row = row

    @property
    def _index(self) -> QModelIndex:
        return self._above.view.model().index(self._row, 0)

    def isValid(self) -> bool:
        """Whether the list still has this row."""
        return shiboken6.isValid(self._above.view) and self._row < self._above.childCount()

    def object(self) -> QObject | None:
        """None: a row is no object."""
        return None

    def parent(self) -> QAccessibleInterface:
        """The list."""
        return self._above

    def childCount(self) -> int:
        """None: a row is read as a whole."""
        return 0

    def child(self, _index: int) -> QAccessibleInterface | None:
        """None."""
        return None

    def indexOfChild(self, _child: QAccessibleInterface) -> int:
        """No interface is in a row."""
        return -1

    def childAt(self, _x: int, _y: int) -> QAccessibleInterface | None:
        """None."""
        return None

    def role(self) -> QAccessible.Role:
        """An item of a list."""
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        """Whether it is selected, has the focus, and is in view."""
        view, state = self._above.view, QAccessible.State()
        state.selectable = state.focusable = 1
        if view.selectionModel().isSelected(self._index):
            state.selected = 1
        if view.hasFocus() and view.currentIndex().row() == self._row:
            state.focused = 1
        if not view.viewport().rect().intersects(view.visualRect(self._index)):
            state.offscreen = 1
        return state

    def text(self, kind: QAccessible.Text) -> str:
        """What the row says; empty until it is loaded."""
        if kind is not QAccessible.Text.Name:
            return ""
        return str(self._index.data(Qt.ItemDataRole.AccessibleTextRole) or "")

    def setText(self, _kind: QAccessible.Text, _text: str) -> None:
        """Nothing: a row can't be changed."""

    def rect(self) -> QRect:
        """Where the row is on the screen."""
        place = self._above.view.visualRect(self._index)
        return QRect(self._above.view.viewport().mapToGlobal(place.topLeft()), place.size())

    def window(self) -> QWindow | None:
        """The window of the list."""
        return self._above.view.window().windowHandle()
