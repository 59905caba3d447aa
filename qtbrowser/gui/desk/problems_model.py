"""The table of problems under Qt, and the filter over it."""

from __future__ import annotations

import html
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt

from qtbrowser.documents.problem import Problem, Severity

AnyIndex = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()

SEVERITY, PATH, LINE, MESSAGE, FIX = range(5)
SORT_ROLE = Qt.ItemDataRole.UserRole
SEVERITY_ROLE = Qt.ItemDataRole.UserRole + 1
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


class ProblemsModel(QAbstractTableModel):
    """Severity, file, line, what is wrong, what to do."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._problems: list[Problem] = []

    def show(self, problems: list[Problem]) -> bool:
        """Take other problems; False where they are the ones shown already."""
        if problems == self._problems:
            return False
        self.beginResetModel()
        self._problems = list(problems)
        self.endResetModel()
        return True

    def problem(self, row: int) -> Problem:
        """The problem in that row."""
        return self._problems[row]

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
        """A cell's words, tool tip, severity and what it is sorted by."""
        if not index.isValid():
            return None
        problem, column = self._problems[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(problem, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return html.escape(self._words(problem, column))
        if role == SEVERITY_ROLE:
            return problem.severity
        if role == SORT_ROLE:
            if column == SEVERITY:
                return _ORDER[problem.severity]
            return (problem.line or 0) if column == LINE else self._words(problem, column)
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


class ProblemsFilter(QSortFilterProxyModel):
    """Only the problems that hold all the typed words, in any column, and are of the chosen severity."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: list[str] = []
        self._severity: Severity | None = None
        self._rule: str | None = None
        self.setSortRole(SORT_ROLE)
        self.setSortCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    def narrow(self, text: str, severity: Severity | None, rule: str | None = None) -> None:
        """Show only what matches; of one rule, if one is given."""
        self._rule = rule
        self._words = text.casefold().split()
        self._severity = severity
        self.invalidate()

    def filterAcceptsRow(self, source_row: int, source_parent: AnyIndex) -> bool:
        """Whether the row is shown."""
        model = self.sourceModel()
        if not isinstance(model, ProblemsModel):
            return True
        problem = model.problem(source_row)
        if self._rule is not None and problem.rule != self._rule:
            return False
        if self._severity is not None and problem.severity is not self._severity:
            return False
        held = f"{problem.path} {problem.message} {problem.fix or ''} {problem.rule}".casefold()
        return all(word in held for word in self._words)
