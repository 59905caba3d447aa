"""Which journal of changes belongs to a library, so that its history of undo follows a library that is moved.

The journals are folders in the user's data directory. A journal is named after the folder in which its library was when
its first change was recorded. The name is stored with the library's id as soon as the library is known; before that,
the name follows from the folder.
"""

from __future__ import annotations

import itertools
import sqlite3
from pathlib import Path

from qtbrowser.settings import data_dir, own_name

_FACT = "journal of "


def journals_dir() -> Path:
    """The folder of all journals."""
    return data_dir() / "journals"


def journal_of(database: sqlite3.Connection, library: int | None, folder: Path) -> str:
    """The name of the journal of a library, whether the journal exists or not.

    Args:
        database: the personal data.
        library: the library's number; None if it is not known.
        folder: its folder, resolved.
    """
    stored = None if library is None else _stored(database, library)
    return _free_name(database, folder) if stored is None else stored


def has_journal(database: sqlite3.Connection, library: int) -> bool:
    """Whether the name of a library's journal is stored."""
    return _stored(database, library) is not None


def store_journal(database: sqlite3.Connection, library: int, folder: Path) -> None:
    """Store the name of a library's journal, unless it is stored already.

    Args:
        database: in a transaction.
        library: the library's number.
        folder: its folder, resolved.
    """
    if _stored(database, library) is None:
        _store(database, library, _free_name(database, folder))


def carry_journal(database: sqlite3.Connection, library: int, old_folder: str, folder: Path) -> bool:
    """A library is in another folder now: its journal stays the same, unless the new folder has one already.

    Args:
        database: in a transaction.
        library: the library's number.
        old_folder: its folder before, as stored; empty if unknown.
        folder: its folder now, resolved.

    Returns:
        Whether the journal stays the same.
    """
    present = _free_name(database, folder)
    if (journals_dir() / present).is_dir():
        # Changes were made in the new folder before the library was recognised; they are the latest ones.
        _store(database, library, present)
        return False
    if old_folder:
        store_journal(database, library, Path(old_folder))
    return True


def forget_journal(database: sqlite3.Connection, library: int) -> None:
    """Delete the stored name; the journal itself is kept."""
    database.execute("DELETE FROM fact WHERE name = ?", (_fact(database, library),))


def _free_name(database: sqlite3.Connection, folder: Path) -> str:
    """The name for a journal of a folder; with a number if a library that has moved away has the folder's name."""
    name = own_name(folder)
    query = "SELECT value FROM fact JOIN library ON name = ? || id"
    taken = {str(value) for (value,) in database.execute(query, (_FACT,))}
    return next(one for one in itertools.chain([name], (f"{name}-{n}" for n in itertools.count(2))) if one not in taken)


def _stored(database: sqlite3.Connection, library: int) -> str | None:
    row = database.execute("SELECT value FROM fact WHERE name = ?", (_fact(database, library),)).fetchone()
    return None if row is None else str(row[0])


def _store(database: sqlite3.Connection, library: int, name: str) -> None:
    database.execute("REPLACE INTO fact VALUES (?, ?)", (_fact(database, library), name))


def _fact(database: sqlite3.Connection, library: int) -> str:
    row = database.execute("SELECT id FROM library WHERE number = ?", (library,)).fetchone()
    return f"{_FACT}{'' if row is None else row[0]}"
