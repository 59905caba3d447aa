"""Reads the rows of personal data that belong to one library."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qtbrowser.personal.known_libraries import find_library
from qtbrowser.personal.personal_store import PersonalStore


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
