from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem
from pytestqt.qtbot import QtBot

from qtbrowser.gui.widgets.column_keys import STEP, take_column_key

BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class Table(QTableWidget):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not take_column_key(self, event):
            super().keyPressEvent(event)


def make(qtbot: QtBot) -> Table:
    table = Table(3, 2)
    qtbot.addWidget(table)
    for row, words in enumerate(("b", "c", "a")):
        table.setItem(row, 0, QTableWidgetItem(words))
        table.setItem(row, 1, QTableWidgetItem(words * 2))
    table.setSortingEnabled(True)
    table.setCurrentCell(0, 0)
    table.show()
    return table


def words(table: Table, column: int) -> list[str]:
    return [str(table.model().index(row, column).data()) for row in range(table.rowCount())]


def test_the_current_column_is_made_wider_and_narrower(qtbot: QtBot) -> None:
    table = make(qtbot)
    before = [table.columnWidth(0), table.columnWidth(1)]
    qtbot.keyClick(table, Qt.Key.Key_Right)
    qtbot.keyClick(table, Qt.Key.Key_Right, BOTH)
    assert [table.columnWidth(0), table.columnWidth(1)] == [before[0], before[1] + STEP]
    for _ in range(100):
        qtbot.keyClick(table, Qt.Key.Key_Left, BOTH)
    assert table.columnWidth(1) == table.horizontalHeader().minimumSectionSize()


def test_a_column_of_fixed_width_stays(qtbot: QtBot) -> None:
    table = make(qtbot)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    before = table.columnWidth(0)
    qtbot.keyClick(table, Qt.Key.Key_Right, BOTH)
    assert table.columnWidth(0) == before


def test_the_rows_are_sorted_by_the_current_column(qtbot: QtBot) -> None:
    table = make(qtbot)
    qtbot.keyClick(table, Qt.Key.Key_Down, BOTH)
    assert words(table, 0) == ["a", "b", "c"]
    qtbot.keyClick(table, Qt.Key.Key_Up, BOTH)
    assert words(table, 0) == ["c", "b", "a"]
