"""Copies the rows of a damaged file of personal data into a new one, where none of them is damaged.

What SQLite keeps beside the rows of tables (indexes, those of FTS5 too, the list of free pages) is most of the file,
and is made again from the rows. Whether the rows are as they were written, their sums tell.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from qtbrowser.database_address import database_address
from qtbrowser.held_files import remove_file
from qtbrowser.personal.migrations import is_damage_of_any_kind, is_ours, is_sound, migrate, version_of
from qtbrowser.personal.table_sums import stored_sums


def copy_rows(damaged: Path, new: Path, migrations: Sequence[str]) -> bool:
    """Write a new file with all rows of a damaged one, of the same version.

    Args:
        damaged: is read only; no journal may belong to it.
        new: is replaced. Its bytes are on the disk on return.
        migrations: the program's schema.

    Returns:
        Whether every row is there as it was written; where not, there is no new file.

    Raises:
        OSError, sqlite3.Error: the new file can't be written.
    """
    remove_file(new)
    try:
        with closing(sqlite3.connect(database_address(new), uri=True, isolation_level=None)) as database:
            database.execute("PRAGMA synchronous = EXTRA")
            if _copy(damaged, database, migrations):
                return True
    except UnicodeDecodeError:
        # A damaged name, in a message of SQLite.
        pass
    except sqlite3.DatabaseError as error:
        if not is_damage_of_any_kind(error):
            raise
    remove_file(new)
    return False


def _copy(damaged: Path, database: sqlite3.Connection, migrations: Sequence[str]) -> bool:
    uri = database_address(damaged, "mode=ro&immutable=1")
    with closing(sqlite3.connect(uri, uri=True)) as source:
        version = version_of(source)
        if not is_ours(source) or not 0 < version <= len(migrations):
            return False
        written = stored_sums(source)
    migrate(database, migrations[:version])
    if not written or written.keys() != stored_sums(database).keys():
        return False
    # Tables come in any order, also before those that they refer to.
    database.execute("PRAGMA foreign_keys = OFF")
    database.execute("ATTACH ? AS damaged", (uri,))
    database.execute("BEGIN")
    for table, columns in written:
        names = ", ".join(columns)
        # The rows themselves, also where an index has all columns.
        database.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM damaged.{table} NOT INDEXED")
    database.execute("COMMIT")
    database.execute("DETACH damaged")
    return written == stored_sums(database) and is_sound(database)
