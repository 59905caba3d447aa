"""A transaction takes effect as a whole, or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from qtbrowser.catalog.transaction import transaction


@pytest.fixture
def database() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as found:
        found.execute("CREATE TABLE text (value TEXT)")
        yield found


def write(database: sqlite3.Connection) -> None:
    database.execute("INSERT INTO text VALUES ('a')")


def values(database: sqlite3.Connection) -> list[str]:
    return [value for (value,) in database.execute("SELECT value FROM text")]


@pytest.mark.parametrize("writes", [True, False])
def test_a_block_takes_effect_at_its_end(database: sqlite3.Connection, writes: bool) -> None:
    with transaction(database, writes=writes):
        database.execute("INSERT INTO text VALUES ('a')")
        assert database.in_transaction
    assert values(database) == ["a"]
    assert not database.in_transaction


@pytest.mark.parametrize("kind", [ValueError, KeyboardInterrupt])
def test_a_block_that_raises_changes_nothing(database: sqlite3.Connection, kind: type[BaseException]) -> None:
    def fail() -> None:
        with transaction(database):
            write(database)
            raise kind

    with pytest.raises(kind):
        fail()
    assert values(database) == []
    assert not database.in_transaction


def test_a_full_disk_is_told_as_such(database: sqlite3.Connection) -> None:
    database.execute("PRAGMA max_page_count = 3")

    def fill() -> None:
        with transaction(database):
            write(database)
            database.execute("INSERT INTO text VALUES (zeroblob(100000))")

    with pytest.raises(sqlite3.OperationalError, match="full"):
        fill()
    assert values(database) == []
    with transaction(database):
        database.execute("INSERT INTO text VALUES ('b')")
    assert values(database) == ["b"]


def test_a_commit_that_fails_is_taken_back(database: sqlite3.Connection) -> None:
    database.execute("PRAGMA foreign_keys = ON")
    database.execute("CREATE TABLE page (number INTEGER PRIMARY KEY)")
    database.execute("CREATE TABLE word (page INTEGER REFERENCES page DEFERRABLE INITIALLY DEFERRED)")
    with pytest.raises(sqlite3.IntegrityError), transaction(database):
        database.execute("INSERT INTO word VALUES (1)")
    assert not database.in_transaction


def test_the_first_error_is_told_if_taking_back_fails_as_well(database: sqlite3.Connection) -> None:
    def refuse_rollback(action: int, argument: str | None, *_rest: str | None) -> int:
        is_refused = (action, argument) == (sqlite3.SQLITE_TRANSACTION, "ROLLBACK")
        return sqlite3.SQLITE_DENY if is_refused else sqlite3.SQLITE_OK

    def fail() -> None:
        with transaction(database):
            database.set_authorizer(refuse_rollback)
            raise ValueError("first")

    with pytest.raises(ValueError, match="first") as raised:
        fail()
    assert raised.value.__notes__ == ["Taking back failed as well: not authorized"]
