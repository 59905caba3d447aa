"""Reads all texts of a reader's own about one library's documents: notes, remarks, and what he highlighted."""

from __future__ import annotations

from collections.abc import Iterable

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

    def may_hold(self, beginnings: Iterable[str] | None) -> list[tuple[str, str]]:
        """The texts that may hold one of some words, with the library path of the document of each.

        Args:
            beginnings: what the words begin with, folded; None for all texts.
        """
        return [
            (path, text)
            for table, columns in _TEXTS.items()
            for path, *texts in self._rows_of(table, columns, beginnings)
            for text in texts
            if text
        ]

    def _rows_of(self, table: str, columns: str, beginnings: Iterable[str] | None) -> list[tuple[str, ...]]:
        condition, values = any_of(table, beginnings)
        query = (
            f"SELECT path, {columns} FROM {table} JOIN document ON document.number = document"
            f" WHERE library = ? AND missing IS NULL AND {condition} {_NEWEST.get(table, '')}"
        )
        return self._rows(query, *values)
