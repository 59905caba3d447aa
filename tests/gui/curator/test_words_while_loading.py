"""Statistics and history say in words that they are being read, or that there is nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qtbrowser.gui.curator.history_dialog import HistoryDialog
from qtbrowser.gui.curator.statistics_dialog import StatisticsDialog
from tests.gui.conftest import Person
from tests.gui.curator.conftest import Curator
from tests.presence import part_of


def test_statistics_say_that_they_are_counted(curator: Curator) -> None:
    curator.window.actions_.statistics.trigger()
    dialog = curator.dialog(StatisticsDialog)
    assert dialog.words.isVisible()
    assert "Counting" in dialog.words.text()
    curator.wait(lambda: dialog.tabs.count() == 6)
    assert not dialog.words.isVisible()


def test_statistics_of_an_empty_library_say_so(start: Callable[..., Person], tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    person = start(tmp_path / "empty")
    person.window.actions_.statistics.trigger()
    dialog = part_of(person.window, StatisticsDialog)
    person.wait(lambda: "nothing to count" in dialog.words.text())
    assert dialog.words.isVisible()
    assert not dialog.export_button.isEnabled()
    dialog.close()


def test_an_empty_history_says_so(curator: Curator) -> None:
    curator.window.actions_.change_history.trigger()
    dialog = curator.dialog(HistoryDialog)
    assert dialog.words.isVisible()
    assert "Reading" in dialog.words.text()
    curator.wait(lambda: "Nothing has been changed" in dialog.words.text())
    assert dialog.words.isVisible()
    dialog.close()
