"""The boundary around what is read from the cache: what goes wrong there is damage, a full or locked disk, or a fault.

Every connection to one of the program's own databases is made here, so that no error of SQLite's passes as it is.
"""

from __future__ import annotations

import errno
import pickle
import sqlite3
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Self

from qtbrowser.errors import CacheNotWritable, IndexBusy, IndexDamaged, QtBrowserError

_NOT_WRITABLE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EFBIG})
_SQLITE_NOT_WRITABLE = (
    *("SQLITE_FULL", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_IOERR_SHM", "SQLITE_IOERR_WRITE"),
    *("SQLITE_IOERR_FSYNC", "SQLITE_IOERR_DIR_FSYNC", "SQLITE_IOERR_TRUNCATE", "SQLITE_IOERR_LOCK"),
)
_DAMAGE = (
    *(pickle.UnpicklingError, zlib.error, struct.error, EOFError, ValueError, TypeError, LookupError, AttributeError),
    *(RecursionError, MemoryError, OverflowError, OSError),
)


@contextmanager
def damage_told(path: Path) -> Iterator[None]:
    """Turn what goes wrong in reading or writing something of the cache into an error of the program's own.

    Args:
        path: what is read or written.

    Raises:
        CacheNotWritable: the disk is full, or may not be written.
        IndexBusy: another process has locked it.
        IndexDamaged: anything else.
    """
    try:
        yield
    except QtBrowserError:
        raise
    except (sqlite3.Error, *_DAMAGE) as error:
        raise told(error, path) from error


@contextmanager
def writing_told(path: Path) -> Iterator[None]:
    """As `damage_told`, for what writes as well: an error that neither SQLite nor the system raises stays as it is."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise told(error, path) from error


def told(error: Exception, path: Path | str) -> QtBrowserError:
    """Return the error of the program's own that an error of SQLite, the system or a decoder means."""
    if isinstance(error, sqlite3.Error):
        name = str(getattr(error, "sqlite_errorname", "") or "")
        if name.startswith(_SQLITE_NOT_WRITABLE):
            return CacheNotWritable(str(error), str(path))
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            return IndexBusy("Another process is writing this.", path=str(path))
    elif isinstance(error, OSError) and error.errno in _NOT_WRITABLE:
        return CacheNotWritable(error.strerror or str(error), str(error.filename or path))
    return IndexDamaged(f"This is damaged and is made anew ({type(error).__name__}: {error}).", path=str(path))


class DamageCursor(sqlite3.Cursor):
    """A cursor whose errors are those of `damage_told`."""

    def execute(self, *arguments: Any) -> Self:
        """As of sqlite3."""
        try:
            return super().execute(*arguments)
        except sqlite3.Error as error:
            raise self._told(error) from error

    def executemany(self, *arguments: Any) -> Self:
        """As of sqlite3."""
        try:
            return super().executemany(*arguments)
        except sqlite3.Error as error:
            raise self._told(error) from error

    def fetchone(self) -> Any:
        """As of sqlite3."""
        try:
            return super().fetchone()
        except sqlite3.Error as error:
            raise self._told(error) from error

    def fetchall(self) -> list[Any]:
        """As of sqlite3."""
        try:
            return super().fetchall()
        except sqlite3.Error as error:
            raise self._told(error) from error

    def __next__(self) -> Any:
        try:
            return super().__next__()
        except sqlite3.Error as error:
            raise self._told(error) from error

    def _told(self, error: sqlite3.Error) -> QtBrowserError:
        path = self.connection.path if isinstance(self.connection, DamageConnection) else ""
        return told(error, path)


class DamageConnection(sqlite3.Connection):
    """A connection whose errors are those of `damage_told`.

    Attributes:
        path: the database's file.
    """

    path = ""

    def execute(self, *arguments: Any) -> sqlite3.Cursor:
        """As of sqlite3."""
        return super().cursor(DamageCursor).execute(*arguments)

    def executemany(self, *arguments: Any) -> sqlite3.Cursor:
        """As of sqlite3."""
        return super().cursor(DamageCursor).executemany(*arguments)


def check_database(connection: sqlite3.Connection) -> None:
    """Raise IndexDamaged if SQLite finds a database to be damaged: its quick check, which reads all of it."""
    found = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found is None or found[0] != "ok":
        raise IndexDamaged("The database is damaged.", path=getattr(connection, "path", None))


class DatabaseSum:
    """The check sum of a whole database, in a file beside it, while nobody writes.

    SQLite finds pages that do not go together, not letters that have changed. The sum is removed before the first
    write and written after the last one: where there is one, it must be right.

    Args:
        database: the database's file.
    """

    def __init__(self, database: Path) -> None:
        self._database = database
        self._file = database.with_suffix(".sum")

    def check(self, connection: sqlite3.Connection) -> bool:
        """Return whether there is a sum, and raise IndexDamaged if it is wrong."""
        with damage_told(self._database):
            noted = self._noted()
            # Another process may begin or end to write meanwhile.
            if noted is not None and noted != _sum_of(connection) and noted == self._noted():
                raise IndexDamaged("The database is not as it was left.", path=str(self._database))
        return noted is not None

    def forget(self) -> None:
        """Remove the sum: the database is about to be written."""
        with damage_told(self._file):
            self._file.unlink(missing_ok=True)

    def write(self, connection: sqlite3.Connection) -> None:
        """Write the sum: the database is as it is to be."""
        fresh = self._file.with_suffix(".sum-new")
        with damage_told(self._file):
            fresh.write_bytes(_sum_of(connection))
            fresh.replace(self._file)

    def _noted(self) -> bytes | None:
        with suppress(FileNotFoundError):
            return self._file.read_bytes()
        return None


def _sum_of(connection: sqlite3.Connection) -> bytes:
    """The check sum of a database as a reader sees it, whatever lies in the write-ahead log."""
    return b"%08x\n" % zlib.crc32(connection.serialize())
