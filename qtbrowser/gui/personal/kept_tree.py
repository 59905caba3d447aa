"""A list of what the reader keeps, in groups: Return opens a row, Delete removes it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStyleOptionViewItem, QTreeWidget, QWidget

from qtbrowser.gui.widgets.cell_delegate import LineDelegate, leave_ground_to_delegate


class KeptTree(QTreeWidget):
    """Groups and their rows, each a line.

    Signals:
        removal_requested: Delete was pressed.
    """

    removal_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setItemDelegate(LineDelegate(self))

    def initViewItemOption(self, option: QStyleOptionViewItem) -> None:
        """Leave the ground of the selected row to its delegate."""
        super().initViewItemOption(option)
        leave_ground_to_delegate(option)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle Return and Delete."""
        item = self.currentItem()
        if item is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.itemActivated.emit(item, 0)
        elif item is not None and event.key() == Qt.Key.Key_Delete:
            self.removal_requested.emit()
        else:
            super().keyPressEvent(event)
