"""Keeps the bytes of many files: few of them in memory, the others in a temporary file."""

from __future__ import annotations

import sqlite3
import sys
import weakref
from collections.abc import Iterator, MutableMapping
from threading import Lock

from qtbrowser.catalog.transaction import transaction
from qtbrowser.curation.byte_packing import packed, unpacked
from qtbrowser.errors import LibraryError

_MOST_BYTES = 16 << 20
_CACHE = "PRAGMA cache_size = -2000"
_JOURNAL = "PRAGMA journal_mode = MEMORY"


class KeptContents(MutableMapping[str, bytes | None]):
    """Path -> the bytes of a file, or None for a file that is not there.

    As soon as those in memory have more than some bytes, they are moved to a temporary file, which the system removes
    with the last reference to this. If it can't be written, because the disk is full, they stay in memory. Several
    threads may use one at the same time.

    Args:
        most_bytes: the bytes of files that are in memory, at most.
    """

    def __init__(self, most_bytes: int = _MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._near: dict[str, bytes | None] = {}
        self._size = 0
        self._far: dict[str, int] = {}
        """Path -> the row of the temporary file."""
        self._database: sqlite3.Connection | None = None
        self._lock = Lock()

    def __getitem__(self, path: str) -> bytes | None:
        with self._lock:
            if path in self._near or self._database is None:
                return self._near[path]
            select = "SELECT content FROM file WHERE row = ?"
            try:
                (content,) = self._database.execute(select, (self._far[path],)).fetchone()
            except sqlite3.Error as error:
                raise LibraryError(f"What was planned can't be read again: {error}.", path=path) from error
            return unpacked(content)

    def __setitem__(self, path: str, content: bytes | None) -> None:
        with self._lock:
            self._forget(path)
            self._near[path] = content
            self._size += len(content or b"")
            if self._size > self._most_bytes:
                self._move_away()

    def __delitem__(self, path: str) -> None:
        with self._lock:
            if path not in self:
                raise KeyError(path)
            self._forget(path)

    def __contains__(self, path: object) -> bool:
        return path in self._near or path in self._far

    def __iter__(self) -> Iterator[str]:
        yield from (*self._far, *self._near)

    def __len__(self) -> int:
        return len(self._far) + len(self._near)

    def _forget(self, path: str) -> None:
        if path in self._near:
            self._size -= len(self._near.pop(path) or b"")
        # The row stays; few files are changed again after so many others.
        self._far.pop(path, None)

    def _move_away(self) -> None:
        """Move all that is in memory to the temporary file."""
        try:
            if self._database is None:
                self._database = _temporary_database()
                weakref.finalize(self, self._database.close)
            (last,) = self._database.execute("SELECT coalesce(max(row), 0) FROM file").fetchone()
            rows = {path: row for row, path in enumerate(self._near, last + 1)}
            values = ((row, packed(self._near[path])) for path, row in rows.items())
            with transaction(self._database):
                self._database.executemany("INSERT INTO file VALUES (?, ?)", values)
        except sqlite3.Error:
            self._most_bytes = sys.maxsize
        else:
            self._far |= rows
            self._near.clear()
            self._size = 0


def _temporary_database() -> sqlite3.Connection:
    """A database without a name, which SQLite makes in the system's folder for temporary files and removes itself."""
    database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
    for statement in (_CACHE, _JOURNAL, "CREATE TABLE file (row INTEGER PRIMARY KEY, content BLOB)"):
        database.execute(statement)
    return database
