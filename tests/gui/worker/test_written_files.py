"""Which files are waited for, and for how long."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from qtbrowser.gui.worker import written_files
from qtbrowser.gui.worker.written_files import WrittenFiles

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def owner() -> QObject:
    return QObject()


def waited_for(files: WrittenFiles) -> list[str]:
    return list(files.paths)


def test_files_are_due_until_they_are_finished(owner: QObject, qtbot: QtBot) -> None:
    files = WrittenFiles(owner)
    files.note(["a.md", "b.md", "c.md"], ["a.md", "b.md"])
    assert waited_for(files) == ["a.md", "b.md"]
    with qtbot.waitSignal(files.due):
        pass
    files.note(["a.md", "b.md"], ["b.md"])
    assert waited_for(files) == ["b.md"]
    with qtbot.waitSignal(files.due):
        pass
    files.note(["b.md"], [])
    assert waited_for(files) == []
    with qtbot.assertNotEmitted(files.due, wait=2 * written_files.AGAIN_MS):
        pass


def test_those_that_nobody_finishes_are_late(owner: QObject, monkeypatch: pytest.MonkeyPatch) -> None:
    files = WrittenFiles(owner)
    files.note(["a.md"], ["a.md"])
    assert files.late == frozenset()
    monkeypatch.setattr(written_files, "LONGEST_WAIT_SECONDS", 0.0)
    assert files.late == {"a.md"}
    files.clear()
    assert files.late == frozenset()
