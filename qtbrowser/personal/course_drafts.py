"""Stores courses that a curator composes and has not published yet, each as the text of its file."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from qtbrowser.catalog.storable_text import storable
from qtbrowser.personal.known_libraries import find_library, register_library
from qtbrowser.personal.moment import now
from qtbrowser.personal.personal_store import PersonalStore


class CourseDrafts:
    """Reads and writes the drafts of one library.

    Args:
        store: the store that contains them.
        folder: the library's folder.
    """

    def __init__(self, store: PersonalStore, folder: Path) -> None:
        self._store = store
        self._folder = folder

    def all(self) -> dict[str, str]:
        """Name of the course's file -> the text of the draft, by name."""
        query = "SELECT name, text FROM course_draft WHERE library = ? ORDER BY name"

        def look(database: sqlite3.Connection) -> list[tuple[str, str]]:
            return database.execute(query, (find_library(database, self._folder),)).fetchall()

        return dict(self._store.read(look)) if self._store.exists else {}

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
