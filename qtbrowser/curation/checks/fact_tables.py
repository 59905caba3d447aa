"""The tables of the store of a check: facts, the keys that documents share, and what the rules have found."""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4
from zlib import crc32

from qtbrowser.catalog.damage import DamageConnection, damage_told
from qtbrowser.catalog.transaction import transaction
from qtbrowser.curation.checks.facts import VERSION

LAYOUT = 3

_FACTS = """
CREATE TABLE version (value TEXT NOT NULL);
CREATE TABLE file (
    number INTEGER PRIMARY KEY,   -- never used again for another file
    path TEXT NOT NULL UNIQUE,
    size INTEGER NOT NULL,        -- -1 for a fault that may disappear without a change of the file
    mtime INTEGER NOT NULL,
    status_time INTEGER NOT NULL,
    content INTEGER NOT NULL,     -- what follows is a part of the facts
    read_as TEXT NOT NULL,
    readable INTEGER NOT NULL,
    asks INTEGER NOT NULL,
    subject TEXT NOT NULL,
    date TEXT NOT NULL,
    answer INTEGER NOT NULL,
    paired INTEGER NOT NULL,      -- whether its answer has been compared with the others
    sum INTEGER NOT NULL          -- of the facts and of what comes before them, see row_sum
);
CREATE TABLE facts (
    file INTEGER PRIMARY KEY,
    value TEXT NOT NULL           -- JSON, see fact_coding
);
CREATE TABLE pair (one TEXT NOT NULL, other TEXT NOT NULL, share REAL NOT NULL, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE INDEX pair_other ON pair (other);
"""

_FOUND = """
CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE key (                -- see fact_keys
    kind INTEGER NOT NULL,
    hash INTEGER NOT NULL,
    file INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    PRIMARY KEY (kind, hash, file)
) WITHOUT ROWID;
CREATE TABLE new_key (            -- to be sorted into key
    kind INTEGER,
    hash INTEGER,
    file INTEGER,
    rank INTEGER
);
CREATE TABLE changed (            -- what has another answer since it was asked
    asked INTEGER PRIMARY KEY
);
CREATE TABLE related (file INTEGER PRIMARY KEY, targets BLOB NOT NULL, has_room INTEGER NOT NULL, asked BLOB);
CREATE TABLE found (file INTEGER PRIMARY KEY, rules TEXT NOT NULL, asked BLOB NOT NULL);
CREATE TABLE fault (rule TEXT, file INTEGER, value TEXT NOT NULL, PRIMARY KEY (rule, file)) WITHOUT ROWID;
CREATE TABLE other_file (path TEXT PRIMARY KEY, is_there INTEGER NOT NULL) WITHOUT ROWID
"""

_MEMORY = "PRAGMA cache_size = -24000"
# It is a cache: facts that a system failure loses are found again.
_UNSYNCED = "PRAGMA synchronous = OFF"


def connected(name: str) -> DamageConnection:
    """Open a database.

    Raises:
        CacheNotWritable, IndexBusy, IndexDamaged: it can't be opened.
    """
    with damage_told(Path(name)):
        database = sqlite3.connect(
            name, timeout=30, isolation_level=None, check_same_thread=False, factory=DamageConnection
        )
    database.path = name
    with ExitStack() as failing:
        failing.callback(database.close)
        database.execute(_UNSYNCED)
        database.execute(_MEMORY)
        failing.pop_all()
    return database


def made(name: str) -> DamageConnection:
    """A new database with the empty tables; errors as for `connected`."""
    database = connected(name)
    with ExitStack() as failing:
        failing.callback(database.close)
        make_tables(database)
        failing.pop_all()
    return database


def make_tables(database: DamageConnection) -> None:
    """Make the empty tables in an empty database, unless another process has made them meanwhile."""
    with transaction(database):
        if database.execute("PRAGMA user_version").fetchone() == (LAYOUT,):
            return
        for statement in (_FACTS + _FOUND).split(";\n"):
            database.execute(statement)
        database.execute("INSERT INTO version VALUES (?)", (VERSION,))
        database.execute(f"PRAGMA user_version = {LAYOUT}")


def clear_found(database: sqlite3.Connection) -> None:
    """Empty the tables of all that is made of the facts."""
    for table in ("state", "key", "new_key", "changed", "related", "found", "fault", "other_file"):
        database.execute(f"DELETE FROM {table}")  # noqa: S608 - a name from the line above
    # A check that is running in another process sees by this that its keys were away.
    database.execute("INSERT INTO state VALUES ('last write', ?)", (uuid4().hex,))


def sort_keys(database: sqlite3.Connection) -> None:
    """Put new keys among those that are sorted by what is looked up; within a transaction."""
    columns = "kind, hash, file, rank"
    database.execute(f"INSERT OR REPLACE INTO key SELECT {columns} FROM new_key ORDER BY kind, hash, file")  # noqa: S608
    database.execute("DELETE FROM new_key")


def row_sum(path: str, size: int, mtime: int, text: str) -> int:
    """The check sum of what is kept of a file; the text is all ASCII."""
    return crc32(f"{path}\0{size}\0{mtime}\0{text}".encode("utf-8", "surrogatepass"))
