"""The dialog with a library's statistics: charts, tables of their numbers, and export as CSV."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSaveFile, Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from qtbrowser.gui.browse.left_out_words import left_out_words
from qtbrowser.gui.curator.form_rows import plain_label
from qtbrowser.gui.curator.plain_table import choose_whole_rows, prepare_table, stretch_column
from qtbrowser.gui.curator.points_model import PointsModel
from qtbrowser.gui.curator.statistics_jobs import Figures, figures
from qtbrowser.gui.widgets.cell_delegate import CellDelegate
from qtbrowser.gui.widgets.charts import ChartView
from qtbrowser.gui.widgets.dialog_size import open_at
from qtbrowser.gui.widgets.icons import scaled_to_text
from qtbrowser.gui.widgets.labels import counted
from qtbrowser.gui.widgets.save_dialog import ask_file
from qtbrowser.gui.widgets.splitter import Splitter
from qtbrowser.gui.widgets.style_sheets import apply_style_sheets
from qtbrowser.gui.widgets.words_in_place import WordsInPlace
from qtbrowser.gui.worker.session import Session
from qtbrowser.gui.worker.task import Lane

SIZE = (980, 700)
NUMBER_ROOM = 30
ROOM_FOR_BOTH = 600
NO_BREAK = "\N{NO-BREAK SPACE}"


class _ChartAndTable(Splitter):
    """A chart beside the table of its numbers; where there is room for one of them only, the table."""

    def __init__(self, chart: QWidget, table: QWidget, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._chart = chart
        self.addWidget(chart)
        self.addWidget(table)
        self.setSizes([600, 360])
        self.setStretchFactor(0, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the chart if there is room for both."""
        self._chart.setVisible(self.width() >= scaled_to_text(self.fontMetrics(), ROOM_FOR_BOTH))
        super().resizeEvent(event)


