"""Reads the rows of personal data that belong to one library."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from qtbrowser.personal.known_libraries import find_library
from qtbrowser.personal.personal_store import PersonalStore
from qtbrowser.personal.tables import KeptTable


def library_rows(store: PersonalStore, folder: Path, query: str, *values: object) -> list[Any]:
    """The rows that a query gives for the library in a folder.

    Args:
        store: the store; none is made where nothing was kept yet.
        folder: the library's folder.
        query: SQL, whose first parameter is the number of the library.
        values: of its other parameters.

    Returns:
        Tuples with a value for each column.
    """
    if not store.exists:
        return []
    return store.read(lambda database: database.execute(query, (find_library(database, folder), *values)).fetchall())


class LibraryRows:
    """What a reader keeps about one library; each kind of it derives from this.

    Args:
        store: the store that contains it.
        folder: the library's folder.
    """

    def __init__(self, store: PersonalStore, folder: Path) -> None:
        self._store = store
        self._folder = folder

    def _rows(self, query: str, *values: object) -> list[Any]:
        """As `library_rows`."""
        return library_rows(self._store, self._folder, query, *values)

    def _paths(self, table: KeptTable, condition: str = "1", *values: object) -> frozenset[str]:
        """The library paths of the documents that have rows in a table; those that are missing are left out.

        Args:
            table: one whose rows are about documents.
            condition: SQL, which rows count.
            values: of its parameters.
        """
        # As one text: each text of a row is decoded in Python. No path holds the separator.
        query = (
            f"SELECT group_concat(path, char(0)) FROM {table.name}"
            f" JOIN document ON document.number = {table.name}.document"
            f" WHERE library = ? AND missing IS NULL AND {condition}"
        )

        def look(database: sqlite3.Connection) -> frozenset[str]:
            rows = database.execute(query, (find_library(database, self._folder), *values))
            return frozenset(path for (text,) in rows if text for path in text.split("\0"))

        # A filter of a search asks for the same paths at each key that is typed.
        return self._store.recall((query, self._folder, values), look) if self._store.exists else frozenset()
