"""The table of many learners' records: sorted by values, filtered, added to and exported."""

from __future__ import annotations

from datetime import date as Date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from qtbrowser.gui.study.report_dialog import MOST_FAULTS, ReportDialog
from qtbrowser.personal.progress_record import ReportRow
from tests.presence import part_of

MADE = "2026-03-01T10:00:00Z"
ROWS = [
    ReportRow("bob", "Week", "Nature", 10, 12, False, Date(2026, 10, 5), MADE, True, "bob.json"),
    ReportRow("Ada", "Week", "Nature", 9, 12, True, Date(2026, 2, 5), "2026-04-01T10:00:00Z", True, "ada.json"),
    ReportRow("", "Day", "Nature", 2, 2, True, None, "2026-02-01T10:00:00Z", False, "/records/eve.json"),
    ReportRow("Dan", "Day", "Nature", 0, 0, False, None, "2026-01-01T10:00:00Z", True, "dan.json"),
]


@pytest.fixture
def dialog(qtbot: QtBot) -> ReportDialog:
    dialog = ReportDialog()
    qtbot.addWidget(dialog)
    return dialog


def column(dialog: ReportDialog, number: int) -> list[str]:
    """The words of a column from above."""
    found, item = [], dialog.table.topLevelItem(0)
    while item is not None:
        found.append(item.text(number))
        item = dialog.table.itemBelow(item)
    return found


def test_rows_are_sorted_by_what_their_words_mean(dialog: ReportDialog) -> None:
    dialog.show_report(ROWS, [])
    assert column(dialog, 0) == ["Ada", "bob", "Dan", "no name: eve.json"]
    assert column(dialog, 3) == ["overdue", "begun", "not begun", "done"]
    table, ascending = dialog.table, Qt.SortOrder.AscendingOrder
    table.sortByColumn(2, ascending)
    assert column(dialog, 2)[:2] == ["9 of 12", "10 of 12"]
    table.sortByColumn(4, ascending)
    assert column(dialog, 4)[:2] == ["Feb 5, 2026, required", "Oct 5, 2026"]
    assert set(column(dialog, 4)[2:]) == {"required", ""}
    table.sortByColumn(5, Qt.SortOrder.DescendingOrder)
    assert column(dialog, 5) == ["2026-04-01", "2026-03-01", "2026-02-01, damaged or changed", "2026-01-01"]


def test_figures_and_the_first_faults_are_told(dialog: ReportDialog) -> None:
    assert not dialog.export_button.isEnabled()
    dialog.show_report(ROWS, [f"{number}.json is no record." for number in range(MOST_FAULTS + 2)])
    lines = dialog.words.text().splitlines()
    assert lines[0] == "4 learners  ·  1 course done  ·  1 overdue  ·  1 damaged file"
    assert lines[1:-1] == [*(f"{number}.json is no record." for number in range(MOST_FAULTS)), "and 2 more"]
    assert dialog.export_button.isEnabled()
    dialog.show_report([], ["0.json is no record."])
    assert dialog.words.text().splitlines()[:2] == ["0 learners  ·  0 courses done", "0.json is no record."]
    assert not dialog.export_button.isEnabled()


def test_words_filter_any_column(dialog: ReportDialog, qtbot: QtBot) -> None:
    dialog.show_report(ROWS, [])
    qtbot.keyClicks(dialog.filter, "DAY eve")
    assert column(dialog, 0) == ["no name: eve.json"]
    dialog.filter.setText("nobody")
    assert column(dialog, 0) == []
    dialog.filter.clear()
    assert len(column(dialog, 0)) == 4


def test_files_are_added_to_those_before_and_the_table_is_exported(dialog: ReportDialog, tmp_path: Path) -> None:
    dialog.show_report(ROWS, [])
    added: list[tuple[Path, ...]] = []
    exported: list[Path] = []
    dialog.files_chosen.connect(added.append)
    dialog.export_requested.connect(exported.append)
    first, second = tmp_path / "a.json", tmp_path / "b.json"
    for names in ([str(first)], [str(second), str(first)]):
        dialog.add_button.click()
        chooser = part_of(dialog, QFileDialog)
        assert chooser.fileMode() is QFileDialog.FileMode.ExistingFiles
        chooser.filesSelected.emit(names)
        chooser.reject()
        chooser.setParent(None)
    assert added == [(first,), (first, second)]
    dialog.export_button.click()
    chooser = part_of(dialog, QFileDialog)
    assert chooser.defaultSuffix() == "csv"
    chooser.fileSelected.emit(str(tmp_path / "report.csv"))
    chooser.reject()
    assert exported == [tmp_path / "report.csv"]
