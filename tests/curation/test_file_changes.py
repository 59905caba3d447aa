"""Changes of files that are read only while each is looked at."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import pytest

from qtbrowser.curation import file_changes
from qtbrowser.curation.applying import apply_changes, roll_back, undo_changes
from qtbrowser.curation.change_set import ChangeSet
from qtbrowser.curation.file_changes import FileChange, FileChanges, FileHead, head_of
from qtbrowser.curation.journal import ChangeState, Journal

MADE = FileChange("new.md", None, b"1")
CHANGED = FileChange("b.md", b"1", b"2", 0o600)
REMOVED = FileChange("a.md", b"3", None)
FILES = (REMOVED, CHANGED, MADE)


def test_held_changes_are_those_that_were_given() -> None:
    held = FileChanges.held(FILES)
    assert held == FILES
    assert held == FileChanges.held(FILES)
    assert held != FILES[:2]
    assert held != "other"
    assert held[:2] == FILES[:2]
    assert (held[1], len(held), list(held)) == (CHANGED, 3, list(FILES))
    assert held.heads == (
        FileHead("a.md", False, True),
        FileHead("b.md", False, False),
        FileHead("new.md", True, False),
    )
    assert FileChanges.of(held) is held


def test_reversed_changes_undo_the_others() -> None:
    back = FileChanges.held(FILES).reversed()
    assert list(back) == [file.reversed() for file in FILES]
    assert list(back.heads) == [head_of(file) for file in back]


def test_some_of_the_changes_one_in_place_of_another() -> None:
    other = FileChange("b.md", b"1", b"other")
    held = FileChanges.held(FILES)
    assert held.only({"a.md", "new.md"}) == (REMOVED, MADE)
    assert held.only({"b.md", "a.md"}, other) == (REMOVED, other)
    assert held.only({"b.md", "new.md"}, other).reversed() == (other.reversed(), MADE.reversed())
    assert held.only({"b.md"}, other)[0] == other


def test_files_that_are_made_are_written_first_and_removed_ones_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_changes, "_MOST_FILES", 2)
    assert list(FileChanges.held(FILES).portions()) == [[MADE, CHANGED], [REMOVED]]
    monkeypatch.setattr(file_changes, "_MOST_BYTES", 1)
    assert list(FileChanges.held(FILES).portions()) == [[MADE], [CHANGED], [REMOVED]]


def test_a_file_and_its_new_spelling_are_in_one_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_changes, "_MOST_FILES", 1)
    respelled = FileChange("A.md", None, b"3")
    assert list(FileChanges.held((*FILES, respelled)).portions()) == [[respelled, REMOVED], [MADE], [CHANGED]]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    chance = Random(5)
    root = tmp_path / "library"
    root.mkdir()
    for number in range(40):
        (root / f"{number}.md").write_bytes(chance.randbytes(60_000))
    return root


def change_of(root: Path) -> ChangeSet:
    """One that changes, makes and removes files."""
    files = []
    for number in range(40):
        before = (root / f"{number}.md").read_bytes()
        if number % 10 == 3:
            files.append(FileChange(f"{number}.md", before, None))
            files.append(FileChange(f"moved-{number}.md", None, before))
        else:
            files.append(FileChange(f"{number}.md", before, before + b"more"))
    return ChangeSet("All", tuple(sorted(files, key=lambda file: file.path)))


def tree(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in root.iterdir()}


def test_an_undo_in_parts_gives_every_byte_back(library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_changes, "_MOST_FILES", 3)
    journal = Journal(tmp_path / "journal", library)
    before = tree(library)
    *_, done = apply_changes(library, journal, change_of(library))
    assert done.done == 44
    after = tree(library)
    # One that somebody changes stops only itself.
    (library / "20.md").write_bytes(b"theirs")
    *_, undone = undo_changes(library, journal, None)
    assert ([one.path for one in undone.refused], undone.done) == (["20.md"], 43)
    assert tree(library) == before | {"20.md": b"theirs"}
    (library / "20.md").write_bytes(after["20.md"])
    list(undo_changes(library, journal, 1))
    assert tree(library) == before


def test_an_undo_that_is_cut_between_parts_is_rolled_back(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_changes, "_MOST_FILES", 3)
    journal = Journal(tmp_path / "journal", library)
    list(apply_changes(library, journal, change_of(library)))
    after = tree(library)
    steps = undo_changes(library, journal, None)
    for _ in range(12):
        next(steps)
    steps.close()
    assert tree(library) == after
    assert journal.recorded(1).state is ChangeState.DONE

    journal.set_state(1, ChangeState.UNDOING)
    list(roll_back(library, journal, 1))
    assert (tree(library), journal.recorded(1).state) == (after, ChangeState.DONE)


def test_the_journal_is_read_file_by_file(library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Journal(tmp_path / "journal", library)
    list(apply_changes(library, journal, change_of(library)))
    monkeypatch.setattr(file_changes, "_MOST_FILES", 2)
    gc.collect()
    tracemalloc.start()
    try:
        list(undo_changes(library, journal, None))
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    # All files have 2.4 MB, before and after the change 4.8.
    assert most < 1_000_000


def test_files_are_loaded_in_the_order_that_is_asked_for() -> None:
    asked: list[Sequence[str]] = []

    def load(paths: Sequence[str]) -> Iterator[FileChange]:
        asked.append(paths)
        return (FileChange(path, b"", path.encode()) for path in paths)

    changes = FileChanges((FileHead(name, False, False) for name in "abc"), load)
    assert [file.after for file in changes] == [b"a", b"b", b"c"]
    assert changes[2].after == b"c"
    assert asked == [["a", "b", "c"], ["c"]]
