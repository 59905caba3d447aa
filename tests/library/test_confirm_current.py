"""Finding out without writing whether an index is up to date."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from qtbrowser.catalog.catalog_values import Changes
from qtbrowser.library import Library
from tests.library.conftest import WriteDocument

Open = Callable[..., Library]


def state_of(folder: Path) -> dict[Path, tuple[int, int]]:
    """Size and time of each file, but for those that SQLite makes while a database is open."""
    return {
        file: (file.stat().st_size, file.stat().st_mtime_ns)
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not file.name.endswith(("-shm", "-wal"))
    }


@pytest.fixture
def library(write: WriteDocument, open_library: Open, folder: Path) -> Library:
    """An indexed library with a document in a folder, one that can't be read, and a file of another kind."""
    write("fruit/apple.md", "Red.", title="Apple")
    write("fruit/pear.md", "Green.", title="Pear")
    (folder / "bad.md").write_bytes(b"# Bad\n\0\n")
    (folder / "picture.png").write_bytes(b"")
    return open_library()


def test_nothing_has_changed_and_nothing_is_written(library: Library, tmp_path: Path) -> None:
    before = state_of(tmp_path / "cache")
    assert library.confirm_current()
    assert state_of(tmp_path / "cache") == before


def change_document(folder: Path) -> None:
    (folder / "fruit/apple.md").write_text("A new text.\n", encoding="utf-8")


def touch(folder: Path) -> None:
    os.utime(folder / "fruit/apple.md", (1, 1))


def add_document(folder: Path) -> None:
    (folder / "new.md").write_text("New.\n", encoding="utf-8")


def remove_document(folder: Path) -> None:
    (folder / "fruit/pear.md").unlink()


def remove_what_can_not_be_read(folder: Path) -> None:
    (folder / "bad.md").unlink()


def add_what_is_left_out(folder: Path) -> None:
    (folder / ".git").mkdir()


def exclude(folder: Path) -> None:
    (folder / ".gitignore").write_text("pear.md\n", encoding="utf-8")


def make_a_vault(folder: Path) -> None:
    (folder / ".obsidian").mkdir()


def write_a_library_file_with_a_fault(folder: Path) -> None:
    (folder / ".qtbrowser.toml").write_text("[", encoding="utf-8")


def make_a_link_to_a_folder(folder: Path) -> None:
    (folder / "link").symlink_to(folder / "fruit", target_is_directory=True)


@pytest.mark.parametrize(
    "change",
    [
        change_document,
        touch,
        add_document,
        remove_document,
        remove_what_can_not_be_read,
        add_what_is_left_out,
        exclude,
        make_a_vault,
        write_a_library_file_with_a_fault,
        pytest.param(
            make_a_link_to_a_folder, marks=pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
        ),
    ],
)
def test_whatever_a_refresh_would_write_is_noticed(
    library: Library, folder: Path, change: Callable[[Path], None]
) -> None:
    change(folder)
    assert not library.confirm_current()
    for _ in library.refresh():
        pass
    assert library.confirm_current()


def test_an_index_that_was_never_built_is_in_doubt(write: WriteDocument, open_library: Open) -> None:
    write("a.md", title="A")
    assert not open_library(refresh=False).confirm_current()


def test_an_index_that_is_being_written_is_in_doubt(library: Library, write: WriteDocument) -> None:
    write("new.md", title="New")
    steps = library.refresh()
    while not next(steps).committed:
        pass
    assert not library.confirm_current()
    last = Changes()
    for progress in steps:
        last = progress.changes or last
    assert last.added == ("new.md",)
    assert library.confirm_current()


@pytest.mark.parametrize("pattern", ["catalog.sum", "catalog.sqlite3", "*.manifest"])
def test_an_index_of_which_a_file_is_missing_or_damaged_is_in_doubt(
    library: Library, tmp_path: Path, pattern: str
) -> None:
    library.close()
    (file,) = (tmp_path / "cache").rglob(pattern)
    file.write_bytes(b"")
    with Library.open(library.folder, tmp_path / "cache", refresh=False) as again:
        assert not again.confirm_current()


def test_what_another_process_has_indexed_is_shown(library: Library, open_library: Open, write: WriteDocument) -> None:
    write("new.md", title="New")
    open_library()
    assert library.confirm_current()
    assert library.count() == 3
