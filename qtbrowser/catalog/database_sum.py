"""The check sum of one of the program's own databases, in a file beside it while nobody writes."""

from __future__ import annotations

import os
import sqlite3
import time
from array import array
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from isal import isal_zlib

from qtbrowser.catalog.damage import damage_told
from qtbrowser.catalog.raw_reading import PIECE_BYTES, pieces_of
from qtbrowser.errors import IndexDamaged
from qtbrowser.held_files import remove_file, replace_file

_PATIENCE = 2_000
"""Milliseconds that readers are waited for before a database is left without a sum."""

_STILL_NS = 20_000_000
"""For how long a file must not have been written before its time tells whether it was written since, in nanoseconds;
the clock of a file system ticks every 10 ms at most.
"""

# SQLite's "WAL File Format": a header with the size of a page, then frames of one page each, with its number.
_LOG_HEADER = 32
_FRAME_HEADER = 24


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


@dataclass(frozen=True, slots=True)
class _Sums:
    """The CRC-32 of each piece of a file, and the state that it was in."""

    state: FileState
    pieces: array[int]

    def as_text(self) -> bytes:
        """As the file beside the database has it: pieces are summed one by one, and their sums again."""
        return b"pieces %d %08x\n" % (len(self.pieces), isal_zlib.crc32(self.pieces.tobytes()))


_known: dict[str, _Sums] = {}
"""The sums of each database that this process has read or written: reading takes half a second for a GB, and each
refresh asks for it. After a write only the pieces are read that were written.
"""


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
        written = self._written_pieces()
        if not _is_in_one_file(connection):
            return
        fresh = self._file.with_suffix(".sum-new")
        with damage_told(self._file):
            sums = _sums_after(self._database, written)
            fresh.write_bytes(sums.as_text())
            replace_file(fresh, self._file)

    def _noted(self) -> bytes | None:
        with suppress(FileNotFoundError):
            noted = self._file.read_bytes()
            # Earlier versions summed the file as one.
            return noted if noted.startswith(b"pieces ") else None
        return None

    def _agrees(self, noted: bytes) -> bool:
        if any(_length(log) for log in self._logs):
            return False
        return noted == _sums_of(self._database).as_text()

    def _written_pieces(self) -> set[int] | None:
        """The numbers of the pieces that the log is about to change; None where that is not known.

        The log has all that was written since the sums were made if the database's file is as it was then: SQLite
        writes there before it begins the log anew.
        """
        known = _known.get(str(self._database))
        try:
            if known is None or known.state != FileState.of(self._database):
                return None
            return set(_pieces_in_log(self._logs[0]))
        except OSError:
            return None


def _is_in_one_file(connection: sqlite3.Connection) -> bool:
    """Move what is in the write-ahead log into the database's file; return whether that could be done."""
    (usual,) = connection.execute("PRAGMA busy_timeout").fetchone()
    connection.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
    try:
        busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        connection.execute(f"PRAGMA busy_timeout = {usual}")
    return not busy


def _pieces_in_log(log: Path) -> Iterator[int]:
    """The numbers of the pieces of a database that a write-ahead log changes. A log of another kind has none.

    Raises:
        OSError: there is no log, or it can't be read.
    """
    with open(log, "rb") as opened:
        header = opened.read(_LOG_HEADER)
        size = int.from_bytes(header[8:12], "big")
        while size and len(frame := opened.read(_FRAME_HEADER)) == _FRAME_HEADER:
            yield (int.from_bytes(frame[:4], "big") - 1) * size // PIECE_BYTES
            opened.seek(size, os.SEEK_CUR)


def _sums_of(file: Path) -> _Sums:
    """The sums of a file; it is not read where it is as this process knows it."""
    name, state = str(file), FileState.of(file)
    known = _known.get(name)
    if known is not None and known.state == state:
        return known
    found = _Sums(state, array("I", map(isal_zlib.crc32, pieces_of(file))))
    if state == FileState.of(file) and time.time_ns() - state.mtime_ns > _STILL_NS:
        _known[name] = found
    return found


def _sums_after(file: Path, written: set[int] | None) -> _Sums:
    """The sums of a file that was written by the caller, who keeps others from writing it; remembered.

    Args:
        file: the file.
        written: the pieces that may have changed since the sums that are known; None if all of them may.
    """
    # A time that no clock's tick gives: whatever is written from now on changes it.
    os.utime(file, ns=(now := time.time_ns(), now))
    name, state = str(file), FileState.of(file)
    known = _known.get(name)
    if known is None or written is None:
        pieces = array("I", map(isal_zlib.crc32, pieces_of(file)))
    else:
        count = -(-state.size // PIECE_BYTES)
        pieces = known.pieces[:count]
        # What was the end before may be longer or shorter now.
        read = {one for one in written if one < count} | set(range(max(0, len(pieces) - 1), count))
        pieces.extend([0] * (count - len(pieces)))
        places = sorted(read)
        for place, piece in zip(places, pieces_of(file, places), strict=True):
            pieces[place] = isal_zlib.crc32(piece)
    _known[name] = _Sums(state, pieces)
    return _known[name]


def _length(file: Path) -> int:
    with suppress(FileNotFoundError):
        return file.stat().st_size
    return 0
