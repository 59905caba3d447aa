"""The window keeps the indexes within the room that the reader gives them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from qtbrowser import settings
from qtbrowser.gui.program import index_room
from qtbrowser.gui.settings.settings_table import INDEX_ROOM
from qtbrowser.library import Library
from tests.gui.conftest import Person, question, write


def test_an_index_beyond_the_room_goes_and_the_open_one_stays(
    start: Callable[..., Person], own_indexed_library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = write(tmp_path / "other", "a.md", question("What is old?", "Time", "Long ago.")).parent
    Library.open(other).close()
    # More than a gigabyte of an index that nobody has used for years; the file has no blocks on the disk.
    root = next(note.parent for note in settings.cache_dir().rglob("library.txt") if "other" in note.read_text())
    with (root / "generation-1" / "large").open("wb") as large:
        large.truncate(1_100_000_000)
    for file in (root / "library.txt", root / "current", root):
        os.utime(file, (1, 1))
    monkeypatch.setattr(index_room, "WAIT_MS", 0)
    person = start(own_indexed_library)
    assert root.is_dir()
    person.window.preferences.set(INDEX_ROOM, 1)
    person.wait(lambda: not root.exists())
    person.type("water")
    assert len(person.titles()) == 4
