"""Each row of the journal has a sum: a changed byte is told, never undone by; older journals undo and get sums."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from qtbrowser.curation.applying import apply_changes, undo_changes
from qtbrowser.curation.change_set import ChangeSet
from qtbrowser.curation.file_changes import FileChange
from qtbrowser.curation.journal import ChangeState, Journal, Recorded
from qtbrowser.curation.journal_tables import VERSION, version_of
from qtbrowser.errors import JournalError

JOURNALS = Path(__file__).with_name("journals")
LONG = b"---\ntitle: Mortar\n---\n\n" + b"Lime and sand, three to one.\n" * 8
BEFORE = {"walls/a.md": LONG, "walls/b.md": b"# Brick\n", "walls/c.md": b"# Sand\n"}
AFTER = {"walls/a.md": LONG.replace(b"Mortar", b"Lime mortar"), "roofs/b.md": b"# Bricks\n", "walls/c.md": b"# Sand\n"}


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    (tmp_path / "library").mkdir()
    return Journal(tmp_path / "journal", tmp_path / "library")


@pytest.fixture(params=[1, 2, 3])
def older(tmp_path: Path, request: pytest.FixtureRequest) -> Journal:
    """A journal as an older version of the program wrote it, with the library as its changes left it."""
    for path, content in AFTER.items():
        (tmp_path / "library" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "library" / path).write_bytes(content)
    (tmp_path / "journal").mkdir()
    with closing(sqlite3.connect(tmp_path / "journal" / "journal.sqlite3")) as database:
        database.executescript((JOURNALS / f"version_{request.param}.sql").read_text(encoding="utf-8"))
    return Journal(tmp_path / "journal", tmp_path / "library")


def tree(library: Path) -> dict[str, bytes]:
    return {file.relative_to(library).as_posix(): file.read_bytes() for file in library.rglob("*.md")}


def changed(tmp_path: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(tmp_path / "journal" / "journal.sqlite3")) as database, database:
        database.execute(statement, values)


def version(tmp_path: Path) -> int:
    with closing(sqlite3.connect(tmp_path / "journal" / "journal.sqlite3")) as database:
        return version_of(database)


def test_an_older_journal_undoes(older: Journal, tmp_path: Path) -> None:
    before = version(tmp_path)
    assert [(entry.number, entry.state) for entry in older.history()] == [
        (3, ChangeState.UNDONE),
        (2, ChangeState.DONE),
        (1, ChangeState.DONE),
    ]
    for _ in range(2):
        list(undo_changes(tmp_path / "library", older, None))
    assert tree(tmp_path / "library") == BEFORE
    assert version(tmp_path) == before, "undoing needs no other tables"


def test_an_older_journal_gets_sums_with_the_next_change(older: Journal, tmp_path: Path) -> None:
    change = ChangeSet("Sand again", (FileChange("walls/c.md", b"# Sand\n", b"# Fine sand\n"),))
    list(apply_changes(tmp_path / "library", older, change))
    assert version(tmp_path) == VERSION
    changed(tmp_path, "UPDATE file SET before = ? WHERE path = 'walls/c.md' AND change = 3", b"x")
    with pytest.raises(JournalError, match=r"change 3 did to walls/c\.md can't be read"):
        older.recorded(3)
    for _ in range(3):
        list(undo_changes(tmp_path / "library", older, None))
    assert tree(tmp_path / "library") == BEFORE


def test_the_head_of_a_splice_is_not_trusted(journal: Journal, tmp_path: Path) -> None:
    journal.record(ChangeSet("Long", (FileChange("a.md", LONG, LONG.replace(b"Mortar", b"Lime")),)), [])
    with closing(sqlite3.connect(tmp_path / "journal" / "journal.sqlite3")) as database:
        (blob,) = database.execute("SELECT after FROM file").fetchone()
    # The last byte of how much stays at the start: still a splice, of other letters.
    changed(tmp_path, "UPDATE file SET after = ?", blob[:7] + bytes((blob[7] ^ 1,)) + blob[8:])
    with pytest.raises(JournalError, match=r"change 1 did to a\.md can't be read"):
        journal.recorded(1)


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE file SET path = 'c.md' WHERE path = 'a.md'", "can't be read"),
        ("UPDATE file SET mode = 511 WHERE path = 'a.md'", "can't be read"),
        ("DELETE FROM file WHERE path = 'a.md'", "not all the files"),
        ("DELETE FROM move", "not all the files"),
        ("UPDATE change SET label = 'Other'", "is damaged"),
        ("UPDATE change SET folders = '[\"x\"]'", "is damaged"),
        ("UPDATE change SET state = 'dune'", "is damaged"),
    ],
)
def test_what_is_not_as_it_was_written_is_told(journal: Journal, tmp_path: Path, statement: str, told: str) -> None:
    files = (FileChange("a.md", None, b"x", 0o600), FileChange("b.md", b"x", None))
    journal.record(ChangeSet("Both", files, moves=(("b.md", "a.md"),)), [])
    journal.set_state(1, ChangeState.DONE)
    assert len(journal.recorded(1).files) == 2
    changed(tmp_path, statement)
    with pytest.raises(JournalError, match=told):
        journal.recorded(1)


def test_a_damaged_row_of_a_change_set_is_left_out_and_the_others_kept(journal: Journal, tmp_path: Path) -> None:
    for number in range(1, 4):
        journal.record(ChangeSet(f"Change {number}", (FileChange("a.md", None, b"x"),)), [])
        journal.set_state(number, ChangeState.DONE)
    changed(tmp_path, "UPDATE change SET at = '2025-13-99' WHERE number = 2")
    with pytest.raises(JournalError, match="2 of its changes could be read"):
        journal.history()
    assert [entry.number for entry in journal.history()] == [3, 1]
    assert journal.recorded(3).label == "Change 3"


def read(journal: Journal, number: int) -> Recorded:
    """A change set with its files in memory."""
    step = journal.recorded(number)
    return replace(step, files=tuple(step.files))


def test_no_changed_bit_gives_other_files(journal: Journal, tmp_path: Path) -> None:
    chance = Random(14)
    files = tuple(FileChange(f"{name}.md", LONG, LONG.replace(b"sand", name.encode())) for name in ("ash", "clay"))
    for label in ("One", "Two", "Three"):
        journal.record(ChangeSet(label, files, moves=(("clay.md", "ash.md"),)), ["new"])
    expected = {number: read(journal, number) for number in (1, 2, 3)}
    file = tmp_path / "journal" / "journal.sqlite3"
    good = file.read_bytes()
    for _ in range(150):
        damaged = bytearray(good)
        damaged[chance.randrange(100, len(good))] ^= 1 << chance.randrange(8)
        file.write_bytes(damaged)
        for number in (1, 2, 3):
            with suppress(JournalError):
                assert read(journal, number) == expected[number]
        with suppress(JournalError):
            journal.history()
        for other in file.parent.glob("journal-damaged*"):
            other.unlink()
