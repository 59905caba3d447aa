"""The Qt model of a library's history."""

from __future__ import annotations

import html
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QDateTime, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt

from qtbrowser.gui.curator.desk_jobs import PastChange

AnyIndex = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
WHEN, WHAT, FILES, STATE = range(4)


class HistoryModel(QAbstractTableModel):
    """The changes, the newest first: time, label, number of files, state."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._changes: tuple[PastChange, ...] = ()

    def show(self, changes: tuple[PastChange, ...]) -> None:
        """Show another history."""
        self.beginResetModel()
        self._changes = changes
        self.endResetModel()

    def change(self, row: int) -> PastChange | None:
        """The change of a row; None if there is no such row."""
        return self._changes[row] if 0 <= row < len(self._changes) else None

    def row_of(self, number: int) -> int:
        """The row of a change set; 0 if it is not in the list."""
        return next((row for row, change in enumerate(self._changes) if change.number == number), 0)

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        """Number of changes."""
        return 0 if parent.isValid() else len(self._changes)

    def columnCount(self, parent: AnyIndex = NOWHERE) -> int:
        """Four columns."""
        return 0 if parent.isValid() else 4

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' names."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("When"), self.tr("Change"), self.tr("Files"), self.tr("State"))[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell."""
        change = self.change(index.row()) if index.isValid() else None
        if change is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(change, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return html.escape(self._words(change, index.column()))
        return None

    def _words(self, change: PastChange, column: int) -> str:
        locale = QLocale()
        if column == WHEN:
            when = QDateTime.fromSecsSinceEpoch(int(change.when.timestamp()))
            return locale.toString(when, QLocale.FormatType.ShortFormat)
        if column == WHAT:
            return change.label
        if column == FILES:
            return locale.toString(change.files)
        names = {
            "done": self.tr("Done"),
            "undone": self.tr("Undone"),
            "rolled_back": self.tr("Rolled back"),
        }
        return names.get(change.state, self.tr("Cut short"))
