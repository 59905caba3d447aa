"""The panel that lists the files which could not be read, or not fully."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from qtbrowser.documents.problem import Problem, Severity
from qtbrowser.gui.icons import icon
from qtbrowser.gui.problem_delegate import ProblemDelegate
from qtbrowser.gui.problems_model import FIX, LINE, MESSAGE, PATH, SEVERITY, ProblemsFilter, ProblemsModel
from qtbrowser.gui.theme import colours_of


class ProblemTable(QTableView):
    """The table.

    Signals:
        opened: Return or a double click on a row.
    """

    opened = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The first row becomes current where none is; Qt would make it so without selecting it."""
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return opens the place of the file."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
            return
        super().keyPressEvent(event)


class ProblemsView(QWidget):
    """Table, filter, and a button that shows where the file lies.

    Signals:
        location_requested: library path of a file whose folder the reader wants to see.
        closed: the reader has closed the panel.
    """

    location_requested = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("problems_view")
        self.setAccessibleName(self.tr("Problems"))
        self.model = ProblemsModel(self)
        self.shown = ProblemsFilter(self)
        self.shown.setSourceModel(self.model)
        self.table = ProblemTable(self)
        self.filter = QLineEdit(self)
        self.severity = QComboBox(self)
        self.count = QLabel(self)
        self.location = QPushButton(self.tr("Show &File Location"), self)
        self._prepare_table()
        self._prepare_header()
        self.setFocusProxy(self.table)
        self._show_count()

    def _prepare_table(self) -> None:
        table = self.table
        table.setObjectName("problem_table")
        table.setAccessibleName(self.tr("Problems"))
        table.setModel(self.shown)
        table.setItemDelegate(ProblemDelegate(table))
        table.setSortingEnabled(True)
        table.sortByColumn(SEVERITY, Qt.SortOrder.AscendingOrder)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 12)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in ((SEVERITY, 110), (PATH, 320), (LINE, 60), (MESSAGE, 360), (FIX, 260)):
            table.setColumnWidth(column, width)
        table.horizontalHeader().setMinimumHeight(self.fontMetrics().height() + 12)
        table.opened.connect(self._request_location)
        table.doubleClicked.connect(self._request_location)
        table.selectionModel().currentRowChanged.connect(self._show_current)

    def _prepare_header(self) -> None:
        self.filter.setObjectName("problem_filter")
        self.filter.setPlaceholderText(self.tr("Filter"))
        self.filter.setAccessibleName(self.tr("Filter problems"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setFixedWidth(240)
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
        self.location.setEnabled(False)
        self.location.clicked.connect(self._request_location)
        close = QToolButton(self)
        close.setIcon(icon("x"))
        close.setAutoRaise(True)
        close.setToolTip(self.tr("Close (Esc)"))
        close.setAccessibleName(self.tr("Close problems"))
        close.clicked.connect(self.closed)
        header = QHBoxLayout()
        header.setContentsMargins(14, 7, 10, 6)
        header.setSpacing(10)
        for widget in (heading, self.count, self.filter, self.severity):
            header.addWidget(widget)
        header.addStretch(1)
        header.addWidget(self.location)
        header.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 1, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(header)
        layout.addWidget(self.table, 1)

    def show_problems(self, problems: list[Problem]) -> None:
        """Show other problems, the current row kept where its problem still stands."""
        current = self.current()
        if not self.model.show(problems):
            return
        if current in problems:
            index = self.shown.mapFromSource(self.model.index(problems.index(current), 0))
            self.table.setCurrentIndex(index)
        self._show_count()
        self._show_current()

    def current(self) -> Problem | None:
        """The problem of the current row."""
        index = self.table.currentIndex()
        return self.model.problem(self.shown.mapToSource(index).row()) if index.isValid() else None

    def enter(self) -> None:
        """Put the focus into the table, on its first row where none is current."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the panel."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A hairline at the top."""
        painter = QPainter(self)
        painter.setPen(QPen(QColor(colours_of(self.palette()).border), 1))
        painter.drawLine(0, 0, self.width(), 0)
        painter.end()

    def _narrow(self) -> None:
        self.shown.narrow(self.filter.text(), self.severity.currentData())
        self._show_count()

    def _show_count(self) -> None:
        shown, total = self.shown.rowCount(), self.model.rowCount()
        self.count.setText(str(total) if shown == total else self.tr("{0} of {1}").format(shown, total))

    def _show_current(self, _current: QModelIndex | None = None) -> None:
        self.location.setEnabled(self.current() is not None)

    def _request_location(self) -> None:
        problem = self.current()
        if problem is not None:
            self.location_requested.emit(problem.path)
