"""The desk's view: the rules with their counts, the list of problems, and one problem in full."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QProgressBar,
    QPushButton,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from qtbrowser.documents.problem import Problem, Severity
from qtbrowser.gui.curator.finding_view import FindingView
from qtbrowser.gui.curator.plain_table import choose_whole_rows, prepare_table
from qtbrowser.gui.curator.problem_delegate import ProblemDelegate
from qtbrowser.gui.curator.problems_model import FIX, LINE, MESSAGE, PATH, SEVERITY, ProblemsFilter, ProblemsModel
from qtbrowser.gui.curator.rules_model import RuleDelegate, RulesModel
from qtbrowser.gui.widgets.column_keys import take_column_key
from qtbrowser.gui.widgets.icons import USUAL_TEXT, grow_icon, icon, scaled_to_text
from qtbrowser.gui.widgets.splitter import Splitter
from qtbrowser.gui.widgets.theme_palettes import colours_of
from qtbrowser.gui.worker.session import Session


class ProblemTable(QTableView):
    """The table of problems.

    Attributes:
        is_entered: whether the focus is just coming, so that a row that becomes current was not chosen by anybody.

    Signals:
        opened: Return or a double click on a row.
    """

    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_entered = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Make the first row current and selected if none is; Qt would make it current without selecting it."""
        self.take_a_row()
        self.is_entered = True
        super().focusInEvent(event)
        self.is_entered = False

    def take_a_row(self) -> None:
        """Make the first row current and selected if none is; that opens nothing."""
        self.is_entered = True
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))
        self.is_entered = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return asks for the file's folder; the columns have keys of their own."""
        if take_column_key(self, event):
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
            return
        super().keyPressEvent(event)


_ROOM_FOR_RULES, _ROOM_FOR_FINDING = 960, 680
"""The widths from which on the rules and one problem in full are beside the table, in pixels beside usual text."""

_ROOM_BELOW = 310
"""The height from which on one problem in full is below the table where it is not beside it, in the same pixels."""


