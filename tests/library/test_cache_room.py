"""Room on the disk for indexes: those that were used longest ago go."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from filelock import FileLock

from qtbrowser.library import Library
from qtbrowser.library.cache_room import UNUSED_SECONDS, _indexes, indexes_size, make_room
from qtbrowser.running_windows import forget_folder, requests_folder, tell_library

NOW = 2_000_000_000.0
DAY = 86_400


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """The indexes of four libraries of 1,000 bytes and more each, used 4, 3, 2 and 1 days ago."""
    for days in (4, 3, 2, 1):
        root = tmp_path / "libraries" / f"days-{days}"
        (root / "generation-1").mkdir(parents=True)
        (root / "generation-1" / "index").write_bytes(b"x" * 1000)
        (root / "current").write_text("generation-1")
        (root / "library.txt").touch()
        for file in (root / "current", root / "library.txt", root):
            os.utime(file, (NOW - days * DAY, NOW - days * DAY))
    return tmp_path


def left(cache: Path) -> list[str]:
    return sorted(root.name for root in (cache / "libraries").iterdir())


def test_those_used_longest_ago_are_removed_until_all_fit(cache: Path) -> None:
    total = indexes_size(cache)
    assert make_room(cache, total, (), NOW) == []
    removed = make_room(cache, total - 1500, (), NOW)
    assert [root.name for root in removed] == ["days-4", "days-3"]
    assert left(cache) == ["days-1", "days-2"]
    assert indexes_size(cache) == total // 2


def test_the_own_a_locked_and_a_recent_one_are_kept(cache: Path) -> None:
    own, locked, recent = (cache / "libraries" / f"days-{days}" for days in (4, 3, 2))
    os.utime(recent / "library.txt", (NOW - UNUSED_SECONDS + 60, NOW - UNUSED_SECONDS + 60))
    with FileLock(locked / "lock"):
        assert [root.name for root in make_room(cache, 0, {own}, NOW)] == ["days-1"]
    assert left(cache) == ["days-2", "days-3", "days-4"]
    assert (locked / "current").read_text() == "generation-1"


def test_without_a_cache_there_is_nothing_to_remove(tmp_path: Path) -> None:
    assert indexes_size(tmp_path / "nowhere") == 0
    assert make_room(tmp_path / "nowhere", 0, (), NOW) == []


def make_old(cache: Path) -> None:
    """Let no index have been used for years."""
    for note in cache.rglob("library.txt"):
        for file in (note, note.with_name("current"), note.parent):
            os.utime(file, (1, 1))


def test_an_index_that_a_window_has_open_is_kept_for_however_long_it_is_open(tmp_path: Path) -> None:
    cache, libraries = tmp_path / "cache", [tmp_path / "one", tmp_path / "two"]
    for folder in libraries:
        folder.mkdir()
        Library.open(folder, cache).close()
    make_old(cache)
    window = requests_folder()
    tell_library(window, libraries[1])
    with Library.open(libraries[0], cache) as library:
        assert library.make_room(0) == 0
        forget_folder(window)
        assert library.make_room(0) == 1


def test_an_index_that_another_process_removes_meanwhile_is_passed_over(cache: Path) -> None:
    found = _indexes(cache)
    _, first, _ = next(found)
    for root in (cache / "libraries").iterdir():
        if root != first:
            shutil.rmtree(root)
    assert list(found) == []


def test_a_library_whose_index_was_removed_reads_its_folder_again(tmp_path: Path) -> None:
    cache, libraries = tmp_path / "cache", [tmp_path / "one", tmp_path / "two"]
    for folder in libraries:
        folder.mkdir()
        (folder / "a.md").write_text("# What is water?\n\nWet.", encoding="utf-8")
        Library.open(folder, cache).close()
    make_old(cache)
    with Library.open(libraries[0], cache) as library:
        assert library.all_indexes_bytes > library.index_bytes
        assert library.make_room(0) == 1
        assert library.search("water").total == 1
        assert library.make_room(0) == 0
    with Library.open(libraries[1], cache) as library:
        assert library.search("water").total == 1
