from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QColor
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from qtbrowser.gui.curator.points_model import PointsModel
from qtbrowser.gui.curator.statistics_dialog import StatisticsDialog
from qtbrowser.gui.widgets.chart_values import Chart, ChartKind
from qtbrowser.gui.widgets.charts import ChartView, round_top
from qtbrowser.gui.widgets.theme import Theme
from qtbrowser.gui.widgets.theme_colours import LIGHT
from tests.gui.curator.conftest import FILES, Curator


@pytest.mark.parametrize(
    ("largest", "top"),
    [
        (0, 5),
        (5, 5),
        (6, 10),
        (10, 10),
        (11, 15),
        (20, 20),
        (21, 25),
        (99, 100),
        (533, 600),
        (1069, 1500),
        (1826, 2000),
    ],
)
def test_a_scale_ends_at_a_round_number(largest: int, top: int) -> None:
    assert round_top(largest) == top


def test_a_scale_fits_what_it_measures() -> None:
    for largest in range(10, 20_000):
        top = round_top(largest)
        assert largest <= top <= 1.5 * largest
        assert top % 5 == 0


def accents(view: ChartView) -> list[list[int]]:
    """For each column of pixels the rows in the colour of columns and lines."""
    picture = view.grab().toImage()
    accent = QColor(LIGHT.accent).rgb()
    return [[y for y in range(picture.height()) if picture.pixel(x, y) == accent] for x in range(picture.width())]


def test_columns_are_as_high_as_their_numbers(qtbot: QtBot, theme: Theme) -> None:
    view = ChartView(Chart("Two", ChartKind.COLUMNS, (("a", 50), ("b", 25))))
    qtbot.addWidget(view)
    view.resize(400, 300)
    assert theme.name == "light"
    heights = [len(rows) for rows in accents(view) if len(rows) > 20]
    assert heights[5] == pytest.approx(2 * heights[-5], abs=3)
    assert "Two" in view.accessibleName()
    assert "50" in view.accessibleDescription()


def test_a_line_rises_and_falls_with_its_numbers(qtbot: QtBot, theme: Theme) -> None:
    numbers = (0, 10, 40, 10, 0)
    view = ChartView(Chart("Growth", ChartKind.LINE, tuple((f"{month}", n) for month, n in enumerate(numbers))))
    qtbot.addWidget(view)
    view.resize(400, 300)
    assert theme.name == "light"
    tops = [min(rows) for rows in accents(view) if rows]
    highest = tops.index(min(tops))
    assert 0.4 < highest / len(tops) < 0.6
    assert tops[0] > 200
    assert tops[-1] > 200
    # The ground below the line, to the foot of the chart.
    picture = view.grab().toImage()
    middle = [x for x, rows in enumerate(accents(view)) if rows][highest]
    assert picture.pixelColor(middle, 200) == QColor(LIGHT.notice)


@pytest.mark.parametrize("kind", list(ChartKind))
def test_a_chart_of_nothing_is_empty(qtbot: QtBot, kind: ChartKind) -> None:
    view = ChartView(Chart("None", kind, ()))
    qtbot.addWidget(view)
    view.resize(320, 240)
    picture = view.grab().toImage()
    assert len({picture.pixel(x, y) for x in range(0, 300, 7) for y in range(0, 200, 7)}) == 1


def test_the_points_keep_the_rules_of_models() -> None:
    model = PointsModel((("<b>", 1200), ("b", 2)), ("Name", "Number"))
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert [model.index(0, column).data() for column in range(2)] == ["<b>", QLocale().toString(1200)]
    assert tester.model() is model


def test_the_figures_are_shown_and_exported(curator: Curator, tmp_path: Path) -> None:
    curator.window.actions_.statistics.trigger()
    dialog = curator.dialog(StatisticsDialog)
    curator.wait(lambda: dialog.tabs.count() == 6)
    headline = dialog.headline.text().replace("\N{NO-BREAK SPACE}", " ")
    assert headline.startswith(f"{len(FILES)} documents  ·  0 unreadable")
    assert headline.endswith("2 of them lead nowhere  ·  7 orphans")
    charts = dialog.findChildren(ChartView)
    assert [chart.chart.kind for chart in charts][:3] == [ChartKind.BARS, ChartKind.COLUMNS, ChartKind.LINE]
    assert sum(number for _, number in charts[1].chart.points) == len(FILES)
    dialog.export(tmp_path / "figures.csv")
    rows = list(csv.reader((tmp_path / "figures.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert any(str(len(FILES)) in row for row in rows)
    dialog.export(tmp_path / "no folder" / "figures.csv")
    assert "no folder" in dialog.status.text()


@pytest.mark.parametrize("ending", ["html", "csv"])
def test_what_was_found_is_written_as_a_report(curator: Curator, tmp_path: Path, ending: str) -> None:
    curator.window.actions_.show_problems.trigger()
    curator.wait(lambda: curator.window.late.desk.findings is not None and curator.window.is_settled)
    file = tmp_path / f"report.{ending}"
    curator.window.late.desk.write_report(file)
    curator.settle()
    text = file.read_text(encoding="utf-8-sig")
    assert text.lstrip().startswith("<!") == (ending == "html")
    assert "dangling-related" in text
    assert "Written" in curator.message()
    curator.window.late.desk.write_report(tmp_path / "no folder" / file.name)
    curator.settle()
    assert "no folder" in curator.message()
