"""Stores the reader's notes: one text in Markdown for each document."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from qtbrowser.catalog.storable_text import storable
from qtbrowser.personal.known_documents import document_number
from qtbrowser.personal.known_libraries import find_library, register_library
from qtbrowser.personal.library_rows import LibraryRows
from qtbrowser.personal.moment import now
from qtbrowser.personal.own_words import all_of
from qtbrowser.personal.tables import forget_unused_documents, put, table_named

LONGEST_TEXT = 1_000_000
"""The number of characters that a note may have; the rest is cut off."""

_NOTES = table_named("note")


@dataclass(frozen=True, slots=True)
class Note:
    """A note on a document.

    Attributes:
        path: the document's library path; the last known one if it is missing.
        text: Markdown.
        changed: when it was written last, ISO 8601 in UTC.
        title: the document's title when it was last seen; may be empty.
        is_missing: whether the document can't be found at present.
    """

    path: str
    text: str
    changed: str
    title: str = ""
    is_missing: bool = False


class Notes(LibraryRows):
    """Reads and writes the notes on one library's documents."""

    def all(self, words: str = "") -> tuple[Note, ...]:
        """The notes, the last written one first.

        Args:
            words: only those that hold each of these words, in any case, also as a part of a longer word.
        """
        wanted = words.casefold().split()
        condition, values = all_of("note", wanted)
        query = (
            "SELECT path, text, note.changed, title, missing IS NOT NULL FROM note"
            " JOIN document ON document.number = document"
            f" WHERE library = ? AND {condition} ORDER BY note.changed DESC, path"
        )
        rows = self._rows(query, *values)
        notes = (Note(path, text, changed, title, bool(missing)) for path, text, changed, title, missing in rows)
        return tuple(note for note in notes if all(word in note.text.casefold() for word in wanted))

    def paths(self) -> frozenset[str]:
        """The documents that have one."""
        return self._paths(_NOTES)

    def get(self, path: str) -> str:
        """The note on a document; empty if there is none."""
        query = (
            "SELECT text FROM document CROSS JOIN note ON document.number = document"
            " WHERE library = ? AND path = ? AND missing IS NULL"
        )
        return next((str(text) for (text,) in self._rows(query, storable(path))), "")

    def put(self, path: str, text: str) -> None:
        """Write the note on a document, replacing the one before; an empty text removes it."""
        kept = storable(text)[:LONGEST_TEXT]

        def change(database: sqlite3.Connection) -> None:
            library = register_library(database, self._folder)
            document = document_number(database, library, storable(path))
            if kept.strip():
                put(database, _NOTES, {"document": document, "text": kept, "changed": now()})
            else:
                database.execute("DELETE FROM note WHERE document = ?", (document,))
                forget_unused_documents(database)

        self._store.write(change)

    def put_on_missing(self, path: str, text: str) -> bool:
        """Write the note on a document that is missing, replacing the one before; an empty text removes it.

        Args:
            path: the last known path of the document.
            text: Markdown.

        Returns:
            Whether there was such a note; otherwise nothing is written.
        """
        kept = storable(text)[:LONGEST_TEXT]

        def change(database: sqlite3.Connection) -> bool:
            query = (
                "SELECT number FROM document JOIN note ON document.number = document"
                " WHERE library = ? AND path = ? AND missing IS NOT NULL"
            )
            values = (find_library(database, self._folder), storable(path))
            found = [int(number) for (number,) in database.execute(query, values)]
            for document in found:
                if kept.strip():
                    put(database, _NOTES, {"document": document, "text": kept, "changed": now()})
                else:
                    database.execute("DELETE FROM note WHERE document = ?", (document,))
            forget_unused_documents(database)
            return bool(found)

        return self._store.write(change)
