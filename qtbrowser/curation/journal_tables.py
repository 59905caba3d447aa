"""The tables of the journal's database, their versions, and the check sums of their rows.

Version 1 had no table `move`; version 2 had no sums; version 3 had no table `need`. A journal of an older version is
read as it is, and brought to the present one when the next change set is written.
"""

from __future__ import annotations

import sqlite3

from qtbrowser.catalog.row_sum import row_sum

VERSION = 4

FIRST_WITH_SUMS = 3
"""Version of the journal."""

_TABLES = """
CREATE TABLE change (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,             -- when it was planned, ISO 8601 in UTC
    label TEXT NOT NULL,
    state TEXT NOT NULL,
    turn INTEGER NOT NULL,        -- grows with every change of a state
    token TEXT NOT NULL,          -- in the names of its temporary files
    folders TEXT NOT NULL         -- JSON list of the folders it makes
);
CREATE TABLE file (
    change INTEGER NOT NULL REFERENCES change (number) ON DELETE CASCADE,
    path TEXT NOT NULL,
    before BLOB,                  -- deflated; NULL: no such file
    after BLOB,                   -- deflated, or as what differs from before
    mode INTEGER,
    to_trash INTEGER NOT NULL,
    PRIMARY KEY (change, path)
) WITHOUT ROWID;
CREATE INDEX file_path ON file (path)
"""
_FROM_1 = """
CREATE TABLE move (
    change INTEGER NOT NULL REFERENCES change (number) ON DELETE CASCADE,
    old TEXT NOT NULL,            -- path of a document before
    new TEXT NOT NULL,            -- and after
    PRIMARY KEY (change, old)
) WITHOUT ROWID;
CREATE INDEX change_turn ON change (turn)
"""
_FILE_SUM = "row_sum(change, path, before, after, mode, to_trash)"
_CHANGE_SUM = "row_sum(number, at, label, state, turn, token, folders, files, moves)"
_FROM_2 = f"""
ALTER TABLE file ADD COLUMN sum INTEGER;
ALTER TABLE change ADD COLUMN files INTEGER;
ALTER TABLE change ADD COLUMN moves INTEGER;
ALTER TABLE change ADD COLUMN sum INTEGER;
UPDATE file SET sum = {_FILE_SUM};
UPDATE change SET
    files = (SELECT rows_sum(path, sum) FROM file WHERE change = number),
    moves = (SELECT rows_sum(old, new) FROM move WHERE change = number);
UPDATE change SET sum = {_CHANGE_SUM}
"""
_FROM_3 = """
CREATE TABLE need (
    change INTEGER NOT NULL REFERENCES change (number) ON DELETE CASCADE,
    path TEXT NOT NULL,           -- of a file whose change makes sense
    needed TEXT NOT NULL,         -- only with that of this one
    sum INTEGER NOT NULL,
    PRIMARY KEY (change, path, needed)
) WITHOUT ROWID
"""
_STEPS = (_TABLES, _FROM_1, _FROM_2, _FROM_3)

INSERT_FILE = "INSERT INTO file VALUES (?1, ?2, ?3, ?4, ?5, ?6, row_sum(?1, ?2, ?3, ?4, ?5, ?6))"
"""Statement that writes a row of `file`, in the order of its columns."""

INSERT_NEED = "INSERT INTO need VALUES (?1, ?2, ?3, row_sum(?1, ?2, ?3))"
"""Statement that writes a row of `need`, in the order of its columns."""

NEED_IS_RIGHT = "sum IS row_sum(change, path, needed)"
"""Condition of SQL: a row of `need` is as it was written."""

FILE_IS_RIGHT = f"sum IS {_FILE_SUM}"
"""Condition of SQL: a row of `file` is as it was written."""

CHANGE_IS_RIGHT = f"sum IS {_CHANGE_SUM}"
"""Condition of SQL: a row of `change` is as it was written."""

CONTENTS_ARE_RIGHT = (
    "files IS (SELECT rows_sum(path, sum) FROM file WHERE change = number)"
    " AND moves IS (SELECT rows_sum(old, new) FROM move WHERE change = number)"
)
"""Condition of SQL: a row of `change` has all the rows of `file` and `move` that it was written with."""


def version_of(database: sqlite3.Connection) -> int:
    """The version of a journal; 0 for an empty database."""
    return int(database.execute("PRAGMA user_version").fetchone()[0])


def add_sums(database: sqlite3.Connection) -> None:
    """Let a connection's statements call the functions that the conditions above do."""
    database.create_function("row_sum", -1, row_sum, deterministic=True)
    database.create_aggregate("rows_sum", 2, _RowsSum)


def upgrade(database: sqlite3.Connection, version: int = VERSION) -> None:
    """Make the tables that are missing, within one transaction; the caller's if there is one.

    Args:
        database: with `add_sums`.
        version: up to which; tests make older ones.
    """
    if not database.in_transaction:
        database.execute("BEGIN IMMEDIATE")
    # Another process may have been first.
    found = version_of(database)
    if found < version:
        for step in _STEPS[found:version]:
            for statement in step.split(";\n"):
                database.execute(statement)
        database.execute(f"PRAGMA user_version = {version}")


def sum_change(database: sqlite3.Connection, number: int) -> None:
    """Write the sum of a change set's row anew, whose state is another; without effect in older versions."""
    if version_of(database) >= FIRST_WITH_SUMS:
        database.execute(f"UPDATE change SET sum = {_CHANGE_SUM} WHERE number = ?", (number,))


def sum_contents(database: sqlite3.Connection, number: int) -> None:
    """Write the sums of a change set, all of whose files and moves are written."""
    database.execute(
        "UPDATE change SET files = (SELECT rows_sum(path, sum) FROM file WHERE change = number),"
        " moves = (SELECT rows_sum(old, new) FROM move WHERE change = number) WHERE number = ?",
        (number,),
    )
    sum_change(database, number)


class _RowsSum:
    """The sum of rows, in whatever order SQLite comes to them. Of no rows sqlite3 makes NULL without asking."""

    def __init__(self) -> None:
        self._sums: list[int] = []

    def step(self, *values: str | int | None) -> None:
        self._sums.append(row_sum(*values))

    def finalize(self) -> int:
        return row_sum(*sorted(self._sums))
