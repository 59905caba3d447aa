"""A folder is watched for real, also one that was away and one that the system does not let be watched at first."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import pytest
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from qtbrowser.gui.indexing import folder_watch
from qtbrowser.gui.indexing.folder_changes import FolderChanges
from qtbrowser.gui.indexing.folder_watch import FolderWatch


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Iterator[FolderWatch]:
    monkeypatch.setattr(folder_watch, "LOOK_MS", 20)
    found = FolderWatch()
    yield found
    found.stop()


def test_a_folder_that_was_away_is_reported_as_a_whole(qtbot: QtBot, watch: FolderWatch, tmp_path: Path) -> None:
    folder = tmp_path / "drive"
    folder.mkdir()
    changed: list[FolderChanges] = []
    watch.changed.connect(changed.append)
    watch.start(folder)

    def is_watched() -> bool:
        (folder / "a.md").write_text("Words.", encoding="utf-8")
        return bool(changed)

    qtbot.waitUntil(is_watched)
    shutil.rmtree(folder)

    def is_back() -> bool:
        # Windows keeps the name until the watch has let go of the folder.
        with suppress(OSError):
            folder.mkdir()
            return True
        return False

    qtbot.waitUntil(is_back)
    qtbot.waitUntil(lambda: FolderChanges(whole=True) in changed)


def test_that_what_is_kept_about_a_folder_goes_is_told_each_time(
    qtbot: QtBot, watch: FolderWatch, tmp_path: Path
) -> None:
    looked: list[bool] = []
    there = iter([False, True, True, False, False, True, False])

    def is_kept() -> bool:
        looked.append(next(there, False))
        return looked[-1]

    lost = QSignalSpy(watch.lost)
    watch.start(tmp_path, is_kept)
    qtbot.waitUntil(lambda: len(looked) > 8)
    qtbot.waitUntil(lambda: lost.count() == 2)


@pytest.mark.skipif(sys.platform != "linux", reason="Linux counts a watch among the open files")
def test_that_a_folder_cannot_be_watched_is_told_once_and_tried_again(
    qtbot: QtBot, watch: FolderWatch, tmp_path: Path
) -> None:
    import resource

    # Later its import could open no file.
    import_module("watchfiles")
    refused: list[str] = []
    watch.refused.connect(refused.append)
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (3, limits[1]))
        with qtbot.waitSignal(watch.refused):
            watch.start(tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)
    assert "Too many open files" in refused[0]

    def is_reported() -> bool:
        (tmp_path / "a.md").write_text("Words.", encoding="utf-8")
        return bool(changed)

    changed: list[FolderChanges] = []
    watch.changed.connect(changed.append)
    qtbot.waitUntil(is_reported)
    assert changed[0] == FolderChanges(("a.md",))
    assert len(refused) == 1
