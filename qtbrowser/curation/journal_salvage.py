"""Copies the readable part of a damaged journal into a new one."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from qtbrowser.curation.journal_tables import (
    CHANGE_IS_RIGHT,
    CONTENTS_ARE_RIGHT,
    FILE_IS_RIGHT,
    FIRST_WITH_SUMS,
    INSERT_FILE,
    INSERT_NEED,
    add_sums,
    sum_contents,
    upgrade,
    version_of,
)

_CHANGE = "number, at, label, state, turn, token, folders"
_FILE = "change, path, before, after, mode, to_trash"
_MOVE = "change, old, new"


def salvage(damaged: Path, fresh: Path) -> int:
    """Make a journal of the change sets of a damaged one that can be read whole, and whose sums are right.

    Args:
        damaged: the damaged file, of any version; it is not changed.
        fresh: the file that is made.

    Returns:
        The number of change sets in the new journal.

    Raises:
        OSError, sqlite3.Error: the new file can't be written.
    """
    count = 0
    with closing(sqlite3.connect(fresh)) as new, new:
        add_sums(new)
        upgrade(new)
        with closing(sqlite3.connect(damaged)) as old:
            add_sums(old)
            for change in _changes(old):
                try:
                    files = old.execute(f"SELECT {_FILE} FROM file WHERE change = ?", change[:1]).fetchall()
                    moves = _moves(old, change[0])
                    needs = _needs(old, change[0])
                except sqlite3.Error:
                    # An incomplete change set can't be undone.
                    continue
                new.execute(f"INSERT INTO change ({_CHANGE}) VALUES (?, ?, ?, ?, ?, ?, ?)", change)
                new.executemany(INSERT_FILE, files)
                new.executemany("INSERT INTO move VALUES (?, ?, ?)", moves)
                new.executemany(INSERT_NEED, needs)
                sum_contents(new, change[0])
                count += 1
    return count


def _changes(database: sqlite3.Connection) -> list[tuple[Any, ...]]:
    """The rows of change sets that are reached from either end of the table, and are right as far as that shows."""
    found: dict[int, tuple[Any, ...]] = {}
    for order in ("ASC", "DESC"):
        with suppress(sqlite3.Error):
            for row in database.execute(f"SELECT {_CHANGE} FROM change ORDER BY number {order}"):
                found[row[0]] = row
    return [found[number] for number in sorted(found) if _is_right(database, number)]


def _is_right(database: sqlite3.Connection, number: int) -> bool:
    """Whether the sums of a change set are right; true where a journal has none."""
    with suppress(sqlite3.Error):
        if version_of(database) < FIRST_WITH_SUMS:
            return True
        query = (
            f"SELECT {CHANGE_IS_RIGHT} AND {CONTENTS_ARE_RIGHT}"
            f" AND NOT EXISTS (SELECT 1 FROM file WHERE change = number AND NOT ({FILE_IS_RIGHT}))"
            " FROM change WHERE number = ?"
        )
        return bool(database.execute(query, (number,)).fetchone() == (1,))
    return False


def _moves(database: sqlite3.Connection, change: int) -> list[tuple[Any, ...]]:
    if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'move'").fetchone():
        return []
    return database.execute(f"SELECT {_MOVE} FROM move WHERE change = ?", (change,)).fetchall()


def _needs(database: sqlite3.Connection, change: int) -> list[tuple[Any, ...]]:
    if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'need'").fetchone():
        return []
    return database.execute("SELECT change, path, needed FROM need WHERE change = ?", (change,)).fetchall()
