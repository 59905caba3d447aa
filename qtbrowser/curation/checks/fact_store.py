"""Keeps the facts of each file by its stamp, and the pairs of answers that are nearly the same, in the user's cache."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from qtbrowser.catalog.damage import DamageConnection, check_database, damage_told
from qtbrowser.catalog.database_sum import DatabaseSum
from qtbrowser.curation.checks.fact_coding import decode_facts, encode_facts
from qtbrowser.curation.checks.facts import VERSION, Facts
from qtbrowser.documents.scan import Stamp
from qtbrowser.errors import CacheNotWritable, IndexDamaged
from qtbrowser.garbage import not_collected
from qtbrowser.held_files import remove_file

_TABLES = """
CREATE TABLE version (value TEXT NOT NULL);
CREATE TABLE file (
    path TEXT NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    mtime INTEGER NOT NULL,
    facts TEXT NOT NULL,          -- JSON, see fact_coding
    sum INTEGER NOT NULL,         -- of what comes before, see _row_sum
    paired INTEGER NOT NULL
);
CREATE TABLE pair (one TEXT NOT NULL, other TEXT NOT NULL, share REAL NOT NULL, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE INDEX pair_other ON pair (other);
"""


@dataclass(frozen=True)
class Known:
    """The stored facts.

    Attributes:
        facts: path -> the facts of the file.
        stamps: path -> size and modification time of the file when it was read.
        unpaired: documents that were not yet compared with the others because a check was cancelled.
    """

    facts: dict[str, Facts]
    stamps: dict[str, tuple[int, int]]
    unpaired: frozenset[str]


@contextmanager
def open_store(file: Path) -> Iterator[FactStore]:
    """Open the store during a check.

    Args:
        file: see `FactStore`.

    Raises:
        IndexBusy: another process keeps the store locked.
    """
    with closing(FactStore(file)) as store:
        yield store


class FactStore:
    """Stores the facts that checks have found. A damaged file, or one of another version, is replaced by an empty one,
    which only costs time. If the disk is full or not writable, the store is in memory.

    Args:
        file: the SQLite file; its folder exists.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._sum = DatabaseSum(file)
        self._is_verified = False
        self._is_written = False
        self._in_memory = False
        try:
            self._database = self._opened()
        except CacheNotWritable:
            self._in_memory = True
            self._database = _made(":memory:")

    def close(self) -> None:
        """Close the file."""
        try:
            if self._is_written and not self._in_memory:
                self._sum.write(self._database)
        except CacheNotWritable:
            # Without a checksum the next check relies on SQLite's own checks.
            self._sum.forget()
        finally:
            self._database.close()

    def known(self) -> Known:
        """All stored facts; none if the file is damaged."""
        try:
            return self._read()
        except IndexDamaged:
            self._database.close()
            self._database = self._recreated()
            return self._read()

    def _read(self) -> Known:
        facts: dict[str, Facts] = {}
        stamps: dict[str, tuple[int, int]] = {}
        unpaired: set[str] = set()
        with not_collected(), damage_told(self._file):
            for path, size, mtime, text, noted, paired in self._database.execute("SELECT * FROM file"):
                if not self._is_verified and noted != _row_sum(path, size, mtime, text):
                    raise IndexDamaged("A row of the facts is not as it was written.", path=str(self._file))
                found = decode_facts(text)
                # One text for each path, which is the key of several tables.
                path = found.path
                facts[path] = found
                stamps[path] = size, mtime
                if not paired:
                    unpaired.add(path)
        return Known(facts, stamps, frozenset(unpaired))

    def pairs(self) -> list[tuple[str, str, float]]:
        """The pairs of documents whose answers are nearly the same, with the share they have in common, 0 to 1."""
        return self._database.execute("SELECT one, other, share FROM pair ORDER BY one, other").fetchall()

    def write(self, looked_at: Iterable[tuple[Stamp, Facts]], gone: Iterable[str] = ()) -> None:
        """Store the facts of files, and delete those of files that are gone."""
        values = [(stamp.path, stamp.size, stamp.mtime_ns, encode_facts(facts)) for stamp, facts in looked_at]
        rows = [(*each, _row_sum(*each)) for each in values]
        marks = [(path,) for path in gone]

        def change() -> None:
            self._database.executemany("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, 0)", rows)
            self._database.executemany("DELETE FROM file WHERE path = ?", marks)

        if rows or marks:
            self._write(change)

    def replace_pairs(self, paths: Iterable[str], pairs: Iterable[tuple[str, str, float]]) -> None:
        """Replace all pairs of these documents, which have now been compared with all others."""
        marks = [(path,) for path in paths]
        kept = list(pairs)

        def change() -> None:
            self._database.executemany("DELETE FROM pair WHERE one = ? OR other = ?", [mark * 2 for mark in marks])
            self._database.executemany("INSERT OR REPLACE INTO pair VALUES (?, ?, ?)", kept)
            self._database.executemany("UPDATE file SET paired = 1 WHERE path = ?", marks)

        if marks or kept:
            self._write(change)

    def _write(self, change: Callable[[], None]) -> None:
        """Execute a change; if the disk can't be written, the store is in memory from now on."""
        try:
            if not self._is_written and not self._in_memory:
                self._sum.forget()
            self._is_written = True
            _in_transaction(self._database, change)
        except CacheNotWritable:
            memory = sqlite3.connect(":memory:", check_same_thread=False, factory=DamageConnection)
            with damage_told(self._file):
                self._database.backup(memory)
            self._database.close()
            self._database, self._in_memory = memory, True
            _in_transaction(memory, change)

    def _opened(self) -> sqlite3.Connection:
        database = _connected(str(self._file))
        try:
            database.execute(_UNSYNCED)
            if database.execute("PRAGMA user_version").fetchone() == (_LAYOUT,):
                self._is_verified = self._sum.check()
                if not self._is_verified:
                    check_database(database)
                if database.execute("SELECT value FROM version").fetchone() == (VERSION,):
                    return database
        except IndexDamaged:
            pass  # the store is created again
        except BaseException:
            database.close()
            raise
        database.close()
        return self._recreated()

    def _recreated(self) -> sqlite3.Connection:
        if self._in_memory:
            return _made(":memory:")
        self._sum.forget()
        self._is_written = True
        with damage_told(self._file):
            for file in (self._file, *(self._file.with_name(self._file.name + end) for end in ("-journal", "-wal"))):
                remove_file(file)
        return _made(str(self._file))


_LAYOUT = 2
# It is a cache: facts that a system failure loses are found again.
_UNSYNCED = "PRAGMA synchronous = OFF"


def _connected(name: str) -> sqlite3.Connection:
    with damage_told(Path(name)):
        database = sqlite3.connect(
            name, timeout=30, isolation_level=None, check_same_thread=False, factory=DamageConnection
        )
    database.path = name
    return database


def _made(name: str) -> sqlite3.Connection:
    database = _connected(name)
    try:
        database.execute(_UNSYNCED)
        for statement in _TABLES.split(";\n"):
            database.execute(statement)
        database.execute("INSERT INTO version VALUES (?)", (VERSION,))
        database.execute(f"PRAGMA user_version = {_LAYOUT}")
    except BaseException:
        database.close()
        raise
    return database


def _row_sum(path: str, size: int, mtime: int, text: str) -> int:
    """The check sum of what is kept of a file; the text is all ASCII."""
    return crc32(f"{path}\0{size}\0{mtime}\0{text}".encode("utf-8", "surrogatepass"))


def _in_transaction(database: sqlite3.Connection, change: Callable[[], None]) -> None:
    database.execute("BEGIN IMMEDIATE")
    try:
        change()
        database.execute("COMMIT")
    except BaseException:
        if database.in_transaction:
            database.execute("ROLLBACK")
        raise
