"""Check sums of the tables of personal data, by which bytes that the disk has changed are noticed.

`PRAGMA integrity_check` checks the structure of the file, not the values in it. So each table has a sum: that of the
CRC-32 of its rows, in whatever order. Triggers keep it with each row that is written, within the same transaction. They
call a function of this module, so every connection that writes needs `add_sums`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from qtbrowser.catalog.row_sum import row_sum

_SUMS = "table_sum"
_KINDS = {
    "INSERT": "sum + row_sum({new})",
    "DELETE": "sum - row_sum({old})",
    "UPDATE": "sum + row_sum({new}) - row_sum({old})",
}


def add_sums(database: sqlite3.Connection) -> None:
    """Prepare a connection for reading and writing tables with sums."""
    database.create_function("row_sum", -1, row_sum, deterministic=True)
    database.execute("PRAGMA trusted_schema = ON")
    # A row that REPLACE removes is one that is deleted.
    database.execute("PRAGMA recursive_triggers = ON")


def drop_sums(database: sqlite3.Connection) -> None:
    """Remove all sums, within the transaction of a migration that changes tables."""
    query = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND substr(name, 1, length(?)) = ?"
    for (name,) in database.execute(query, (_SUMS, _SUMS)).fetchall():
        database.execute(f"DROP TRIGGER {name}")
    database.execute(f"DROP TABLE IF EXISTS {_SUMS}")


def build_sums(database: sqlite3.Connection) -> None:
    """Add sums to all tables, within a transaction; does nothing if there are sums already."""
    if _has_sums(database):
        return
    database.execute(f"CREATE TABLE {_SUMS} (name TEXT PRIMARY KEY, sum INTEGER NOT NULL) WITHOUT ROWID")
    for table in list(_tables(database)):
        database.execute(f"INSERT INTO {_SUMS} VALUES (?, ?)", (table, _sum_of(database, table)))
        names = _columns(database, table)
        new, old = (", ".join(f"CAST({row}.{name} AS BLOB)" for name in names) for row in ("NEW", "OLD"))
        for kind, value in _KINDS.items():
            update = f"UPDATE {_SUMS} SET sum = {value.format(new=new, old=old)} WHERE name = '{table}'"
            database.execute(f"CREATE TRIGGER {_SUMS}_{table}_{kind} AFTER {kind} ON {table} BEGIN {update}; END")


def are_right(database: sqlite3.Connection) -> bool:
    """Whether every table is as it was written; true for a file without sums, which has yet to get them.

    Raises:
        sqlite3.Error: a table can't be read.
    """
    if not _has_sums(database):
        return True
    stored = dict(database.execute(f"SELECT name, sum FROM {_SUMS}"))
    tables = list(_tables(database))
    if not all(_has_its_types(database, table) for table in tables):
        return False
    return stored == {table: _sum_of(database, table) for table in tables}


def stored_sums(database: sqlite3.Connection) -> dict[tuple[str, tuple[str, ...]], int]:
    """The sum that each table had when it was written, by its name and its columns; empty for a file without sums.

    Raises:
        sqlite3.Error: the sums can't be read.
    """
    if not _has_sums(database):
        return {}
    sums = dict(database.execute(f"SELECT name, sum FROM {_SUMS}"))
    return {(table, tuple(_columns(database, table))): sums[table] for table in _tables(database) if table in sums}


def _has_sums(database: sqlite3.Connection) -> bool:
    query = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
    return database.execute(query, (_SUMS,)).fetchone() is not None


def _tables(database: sqlite3.Connection) -> Iterator[str]:
    found = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
    # What an index is made of has no sums: triggers can't be on its tables, and it is made again of the others.
    indexes = {name for name, sql in found if str(sql).startswith("CREATE VIRTUAL TABLE")}
    for name, _sql in found:
        if name != _SUMS and name not in indexes and not name.startswith(("sqlite_", *(f"{one}_" for one in indexes))):
            yield name


def _columns(database: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in database.execute(f"PRAGMA table_info({table})")]


def _has_its_types(database: sqlite3.Connection, table: str) -> bool:
    """Whether each value is of its column's type: a sum is that of the bytes, which are the same for another type."""
    columns = [(row[1], row[2].lower()) for row in database.execute(f"PRAGMA table_info({table})")]
    others = " OR ".join(f"typeof({name}) NOT IN ('null', '{type_}')" for name, type_ in columns if type_)
    query = f"SELECT NOT EXISTS (SELECT 1 FROM {table} WHERE {others})"
    return not others or bool(database.execute(query).fetchone()[0])


def _sum_of(database: sqlite3.Connection, table: str) -> int:
    # Bytes as they are stored: a text that is no valid UTF-8 any more can't be passed to a function.
    values = ", ".join(f"CAST({name} AS BLOB)" for name in _columns(database, table))
    return int(database.execute(f"SELECT coalesce(sum(row_sum({values})), 0) FROM {table}").fetchone()[0])
