"""The dialog that lists all keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qtbrowser.gui.widgets.button_row import close_box
from qtbrowser.gui.widgets.cell_delegate import CellDelegate
from qtbrowser.gui.widgets.dialog_size import open_at
from qtbrowser.gui.widgets.style_sheets import apply_style_sheets
from qtbrowser.gui.window.actions import Actions


class ShortcutsDialog(QDialog):
    """A table of the actions and their keys."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard Shortcuts"))
        open_at(self, 520, 600)
        lines = self._lines(actions)
        self.table = QTableWidget(len(lines), 2, self)
        self.table.setAccessibleName(self.tr("Keyboard shortcuts"))
        self.table.setHorizontalHeaderLabels([self.tr("To do"), self.tr("Press")])
        self.table.verticalHeader().hide()
        self.table.setItemDelegate(CellDelegate(self.table))
        self.table.setShowGrid(False)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(1, 220)
        for row, line in enumerate(lines):
            for column, words in enumerate(line):
                self.table.setItem(row, column, QTableWidgetItem(words))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(10)
        layout.addWidget(self.table)
        layout.addWidget(close_box(self))
        apply_style_sheets(self)

    def _lines(self, actions: Actions) -> list[tuple[str, str]]:
        lines = [(actions.title(action), actions.key_words(action)) for action in actions.all() if action.shortcuts()]
        lines += [
            (self.tr("From the search field into the hits"), self.tr("Down, Return")),
            (self.tr("Offer searches and titles in the search field"), self.tr("Ctrl+Space")),
            (self.tr("Complete what is typed, at its end"), self.tr("Right, End")),
            (self.tr("From the list into the answer"), self.tr("Right, Return")),
            (self.tr("From the list to the subjects"), self.tr("Left")),
            (self.tr("Clear the search, close what is open"), self.tr("Esc")),
        ]
        return lines
