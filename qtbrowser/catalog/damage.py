"""The boundary around what is read from the cache: what goes wrong there is damage, a full or locked disk, or a fault.

Every connection to one of the program's own databases is made here, so that no error of SQLite's passes as it is.
"""

from __future__ import annotations

import errno
import os
import pickle
import sqlite3
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from qtbrowser.catalog.raw_reading import note_closed, note_connected
from qtbrowser.catalog.storable_text import storable_parameters
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
        """As of sqlite3, but texts that are no valid Unicode are made so: nothing that is stored is equal to them."""
        try:
            try:
                return super().execute(*arguments)
            except UnicodeEncodeError:
                statement, *parameters = arguments
                return super().execute(statement, *map(storable_parameters, parameters))
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

    def __init__(self, database: Any, *arguments: Any, **options: Any) -> None:
        super().__init__(database, *arguments, **options)
        name = os.fspath(database)
        # A file that is named by an address is read as it is, without locks.
        self._noted = "" if name == ":memory:" or options.get("uri") else str(Path(name).resolve())
        if self._noted:
            note_connected(self._noted)

    def close(self) -> None:
        """As of sqlite3."""
        super().close()
        noted, self._noted = self._noted, ""
        if noted:
            note_closed(noted)

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
