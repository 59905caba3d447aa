"""The Qt model of a change set's files."""

from __future__ import annotations

import html
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QIdentityProxyModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from qtbrowser.curation.change_set import ChangeSet, HeldBack, Loss, Refusal
from qtbrowser.curation.file_changes import FileHead

AnyIndex = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
CHANGE_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class BothDocuments:
    """The entry that stands for two documents side by side, by their paths."""

    path: str
    other: str


Entry = FileHead | Refusal | HeldBack | Loss | BothDocuments


class Fate(StrEnum):
    """The kinds of changes of a file."""

    CHANGED = "changed"
    CAME = "came"
    WENT = "went"
    REFUSED = "refused"
    HELD = "held"
    LOST = "lost"
    COMPARED = "compared"


def fate_of(entry: Entry) -> Fate:
    """The kind of change of an entry's file."""
    if isinstance(entry, Refusal):
        return Fate.REFUSED
    if isinstance(entry, HeldBack):
        return Fate.HELD
    if isinstance(entry, Loss):
        return Fate.LOST
    if isinstance(entry, BothDocuments):
        return Fate.COMPARED
    if entry.comes:
        return Fate.CAME
    return Fate.WENT if entry.goes else Fate.CHANGED


def path_of(entry: Entry) -> str:
    """The document or file that an entry is about."""
    return entry.other if isinstance(entry, HeldBack) else entry.path


class FilesModel(QAbstractTableModel):
    """The model: the documents side by side, if they are compared, what is lost, what is held back or refused, and the
    changed files; one column.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[Entry, ...] = ()

    def show(self, change_set: ChangeSet | None, both: BothDocuments | None = None) -> None:
        """Show another change set, and the documents that it merges, if these are compared."""
        self.beginResetModel()
        self._entries = ()
        if change_set is not None:
            first = () if both is None else (both,)
            self._entries = (*first, *change_set.losses, *change_set.held, *change_set.refused, *change_set.heads)
        self.endResetModel()

    def entry(self, row: int) -> Entry | None:
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
            return self.tr("Both documents") if isinstance(entry, BothDocuments) else path_of(entry)
        if role == CHANGE_ROLE:
            return fate_of(entry)
        if role == Qt.ItemDataRole.ToolTipRole:
            return html.escape(self.said(entry))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.said(entry)
        return None

    def said(self, entry: Entry) -> str:
        """What happens to an entry's file, a sentence."""
        if isinstance(entry, BothDocuments):
            return self.tr("{0} and {1} side by side").format(entry.path, entry.other)
        if isinstance(entry, Loss):
            return f"{entry.path}: {entry.sentence}"
        if isinstance(entry, HeldBack):
            lost = " ".join(loss.sentence for loss in entry.losses)
            return self.tr("{0}, not merged into {1}: {2}").format(entry.other, entry.survivor, lost)
        if isinstance(entry, Refusal):
            return self.tr("{0}, not possible: {1}").format(entry.path, entry.reason)
        words = {
            Fate.CHANGED: self.tr("{0}, changes"),
            Fate.CAME: self.tr("{0}, new"),
            Fate.WENT: self.tr("{0}, goes"),
        }
        return words[fate_of(entry)].format(entry.path)


class SaidEntries(QIdentityProxyModel):
    """The entries of a `FilesModel` with whole sentences as their texts, for a list that shows no icons."""

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """As of the model, with what is said of an entry as its text."""
        shown = role == Qt.ItemDataRole.DisplayRole
        return super().data(index, Qt.ItemDataRole.AccessibleTextRole if shown else role)
