"""The figures of what was asked back, in words."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from qtbrowser.gui.study.study_statistics_dialog import StudyStatisticsDialog
from qtbrowser.gui.widgets.charts import ChartView
from qtbrowser.personal.study import Grade, StudyStatistics

NONE = dict.fromkeys(Grade, 0)
SEVEN = NONE | {Grade.AGAIN: 1, Grade.GOOD: 6}
MONTHS = ((date(2026, 1, 1), None), (date(2026, 2, 1), 83))


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        (StudyStatistics(0, 0, None, 0, (0, 0), NONE), "Nothing was asked back yet."),
        (StudyStatistics(1, 1, None, 1, (1, 0), NONE), "1 card  ·  1 grade  ·  1 due today"),
        (
            StudyStatistics(3, 7, 5 / 6, 2, (0, 2), SEVEN, MONTHS),
            "3 cards  ·  7 grades  ·  0 due today  ·  83% remembered  ·  2 days in a row",
        ),
    ],
)
def test_the_figures_are_told_in_one_line(qtbot: QtBot, figures: StudyStatistics, words: str) -> None:
    dialog = StudyStatisticsDialog(figures)
    qtbot.addWidget(dialog)
    assert dialog.headline.text() == words
    assert dialog.tabs.count() == 3


def test_the_charts_leave_out_months_without_figures(qtbot: QtBot) -> None:
    dialog = StudyStatisticsDialog(StudyStatistics(3, 7, 5 / 6, 2, (0, 2), SEVEN, MONTHS))
    qtbot.addWidget(dialog)
    _ahead, months, grades = (dialog.tabs.widget(number) for number in range(3))
    assert isinstance(months, ChartView)
    assert isinstance(grades, ChartView)
    assert months.chart.points == (("Feb 2026", 83),)
    assert grades.chart.points == (("Again", 1), ("Hard", 0), ("Good", 6), ("Easy", 0))
