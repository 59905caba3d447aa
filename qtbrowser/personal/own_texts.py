"""Reads all texts of a reader's own about one library's documents: notes, remarks, and what he highlighted."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Hashable, Iterable, Iterator

from qtbrowser.personal.known_libraries import find_library
from qtbrowser.personal.library_rows import LibraryRows
from qtbrowser.personal.own_words import any_of

_TEXTS = {"note": "text", "highlight": "quote, note", "bookmark": "note"}
# Two documents that were merged may both have been in a folder: the newer bookmark counts.
_NEWEST = {
    "bookmark": "AND NOT EXISTS (SELECT 1 FROM bookmark AS other WHERE other.document = bookmark.document"
    " AND other.folder = bookmark.folder AND other.changed > bookmark.changed)"
}


class OwnTexts(LibraryRows):
    """Reads what a reader has written about one library's documents, and highlighted in them."""

    def documents(
        self, wanted: Hashable, beginnings: Iterable[str] | None, holds: Callable[[str], bool]
    ) -> frozenset[str]:
        """The library paths of the documents with a text that holds what is wanted; missing ones are left out.

        Args:
            wanted: what is looked for; the result is remembered under it until something is written.
            beginnings: what the words that are wanted begin with, folded; only texts with one of them are read. None
                for all texts.
            holds: whether a text holds what is wanted.
        """

        def look(database: sqlite3.Connection) -> frozenset[str]:
            library = find_library(database, self._folder)
            return frozenset(path for path, text in _texts(database, library, beginnings) if holds(text))

        if not self._store.exists:
            return frozenset()
        return self._store.recall(("own texts", self._folder, wanted), look)


def _texts(
    database: sqlite3.Connection, library: int | None, beginnings: Iterable[str] | None
) -> Iterator[tuple[str, str]]:
    """Path and text of what may hold one of some words."""
    for table, columns in _TEXTS.items():
        condition, values = any_of(table, beginnings)
        # SQLite's CROSS JOIN reads the texts that the index finds first: there are fewer of them than documents.
        query = (
            f"SELECT path, {columns} FROM {table} CROSS JOIN document ON document.number = {table}.document"
            f" WHERE library = ? AND missing IS NULL AND {condition} {_NEWEST.get(table, '')}"
        )
        for path, *texts in database.execute(query, (library, *values)):
            yield from ((path, text) for text in texts if text)
