"""The Qt model of a change set's files."""

from __future__ import annotations

import html
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from qtbrowser.curation.change_set import ChangeSet, FileChange, Refusal

AnyIndex = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
CHANGE_ROLE = Qt.ItemDataRole.UserRole


class Fate(StrEnum):
    """The kinds of changes of a file."""

    CHANGED = "changed"
    CAME = "came"
    WENT = "went"
    REFUSED = "refused"


def fate_of(entry: FileChange | Refusal) -> Fate:
    """The kind of change of an entry's file."""
    if isinstance(entry, Refusal):
        return Fate.REFUSED
    if entry.before is None:
        return Fate.CAME
    return Fate.WENT if entry.after is None else Fate.CHANGED


class FilesModel(QAbstractTableModel):
    """The model: refusals first, then the changed files; one column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[FileChange | Refusal, ...] = ()

    def show(self, change_set: ChangeSet | None) -> None:
        """Show another change set."""
        self.beginResetModel()
        self._entries = () if change_set is None else (*change_set.refused, *change_set.files)
        self.endResetModel()

    def entry(self, row: int) -> FileChange | Refusal | None:
        """The entry of a row; None if there is no such row."""
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        """Number of files."""
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: AnyIndex = NOWHERE) -> int:
        """One column."""
        return 0 if parent.isValid() else 1

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Path, kind of change, and accessible text."""
        entry = self.entry(index.row()) if index.isValid() else None
        if entry is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.path
        if role == CHANGE_ROLE:
            return fate_of(entry)
        if role == Qt.ItemDataRole.ToolTipRole:
            return html.escape(self._said(entry))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._said(entry)
        return None

    def _said(self, entry: FileChange | Refusal) -> str:
        if isinstance(entry, Refusal):
            return self.tr("{0}, not possible: {1}").format(entry.path, entry.reason)
        words = {
            Fate.CHANGED: self.tr("{0}, changes"),
            Fate.CAME: self.tr("{0}, new"),
            Fate.WENT: self.tr("{0}, goes"),
        }
        return words[fate_of(entry)].format(entry.path)
