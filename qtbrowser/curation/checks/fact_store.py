"""Keeps the facts of each file by its stamp, and the pairs of answers that are nearly the same, in the user's cache."""

from __future__ import annotations

import pickle
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from qtbrowser.curation.checks.facts import VERSION, Facts
from qtbrowser.documents.scan import Stamp
from qtbrowser.errors import LibraryError
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


@contextmanager
def open_store(file: Path) -> Iterator[FactStore]:
    """What earlier checks have found out, for the length of one.

    Args:
        file: see `FactStore`.

    Raises:
        LibraryError: it can't be read or written.
    """
    try:
        with closing(FactStore(file)) as store:
            yield store
    except sqlite3.Error as error:
        raise LibraryError(f"What the check keeps can't be read or written: {error}.", path=str(file)) from error


class FactStore:
    """What earlier checks have found out. One that is damaged or of another version is made anew: nothing is lost
    but time.

    Args:
        file: the SQLite file; its folder is there.
    """

    def __init__(self, file: Path) -> None:
        self._database = _opened(file)

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def known(self) -> Known:
        """All that is kept."""
        facts: dict[str, Facts] = {}
        stamps: dict[str, tuple[int, int]] = {}
        unpaired: set[str] = set()
        loads = pickle.loads
        make = Facts._make
        with not_collected():
            for path, size, mtime, packed, paired in self._database.execute("SELECT * FROM file"):
                facts[path] = make(loads(packed))
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
        with self._database:
            self._database.executemany("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, 0)", rows)
            self._database.executemany("DELETE FROM file WHERE path = ?", [(path,) for path in gone])

    def replace_pairs(self, paths: Iterable[str], pairs: Iterable[tuple[str, str, float]]) -> None:
        """Forget the pairs that these documents are in, and keep these: they have been compared with all others."""
        marks = [(path,) for path in paths]
        with self._database:
            self._database.executemany("DELETE FROM pair WHERE one = ? OR other = ?", [mark * 2 for mark in marks])
            self._database.executemany("INSERT OR REPLACE INTO pair VALUES (?, ?, ?)", pairs)
            self._database.executemany("UPDATE file SET paired = 1 WHERE path = ?", marks)


def _opened(file: Path) -> sqlite3.Connection:
    database = sqlite3.connect(file, timeout=30, check_same_thread=False)
    try:
        found = database.execute("SELECT value FROM version").fetchone()
        if found == (VERSION,):
            return database
    except sqlite3.OperationalError as error:
        # Where there are no tables yet the file is new. Anything else, a lock above all, is no reason to remove it.
        if "no such table" not in str(error):
            database.close()
            raise
    except sqlite3.DatabaseError:
        pass  # damaged
    database.close()
    file.unlink(missing_ok=True)
    database = sqlite3.connect(file, timeout=30, check_same_thread=False)
    # A cache: what a failing system loses is found out once more.
    database.execute("PRAGMA synchronous = OFF")
    database.executescript(_TABLES)
    with database:
        database.execute("INSERT INTO version VALUES (?)", (VERSION,))
    return database
