"""The dialog with the figures of what was asked back: workload ahead, retention, grades."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import QDialog, QLabel, QTabWidget, QVBoxLayout, QWidget

from qtbrowser.gui.widgets.button_row import button_row, row_button
from qtbrowser.gui.widgets.chart_values import Chart, ChartKind
from qtbrowser.gui.widgets.charts import ChartView
from qtbrowser.gui.widgets.dialog_size import open_at
from qtbrowser.gui.widgets.labels import counted
from qtbrowser.gui.widgets.style_sheets import apply_style_sheets

if TYPE_CHECKING:
    from qtbrowser.personal.study import StudyStatistics

WIDTH, HEIGHT = 720, 480


class StudyStatisticsDialog(QDialog):
    """A line of figures and a chart on each tab.

    Args:
        figures: those of the library's cards.
        parent: the window.
    """

    def __init__(self, figures: StudyStatistics, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Study Statistics"))
        open_at(self, WIDTH, HEIGHT)
        self.headline = QLabel(self._headline(figures), self)
        self.headline.setTextFormat(Qt.TextFormat.PlainText)
        self.headline.setWordWrap(True)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(self.tr("Charts"))
        for chart in self._charts(figures):
            self.tabs.addTab(ChartView(chart), chart.title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(10)
        layout.addWidget(self.headline)
        layout.addWidget(self.tabs, 1)
        layout.addLayout(button_row((), row_button(self, self.tr("&Close"), self.reject)))
        apply_style_sheets(self)

    def _headline(self, figures: StudyStatistics) -> str:
        if not figures.reviews:
            return self.tr("Nothing was asked back yet.")
        parts = [
            counted(figures.cards, self.tr("1 card"), self.tr("{0} cards")),
            counted(figures.reviews, self.tr("1 grade"), self.tr("{0} grades")),
            counted(figures.forecast[0], self.tr("1 due today"), self.tr("{0} due today")),
        ]
        if figures.retention is not None:
            parts.append(self.tr("{0}% remembered").format(round(100 * figures.retention)))
        if figures.streak > 1:
            parts.append(self.tr("{0} days in a row").format(figures.streak))
        return "  ·  ".join(parts)

    def _charts(self, figures: StudyStatistics) -> tuple[Chart, ...]:
        today, locale = QDate.currentDate(), QLocale()
        ahead = tuple(
            (locale.toString(today.addDays(day), QLocale.FormatType.ShortFormat), count)
            for day, count in enumerate(figures.forecast)
        )
        months = tuple(
            (locale.toString(QDate(month.year, month.month, 1), "MMM yyyy"), share)
            for month, share in figures.by_month
            if share is not None
        )
        names = (self.tr("Again"), self.tr("Hard"), self.tr("Good"), self.tr("Easy"))
        grades = tuple(zip(names, figures.by_grade.values(), strict=True))
        return (
            Chart(self.tr("Due on the days ahead"), ChartKind.COLUMNS, ahead),
            Chart(self.tr("Remembered, per cent"), ChartKind.COLUMNS, months),
            Chart(self.tr("Grades"), ChartKind.BARS, grades),
        )
