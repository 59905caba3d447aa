"""When indexing is paused: by the reader, and by a low battery."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qtbrowser.battery import Battery
from qtbrowser.gui.indexing.indexing_pause import IndexingPause
from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.settings.settings_table import PAUSE_BELOW

LOW = Battery(0.2, True)
PLUGGED_IN = Battery(0.2, False)


class Computer:
    """Has a battery, or none."""

    def __init__(self) -> None:
        self.battery: Battery | None = None

    def read(self, then: Callable[[Battery | None], None]) -> None:
        then(self.battery)


@pytest.fixture
def computer() -> Computer:
    return Computer()


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    return Preferences(tmp_path / "window.ini", kept=False)


@pytest.fixture
def pause(qtbot: QtBot, computer: Computer, preferences: Preferences) -> IndexingPause:
    return IndexingPause(preferences, computer.read, preferences)


def test_a_low_battery_pauses_until_the_computer_is_plugged_in(pause: IndexingPause, computer: Computer) -> None:
    pause.look()
    assert not pause.is_paused
    computer.battery = LOW
    pause.look()
    assert (pause.is_paused, pause.charge) == (True, 0.2)
    computer.battery = PLUGGED_IN
    pause.look()
    assert (pause.is_paused, pause.charge) == (False, None)


def test_the_reader_goes_on_with_a_low_battery_until_it_is_low_anew(pause: IndexingPause, computer: Computer) -> None:
    computer.battery = LOW
    pause.look()
    pause.go_on()
    assert not pause.is_paused
    computer.battery = Battery(0.1, True)
    pause.look()
    assert not pause.is_paused
    for computer.battery in (PLUGGED_IN, LOW):
        pause.look()
    assert pause.is_paused


def test_the_reader_pauses_and_goes_on(pause: IndexingPause, computer: Computer) -> None:
    pause.pause()
    computer.battery = PLUGGED_IN
    pause.look()
    assert (pause.is_paused, pause.charge) == (True, None)
    pause.go_on()
    assert not pause.is_paused


def test_the_setting_decides_what_low_is(
    pause: IndexingPause, computer: Computer, preferences: Preferences, qtbot: QtBot
) -> None:
    computer.battery = LOW
    pause.look()
    with qtbot.waitSignal(pause.changed):
        preferences.set(PAUSE_BELOW, 0.1)
    assert not pause.is_paused
    preferences.set(PAUSE_BELOW, 0.0)
    computer.battery = Battery(0.0, True)
    pause.look()
    assert not pause.is_paused
