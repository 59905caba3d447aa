"""Garbage of the program is collected in the window's thread."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from qtbrowser.gui.program import garbage_collection
from qtbrowser.gui.program.garbage_collection import GarbageCollection
from tests.gui.conftest import next_turn


@pytest.fixture
def owner(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[QObject]:
    """An owner; what it owns ends with the test. Collection begins at once."""
    monkeypatch.setattr(garbage_collection, "START_MS", 0)
    monkeypatch.setattr(garbage_collection, "INTERVAL_MS", 1)
    gc.enable()
    owner = QObject(qapp)
    yield owner
    owner.deleteLater()
    gc.disable()


def test_a_closed_dialog_is_deleted_in_the_windows_thread_however_much_other_threads_make(
    qtbot: QtBot, owner: QObject
) -> None:
    GarbageCollection(owner)
    next_turn()
    dialog = QDialog()
    # A cycle, which reference counting does not free.
    vars(dialog)["itself"] = dialog
    deleted_in: list[threading.Thread] = []
    weakref.finalize(dialog, lambda: deleted_in.append(threading.current_thread()))
    del dialog
    kept: list[list[None]] = []
    thread = threading.Thread(target=lambda: kept.extend([] for _ in range(100_000)))
    thread.start()
    thread.join()
    assert deleted_in == []
    qtbot.waitUntil(lambda: bool(deleted_in), timeout=30_000)
    assert deleted_in == [threading.main_thread()]
