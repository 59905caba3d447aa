"""A file to be written is asked for; its suffix is that of the chosen form."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qtbrowser.gui.widgets.save_dialog import ask_file


def test_a_name_gets_the_suffix_of_the_chosen_form(qtbot: QtBot, tmp_path: Path) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    asked: list[Path] = []
    dialog = ask_file(parent, "Export", ["Web pages (*.html)", "Tables (*.csv)"], asked.append)
    assert dialog.defaultSuffix() == "html"
    dialog.filterSelected.emit("Tables (*.csv)")
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile("report")
    dialog.accept()
    assert asked == [tmp_path / "report.csv"]
