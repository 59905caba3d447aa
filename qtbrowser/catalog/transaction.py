"""A transaction of SQLite as a block of code."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from qtbrowser.errors import QtBrowserError


@contextmanager
def transaction(database: sqlite3.Connection, *, writes: bool = True) -> Iterator[None]:
    """Have what a block writes take effect as a whole at its end; if it raises, nothing is changed.

    Args:
        database: a connection in autocommit mode (`isolation_level` None), outside of any transaction.
        writes: whether the block writes, so that it waits for other writers before anything is read.

    Raises:
        sqlite3.Error: another process has locked the file, or it can't be written; for a connection with errors of its
            own, these. If taking back fails as well, the first error is raised, with the other one as its note.
    """
    database.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
    try:
        yield
        database.execute("COMMIT")
    except BaseException as error:
        # Where the disk was full, SQLite has rolled back by itself.
        if database.in_transaction:
            try:
                database.execute("ROLLBACK")
            except (sqlite3.Error, QtBrowserError) as another:
                error.add_note(f"Taking back failed as well: {another}")
        raise
