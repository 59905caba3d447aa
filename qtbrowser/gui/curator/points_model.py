"""The Qt model of a chart's numbers."""

from __future__ import annotations

import html
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt

AnyIndex = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class PointsModel(QAbstractTableModel):
    """The model: a name and a number in each row.

    Args:
        points: the names and numbers.
        headings: the names of the columns; without the second there is only one column.
        parent: the owner.
    """

    def __init__(
        self, points: tuple[tuple[str, int], ...], headings: tuple[str, ...], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._points = points
        self._headings = headings

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        """Number of points."""
        return 0 if parent.isValid() else len(self._points)

    def columnCount(self, parent: AnyIndex = NOWHERE) -> int:
        """Name and number."""
        return 0 if parent.isValid() else len(self._headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' names."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell."""
        if not index.isValid():
            return None
        name, number = self._points[index.row()]
        words = QLocale().toString(number) if index.column() else name
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.ToolTipRole:
            return html.escape(words)
        return None
