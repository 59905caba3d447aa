"""The dialog about the program: its age, where newer ones are, the licences."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date as Date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from qtbrowser import __version__, release, resources
from qtbrowser.gui.pane.external_link_dialog import OutsideDialog
from qtbrowser.gui.program.about_dialog import LICENCES, AboutDialog, LicencesDialog, release_words
from qtbrowser.release import DAY_FILE, RELEASES, release_day
from qtbrowser.resources import resource_path
from tests.presence import present

TODAY = Date(2026, 11, 29)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (None, "Run from its sources, not from a release."),
        (Date(2026, 11, 29), "Released today."),
        (Date(2026, 11, 28), "1 day ago."),
        (Date(2026, 10, 1), "59 days ago."),
        (Date(2026, 9, 1), "2 months ago."),
        (Date(2025, 2, 1), "21 months ago."),
        (Date(2024, 11, 1), "2 years ago."),
        (Date(2026, 12, 1), "2026."),
    ],
)
def test_how_old_a_release_is(qapp: object, day: Date | None, words: str) -> None:
    assert release_words(day, TODAY).endswith(words)


@pytest.mark.parametrize(
    ("text", "day"), [("2026-03-01\n", Date(2026, 3, 1)), ("1 March", None), ("", None), ("é", None)]
)
def test_the_day_of_a_release(text: str, day: Date | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def place(name: str) -> Path:
        return tmp_path / name

    monkeypatch.setattr(release, "resource_path", place)
    assert release_day() is None
    (tmp_path / DAY_FILE).write_bytes(text.encode())
    assert release_day() == day


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


def click(qtbot: QtBot, button: QPushButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def about(parent: QWidget, opener: Callable[[QUrl], bool]) -> AboutDialog:
    dialog = AboutDialog(parent, Date(2024, 11, 1), TODAY, opener)
    dialog.open()
    return dialog


def test_about_tells_version_age_and_releases_and_opens_them_after_asking(qtbot: QtBot, parent: QWidget) -> None:
    opened: list[str] = []

    def opener(url: QUrl) -> bool:
        opened.append(url.toString())
        return True

    dialog = about(parent, opener)
    for words in (__version__, "2 years ago", RELEASES, "never looks for a newer version", "LGPL"):
        assert words in dialog.words.text()
    click(qtbot, dialog.releases)
    assert opened == []
    outside = present(dialog.findChild(OutsideDialog))
    click(qtbot, present(outside.findChild(QPushButton, "outside_open")))
    assert opened == [RELEASES]


def test_about_shows_the_licences_in_full(qtbot: QtBot, parent: QWidget) -> None:
    dialog = about(parent, lambda _url: False)
    click(qtbot, dialog.licences)
    text = present(dialog.findChild(LicencesDialog)).text
    whole = resource_path(LICENCES).read_text(encoding="utf-8")
    qtbot.waitUntil(lambda: len(text.toPlainText()) >= len(whole), timeout=20_000)
    assert text.toPlainText() == whole
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in whole
    assert text.isReadOnly()
    assert text.verticalScrollBar().value() == 0


def test_licences_that_are_missing_are_told_of(
    qtbot: QtBot, parent: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "_bundled", lambda *_: tmp_path)
    dialog = LicencesDialog(parent)
    assert dialog.text.toPlainText().startswith("The file of the licences can't be read: ")