class DeskView(QWidget):
    """The list of rules, the table of problems with its filter, and one problem in full.

    Args:
        session: the library.
        parent: the owner.

    Signals:
        problem_chosen: the Problem of the row that was chosen.
        check_requested: the user wants to check the library again.
        stop_requested: the user wants to stop the check.
        location_requested: library path of a file whose folder the user wants to see.
        closed: the user has closed the panel.
    """

    problem_chosen = Signal(object)
    check_requested = Signal()
    stop_requested = Signal()
    location_requested = Signal(str)
    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("problems_view")
        self.setAccessibleName(self.tr("Problems"))
        self.model = ProblemsModel(self)
        self.shown = ProblemsFilter(self)
        self.shown.setSourceModel(self.model)
        self._kept: Problem | None = None
        # The last one that was told to be chosen.
        self._chosen: Problem | None = None
        self.shown.modelReset.connect(self._return_to_kept)
        self.table = ProblemTable(self)
        self.filter = QLineEdit(self)
        self.severity = QComboBox(self)
        self.count = QLabel(self)
        self._location_words = self.tr("Show File &Location")
        self.location = QPushButton(self._location_words, self)
        self.location.setAccessibleName(self.tr("Show file location"))
        self.location.setToolTip(self.tr("Show file location"))
        self.check = QToolButton(self)
        self.progress = QProgressBar(self)
        self.rules_model = RulesModel(self)
        self.rules = QListView(self)
        self.finding = FindingView(session, self)
        self._rule: str | None = None
        self._prepare_table()
        self._prepare_rules()
        self._prepare_header()
        self.setFocusProxy(self.table)
        self._show_count()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for three columns, the rules give way first; then the problem in full goes below the
        table, if there is height for it.
        """
        super().resizeEvent(event)
        scale = USUAL_TEXT / self.fontMetrics().height()
        room = self.width() * scale
        beside = room >= _ROOM_FOR_FINDING
        self.rules.setVisible(room >= _ROOM_FOR_RULES)
        self.finding.setVisible(beside or self.height() * scale >= _ROOM_BELOW)
        orientation = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        if self._columns.orientation() != orientation:
            self._columns.setOrientation(orientation)
            self._columns.setSizes([218, 600, 502] if beside else [0, 100, 200])
        self.location.setText(self._location_words if room >= _ROOM_FOR_RULES else "")
        self._header.setSpacing(10 if room >= _ROOM_FOR_FINDING else 5)

    def _prepare_table(self) -> None:
        table = self.table
        table.setObjectName("problem_table")
        prepare_table(table, self.shown, ProblemDelegate(table), self.tr("Problems"))
        choose_whole_rows(table)
        table.setSortingEnabled(True)
        table.sortByColumn(SEVERITY, Qt.SortOrder.AscendingOrder)
        header = table.horizontalHeader()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in ((SEVERITY, 108), (PATH, 166), (LINE, 50), (MESSAGE, 140)):
            table.setColumnWidth(column, scaled_to_text(table.fontMetrics(), width))
        # The full text of what to do is beside the table.
        table.setColumnHidden(FIX, True)
        header.setMinimumHeight(self.fontMetrics().height() + 12)
        table.opened.connect(self._request_location)
        table.clicked.connect(self._tell_chosen)
        table.doubleClicked.connect(self._request_location)
        table.selectionModel().currentRowChanged.connect(self._show_current)

    def _prepare_rules(self) -> None:
        rules = self.rules
        rules.setObjectName("rule_list")
        rules.setAccessibleName(self.tr("Rules"))
        rules.setModel(self.rules_model)
        rules.setItemDelegate(RuleDelegate(rules))
        rules.setFrameShape(QFrame.Shape.NoFrame)
        rules.setMouseTracking(True)
        rules.setUniformItemSizes(True)
        # The usual names are not cut, nor that of a rule that was not checked.
        rules.setMinimumWidth(scaled_to_text(rules.fontMetrics(), 214))
        rules.viewport().setAutoFillBackground(False)
        rules.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rules.setCurrentIndex(self.rules_model.index(0))
        rules.selectionModel().currentChanged.connect(self._choose_rule)

    def _prepare_check(self) -> None:
        self.check.setObjectName("check_again")
        grow_icon(self.check, 16)
        self.check.setAutoRaise(True)
        self.check.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.check.clicked.connect(self._press_check)
        self.progress.setAccessibleName(self.tr("Check"))
        self.progress.setTextVisible(False)
        self.progress.setFixedSize(140, 10)
        self.end_check()

    def _prepare_header(self) -> None:
        self.filter.setObjectName("problem_filter")
        self.filter.setPlaceholderText(self.tr("Filter"))
        self.filter.setAccessibleName(self.tr("Filter problems"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMinimumWidth(70)
        self.filter.setMaximumWidth(240)
        self.filter.textChanged.connect(self._narrow)
        self.severity.setAccessibleName(self.tr("Severity"))
        for label, value in (
            (self.tr("All severities"), None),
            (self.tr("Errors"), Severity.ERROR),
            (self.tr("Warnings"), Severity.WARNING),
            (self.tr("Notes"), Severity.NOTE),
        ):
            self.severity.addItem(label, value)
        self.severity.currentIndexChanged.connect(self._narrow)
        heading = QLabel(self.tr("Problems"), self)
        heading.setTextFormat(Qt.TextFormat.PlainText)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        heading.setFont(font)
        heading.setBuddy(self.table)
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        self.location.setIcon(icon("folder-open"))
        grow_icon(self.location, 16)
        self.location.setEnabled(False)
        self.location.clicked.connect(self._request_location)
        close = QToolButton(self)
        close.setIcon(icon("x"))
        grow_icon(close, 16)
        close.setAutoRaise(True)
        close.setToolTip(self.tr("Close (Esc)"))
        close.setAccessibleName(self.tr("Close problems"))
        close.clicked.connect(self.closed)
        self._header = header = QHBoxLayout()
        header.setContentsMargins(14, 7, 10, 6)
        header.setSpacing(10)
        for widget in (heading, self.count):
            header.addWidget(widget)
        header.addWidget(self.filter, 1)
        header.addWidget(self.severity)
        self._prepare_check()
        header.addWidget(self.progress)
        header.addStretch(2)
        header.addWidget(self.check)
        header.addWidget(self.location)
        header.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 1, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(header)
        self._columns = columns = Splitter(Qt.Orientation.Horizontal, self)
        for part in (self.rules, self.table, self.finding):
            columns.addWidget(part)
        columns.setSizes([218, 600, 502])
        columns.setStretchFactor(2, 1)
        self.table.setMinimumWidth(220)
        self.finding.setMinimumWidth(280)
        layout.addWidget(columns, 1)

    def show_problems(self, problems: list[Problem], left_out: tuple[str, ...] = ()) -> None:
        """Show other problems; the current row is kept if its problem still exists.

        Args:
            problems: all of them.
            left_out: the rules that could not be checked before the library is read for search by meaning.
        """
        current, row = self.current(), self.table.currentIndex().row()
        if not self.model.show(problems) and left_out == self.rules_model.left_out:
            return
        rule = self._rule
        self.rules_model.show(problems, left_out)
        self.rules.setCurrentIndex(self.rules_model.index(self.rules_model.row_of(rule)))
        self._narrow()
        self._explain_emptiness()
        index = self.shown.index(min(row, self.shown.rowCount() - 1), 0) if row >= 0 else QModelIndex()
        if current in problems:
            kept = self.shown.mapFromSource(self.model.index(problems.index(current), 0))
            index = kept if kept.isValid() else index
        self.table.setCurrentIndex(index)
        self._show_count()
        self._show_current()

    @property
    def rule(self) -> str | None:
        """The rule whose problems are shown; None for all."""
        return self._rule

    def step(self, step: int) -> None:
        """Go to the next problem; with -1 to the previous one."""
        # The focus has made the first one current.
        if step > 0 and self._tell_chosen():
            return
        row = self.table.currentIndex().row() + step
        if 0 <= row < self.shown.rowCount():
            self.table.setCurrentIndex(self.shown.index(row, 0))
            self.table.scrollTo(self.table.currentIndex())

    def show_progress(self, done: int, total: int) -> None:
        """Show the progress of a check; `total` is 0 while unknown."""
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self.progress.show()
        self.check.setIcon(icon("x"))
        self.check.setToolTip(self.tr("Stop checking"))
        self.check.setAccessibleName(self.tr("Stop checking"))

    def end_check(self) -> None:
        """Hide the progress when the check has ended."""
        self.progress.hide()
        self.check.setIcon(icon("refresh-cw"))
        self.check.setToolTip(self.tr("Check again"))
        self.check.setAccessibleName(self.tr("Check again"))

    def current(self) -> Problem | None:
        """The problem of the current row."""
        index = self.table.currentIndex()
        return self.model.problem(self.shown.mapToSource(index).row()) if index.isValid() else None

    def enter(self) -> None:
        """Put the focus into the table, on its first row if none is current."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        # It may have had the focus already, before there were rows.
        self.table.take_a_row()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the panel."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a hairline at the top."""
        painter = QPainter(self)
        painter.setPen(QPen(QColor(colours_of(self.palette()).border), 1))
        painter.drawLine(0, 0, self.width(), 0)
        painter.end()

    def _narrow(self) -> None:
        self.shown.narrow(self.filter.text(), self.severity.currentData(), self._rule)
        self._show_count()

    def _show_count(self) -> None:
        shown, total = self.shown.rowCount(), self.model.rowCount()
        locale = QLocale()
        words = "{1}" if shown == total else self.tr("{0} of {1}")
        self.count.setText(words.format(locale.toString(shown), locale.toString(total)))

    def _return_to_kept(self) -> None:
        """After a change of the rows, make the same problem current if it is still shown."""
        problems = self.model.problems()
        if self._kept is not None and self._kept in problems:
            place = self.shown.mapFromSource(self.model.index(problems.index(self._kept), 0))
            if place.isValid():
                self.table.setCurrentIndex(place)
                return
        self._show_current()

    def _choose_rule(self, index: QModelIndex) -> None:
        self._rule = self.rules_model.rule(index.row())
        self._narrow()
        self._explain_emptiness()

    def _explain_emptiness(self) -> None:
        """Say beside the table why a rule that could not be checked has no problems."""
        is_left_out = self._rule in self.rules_model.left_out
        self.finding.explain(self.rules_model.why_left_out() if is_left_out else "")

    def _press_check(self) -> None:
        if self.progress.isHidden():
            self.check_requested.emit()
        else:
            self.stop_requested.emit()

    def _show_current(self, _current: QModelIndex | None = None) -> None:
        problem = self.current()
        self._kept = problem or self._kept
        self.location.setEnabled(problem is not None)
        if problem != self.finding.finding:
            self.finding.show_finding(problem)
            # The focus shows a problem in full, and leaves the document that is read.
            if self.table.is_entered:
                self._chosen = None
            else:
                self._tell_chosen()

    def _tell_chosen(self) -> bool:
        """Tell that the reader has chosen the current row; returns False if that was told already."""
        problem = self.current()
        if problem is None or problem == self._chosen:
            return False
        self._chosen = problem
        self.problem_chosen.emit(problem)
        return True

    def _request_location(self) -> None:
        problem = self.current()
        if problem is not None:
            self.location_requested.emit(problem.path)
