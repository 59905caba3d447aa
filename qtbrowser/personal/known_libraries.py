"""The libraries with personal data, and how one is recognised in another folder."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from qtbrowser.personal.known_documents import join_documents, known_documents
from qtbrowser.personal.library_journals import carry_journal, forget_journal
from qtbrowser.personal.moment import now

CERTAIN_SHARE = 0.75
"""The share of a library's sample answers that a folder must contain to be taken for the library without asking."""

DOUBTFUL_SHARE = 0.2
"""The share that a folder must contain for the user to be asked."""

# With fewer common answers than this the user is asked, unless they are all answers of the library.
_CERTAIN_COUNT = 3


class KnownLibrary(NamedTuple):
    """A row of the table of libraries.

    Attributes:
        number: the row's number in the file.
        id: its name in exports; it never changes.
        folder: where it was opened last; empty if unknown.
    """

    number: int
    id: str
    folder: str


class Recognition(NamedTuple):
    """The result of recognising a folder that is opened for the first time.

    Attributes:
        doubtful: libraries that it may be, the most probable first; the user has to be asked.
    """

    doubtful: tuple[KnownLibrary, ...] = ()


def folder_name(folder: Path) -> str:
    """A folder as stored in the file; names that are not UTF-8 are stored with escapes."""
    return os.fsencode(folder).decode("utf-8", "backslashreplace")


def find_library(database: sqlite3.Connection, folder: Path) -> int | None:
    """The number of the library that was opened last in a folder; None for an unknown folder."""
    row = database.execute("SELECT number FROM library WHERE folder = ?", (folder_name(folder),)).fetchone()
    return None if row is None else int(row[0])


def register_library(database: sqlite3.Connection, folder: Path) -> int:
    """The number of the library in a folder; a row is added if there is none."""
    found = find_library(database, folder)
    return insert_library(database, uuid4().hex, folder_name(folder)) if found is None else found


def library_identity(database: sqlite3.Connection, folder: Path) -> str:
    """The id of the library in a folder; a row is added if there is none."""
    number = register_library(database, folder)
    return str(database.execute("SELECT id FROM library WHERE number = ?", (number,)).fetchone()[0])


def library_called(database: sqlite3.Connection, identity: str) -> KnownLibrary | None:
    """The library that has an id, or had it before two rows turned out to be the same library; None if unknown."""
    query = (
        "SELECT number, id, folder FROM library"
        " WHERE id = :id OR number IN (SELECT library FROM library_alias WHERE id = :id)"
    )
    row = database.execute(query, {"id": identity}).fetchone()
    return None if row is None else KnownLibrary(*row)


def insert_library(database: sqlite3.Connection, identity: str, folder: str) -> int:
    """Add a library; returns its number."""
    query = "INSERT INTO library (id, folder, opened) VALUES (?, ?, ?) RETURNING number"
    return int(database.execute(query, (identity, folder, now())).fetchone()[0])


def known_libraries(database: sqlite3.Connection) -> list[KnownLibrary]:
    """All libraries."""
    rows = database.execute("SELECT number, id, folder FROM library ORDER BY number")
    return [KnownLibrary(*row) for row in rows]


def sample_of(database: sqlite3.Connection, library: int) -> dict[int, str]:
    """The sample by which a library is recognised: digest of an answer -> path of a document that has it."""
    query = "SELECT digest, path FROM library_sample WHERE library = ?"
    return dict(database.execute(query, (library,)))


def set_sample(database: sqlite3.Connection, library: int, sample: Mapping[int, str]) -> None:
    """Store the sample by which a library is recognised; an empty one is ignored, because nothing could be recognised
    by it.
    """
    if sample and sample != sample_of(database, library):
        database.execute("DELETE FROM library_sample WHERE library = ?", (library,))
        rows = [(library, digest, path) for digest, path in sample.items()]
        database.executemany("INSERT INTO library_sample VALUES (?, ?, ?)", rows)


