"""When the vectors for search by meaning are made, with a real process that does nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qtbrowser.gui.indexing import meaning_making
from qtbrowser.gui.indexing.meaning_making import MeaningMaking


@pytest.fixture
def making(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MeaningMaking]:
    # It waits for input that never comes.
    command = [sys.executable, "-S", "-c", "input()"]
    monkeypatch.setattr(meaning_making, "command_of", lambda _folder: command)
    made = MeaningMaking(delay_ms=0)
    made.open(tmp_path)
    made.enable(True)
    yield made
    made.close()


def test_paused_it_waits_and_goes_on(making: MeaningMaking) -> None:
    making.set_paused(True)
    making.take_index(is_current=True)
    making.enable(True)
    assert not making.is_running
    making.set_paused(False)
    assert making.is_running


def test_a_pause_ends_the_process_and_what_is_said_of_it(making: MeaningMaking, qtbot: QtBot) -> None:
    making.take_index(is_current=True)
    assert making.is_running
    with qtbot.waitSignal(making.ended) as ended:
        making.set_paused(True)
    assert ended.args == [""]
    assert not making.is_running
    making.set_paused(False)
    assert making.is_running


def test_switched_off_it_does_not_go_on_after_a_pause(making: MeaningMaking) -> None:
    making.take_index(is_current=True)
    making.set_paused(True)
    making.enable(False)
    making.set_paused(False)
    assert not making.is_running
    making.enable(True)
    assert making.is_running


def test_after_a_pause_it_still_waits_for_the_index(making: MeaningMaking) -> None:
    making.set_paused(True)
    making.set_paused(False)
    assert not making.is_running
    making.take_index(is_current=False)
    assert not making.is_running
    making.take_index(is_current=True)
    assert making.is_running
