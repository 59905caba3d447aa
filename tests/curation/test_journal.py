"""The journal keeps what was and what becomes, and forgets only what is old."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.curation import journal as journal_module
from qtbrowser.curation.byte_packing import packed, spliced, unpacked, unspliced
from qtbrowser.curation.change_set import ChangeSet
from qtbrowser.curation.file_changes import FileChange
from qtbrowser.curation.journal import ChangeState, Journal
from qtbrowser.errors import JournalError

CONTENT = st.one_of(st.none(), st.binary(max_size=60), st.text("ab", max_size=40).map(str.encode))


@given(CONTENT, CONTENT)
def test_bytes_come_back(before: bytes | None, after: bytes | None) -> None:
    assert unpacked(packed(before)) == before
    assert unspliced(before, spliced(before, after)) == after


def test_a_small_change_takes_little_room() -> None:
    before = bytes(range(256)) * 40
    blob = spliced(before, before[:5000] + b"new" + before[5000:])
    assert blob is not None
    assert len(blob) < 40


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    (tmp_path / "library").mkdir()
    return Journal(tmp_path / "journal", tmp_path / "library")


def change_set(label: str = "Change", path: str = "a.md", after: bytes = b"y") -> ChangeSet:
    return ChangeSet(label, (FileChange(path, b"x", after, 0o640, to_trash=True),))


def test_nothing_is_made_before_something_is_recorded(journal: Journal, tmp_path: Path) -> None:
    assert journal.history() == []
    assert journal.unfinished() == []
    assert journal.newest(ChangeState.DONE) is None
    assert not (tmp_path / "journal").exists()


def test_what_is_recorded_is_there_in_another_process(journal: Journal, tmp_path: Path) -> None:
    step = journal.record(change_set(), ["new", "new/deep"])
    other = Journal(tmp_path / "journal", tmp_path / "library")
    assert other.recorded(step.number) == step
    assert [(entry.number, entry.label, entry.paths, entry.state) for entry in other.history()] == [
        (1, "Change", ("a.md",), ChangeState.PLANNED)
    ]
    assert other.history()[0].when.tzinfo is not None
    assert other.unfinished() == [1]
    other.set_state(1, ChangeState.DONE)
    assert (journal.newest(ChangeState.DONE), journal.unfinished()) == (1, [])
    assert (tmp_path / "journal" / "library.txt").read_text().strip() == str(tmp_path / "library")


def test_while_a_process_is_at_work_nothing_counts_as_cut_short(journal: Journal) -> None:
    journal.record(change_set(), [])
    with journal.turn():
        assert journal.unfinished() == []
        with pytest.raises(JournalError, match="Another process"), journal.turn(wait=0):
            pass
    assert journal.unfinished() == [1]


def test_the_oldest_are_forgotten_when_there_are_too_many_bytes(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_module, "MOST_BYTES", 200_000)
    monkeypatch.setattr(journal_module, "ALWAYS_KEPT", 3)
    for number in range(1, 16):
        content = random.Random(number).randbytes(30_000)
        journal.record(ChangeSet(f"{number}", (FileChange("a.md", content, content[::-1]),)), [])
        if number != 2:
            journal.set_state(number, ChangeState.DONE)
    kept = [entry.number for entry in journal.history()]
    assert kept[:3] == [15, 14, 13]
    assert 1 not in kept
    assert 2 in kept, "what was cut short is never forgotten"
    assert len(kept) < 15


def test_a_journal_in_the_library_is_refused(tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="would be in the library"):
        Journal(tmp_path / "inside", tmp_path)


def test_a_damaged_or_newer_journal_is_told(journal: Journal, tmp_path: Path) -> None:
    journal.record(change_set(), [])
    file = tmp_path / "journal" / "journal.sqlite3"
    with sqlite3.connect(file) as database:
        database.execute("PRAGMA user_version = 9")
    database.close()
    with pytest.raises(JournalError, match="of version 9"):
        journal.history()
    file.write_bytes(b"no database at all, but long enough to be looked at" * 50)
    with pytest.raises(JournalError, match="is damaged"):
        journal.history()


def test_an_unknown_number_is_told(journal: Journal) -> None:
    journal.record(change_set(), [])
    with pytest.raises(JournalError, match="no change 7"):
        journal.recorded(7)


def test_a_damaged_journal_is_opened_as_far_as_it_can_be_read(journal: Journal, tmp_path: Path) -> None:
    for number in range(40):
        journal.record(change_set(f"Change {number}", after=random.Random(number).randbytes(3000)), [])
    file = tmp_path / "journal" / "journal.sqlite3"
    good = file.read_bytes()
    readable = []
    for start in range(0, len(good), 4096):
        file.write_bytes(good[:start] + b"\xff" * 4096 + good[start + 4096 :])
        readable.append(0)
        told = 0
        for number in range(1, 41):
            try:
                readable[-1] += journal.recorded(number).files[0].before == b"x"
            except JournalError as error:
                told += "is damaged" in str(error)
        try:
            left = journal.history()
        except JournalError as error:
            told += "is damaged" in str(error)
            left = journal.history()
        assert told <= 1
        assert len(left) >= readable[-1]
    # One page is of one or two changes, or leads to many.
    assert sorted(readable)[len(readable) // 2] >= 37
    file.write_bytes(good)
    assert len(journal.history()) == 40


@pytest.mark.parametrize("content", [b"no database" * 500, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_journal_of_which_nothing_can_be_read_is_put_aside(journal: Journal, tmp_path: Path, content: bytes) -> None:
    journal.record(change_set(), [])
    (tmp_path / "journal" / "journal.sqlite3").write_bytes(content)
    with pytest.raises(JournalError, match="0 of its changes"):
        journal.history()
    assert journal.history() == []
    assert journal.record(change_set(), []).number == 1
