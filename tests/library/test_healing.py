"""Damaged parts of the cache are rebuilt and the search is answered; a cache that can't be written can be read."""

from __future__ import annotations

import random
import shutil
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from qtbrowser.errors import LibraryError
from qtbrowser.library import Library

Write = Callable[..., Path]
Open = Callable[..., Library]

OPEN_FILES_ARE_HELD = pytest.mark.skipif(
    sys.platform == "win32", reason="a file that the program has open can't be written, renamed or removed there"
)


def found(library: Library) -> list[str]:
    return [hit.path for hit in library.search("apples", limit=100).hits]


@pytest.fixture
def built(write: Write, open_library: Open, tmp_path: Path) -> Path:
    """The library's cache."""
    for number in range(20):
        write(f"{number:02}.md", f"apples word{number}", title=f"Title {number}", subject=f"S{number % 3}")
    open_library().close()
    return next((tmp_path / "cache" / "libraries").iterdir())


def test_a_letter_changed_in_a_title_is_found(built: Path, open_library: Open) -> None:
    """SQLite itself has no sum that would tell."""
    catalog = next(built.rglob("catalog.sqlite3"))
    content = catalog.read_bytes()
    assert b"Title 7" in content
    catalog.write_bytes(content.replace(b"Title 7", b"Tetle 7"))
    library = open_library()
    assert {entry.title for entry in library.entries()} == {f"Title {number}" for number in range(20)}
    assert len(found(library)) == 20


@OPEN_FILES_ARE_HELD
def test_a_search_heals_what_was_damaged_while_the_library_was_open(built: Path, open_library: Open) -> None:
    library = open_library()
    expected = found(library)
    library.reload()
    segment = next(built.rglob("*.seg"))
    size = segment.stat().st_size
    segment.write_bytes(bytes(size))
    other = open_library(refresh=False)
    other.repair_on_search()
    assert found(other) == expected
    assert other.document_count == 20


def test_an_index_that_is_of_a_commit_cut_short_is_checked_by_sqlite(built: Path, open_library: Open) -> None:
    next(built.rglob("catalog.sum")).unlink()
    catalog = next(built.rglob("catalog.sqlite3"))
    with catalog.open("r+b") as file:
        file.seek(4096)
        file.write(bytes(3 * 4096))
    assert len(found(open_library())) == 20


def test_a_refresh_that_finds_nothing_new_writes_nothing(built: Path, open_library: Open) -> None:
    unchanged = [file for file in built.rglob("*") if file.is_file() and file.name not in {"lock", "library.txt"}]
    before = {file: file.stat().st_mtime_ns for file in unchanged}
    open_library().close()
    assert before == {file: file.stat().st_mtime_ns for file in before}


def test_a_cache_in_the_library_is_refused(folder: Path) -> None:
    (folder / "a.md").write_text("apples", encoding="utf-8")
    with pytest.raises(LibraryError, match="would be in the library"):
        Library.open(folder, cache_dir=folder / "cache")
    assert [file.name for file in folder.iterdir()] == ["a.md"]


def test_facts_that_are_damaged_are_found_out_once_more(built: Path, open_library: Open) -> None:
    library = open_library()

    def findings() -> list[str]:
        last = list(library.check())[-1].findings
        assert last is not None
        return [f"{finding.rule} {finding.path}" for finding in last]

    expected = findings()
    store = built / "check.sqlite3"
    good = store.read_bytes()
    chance = random.Random(1)
    for _ in range(12):
        damaged = bytearray(good)
        damaged[chance.randrange(len(good))] ^= 1 << chance.randrange(8)
        store.write_bytes(damaged)
        assert findings() == expected
    with sqlite3.connect(store) as database:
        database.execute("UPDATE facts SET value = ?", (b"cos\nsystem\n(S'exit 1'\ntR.",))
    database.close()
    (built / "check.sum").unlink()
    assert findings() == expected


@OPEN_FILES_ARE_HELD
def test_a_cache_that_was_deleted_and_made_again_is_seen_by_those_who_had_the_old_one_open(
    built: Path, write: Write, open_library: Open, tmp_path: Path
) -> None:
    library = open_library()
    shutil.rmtree(tmp_path / "cache")
    write("new.md", "A quokka.", title="Quokka")
    open_library()
    assert library.reload()
    assert library.search("quokka").total == 1
    assert "new.md" in {entry.path for entry in library.entries()}
    assert not library.reload()


@pytest.mark.parametrize("name", ["current", "current.new", "lock", "library.txt"])
def test_a_folder_in_place_of_a_file_of_the_cache_is_no_obstacle(
    built: Path, write: Write, open_library: Open, name: str
) -> None:
    (built / name).unlink(missing_ok=True)
    (built / name / "inside").mkdir(parents=True)
    write("new.md", "A quokka.", title="Quokka")
    library = open_library()
    assert library.has_index()
    assert len(found(library)) == 20
    assert library.search("quokka").total == 1
    library.make_room(10**12)
    if name in {"current", "lock"}:
        assert not (built / name).is_dir()


@OPEN_FILES_ARE_HELD
def test_whether_there_is_an_index_is_seen_on_the_disk(built: Path, open_library: Open) -> None:
    library = open_library()
    assert library.has_index()
    catalog = next(built.rglob("catalog.sqlite3"))
    away = catalog.rename(catalog.with_suffix(".away"))
    assert not library.has_index()
    away.rename(catalog)
    assert library.has_index()
    shutil.rmtree(built)
    assert not library.has_index()
