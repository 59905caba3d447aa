"""Keeps the facts of each file by its stamp, and the pairs of answers that are nearly the same, in the user's cache."""

from __future__ import annotations

import io
import pickle
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from qtbrowser.catalog.damage import DamageConnection, DatabaseSum, check_database, damage_told
from qtbrowser.curation import edits
from qtbrowser.curation.checks.facts import VERSION, Facts
from qtbrowser.curation.checks.fault import Fault
from qtbrowser.documents.problem import Severity
from qtbrowser.documents.scan import Stamp
from qtbrowser.errors import CacheNotWritable, IndexDamaged
from qtbrowser.garbage import not_collected

_TABLES = """
CREATE TABLE version (value TEXT NOT NULL);
CREATE TABLE file (
    path TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, mtime INTEGER NOT NULL, facts BLOB NOT NULL,
    paired INTEGER NOT NULL
);
CREATE TABLE pair (one TEXT NOT NULL, other TEXT NOT NULL, share REAL NOT NULL, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE INDEX pair_other ON pair (other);
"""


@dataclass(frozen=True)
class Known:
    """What is kept.

    Attributes:
        facts: of each file, by its path.
        stamps: size and time of the last change of each file when it was looked at, by its path.
        unpaired: documents that have not yet been compared with the others, as a check was cancelled.
    """

    facts: dict[str, Facts]
    stamps: dict[str, tuple[int, int]]
    unpaired: frozenset[str]


_EDITS = (each for each in vars(edits).values() if isinstance(each, type) and each.__module__ == edits.__name__)
_CLASSES: dict[tuple[str, str], type] = {
    (each.__module__, each.__qualname__): each for each in (Fault, Severity, date, datetime, *_EDITS)
}
"""All that facts are made of besides plain values."""


class _FactUnpickler(pickle.Unpickler):
    """Makes objects of those classes alone, so that nothing of a file is run."""

    def find_class(self, module: str, name: str) -> type:
        found = _CLASSES.get((module, name))
        if found is None:
            raise pickle.UnpicklingError(f"{module}.{name} is no part of facts")
        return found


@contextmanager
def open_store(file: Path) -> Iterator[FactStore]:
    """What earlier checks have found out, for the length of one.

    Args:
        file: see `FactStore`.

    Raises:
        IndexBusy: another process is writing it, and does not end.
    """
    with closing(FactStore(file)) as store:
        yield store


class FactStore:
    """What earlier checks have found out. One that is damaged or of another version is made again: nothing is lost
    but time. Where the disk is full or can't be written, it is kept in memory.

    Args:
        file: the SQLite file; its folder is there.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._sum = DatabaseSum(file)
        self._is_written = False
        self._in_memory = False
        try:
            self._database = self._opened()
        except CacheNotWritable:
            self._in_memory = True
            self._database = _made(":memory:")

    def close(self) -> None:
        """Let go of the file."""
        try:
            if self._is_written and not self._in_memory:
                self._sum.write(self._database)
        except CacheNotWritable:
            # Without a sum the next check goes by SQLite's own.
            self._sum.forget()
        finally:
            self._database.close()

    def known(self) -> Known:
        """All that is kept; nothing where it is damaged."""
        try:
            return self._read()
        except IndexDamaged:
            self._database.close()
            self._database = self._made_anew()
            return self._read()

    def _read(self) -> Known:
        facts: dict[str, Facts] = {}
        stamps: dict[str, tuple[int, int]] = {}
        unpaired: set[str] = set()
        make = Facts._make
        with not_collected(), damage_told(self._file):
            for path, size, mtime, packed, paired in self._database.execute("SELECT * FROM file"):
                facts[path] = make(_FactUnpickler(io.BytesIO(packed)).load())
                stamps[path] = size, mtime
                if not paired:
                    unpaired.add(path)
        return Known(facts, stamps, frozenset(unpaired))

    def pairs(self) -> list[tuple[str, str, float]]:
        """The pairs of documents whose answers are nearly the same, with the share they have in common."""
        return self._database.execute("SELECT one, other, share FROM pair ORDER BY one, other").fetchall()

    def write(self, looked_at: Iterable[tuple[Stamp, Facts]], gone: Iterable[str] = ()) -> None:
        """Keep what was found in these files, and forget those that are gone."""
        rows = [
            (stamp.path, stamp.size, stamp.mtime_ns, pickle.dumps(tuple(facts), pickle.HIGHEST_PROTOCOL))
            for stamp, facts in looked_at
        ]
        marks = [(path,) for path in gone]

        def change() -> None:
            self._database.executemany("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, 0)", rows)
            self._database.executemany("DELETE FROM file WHERE path = ?", marks)

        if rows or marks:
            self._write(change)

    def replace_pairs(self, paths: Iterable[str], pairs: Iterable[tuple[str, str, float]]) -> None:
        """Forget the pairs that these documents are in, and keep these: they have been compared with all others."""
        marks = [(path,) for path in paths]
        kept = list(pairs)

        def change() -> None:
            self._database.executemany("DELETE FROM pair WHERE one = ? OR other = ?", [mark * 2 for mark in marks])
            self._database.executemany("INSERT OR REPLACE INTO pair VALUES (?, ?, ?)", kept)
            self._database.executemany("UPDATE file SET paired = 1 WHERE path = ?", marks)

        if marks or kept:
            self._write(change)

    def _write(self, change: Callable[[], None]) -> None:
        """Carry out a change, in memory from now on if it can't be done on the disk."""
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
                if not self._sum.check(database):
                    check_database(database)
                if database.execute("SELECT value FROM version").fetchone() == (VERSION,):
                    return database
        except IndexDamaged:
            pass  # made anew
        except BaseException:
            database.close()
            raise
        database.close()
        return self._made_anew()

    def _made_anew(self) -> sqlite3.Connection:
        if self._in_memory:
            return _made(":memory:")
        self._sum.forget()
        self._is_written = True
        with damage_told(self._file):
            for file in (self._file, *(self._file.with_name(self._file.name + end) for end in ("-journal", "-wal"))):
                file.unlink(missing_ok=True)
        return _made(str(self._file))


_LAYOUT = 1
# A cache: what a failing system loses is found out once more.
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


def _in_transaction(database: sqlite3.Connection, change: Callable[[], None]) -> None:
    database.execute("BEGIN IMMEDIATE")
    try:
        change()
        database.execute("COMMIT")
    except BaseException:
        if database.in_transaction:
            database.execute("ROLLBACK")
        raise
