"""The columns of a table by keys: what the mouse does with a table's header."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableView

STEP = 16
"""By so many pixels a key changes the width of a column."""

_BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def take_column_key(table: QTableView, event: QKeyEvent) -> bool:
    """Change the current column by Ctrl+Shift and an arrow key: Left narrower, Right wider, Down and Up sort.

    Args:
        table: has the key; Left and Right alone choose its current column. Only a column that the mouse can resize
            is resized, and only a table that the mouse can sort is sorted.
        event: a key press.

    Returns:
        Whether the key was one of these.
    """
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier != _BOTH:
        return False
    key, column = Qt.Key(event.key()), table.currentIndex().column()
    if column < 0:
        return False
    if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
        header = table.horizontalHeader()
        if header.sectionResizeMode(column) is QHeaderView.ResizeMode.Interactive:
            by = STEP if key == Qt.Key.Key_Right else -STEP
            header.resizeSection(column, max(header.minimumSectionSize(), header.sectionSize(column) + by))
        return True
    if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
        if table.isSortingEnabled():
            is_down = key == Qt.Key.Key_Down
            table.sortByColumn(column, Qt.SortOrder.AscendingOrder if is_down else Qt.SortOrder.DescendingOrder)
        return True
    return False
