"""The sum of a database tells each change of its file, and reading it disturbs no lock of SQLite's."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from qtbrowser.catalog import database_sum
from qtbrowser.catalog.damage import DamageConnection
from qtbrowser.catalog.database_sum import DatabaseSum
from qtbrowser.catalog.raw_reading import PIECE_BYTES, pieces_of
from qtbrowser.errors import IndexDamaged

Databases = tuple[Path, DamageConnection]


@pytest.fixture(params=["wal", "delete"])
def database(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Databases]:
    file = tmp_path / "a.sqlite3"
    with closing(connected(file)) as connection:
        connection.execute(f"PRAGMA journal_mode = {request.param}")
        connection.execute("CREATE TABLE word (name TEXT)")
        connection.execute("BEGIN")  # without it each row would be written to the disk on its own
        connection.executemany("INSERT INTO word VALUES (?)", [(f"word{number}" * 20,) for number in range(5000)])
        connection.execute("COMMIT")
        yield file, connection


def connected(file: Path) -> DamageConnection:
    return sqlite3.connect(file, isolation_level=None, timeout=0.1, factory=DamageConnection)


def test_each_changed_byte_is_found(database: Databases) -> None:
    file, connection = database
    total = DatabaseSum(file)
    assert not total.check()
    total.write(connection)
    connection.close()
    assert total.check()
    good = file.read_bytes()
    for place in range(0, len(good), len(good) // 50):
        file.write_bytes(good[:place] + bytes((good[place] ^ 4,)) + good[place + 1 :])
        with pytest.raises(IndexDamaged, match="not as it was left"):
            total.check()
    file.write_bytes(good[:-1])
    with pytest.raises(IndexDamaged):
        total.check()
    file.write_bytes(good)
    file.with_name("a.sqlite3-wal").write_bytes(b"an older log")
    with pytest.raises(IndexDamaged):
        total.check()


def test_a_database_that_others_read_an_older_state_of_is_left_without_a_sum(tmp_path: Path) -> None:
    file = tmp_path / "a.sqlite3"
    with closing(connected(file)) as writer, closing(connected(file)) as reader:
        writer.execute("PRAGMA journal_mode = WAL")
        writer.execute("CREATE TABLE word (name TEXT)")
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM word").fetchall()
        writer.execute("INSERT INTO word VALUES ('a')")
        DatabaseSum(file).write(writer)
        assert not DatabaseSum(file).check()
        reader.execute("COMMIT")
        DatabaseSum(file).write(writer)
        assert DatabaseSum(file).check()
        assert writer.execute("PRAGMA busy_timeout").fetchone() == (100,)


_WRITE = """
import sqlite3, sys
sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None).execute("BEGIN IMMEDIATE")
"""


def test_reading_the_file_gives_up_no_lock(database: Databases) -> None:
    """Closing any descriptor of a file would give up the locks of the whole process on POSIX systems."""
    file, connection = database
    DatabaseSum(file).write(connection)
    connection.execute("BEGIN IMMEDIATE")
    DatabaseSum(file).check()
    other = subprocess.run([sys.executable, "-c", _WRITE, str(file)], capture_output=True, text=True, check=False)
    assert "database is locked" in other.stderr
    connection.execute("ROLLBACK")
    assert not subprocess.run([sys.executable, "-c", _WRITE, str(file)], check=False).returncode


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="descriptors are counted there")
def test_no_descriptor_is_left_open(tmp_path: Path) -> None:
    file = tmp_path / "a.sqlite3"
    before = len(list(Path("/proc/self/fd").iterdir()))
    with closing(connected(file)) as connection:
        connection.execute("CREATE TABLE word (name TEXT)")
        for _ in range(20):
            DatabaseSum(file).write(connection)
            DatabaseSum(file).check()
        assert len(list(Path("/proc/self/fd").iterdir())) <= before + 2
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_a_file_that_is_as_it_was_is_not_read_again(database: Databases, monkeypatch: pytest.MonkeyPatch) -> None:
    file, connection = database
    total = DatabaseSum(file)
    total.write(connection)
    past = file.stat().st_mtime_ns - 10**9
    os.utime(file, ns=(past, past))
    assert total.check()
    with monkeypatch.context() as patch:
        patch.setattr(database_sum, "pieces_of", lambda *_: pytest.fail("read again"))
        assert total.check()
    content = file.read_bytes()
    file.write_bytes(content[:-1] + bytes((content[-1] ^ 4,)))
    with pytest.raises(IndexDamaged):
        total.check()


def test_after_a_write_only_what_was_written_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, read = tmp_path / "a.sqlite3", list[int]()

    def noting(place: Path, numbers: Sequence[int] | None = None) -> Iterator[bytes]:
        read.extend(range(-(-place.stat().st_size // PIECE_BYTES)) if numbers is None else numbers)
        return pieces_of(place, numbers)

    monkeypatch.setattr(database_sum, "pieces_of", noting)
    with closing(connected(file)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE word (number INTEGER PRIMARY KEY, name TEXT)")
        connection.execute("BEGIN")
        rows = [(number, f"word{number}" * 20) for number in range(20_000)]
        connection.executemany("INSERT INTO word VALUES (?, ?)", rows)
        connection.execute("COMMIT")
        total = DatabaseSum(file)
        total.write(connection)
        count = len(set(read))
        assert count > 8
        chance = random.Random(3)
        for change in range(24):
            read.clear()
            total.forget()
            if change % 6 == 5:
                # More than SQLite keeps in its log before it moves it into the file by itself, then fewer rows.
                connection.execute("UPDATE word SET name = name || 'x'")
                connection.execute("UPDATE word SET name = 'y' WHERE number % 2")
            elif change % 6 == 3:
                connection.executemany("INSERT INTO word (name) VALUES (?)", [("z" * 900,)] * 400)
            elif change % 6 == 4:
                connection.execute("DELETE FROM word WHERE number > 19000")
                connection.execute("VACUUM" if change % 12 == 4 else "ANALYZE")
            else:
                connection.execute("UPDATE word SET name = 'w' WHERE number = ?", (chance.randrange(19_000),))
            total.write(connection)
            if change % 6 < 3:
                assert len(read) <= 4
            quick = database_sum._known.copy()
            # As another process sums it.
            database_sum._known.clear()
            assert total.check()
            database_sum._known.update(quick)


def test_a_sum_of_an_earlier_version_is_none(database: Databases) -> None:
    file, connection = database
    total = DatabaseSum(file)
    total.write(connection)
    file.with_suffix(".sum").write_bytes(b"0123abcd\n")
    assert not total.check()


def test_a_file_that_was_written_just_now_is_read_again(database: Databases) -> None:
    file, connection = database
    total = DatabaseSum(file)
    total.write(connection)
    soon = file.stat().st_mtime_ns + 10**9
    os.utime(file, ns=(soon, soon))
    assert total.check()
    content = file.read_bytes()
    file.write_bytes(content[:-1] + bytes((content[-1] ^ 4,)))
    # Within one tick of the file system's clock.
    os.utime(file, ns=(soon, soon))
    with pytest.raises(IndexDamaged):
        total.check()
