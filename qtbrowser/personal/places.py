"""Stores the reading place in each document."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path

from qtbrowser.catalog.storable_text import storable
from qtbrowser.personal.known_documents import document_number
from qtbrowser.personal.known_libraries import register_library
from qtbrowser.personal.library_rows import library_rows
from qtbrowser.personal.moment import now
from qtbrowser.personal.personal_store import PersonalStore
from qtbrowser.personal.tables import forget_unused_documents, keep_newest, put, table_named

PLACE_LIMIT = 2000
"""The number of documents, the last read ones, whose places are kept."""

_PLACES = table_named("reading_place")


class ReadingPlaces:
    """Reads and writes reading places: numbers that the answer pane defines; 0 is the top and is not stored.

    Args:
        store: the store that contains them.
    """

    def __init__(self, store: PersonalStore) -> None:
        self._store = store

    def of_library(self, folder: Path) -> dict[str, int]:
        """The places in a library's documents: path -> place."""
        query = (
            "SELECT path, place FROM reading_place JOIN document ON document.number = document"
            " WHERE library = ? AND missing IS NULL"
        )
        rows = library_rows(self._store, folder, query)
        return dict(rows)

    def latest(self, folder: Path, limit: int) -> dict[str, int]:
        """The places in the documents of a library that were read last, the last one first: path -> place.

        Args:
            folder: the library.
            limit: at most so many.
        """
        query = (
            "SELECT path, place FROM reading_place JOIN document ON document.number = document"
            " WHERE library = ? AND missing IS NULL ORDER BY changed DESC LIMIT ?"
        )
        rows = library_rows(self._store, folder, query, limit)
        return dict(rows)

    def put(self, folder: Path, places: Mapping[str, int]) -> None:
        """Store the places in documents: path -> place."""
        changed = now()

        def change(database: sqlite3.Connection) -> None:
            library = register_library(database, folder)
            for path, place in places.items():
                document = document_number(database, library, storable(path))
                if place > 0:
                    put(database, _PLACES, {"document": document, "place": place, "changed": changed})
                else:
                    database.execute("DELETE FROM reading_place WHERE document = ?", (document,))
            keep_newest(database, _PLACES, PLACE_LIMIT)
            forget_unused_documents(database)

        if places:
            self._store.write(change)
