"""The history of changes follows a library that is moved or renamed, and no other."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from qtbrowser import settings
from qtbrowser.curation.edits import RenameDocument
from qtbrowser.library import Library
from qtbrowser.personal.personal_store import personal_store

COUNT = 6


def write_library(folder: Path, word: str = "answer") -> Path:
    folder.mkdir()
    for number in range(COUNT):
        text = f"---\ntitle: Question {number}\n---\n\nThe {word} to question {number} of {COUNT}.\n"
        (folder / f"q{number}.md").write_text(text, encoding="utf-8")
    return folder


def rename(folder: Path, old: str, new: str) -> None:
    with Library.open(folder) as library:
        *_, planned = library.plan(RenameDocument(old, new))
        assert planned.change_set is not None
        for _ in library.apply(planned.change_set):
            pass


def labels(folder: Path) -> list[str]:
    with Library.open(folder) as library:
        return [entry.label for entry in library.history()]


def undo(folder: Path) -> None:
    with Library.open(folder) as library:
        for _ in library.undo():
            pass


def journals() -> list[str]:
    return sorted(folder.name for folder in (settings.data_dir() / "journals").iterdir())


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """A library with one change."""
    folder = write_library(tmp_path / "library")
    rename(folder, "q0.md", "tide")
    return folder


def moved_to(folder: Path, name: str) -> Path:
    return folder.rename(folder.with_name(name))


def test_a_change_is_undone_after_the_library_was_moved(changed: Path) -> None:
    before = labels(changed)
    moved = moved_to(changed, "moved")
    assert labels(moved) == before
    rename(moved, "q1.md", "ebb")
    again = moved_to(moved, "again")
    undo(again)
    undo(again)
    assert sorted(file.name for file in again.iterdir()) == [f"q{number}.md" for number in range(COUNT)]
    assert len(journals()) == 1


def as_an_earlier_version(folder: Path) -> None:
    """Remove what earlier versions did not store of a library whose documents were changed."""
    personal_store().write(lambda database: database.execute("DELETE FROM fact WHERE name LIKE 'journal of %'"))


def without_personal_data(folder: Path) -> None:
    """The same, of a library about which nothing else was stored."""
    personal_store().write(lambda database: database.execute("DELETE FROM library"))


@pytest.mark.parametrize("earlier", [as_an_earlier_version, without_personal_data])
def test_a_journal_of_an_earlier_version_follows_too(changed: Path, earlier: Callable[[Path], None]) -> None:
    before = labels(changed)
    earlier(changed)
    assert labels(changed) == before
    moved = moved_to(changed, "moved")
    assert labels(moved) == before


def test_a_copy_has_a_history_of_its_own(changed: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(changed, copy)
    assert labels(copy) == []
    rename(copy, "q1.md", "ebb")
    assert len(labels(copy)) == len(labels(changed)) == 1
    undo(copy)
    assert (changed / "tide.md").exists()
    assert len(journals()) == 2


def test_another_library_in_the_old_place_begins_a_history(changed: Path, tmp_path: Path) -> None:
    moved = moved_to(changed, "moved")
    before = labels(moved)
    write_library(tmp_path / "library", "reply")
    assert labels(changed) == []
    rename(changed, "q1.md", "ebb")
    assert labels(moved) == before
    assert len(labels(changed)) == 1
    undo(changed)
    undo(moved)
    assert (moved / "q0.md").exists()
    assert len(journals()) == 2


def test_a_journal_that_was_begun_in_the_new_place_is_kept(changed: Path) -> None:
    # The new folder was changed before it was recognised, as by a program without the personal data.
    data = settings.data_dir() / "personal.sqlite3"
    aside = data.with_suffix(".aside")
    data.rename(aside)
    moved = moved_to(changed, "moved")
    rename(moved, "q1.md", "ebb")
    latest = labels(moved)
    aside.replace(data)
    assert labels(moved) == latest
    undo(moved)
    assert (moved / "q1.md").exists()
    assert len(journals()) == 2
