"""A module is imported in another thread, and told whether it can be or not."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from qtbrowser.gui.program.late_import import LateImport


def test_a_module_is_imported_in_another_thread(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "slow_to_import.py").write_text("import threading\nTHREAD = threading.current_thread()\n")
    monkeypatch.syspath_prepend(tmp_path)
    owner = QObject()
    modules = LateImport(["slow_to_import"], owner)
    told_in: list[threading.Thread] = []
    modules.ended.connect(lambda: told_in.append(threading.current_thread()))
    with qtbot.waitSignal(modules.ended):
        modules.begin()
    assert sys.modules["slow_to_import"].THREAD is not threading.current_thread()
    assert told_in == [threading.current_thread()]
    modules.begin()
    assert len(told_in) == 2


def test_a_module_that_can_not_be_imported_is_told_all_the_same(qtbot: QtBot) -> None:
    owner = QObject()
    modules = LateImport(["no_module_of_this_name"], owner)
    with qtbot.waitSignal(modules.ended):
        modules.begin()


def test_others_are_imported_afterwards(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "needed_now.py").write_text("")
    (tmp_path / "needed_soon.py").write_text("import sys\nWAS_THERE = 'needed_now' in sys.modules\n")
    monkeypatch.syspath_prepend(tmp_path)
    owner = QObject()
    modules = LateImport(["needed_now"], owner, ["no_module_of_this_name", "needed_soon"])
    with qtbot.waitSignal(modules.ended):
        modules.begin()
    again = LateImport(["needed_now"], owner, ["needed_soon"])
    with qtbot.waitSignal(again.ended):
        again.begin()
    qtbot.waitUntil(lambda: hasattr(sys.modules.get("needed_soon"), "WAS_THERE"))
    assert sys.modules["needed_soon"].WAS_THERE