def journal_turn(database: sqlite3.Connection, library: int) -> int | None:
    """The turn of the journal up to which a library's moves were applied; None if none were yet."""
    row = database.execute("SELECT journal_turn FROM library WHERE number = ?", (library,)).fetchone()
    return None if row[0] is None else int(row[0])


def set_journal_turn(database: sqlite3.Connection, library: int, turn: int) -> None:
    """Store the turn of the journal up to which a library's moves were applied."""
    database.execute("UPDATE library SET journal_turn = ? WHERE number = ?", (turn, library))


Held = Callable[[Mapping[int, str]], Collection[int]]
"""A function that returns which answers of a sample a folder contains."""


def recognise_library(
    database: sqlite3.Connection, folder: Path, held: Held, exists: Callable[[str], bool] = os.path.isdir
) -> Recognition:
    """Find out whether a folder is a library that was in another folder; if that is certain, store its new folder.

    Only libraries whose folder is gone are considered: if both folders exist, one is a copy.

    Args:
        database: in a transaction.
        folder: the folder that is opened, resolved.
        held: returns which answers of a sample the folder contains.
        exists: tells whether a folder exists.
    """
    if find_library(database, folder) is not None:
        return Recognition()
    shares: list[tuple[float, bool, KnownLibrary]] = []
    for library in known_libraries(database):
        if library.folder and exists(library.folder):
            continue
        sample = sample_of(database, library.number)
        common = len(set(held(sample)) & sample.keys()) if sample else 0
        share = common / len(sample) if sample else 0.0
        if share >= DOUBTFUL_SHARE:
            is_certain = share >= CERTAIN_SHARE and (common >= _CERTAIN_COUNT or common == len(sample))
            # If not even its parent folder exists, it may be on a disk that is not connected at present.
            is_certain = is_certain and (not library.folder or exists(str(Path(library.folder).parent)))
            shares.append((share, is_certain, library))
    shares.sort(key=lambda one: (-one[0], -one[2].number))
    if shares and shares[0][1] and (len(shares) == 1 or not shares[1][1]):
        adopt_library(database, shares[0][2].number, folder)
        return Recognition()
    return Recognition(doubtful=tuple(library for _, _, library in shares))


def adopt_library(database: sqlite3.Connection, library: int, folder: Path) -> None:
    """Store that a library is now in a folder; personal data of that folder under another id is merged with it.

    Args:
        database: in a transaction.
        library: the number of the library.
        folder: its folder, resolved.
    """
    other = find_library(database, folder)
    if other == library:
        return
    if other is not None:
        forget_journal(database, other)
        join_libraries(database, other, library)
    (old_folder,) = database.execute("SELECT folder FROM library WHERE number = ?", (library,)).fetchone()
    if not carry_journal(database, library, old_folder, folder):
        # The turns of another journal are counted from the start again.
        database.execute("UPDATE library SET journal_turn = NULL WHERE number = ?", (library,))
    change = "UPDATE library SET folder = ?, opened = ? WHERE number = ?"
    database.execute(change, (folder_name(folder), now(), library))


def join_libraries(database: sqlite3.Connection, source: int, target: int) -> None:
    """Merge two rows that turned out to be the same library. The target remains."""
    targets = {one.identity.path: one.number for one in known_documents(database, target) if one.missing is None}
    for one in known_documents(database, source):
        twin = targets.get(one.identity.path)
        if one.missing is None and twin is not None:
            join_documents(database, one.number, twin)
        else:
            database.execute("UPDATE document SET library = ? WHERE number = ?", (target, one.number))
    database.execute("UPDATE trail_step SET library = ? WHERE library = ?", (target, source))
    # Where both have some, those of the target stay.
    for table in ("open_tabs", "course_draft", "review_pair"):
        database.execute(f"UPDATE OR IGNORE {table} SET library = ? WHERE library = ?", (target, source))
    database.execute("UPDATE library_alias SET library = ? WHERE library = ?", (target, source))
    database.execute("REPLACE INTO library_alias SELECT id, ? FROM library WHERE number = ?", (target, source))
    database.execute("DELETE FROM library WHERE number = ?", (source,))
