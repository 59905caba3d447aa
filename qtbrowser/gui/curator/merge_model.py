"""The Qt model of documents to be merged: the values of each field, and which one is chosen."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from qtbrowser.curation.edits import MergeDocuments
from qtbrowser.gui.curator.desk_jobs import MergeSide

AnyIndex = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
SURVIVOR = ""
ANSWER = "answer"
CHECKED = Qt.CheckState.Checked
UNCHECKED = Qt.CheckState.Unchecked

_JOINED = ("related", "keywords", "tags", "seo.page_keywords")
_OF_THE_PLACE = ("url", "file_name")
_SHOWN = 200


class MergeModel(QAbstractTableModel):
    """The model: a column for each document; the first row chooses the survivor, the others the values of fields that
    differ.

    Keywords and related questions are not included, because they are combined; neither are address and file name, which
    stay with the file.
    """

    def __init__(self, sides: Sequence[MergeSide] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sides = tuple(sides)
        self._fields = (SURVIVOR, *_differing(self._sides))
        self._chosen = dict.fromkeys(self._fields, 0)

    def show(self, sides: Sequence[MergeSide]) -> None:
        """Show other documents; the first one is the survivor, with its own values if it has any."""
        self.beginResetModel()
        self._sides = tuple(sides)
        self._fields = (SURVIVOR, *_differing(self._sides))
        self._chosen = {name: 0 if name == SURVIVOR else self._filled(name, 0) for name in self._fields}
        self.endResetModel()

    def edit(self) -> MergeDocuments | None:
        """The chosen merge; None if there are fewer than two documents."""
        if len(self._sides) < 2:
            return None
        survivor = self._sides[self._chosen[SURVIVOR]].path
        others = tuple(side.path for side in self._sides if side.path != survivor)
        chosen = {name: self._sides[column].path for name, column in self._chosen.items() if name != SURVIVOR}
        return MergeDocuments(survivor, others, {name: path for name, path in chosen.items() if path != survivor})

    def choose(self, row: int, column: int) -> None:
        """Choose the value of a document; choosing another survivor chooses its values, if it has any."""
        name = self._fields[row]
        self._chosen[name] = column
        if name == SURVIVOR:
            self._chosen |= {field: self._filled(field, column) for field in self._fields if field != SURVIVOR}
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        """The row of the survivor, and one for each field that differs."""
        return 0 if parent.isValid() or not self._sides else len(self._fields)

    def columnCount(self, parent: AnyIndex = NOWHERE) -> int:
        """Number of documents."""
        return 0 if parent.isValid() else len(self._sides)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Titles of the documents above, names of the fields at the side."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self._sides[section].path
        return self._fields[section] or self.tr("Stays")

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Every cell can be chosen."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A value, and whether it is the chosen one."""
        if not index.isValid():
            return None
        name, column = self._fields[index.row()], index.column()
        if role == Qt.ItemDataRole.CheckStateRole:
            return CHECKED if self._chosen[name] == column else UNCHECKED
        words = self._words(name, column)
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(words.split())[:_SHOWN]
        if role == Qt.ItemDataRole.ToolTipRole:
            return html.escape(words[: 4 * _SHOWN])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            state = self.tr("chosen") if self._chosen[name] == column else self.tr("not chosen")
            return f"{name or self.tr('Stays')}: {words[:_SHOWN]}, {state}"
        return None

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Choose a value; one is always chosen."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        if Qt.CheckState(value) is CHECKED:
            self.choose(index.row(), index.column())
        return True

    def _words(self, name: str, column: int) -> str:
        side = self._sides[column]
        if name == SURVIVOR:
            return side.title
        return side.answer if name == ANSWER else side.fields.get(name, "")

    def _filled(self, name: str, column: int) -> int:
        """`column` if its document has a value for the field, else the first column with one."""
        order = [column, *(other for other in range(len(self._sides)) if other != column)]
        return next((one for one in order if self._words(name, one).strip()), column)


def _differing(sides: Sequence[MergeSide]) -> tuple[str, ...]:
    names = dict.fromkeys(name for side in sides for name in side.fields)
    asked = [name for name in names if not name.startswith(_JOINED) and name not in _OF_THE_PLACE]
    found = [name for name in asked if len({side.fields.get(name, "") for side in sides}) > 1]
    return (*found, ANSWER) if len({side.answer for side in sides}) > 1 else tuple(found)
