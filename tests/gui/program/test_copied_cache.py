"""A cache that was copied, and is not what was written any more, is made anew without a word."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from qtbrowser.library import Library
from tests.gui.conftest import Person, write_library


def cut(file: Path) -> None:
    """Keep the first half of a file, as a copy that was broken off."""
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


@pytest.mark.parametrize("lost", ["catalog.sqlite3", "index/*.seg", ""])
def test_a_copied_cache_is_made_anew_silently(
    start: Callable[..., Person], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    folder = write_library(tmp_path / "library")
    Library.open(folder, tmp_path / "first").close()
    shutil.copytree(tmp_path / "first", tmp_path / "copy")
    if lost:
        (file,) = (tmp_path / "copy").glob(f"libraries/*/generation-*/{lost}")
        cut(file)
    monkeypatch.setenv("QTBROWSER_CACHE_DIR", str(tmp_path / "copy"))
    person = start(folder)
    person.type("water")
    assert len(person.titles()) == 4
    assert person.window.panels.messages.text() == "", "a message was shown"