class StatisticsDialog(QDialog):
    """A tab for each chart.

    Args:
        session: the library.
        parent: the window.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statistics_dialog")
        self.setWindowTitle(self.tr("Statistics"))
        open_at(self, *SIZE)
        self._figures: Figures | None = None
        self.headline = plain_label("", self)
        self.tabs = QTabWidget(self)
        self.status = plain_label("", self)
        self.progress = QProgressBar(self)
        self.export_button = QPushButton(self.tr("&Export as CSV…"), self)
        self.close_button = QPushButton(self.tr("&Close"), self)
        self._lay_out()
        self.words = WordsInPlace(self.tabs)
        self.words.show_words(self.tr("Counting the documents of the library…"))
        self.export_button.clicked.connect(self._ask_file)
        self.close_button.clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)
        counting = session.ask(
            figures,
            self._on_figures,
            failed=self._on_failed,
            progress=self._show_progress,
            replaces=(self, "figures"),
            lane=Lane.CHANGING,
            background=True,
        )
        self.finished.connect(counting.cancel)

    def export(self, file: Path) -> None:
        """Write all statistics as CSV."""
        if self._figures is None:
            return
        saved = QSaveFile(str(file))
        written = saved.open(QSaveFile.OpenModeFlag.WriteOnly) and saved.write(self._figures.csv.encode()) >= 0
        if written and saved.commit():
            self.status.setText(self.tr("Written: {0}").format(file.name))
        else:
            self.status.setText(f"{file}: {saved.errorString()}.")

    def _lay_out(self) -> None:
        self.headline.setWordWrap(True)
        self.headline.setContentsMargins(16, 14, 16, 10)
        self.status.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(self.tr("Charts"))
        self.progress.setTextVisible(False)
        self.progress.setFixedSize(180, 10)
        self.progress.setRange(0, 0)
        self.progress.setAccessibleName(self.tr("Progress"))
        self.export_button.setEnabled(False)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 12, 16, 14)
        foot.setSpacing(8)
        foot.addWidget(self.status, 1)
        foot.addWidget(self.progress)
        for button in (self.export_button, self.close_button):
            button.setAutoDefault(False)
            foot.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.headline)
        layout.addWidget(self.tabs, 1)
        layout.addLayout(foot)

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _on_figures(self, answer: Figures) -> None:
        self._figures = answer
        self.progress.hide()
        if not answer.headline.get("documents"):
            self.words.show_words(self.tr("There is nothing to count: this library has no documents that can be read."))
            return
        self.words.show_words("")
        self.export_button.setEnabled(True)
        self.headline.setText(self._headline(answer.headline))
        names = {
            "subjects": (self.tr("Subjects"), (self.tr("Subject"), self.tr("Documents"))),
            "months": (self.tr("Months"), (self.tr("Month"), self.tr("Documents"))),
            "growth": (self.tr("Growth"), (self.tr("Month"), self.tr("Documents in all"))),
            "lengths": (self.tr("Answer lengths"), (self.tr("Characters"), self.tr("Answers"))),
            "linked": (self.tr("Most linked"), (self.tr("Document"), self.tr("Links to it"))),
            "orphans": (self.tr("Orphans"), (self.tr("Document that nothing links to"),)),
        }
        for name, (title, headings) in names.items():
            self.tabs.addTab(self._page(answer, name, title, headings), title)
        apply_style_sheets(self)

    def _page(self, answer: Figures, name: str, title: str, headings: tuple[str, ...]) -> QWidget:
        chart = replace(answer.charts[name], title=title)
        table = self._table(PointsModel(chart.points, headings, self), title)
        if len(headings) == 1:
            return table
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(title)
        area.setWidget(ChartView(chart))
        return _ChartAndTable(area, table, self)

    def _table(self, model: PointsModel, title: str) -> QTableView:
        table = QTableView(self)
        prepare_table(table, model, CellDelegate(table), title, row_room=10)
        choose_whole_rows(table)
        # The numbers are short; the questions beside them are not.
        header = table.horizontalHeader()
        numbers = range(1, model.columnCount())
        stretch_column(table, 0, {column: header.sectionSizeHint(column) + NUMBER_ROOM for column in numbers})
        return table

    def _headline(self, figures: dict[str, int]) -> str:
        words = {
            "documents": (self.tr("1 document"), self.tr("{0} documents")),
            "unreadable": (self.tr("1 unreadable"), self.tr("{0} unreadable")),
            "hidden": (self.tr("1 hidden"), self.tr("{0} hidden")),
            "undated": (self.tr("1 without a date"), self.tr("{0} without a date")),
            "median_length": (self.tr("median answer 1 character"), self.tr("median answer {0} characters")),
            "links": (self.tr("1 link to a related document"), self.tr("{0} links to related documents")),
            "dangling": (self.tr("1 of them leads nowhere"), self.tr("{0} of them lead nowhere")),
            "text_links": (self.tr("1 link in answers"), self.tr("{0} links in answers")),
            "unresolved": (self.tr("1 of them leads nowhere"), self.tr("{0} of them lead nowhere")),
            "orphans": (self.tr("1 orphan"), self.tr("{0} orphans")),
        }
        # Of links of which there are none, none leads nowhere.
        for links, astray in (("links", "dangling"), ("text_links", "unresolved")):
            if not figures.get(links):
                del words[links], words[astray]
        # No line break between a number and its text.
        parts = (counted(figures.get(name, 0), one, many).replace(" ", NO_BREAK) for name, (one, many) in words.items())
        begin = "left-out-"
        left_out = {name.removeprefix(begin): count for name, count in figures.items() if name.startswith(begin)}
        left = (words.replace(" ", NO_BREAK) for words in left_out_words(left_out))
        # No line begins with the sign between two parts.
        return f"{NO_BREAK * 2}·  ".join((*parts, *left))

    def _on_failed(self, sentence: str) -> None:
        self.progress.hide()
        self.words.show_words("")
        self.status.setText(sentence)

    def _ask_file(self) -> None:
        ask_file(self, self.tr("Export Statistics"), [self.tr("Tables (*.csv)")], self.export)
