"""Bytes that the disk has changed in the file of personal data are noticed, wherever they are."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest

from qtbrowser.personal.migrations import MIGRATIONS, is_sound, migrate
from qtbrowser.personal.notes import Notes
from qtbrowser.personal.notices import NoticeKind
from qtbrowser.personal.personal_store import PersonalStore
from qtbrowser.personal.recovery import connect, readable_text
from qtbrowser.personal.searches import RecentSearches
from qtbrowser.personal.table_sums import are_right, build_sums, drop_sums

FLIPS = 120
Rows = dict[str, list[tuple[object, ...]]]


def fill(database: sqlite3.Connection) -> None:
    """Some rows about some documents."""
    database.execute("INSERT INTO library VALUES (1, 'one', '/books', NULL, '2025')")
    for number in range(40):
        values = (number + 1, f"key{number}", f"shelf/book {number}.md", str(number), number, f"Book {number}")
        database.execute("INSERT INTO document VALUES (?, ?, 1, ?, ?, '', ?, ?, NULL)", values)
        database.execute("INSERT INTO reading_place VALUES (?, ?, '2025')", (number + 1, number * 1000))
        database.execute("INSERT INTO note VALUES (?, ?, '2025')", (number + 1, f"Words about book {number}. " * 4))
        database.execute("INSERT INTO recent_search VALUES (?, ?, '2025')", (f"word {number}", f"Word {number}"))
    draft = ("draft", 3, bytes(range(256)) * 20, "{}", "2025")
    database.execute("INSERT INTO draft VALUES (?, ?, ?, ?, ?)", draft)


def rows_of(database: sqlite3.Connection) -> Rows:
    """Those of the tables with sums: what an index is made of is made again of them."""
    tables = [name for (name,) in database.execute("SELECT name FROM table_sum")] + ["table_sum"]
    return {
        table: sorted(database.execute(f"SELECT * FROM {table}").fetchall(), key=repr)  # noqa: S608
        for table in tables
    }


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "personal.sqlite3"
    with closing(connect(file)) as database:
        migrate(database, MIGRATIONS)
        # One transaction: each waits for the disk.
        database.execute("BEGIN")
        fill(database)
        database.execute("COMMIT")
    return file


def test_a_changed_byte_is_noticed_or_changes_no_row(file: Path) -> None:
    content = file.read_bytes()
    with closing(connect(file)) as database:
        whole = rows_of(database)
        assert is_sound(database)
    chance = random.Random(7)
    noticed = 0
    for place in chance.sample([place for place, byte in enumerate(content) if byte], FLIPS):
        changed = bytearray(content)
        changed[place] ^= 1 << chance.randrange(8)
        file.write_bytes(changed)
        with closing(sqlite3.connect(file)) as database:
            database.text_factory = readable_text
            try:
                is_noticed = not is_sound(database)
            except sqlite3.DatabaseError:
                is_noticed = True
            noticed += is_noticed
            assert is_noticed or rows_of(database) == whole, place
    assert noticed > FLIPS // 2


@pytest.mark.parametrize("write", [
    "INSERT INTO note VALUES (99, 'New.', '2026')",
    "REPLACE INTO note VALUES (3, 'Other.', '2026')",
    "INSERT OR IGNORE INTO note VALUES (3, 'Other.', '2026')",
    "INSERT INTO note VALUES (3, 'Other.', '2026') ON CONFLICT (document) DO UPDATE SET text = 'Third.'",
    "UPDATE note SET text = text || '!' WHERE document < 9",
    "UPDATE library SET journal_turn = 5",
    "DELETE FROM note WHERE document > 9",
    "DELETE FROM document WHERE number < 9",
    "DELETE FROM library",
    "REPLACE INTO document SELECT * FROM document WHERE number = 4",
])  # fmt: skip
def test_every_way_of_writing_keeps_the_sums(file: Path, write: str) -> None:
    with closing(connect(file)) as database:
        database.execute("INSERT INTO document VALUES (99, 'key99', 1, 'a.md', '', '', 0, '', NULL)")
        before = rows_of(database)
        database.execute("BEGIN")
        database.execute(write)
        assert are_right(database)
        database.execute("ROLLBACK")
        assert are_right(database)
        assert rows_of(database) == before
        database.execute(write)
    with closing(connect(file)) as database:
        assert is_sound(database)


def test_a_row_written_during_the_check_is_no_damage(file: Path) -> None:
    with closing(connect(file)) as database, closing(connect(file)) as writer:
        writer.execute("PRAGMA busy_timeout = 0")

        def write_once_the_sums_are_read(statement: str) -> None:
            if "sum(row_sum(" in statement:
                with suppress(sqlite3.OperationalError):
                    writer.execute("UPDATE reading_place SET place = place + 1")

        database.set_trace_callback(write_once_the_sums_are_read)
        assert is_sound(database)
        database.set_trace_callback(None)
        assert not database.in_transaction
        writer.execute("UPDATE reading_place SET place = place + 1")
        assert is_sound(database)


def test_indexes_that_the_disk_has_changed_are_made_again(tmp_path: Path) -> None:
    store = PersonalStore(tmp_path)
    notes = Notes(store, tmp_path)
    notes.put("a.md", "Heather.")
    changed = "UPDATE note_words_data SET block = zeroblob(40) WHERE id > 10"
    for spoil in (changed, "DELETE FROM note_words_data WHERE id > 10", "DELETE FROM note_words_idx"):
        with closing(sqlite3.connect(store.file)) as database:
            assert database.execute(spoil).rowcount
            database.commit()
        # At the first start of a day they are compared.
        for backup in tmp_path.glob("backups/*"):
            backup.unlink()
        again = PersonalStore(tmp_path)
        assert [one.path for one in Notes(again, tmp_path).all("eath")] == ["a.md"], spoil
        Notes(again, tmp_path).put("a.md", "Heather, again.")
        assert again.take_notices() == []
    # Later on where SQLite notices it.
    again = PersonalStore(tmp_path)
    assert [one.path for one in Notes(again, tmp_path).all("eath")] == ["a.md"]
    with closing(sqlite3.connect(store.file)) as database:
        database.execute("DELETE FROM note_words_data WHERE id > 10")
        database.commit()
    assert [one.path for one in Notes(again, tmp_path).all("eath")] == ["a.md"]
    assert again.take_notices() == []
    with closing(connect(store.file)) as database:
        assert is_sound(database)
        database.execute("UPDATE note_words_config SET v = 99")
    with closing(connect(store.file)) as database:
        assert not is_sound(database)


def test_a_migration_that_changes_tables_makes_the_sums_anew(file: Path) -> None:
    later = (*MIGRATIONS, "ALTER TABLE note ADD COLUMN colour TEXT NOT NULL DEFAULT ''", "CREATE TABLE extra (a, b)")
    with closing(connect(file)) as database:
        migrate(database, later[:-1])
        migrate(database, later)
        assert is_sound(database)
        database.execute("UPDATE note SET colour = 'red'")
        database.execute("INSERT INTO extra VALUES (1, x'ff00')")
        assert is_sound(database)
        database.execute("DROP TRIGGER table_sum_extra_INSERT")
        database.execute("INSERT INTO extra VALUES (2, NULL)")
        assert not is_sound(database)


def test_a_value_of_another_type_is_noticed_although_its_bytes_are_the_same(file: Path) -> None:
    with closing(connect(file)) as database:
        database.execute("BEGIN")
        database.execute("DROP TRIGGER table_sum_note_UPDATE")
        database.execute("UPDATE note SET text = CAST(text AS BLOB) WHERE document = 3")
        assert not are_right(database)
        database.execute("ROLLBACK")
        assert are_right(database)


def test_sums_are_built_once_and_a_file_without_them_is_right(file: Path) -> None:
    with closing(connect(file)) as database:
        sums = database.execute("SELECT * FROM table_sum").fetchall()
        database.execute("BEGIN")
        build_sums(database)
        assert database.execute("SELECT * FROM table_sum").fetchall() == sums
        drop_sums(database)
        database.execute("UPDATE note SET text = 'Other.'")
        assert are_right(database)
        build_sums(database)
        assert are_right(database)
        assert database.execute("SELECT * FROM table_sum").fetchall() != sums
        database.execute("ROLLBACK")


def test_a_changed_value_is_told_and_the_backup_used(tmp_path: Path) -> None:
    store = PersonalStore(tmp_path)
    RecentSearches(store).add("heather")
    assert PersonalStore(tmp_path).write(lambda _database: None) is None
    content = store.file.read_bytes()
    assert content.count(b"heather") == 2
    RecentSearches(store).add("bracken")
    store.file.write_bytes(store.file.read_bytes().replace(b"heather", b"feather"))
    again = PersonalStore(tmp_path)
    assert RecentSearches(again).all() == ("heather",)
    assert [notice.kind for notice in again.take_notices()] == [NoticeKind.RESTORED]
