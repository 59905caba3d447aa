"""Stores courses that a curator composes and has not published yet, each as the text of its file."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from qtbrowser.catalog.storable_text import storable
from qtbrowser.personal.known_libraries import find_library, register_library
from qtbrowser.personal.library_rows import LibraryRows
from qtbrowser.personal.moment import now


class StoredDraft(NamedTuple):
    """A row of the table of drafts.

    Attributes:
        name: of the course's file, without the suffix.
        text: of the course's file.
        changed: when it was written, ISO 8601 in UTC.
    """

    name: str
    text: str
    changed: str


class CourseDrafts(LibraryRows):
    """Reads and writes the drafts of one library."""

    def all(self) -> dict[str, str]:
        """Name of the course's file -> the text of the draft, by name."""
        return dict(self._rows("SELECT name, text FROM course_draft WHERE library = ? ORDER BY name"))

    def put(self, name: str, text: str) -> None:
        """Store a draft, replacing the one of this name."""
        row = (storable(name), storable(text), now())

        def change(database: sqlite3.Connection) -> None:
            library = register_library(database, self._folder)
            database.execute("REPLACE INTO course_draft VALUES (?, ?, ?, ?)", (library, *row))

        self._store.write(change)

    def remove(self, name: str) -> None:
        """Remove a draft, if there is one."""
        if not self._store.exists:
            return

        def change(database: sqlite3.Connection) -> None:
            values = (find_library(database, self._folder), storable(name))
            database.execute("DELETE FROM course_draft WHERE library = ? AND name = ?", values)

        self._store.write(change)


def drafts_of(database: sqlite3.Connection, library: int) -> list[StoredDraft]:
    """The drafts of a library, given by its number, by name."""
    query = "SELECT name, text, changed FROM course_draft WHERE library = ? ORDER BY name"
    return [StoredDraft(*row) for row in database.execute(query, (library,))]


def put_newest_draft(database: sqlite3.Connection, library: int, draft: StoredDraft) -> None:
    """Store a draft, unless there is a newer one of this name; of two with the same time the greater text is kept."""
    database.execute(
        "INSERT INTO course_draft (library, name, text, changed) VALUES (?, ?, ?, ?) ON CONFLICT (library, name)"
        " DO UPDATE SET text = excluded.text, changed = excluded.changed"
        " WHERE (excluded.changed, excluded.text) > (course_draft.changed, course_draft.text)",
        (library, *draft),
    )
