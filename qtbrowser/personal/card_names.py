"""Stores by which names Anki knows the cards of documents that have no id, so that they keep them when they move."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from qtbrowser.catalog.storable_text import storable
from qtbrowser.personal.known_documents import document_number
from qtbrowser.personal.known_libraries import register_library
from qtbrowser.personal.library_rows import LibraryRows
from qtbrowser.personal.moment import now
from qtbrowser.personal.tables import put, table_named

_NAMES = table_named("card_name")


class CardNames(LibraryRows):
    """Reads and writes the names of the cards of one library's documents."""

    def all(self) -> dict[str, str]:
        """Path of a document -> name of its cards; those of missing documents are left out."""
        query = (
            "SELECT path, name FROM card_name JOIN document ON document.number = document"
            " WHERE library = ? AND missing IS NULL"
        )
        return dict(self._rows(query))

    def put(self, names: Mapping[str, str]) -> None:
        """Store names: path of a document -> name."""
        wanted = {storable(path): storable(name) for path, name in names.items()}

        def change(database: sqlite3.Connection) -> None:
            library, changed = register_library(database, self._folder), now()
            for path, name in wanted.items():
                document = document_number(database, library, path)
                put(database, _NAMES, {"document": document, "name": name, "changed": changed})

        if wanted:
            self._store.write(change)
