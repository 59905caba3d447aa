"""What goes wrong in a database of the program's own is told as damage, as another writer, or as a disk."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from qtbrowser.catalog.damage import DamageConnection, check_database, damage_told, told, writing_told
from qtbrowser.errors import CacheNotWritable, IndexBusy, IndexDamaged, QtBrowserError, UsageError

ROWS = 2000


def connected(file: Path) -> DamageConnection:
    connection = sqlite3.connect(file, isolation_level=None, timeout=0, factory=DamageConnection)
    connection.path = str(file)
    return connection


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    file = tmp_path_factory.mktemp("damage") / "sound.sqlite3"
    with closing(connected(file)) as connection:
        connection.execute("CREATE TABLE word (name TEXT)")
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO word VALUES (?)", [(f"word {number}" * 5,) for number in range(ROWS)])
        connection.execute("COMMIT")
    return file.read_bytes()


@pytest.fixture
def damaged(sound: bytes, tmp_path: Path) -> Iterator[DamageConnection]:
    """A table whose first rows can be read, and whose last ones can't."""
    file = tmp_path / "damaged.sqlite3"
    half = len(sound) // 2
    file.write_bytes(sound[:half] + b"\xff" * (len(sound) - half))
    with closing(connected(file)) as connection:
        yield connection


def by_next(cursor: sqlite3.Cursor) -> int:
    return sum(1 for _ in cursor)


def by_fetchone(cursor: sqlite3.Cursor) -> int:
    count = 0
    while cursor.fetchone():
        count += 1
    return count


def by_fetchall(cursor: sqlite3.Cursor) -> int:
    return len(cursor.fetchall())


@pytest.mark.parametrize("read", [by_next, by_fetchone, by_fetchall])
def test_rows_are_read_until_the_damage(
    read: Callable[[sqlite3.Cursor], int], damaged: DamageConnection, sound: bytes, tmp_path: Path
) -> None:
    with pytest.raises(IndexDamaged, match=r"This is damaged and is made anew \(DatabaseError: ") as told:
        read(damaged.execute("SELECT name FROM word"))
    assert told.value.path == damaged.path
    file = tmp_path / "sound.sqlite3"
    file.write_bytes(sound)
    with closing(connected(file)) as connection:
        assert read(connection.execute("SELECT name FROM word")) == ROWS
        check_database(connection)


def test_damage_is_found_by_a_check_and_told_by_any_statement(damaged: DamageConnection) -> None:
    with pytest.raises(IndexDamaged):
        check_database(damaged)
    with pytest.raises(IndexDamaged):
        damaged.execute("SELECT sum(length(name)) FROM word")


def test_a_check_that_only_finds_damage_raises_it_too(sound: bytes, tmp_path: Path) -> None:
    file = tmp_path / "longer.sqlite3"
    with closing(sqlite3.connect(tmp_path / "own.sqlite3")) as own:
        size = own.execute("PRAGMA page_size").fetchone()[0]
    # One page more than the file's head counts, and than any table uses.
    pages = len(sound) // size + 1
    file.write_bytes(sound[:28] + pages.to_bytes(4, "big") + sound[32:] + bytes(size))
    with closing(connected(file)) as connection, pytest.raises(IndexDamaged, match=r"^.*: The database is damaged.$"):
        check_database(connection)


def test_another_writer_is_told_as_such(sound: bytes, tmp_path: Path) -> None:
    file = tmp_path / "shared.sqlite3"
    file.write_bytes(sound)
    with closing(connected(file)) as writer, closing(connected(file)) as other:
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(IndexBusy, match="Another process is writing this"):
            other.execute("INSERT INTO word VALUES ('x')")
        with pytest.raises(IndexBusy, match=r"shared\.sqlite3"):
            other.executemany("INSERT INTO word VALUES (?)", [("x",), ("y",)])
        assert other.execute("SELECT count(*) FROM word").fetchone() == (ROWS,)


def test_texts_that_are_no_unicode_find_nothing(sound: bytes, tmp_path: Path) -> None:
    file = tmp_path / "words.sqlite3"
    file.write_bytes(sound)
    with closing(connected(file)) as connection:
        query = "SELECT count(*) FROM word WHERE name = :name OR length(name) = :size"
        assert connection.execute(query, {"name": "half \ud800", "size": 7}).fetchone() == (0,)
        connection.execute("INSERT INTO word VALUES (?)", ("half \ud800",))
        assert connection.execute(query, {"name": "half \udfff", "size": 0}).fetchone() == (1,)


@pytest.mark.parametrize(
    ("error", "kind", "sentence"),
    [
        (OSError(errno.ENOSPC, "No space left", "/there"), CacheNotWritable, "/there: .*No space left"),
        (OSError(errno.EROFS, "Read-only"), CacheNotWritable, r"[/\\]here: .*Read-only"),
        (OSError(errno.EIO, "Input/output error"), IndexDamaged, r"[/\\]here: .*Input/output error"),
        (sqlite3.OperationalError("odd"), IndexDamaged, r"[/\\]here: .*\(OperationalError: odd\)"),
    ],
)
def test_errors_of_the_system(error: Exception, kind: type[QtBrowserError], sentence: str) -> None:
    assert type(told(error, "/here")) is kind
    for boundary in (damage_told, writing_told):
        with pytest.raises(kind, match=sentence), boundary(Path("/here")):
            raise error


def test_what_is_read_wrong_is_damage_and_what_is_written_wrong_is_a_fault_of_the_program() -> None:
    with pytest.raises(IndexDamaged, match=r"\(KeyError: 'x'\)"), damage_told(Path("/here")):
        raise KeyError("x")
    with pytest.raises(KeyError), writing_told(Path("/here")):
        raise KeyError("x")
    with pytest.raises(UsageError, match=r"^As it is\.$"), damage_told(Path("/here")):
        raise UsageError("As it is.")
