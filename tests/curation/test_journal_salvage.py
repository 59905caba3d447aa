"""What can be read of a damaged journal of any version is copied into a new one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from qtbrowser.curation.journal import Journal
from qtbrowser.curation.journal_salvage import salvage
from qtbrowser.curation.journal_tables import VERSION, version_of

JOURNALS = Path(__file__).with_name("journals")


def written(file: Path, version: int) -> Path:
    with closing(sqlite3.connect(file)) as database:
        database.executescript((JOURNALS / f"version_{version}.sql").read_text(encoding="utf-8"))
    return file


@pytest.mark.parametrize("version", [1, 2, 3])
def test_a_journal_of_any_version_is_copied(tmp_path: Path, version: int) -> None:
    old = written(tmp_path / "old.sqlite3", version)
    before = old.read_bytes()
    (tmp_path / "new").mkdir()
    fresh = tmp_path / "new" / "journal.sqlite3"
    assert salvage(old, fresh) == 3
    assert old.read_bytes() == before
    with closing(sqlite3.connect(fresh)) as database:
        assert version_of(database) == VERSION
    journal = Journal(tmp_path / "new", tmp_path / "library")
    for number in (1, 2, 3):
        change = journal.recorded(number)
        assert change.files
        assert all(file.before != file.after for file in change.files)


def test_a_change_whose_files_can_not_be_read_is_left_out(tmp_path: Path) -> None:
    old = written(tmp_path / "old.sqlite3", 3)
    with closing(sqlite3.connect(old)) as database, database:
        database.execute("UPDATE file SET path = 'other.md' WHERE change = 2 AND before IS NULL")
    assert salvage(old, tmp_path / "one.sqlite3") == 2
    with closing(sqlite3.connect(old)) as database, database:
        database.execute("DROP TABLE file")
    assert salvage(old, tmp_path / "two.sqlite3") == 0
    older = written(tmp_path / "older.sqlite3", 1)
    with closing(sqlite3.connect(older)) as database, database:
        database.execute("DROP TABLE file")
    assert salvage(older, tmp_path / "three.sqlite3") == 0
