"""Pausing from the status bar."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from qtbrowser.battery import Battery
from tests.gui.conftest import WAIT_MS, Person


def test_indexing_waits_at_a_click_and_goes_on_at_another(
    start: Callable[..., Person], own_library: Path, qtbot: QtBot
) -> None:
    person = start(own_library, settle=False)
    window = person.window
    status, refreshing = window.status, window.refreshing
    with qtbot.waitSignal(refreshing.held_back, timeout=WAIT_MS):
        # It is shown only while indexing takes long; the key works as the mouse does.
        status.pause.show()
        qtbot.keyClick(status.pause, Qt.Key.Key_Space)
    person.settle()
    assert status.stage.whole() == "Indexing is paused"
    assert status.pause.text() == "Go On"
    assert not status.progress.isVisible()
    assert window.parts.pause.is_paused
    with qtbot.waitSignal(refreshing.ended, timeout=WAIT_MS):
        qtbot.mouseClick(status.pause, Qt.MouseButton.LeftButton)
    person.settle()
    assert not status.pause.isVisible()
    assert len(person.titles()) == 6


def test_a_low_battery_is_told(
    start: Callable[..., Person], own_library: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qtbrowser.gui.program.window_parts.read_battery", lambda: Battery(0.12, True))
    person = start(own_library)
    status = person.window.status
    assert status.stage.whole() == "Indexing is paused: 12 % of the battery left"
    assert person.titles() == []
    assert person.state_heading() == "Indexing is paused"
    person.type("water")
    assert person.state_heading() == "Indexing is paused"
    person.field.clear()
    qtbot.mouseClick(status.pause, Qt.MouseButton.LeftButton)
    person.settle()
    assert len(person.titles()) == 6
