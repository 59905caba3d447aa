"""The Qt model of the rules that have findings, with their counts."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QLocale, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from qtbrowser.curation.checks.rules import RULES
from qtbrowser.documents.problem import Problem, Severity
from qtbrowser.gui.widgets.row_painting import paint_row_ground, small_font
from qtbrowser.gui.widgets.theme_palettes import colours_of

AnyIndex = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
COUNT_ROLE = Qt.ItemDataRole.UserRole
SEVERITY_ROLE = Qt.ItemDataRole.UserRole + 1
COUNT_WORDS_ROLE = Qt.ItemDataRole.UserRole + 2
"""The count as it is shown, or what stands in its place."""

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def rule_words(rule: str) -> str:
    """A rule's name as a heading: ``duplicate-id`` is ``Duplicate id``."""
    return rule.replace("-", " ").capitalize()


class RulesModel(QAbstractListModel):
    """The rows: all problems, then each rule, the most severe first, then the most frequent; last the rules that could
    not be checked.

    Attributes:
        left_out: those rules.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rules: tuple[tuple[str, Severity], ...] = ()
        self._counts: Counter[str] = Counter()
        self.left_out: tuple[str, ...] = ()

    def why_left_out(self) -> str:
        """Why rules are left out, and what to do."""
        return self.tr(
            "This rule goes by search by meaning, which has read nothing of this library yet. It is switched on in the "
            "settings, under List and search, and reads libraries in English."
        )

    def show(self, problems: Iterable[Problem], left_out: Iterable[str] = ()) -> None:
        """Count other problems.

        Args:
            problems: all of them.
            left_out: the rules that could not be checked.
        """
        counts: Counter[str] = Counter()
        worst: dict[str, Severity] = {}
        for problem in problems:
            counts[problem.rule] += 1
            known = worst.setdefault(problem.rule, problem.severity)
            if _ORDER[problem.severity] < _ORDER[known]:
                worst[problem.rule] = problem.severity
        rules = sorted(worst.items(), key=lambda item: (_ORDER[item[1]], -counts[item[0]], item[0]))
        self.beginResetModel()
        self.left_out = tuple(rule for rule in left_out if rule not in counts)
        self._rules, self._counts = (*rules, *((rule, Severity.NOTE) for rule in self.left_out)), counts
        self.endResetModel()

    def rule(self, row: int) -> str | None:
        """The rule of a row; None for all."""
        return self._rules[row - 1][0] if 0 < row <= len(self._rules) else None

    def row_of(self, rule: str | None) -> int:
        """The row of a rule; 0, which is all, if it has no findings."""
        names: Sequence[str | None] = [None, *(name for name, _ in self._rules)]
        return names.index(rule) if rule in names else 0

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        """The number of rules with findings, and one."""
        return 0 if parent.isValid() else len(self._rules) + 1

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Name, count, severity."""
        if not index.isValid():
            return None
        rule = self.rule(index.row())
        words = self.tr("All problems") if rule is None else rule_words(rule)
        count = self._counts.total() if rule is None else self._counts[rule]
        if rule in self.left_out and role in (COUNT_WORDS_ROLE, Qt.ItemDataRole.AccessibleTextRole):
            told = self.tr("not checked")
            return told if role == COUNT_WORDS_ROLE else f"{words}, {told}"
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == COUNT_ROLE:
            return count
        if role == COUNT_WORDS_ROLE:
            return QLocale().toString(count)
        if role == SEVERITY_ROLE:
            return None if rule is None else self._rules[index.row() - 1][1]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{words}, {QLocale().toString(count)}"
        if role == Qt.ItemDataRole.ToolTipRole and rule in RULES:
            return html.escape(RULES[rule].about)
        return None


class RuleDelegate(QStyledItemDelegate):
    """Paints a rule with its count at the right."""

    MARGIN = 4
    PADDING = 10

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """One line."""
        return QSize(120, QFontMetrics(option.font).height() + 12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint background, name and count."""
        colours = colours_of(option.palette)
        painter.save()
        paint_row_ground(painter, option, colours, self.MARGIN)
        small = small_font(option.font)
        room: QRect = option.rect.adjusted(self.MARGIN + self.PADDING, 0, -self.MARGIN - self.PADDING, 0)
        count = str(index.data(COUNT_WORDS_ROLE))
        inks = {Severity.ERROR: colours.on_danger, Severity.WARNING: colours.on_warning}
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(small)
        painter.setPen(QColor(inks.get(index.data(SEVERITY_ROLE), colours.muted)))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | middle), count)
        room.adjust(0, 0, -QFontMetrics(small).horizontalAdvance(count) - 10, 0)
        font = QFont(option.font)
        font.setWeight(QFont.Weight.Normal if index.row() else QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(colours.text))
        words = QFontMetrics(font).elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | middle), words)
        painter.restore()
