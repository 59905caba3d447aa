"""The check sum of one of the program's own databases, in a file beside it while nobody writes."""

from __future__ import annotations

import sqlite3
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from isal import isal_zlib

from qtbrowser.catalog.damage import damage_told
from qtbrowser.catalog.raw_reading import pieces_of
from qtbrowser.errors import IndexDamaged
from qtbrowser.held_files import remove_file, replace_file

_PATIENCE = 2_000
"""Milliseconds that readers are waited for before a database is left without a sum."""

_STILL_NS = 20_000_000
"""For how long a file must not have been written before its time tells whether it was written since, in nanoseconds;
the clock of a file system ticks every 10 ms at most.
"""

_sums: dict[str, tuple[FileState, bytes]] = {}
"""The sum of each database that this process has read, with the state that it was in: reading takes half a second for a
GB, and each refresh asks for it.
"""


@dataclass(frozen=True, slots=True)
class FileState:
    """What changes when a file is replaced or written: device, number, size in bytes, time in nanoseconds."""

    device: int
    number: int
    size: int
    mtime_ns: int

    @classmethod
    def of(cls, file: Path) -> FileState:
        """The state of a file now."""
        found = file.stat()
        return cls(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


class DatabaseSum:
    """The check sum of a whole database, in a file beside it, while nobody writes.

    SQLite finds pages that do not go together, not letters that have changed. The sum is removed before the first
    write and written after the last one: where there is one, it must be right, and nothing may be left in a log.

    Args:
        database: the database's file.
    """

    def __init__(self, database: Path) -> None:
        self._database = database
        self._file = database.with_suffix(".sum")
        self._logs = tuple(database.with_name(f"{database.name}-{end}") for end in ("wal", "journal"))

    def check(self) -> bool:
        """Return whether there is a sum, and raise IndexDamaged if it is wrong."""
        with damage_told(self._database):
            noted = self._noted()
            # Another process may begin or end to write meanwhile.
            if noted is not None and not self._agrees(noted) and noted == self._noted():
                raise IndexDamaged("The database is not as it was left.", path=str(self._database))
        return noted is not None

    def forget(self) -> None:
        """Remove the sum: the database is about to be written."""
        with damage_told(self._file):
            remove_file(self._file)

    def write(self, connection: sqlite3.Connection) -> None:
        """Write the sum: the database is as it is to be. Without effect while others read an older state of it.

        Args:
            connection: to the database, outside of any transaction.
        """
        if not _is_in_one_file(connection):
            return
        fresh = self._file.with_suffix(".sum-new")
        with damage_told(self._file):
            fresh.write_bytes(_sum_of(self._database))
            replace_file(fresh, self._file)

    def _noted(self) -> bytes | None:
        with suppress(FileNotFoundError):
            return self._file.read_bytes()
        return None

    def _agrees(self, noted: bytes) -> bool:
        return not any(_length(log) for log in self._logs) and noted == _sum_of(self._database)


def _is_in_one_file(connection: sqlite3.Connection) -> bool:
    """Move what is in the write-ahead log into the database's file; return whether that could be done."""
    (usual,) = connection.execute("PRAGMA busy_timeout").fetchone()
    connection.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
    try:
        busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        connection.execute(f"PRAGMA busy_timeout = {usual}")
    return not busy


def _sum_of(file: Path) -> bytes:
    name, state = str(file), FileState.of(file)
    known = _sums.get(name)
    if known is not None and known[0] == state:
        return known[1]
    value = 0
    for piece in pieces_of(file):
        value = isal_zlib.crc32(piece, value)
    found = b"%08x\n" % value
    if state == FileState.of(file) and time.time_ns() - state.mtime_ns > _STILL_NS:
        _sums[name] = (state, found)
    return found


def _length(file: Path) -> int:
    with suppress(FileNotFoundError):
        return file.stat().st_size
    return 0
