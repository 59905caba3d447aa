"""The Qt model of the problems, and its filter."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from qtbrowser.documents.problem import Problem, Severity

AnyIndex = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()

SEVERITY, PATH, LINE, MESSAGE, FIX = range(5)
SEVERITY_ROLE = Qt.ItemDataRole.UserRole + 1
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


class ProblemsModel(QAbstractTableModel):
    """The model of all problems, with the columns severity, file, line, what is wrong, what to do."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._problems: list[Problem] = []

    def show(self, problems: list[Problem]) -> bool:
        """Show other problems; returns False if they are the shown ones."""
        if problems == self._problems:
            return False
        self.beginResetModel()
        self._problems = list(problems)
        self.endResetModel()
        return True

    def problem(self, row: int) -> Problem:
        """The problem in a row."""
        return self._problems[row]

    def problems(self) -> list[Problem]:
        """All problems."""
        return self._problems

    def sort_keys(self, column: int) -> Sequence[int] | Sequence[str]:
        """The sort keys of a column, one for each row."""
        if column == SEVERITY:
            return [_ORDER[problem.severity] for problem in self._problems]
        if column == LINE:
            return [problem.line or 0 for problem in self._problems]
        texts = {PATH: "path", MESSAGE: "message", FIX: "fix"}
        return [str(getattr(problem, texts[column]) or "").casefold() for problem in self._problems]

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        """Number of problems."""
        return 0 if parent.isValid() else len(self._problems)

    def columnCount(self, parent: AnyIndex = NOWHERE) -> int:
        """Five columns."""
        return 0 if parent.isValid() else 5

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' names."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Severity"), self.tr("File"), self.tr("Line"), self.tr("Problem"), self.tr("What to do"))[
                section
            ]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text, tooltip and severity of a cell."""
        if not index.isValid():
            return None
        problem, column = self._problems[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(problem, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return html.escape(self._words(problem, column))
        if role == SEVERITY_ROLE:
            return problem.severity
        return None

    def _words(self, problem: Problem, column: int) -> str:
        if column == SEVERITY:
            names = {
                Severity.ERROR: self.tr("Error"),
                Severity.WARNING: self.tr("Warning"),
                Severity.NOTE: self.tr("Note"),
            }
            return names[problem.severity]
        if column == LINE:
            return "" if problem.line is None else str(problem.line)
        return {PATH: problem.path, MESSAGE: problem.message, FIX: problem.fix or ""}[column]


class ProblemsFilter(QAbstractTableModel):
    """The problems that contain all typed words, of the chosen rule and severity, in the chosen order.

    A QSortFilterProxyModel would call back for each row it compares: half a minute for 50,000 problems.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = ProblemsModel(self)
        self._rows: list[int] = []
        self._held: list[str] = []
        self._words: list[str] = []
        self._severity: Severity | None = None
        self._rule: str | None = None
        self._column = SEVERITY
        self._order = Qt.SortOrder.AscendingOrder

    def setSourceModel(self, source: ProblemsModel) -> None:
        """Set the model of all problems."""
        self._source = source
        source.modelReset.connect(self._on_problems)
        self._on_problems()

    def narrow(self, text: str, severity: Severity | None, rule: str | None = None) -> None:
        """Show only matching problems; of one rule, if one is given."""
        self._words = text.casefold().split()
        self._severity = severity
        self._rule = rule
        self._apply()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort the rows; rows with equal keys stay ordered by rule and path."""
        self._column, self._order = column, order
        self._apply()

    def mapToSource(self, index: AnyIndex) -> QModelIndex:
        """The index in the model of all problems."""
        return self._source.index(self._rows[index.row()], index.column()) if index.isValid() else QModelIndex()

    def mapFromSource(self, index: AnyIndex) -> QModelIndex:
        """The index in this model; an invalid index if the row isn't shown."""
        if not index.isValid() or index.row() not in self._rows:
            return QModelIndex()
        return self.index(self._rows.index(index.row()), index.column())

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        """The number of shown problems."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = NOWHERE) -> int:
        """As the model of all problems."""
        return 0 if parent.isValid() else self._source.columnCount()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """As the model of all problems."""
        return self._source.headerData(section, orientation, role)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """As the model of all problems."""
        return self._source.data(self.mapToSource(index), role) if index.isValid() else None

    def _on_problems(self) -> None:
        self._held = []
        self._apply()

    def _apply(self) -> None:
        self.beginResetModel()
        problems = self._source.problems()
        if self._words and not self._held:
            self._held = [f"{one.path} {one.message} {one.fix or ''} {one.rule}".casefold() for one in problems]
        self._rows = [row for row, problem in enumerate(problems) if self._accepts(row, problem)]
        keys = self._source.sort_keys(self._column)
        self._rows.sort(key=keys.__getitem__, reverse=self._order is Qt.SortOrder.DescendingOrder)
        self.endResetModel()

    def _accepts(self, row: int, problem: Problem) -> bool:
        if self._rule is not None and problem.rule != self._rule:
            return False
        if self._severity is not None and problem.severity is not self._severity:
            return False
        return not self._words or all(word in self._held[row] for word in self._words)
