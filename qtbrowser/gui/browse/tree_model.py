"""The Qt model of the subject tree: it has no object per node; an index has the number of its node in the arrays."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractItemModel, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt

from qtbrowser.catalog.catalog_values import Selection
from qtbrowser.gui.browse.tree_rows import EVERYTHING, NodeKey, NodeKind, TreeRows
from qtbrowser.gui.widgets.nouns import Noun

COUNT_ROLE = Qt.ItemDataRole.UserRole

AnyIndex = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class TreeNode(NamedTuple):
    """What is painted of a row.

    Attributes:
        kind: of the node.
        name: as it is shown.
        documents: how many are in it.
        read: how many of them are read or known.
        due: how many are due to be asked back.
        depth: how many rows it is below; 0 at the top.
        has_children: whether it can be unfolded.
    """

    kind: NodeKind
    name: str
    documents: int
    read: int
    due: int
    depth: int
    has_children: bool


class TreeModel(QAbstractItemModel):
    """Everything, then the subjects; below a subject the subjects in it, then its topics."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = TreeRows()
        self._read: Mapping[str, int] = {}
        self._due: Mapping[str, int] = {}

    def show(self, rows: TreeRows) -> None:
        """Show another tree. If only counts differ, the model is not reset, so that rows stay expanded."""
        if rows.same_nodes(self._rows):
            before, self._rows = self._rows, rows
            self._announce_counts(before.counts)
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def show_kept(self, read: Mapping[str, int], due: Mapping[str, int]) -> None:
        """Show how many documents are read and due in each subject, as in `KeptMarks`; the view has to be painted
        again.
        """
        self._read, self._due = read, due

    def key(self, index: AnyIndex) -> NodeKey:
        """(subject key, topic key) of a row; both None for everything."""
        return self._rows.key(index.internalId()) if index.isValid() else EVERYTHING

    def selection(self, index: AnyIndex) -> Selection:
        """The row as a selection of documents."""
        subject, topic = self.key(index)
        return Selection(subject, topic)

    @property
    def noun(self) -> Noun:
        """What documents are called."""
        return self._rows.noun

    def node(self, number: int) -> TreeNode:
        """What is painted of the row whose index has this number as its internal id."""
        rows, depth = self._rows, 0
        above = rows.parents[number]
        while above >= 0:
            depth += 1
            above = rows.parents[above]
        return TreeNode(
            rows.kind(number),
            self._name(number),
            rows.counts[number],
            self._kept_of(number, self._read),
            self._kept_of(number, self._due),
            depth,
            bool(rows.children.get(number)),
        )

    def find(self, key: NodeKey) -> QModelIndex:
        """The row with a key; an invalid index if there is none."""
        number = self._rows.find(key)
        return QModelIndex() if number is None else self.createIndex(self._rows.places[number], 0, number)

    def find_subject(self, subject: str) -> NodeKey | None:
        """The key of a subject by its key or name; None where there is none."""
        return self._rows.find_subject(subject)

    def label(self, index: AnyIndex) -> str:
        """The full name of the row: a topic with its subject."""
        if not index.isValid():
            return ""
        number = index.internalId()
        if self._rows.kind(number) is NodeKind.TOPIC:
            return f"{self._name(self._rows.parents[number])} › {self._name(number)}"
        return self._name(number)

    def index(self, row: int, column: int, parent: AnyIndex = NOWHERE) -> QModelIndex:
        """Index of a child."""
        siblings = self._below(parent)
        if column != 0 or not 0 <= row < len(siblings):
            return QModelIndex()
        return self.createIndex(row, 0, siblings[row])

    def parent(self, child: AnyIndex = NOWHERE) -> Any:
        """Index of the row above."""
        if not child.isValid():
            return QModelIndex()
        above = self._rows.parents[child.internalId()]
        return QModelIndex() if above < 0 else self.createIndex(self._rows.places[above], 0, above)

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        """Number of rows below `parent`."""
        return len(self._below(parent))

    def columnCount(self, parent: AnyIndex = NOWHERE) -> int:
        """One column; the tree paints the count at its right."""
        return 1

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Name and count of a row."""
        if not index.isValid():
            return None
        number = index.internalId()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._name(number)
        if role == COUNT_ROLE:
            return self._rows.counts[number]
        if role == Qt.ItemDataRole.ToolTipRole:
            return html.escape(self._described(number))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._described(number)
        return None

    def _below(self, parent: AnyIndex) -> Sequence[int]:
        return self._rows.children.get(parent.internalId() if parent.isValid() else -1, ())

    def _name(self, number: int) -> str:
        return self._rows.names[number] if number else self._rows.noun.everything

    def _described(self, number: int) -> str:
        read, due = self._kept_of(number, self._read), self._kept_of(number, self._due)
        words = [self._name(number), self._rows.noun.counted(self._rows.counts[number])]
        words += [self.tr("{0} read").format(QLocale().toString(read))] if read else []
        words += [self.tr("{0} due").format(QLocale().toString(due))] if due else []
        return ", ".join(words)

    def _kept_of(self, number: int, counts: Mapping[str, int]) -> int:
        """How many documents of a node are counted; 0 for topics."""
        if not counts or self._rows.kind(number) is NodeKind.TOPIC:
            return 0
        return min(self._rows.counts[number], counts.get(self._rows.keys[number], 0))

    def _announce_counts(self, before: Sequence[int]) -> None:
        for number, (old, new) in enumerate(zip(before, self._rows.counts, strict=True)):
            if old != new:
                index = self.createIndex(self._rows.places[number], 0, number)
                self.dataChanged.emit(index, index)
