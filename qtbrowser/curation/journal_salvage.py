"""Copies the readable part of a damaged journal into a new one."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

_TABLES = ("file", "move")


def salvage(damaged: Path, fresh: Path, tables: str, version: int) -> int:
    """Create a journal with those change sets of a damaged one that can be read completely.

    Args:
        damaged: the damaged file; it is not changed.
        fresh: the new file.
        tables: the statements that create its tables, separated by semicolons.
        version: the version of the journal's layout.

    Returns:
        The number of change sets in the new journal.

    Raises:
        OSError, sqlite3.Error: the new file can't be written.
    """
    count = 0
    with closing(sqlite3.connect(fresh)) as new, new:
        new.executescript(tables)
        new.execute(f"PRAGMA user_version = {version}")
        with closing(sqlite3.connect(damaged)) as old:
            for change in _changes(old):
                try:
                    rows = [(name, _rows(old, name, change[0])) for name in _TABLES]
                except sqlite3.Error:
                    # An incomplete change set can't be undone.
                    continue
                _insert(new, "change", [change])
                for name, found in rows:
                    _insert(new, name, found)
                count += 1
    return count


def _changes(database: sqlite3.Connection) -> list[tuple[Any, ...]]:
    """The rows of change sets that can be read from either end of the table."""
    found: dict[int, tuple[Any, ...]] = {}
    for order in ("ASC", "DESC"):
        with suppress(sqlite3.Error):
            for row in database.execute(f"SELECT * FROM change ORDER BY number {order}"):
                found[row[0]] = row
    return [found[number] for number in sorted(found)]


def _rows(database: sqlite3.Connection, table: str, change: int) -> list[tuple[Any, ...]]:
    if not database.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone():
        return []
    return database.execute(f"SELECT * FROM {table} WHERE change = ?", (change,)).fetchall()


def _insert(database: sqlite3.Connection, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    for row in rows:
        database.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
