"""Stores the passages that a reader has highlighted, by what they say and what is around them.

A passage is kept as the Web Annotation Data Model of W3C does it (TextQuoteSelector, section 4.2.4): its words, and
some of those before and after it. So it is found again after the document has changed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from qtbrowser.catalog.storable_text import storable
from qtbrowser.personal.highlight_colour import HighlightColour
from qtbrowser.personal.known_documents import document_number
from qtbrowser.personal.known_libraries import register_library
from qtbrowser.personal.library_rows import LibraryRows
from qtbrowser.personal.moment import now
from qtbrowser.personal.tables import Value, forget_unused_documents, put, table_named

LONGEST_QUOTE = 10_000
CONTEXT = 32
"""Characters before and after a passage that are kept."""

_HIGHLIGHTS = table_named("highlight")


@dataclass(frozen=True, slots=True)
class Highlight:
    """A highlighted passage.

    Attributes:
        id: random.
        path: the document's library path; the last known one if it is missing.
        colour: its colour.
        quote: what it says, as plain text.
        prefix, suffix: up to `CONTEXT` characters before and after it.
        place: the number of characters before it when it was made.
        note: a remark in the margin; may be empty.
        created: when it was made, ISO 8601 in UTC.
        title: the document's title when it was last seen; may be empty.
        is_missing: whether the document can't be found at present.
        is_blank: whether it is blanked when its document is asked back.
    """

    id: str
    path: str
    colour: HighlightColour
    quote: str
    prefix: str = ""
    suffix: str = ""
    place: int = 0
    note: str = ""
    created: str = ""
    title: str = ""
    is_missing: bool = False
    is_blank: bool = False


class Highlights(LibraryRows):
    """Reads and writes the highlights of one library's documents."""

    def all(self, path: str | None = None) -> tuple[Highlight, ...]:
        """The highlights by document and place.

        Args:
            path: only those of this document; None for all.
        """
        query = (
            "SELECT highlight.id, path, colour, quote, prefix, suffix, place, note, created, title,"
            # SQLite's CROSS JOIN looks up the document first, of which there is one.
            " missing IS NOT NULL, is_blank FROM document CROSS JOIN highlight ON document.number = document"
            f" WHERE library = ?{'' if path is None else ' AND path = ? AND missing IS NULL'}"
            " ORDER BY path, place, created, highlight.id"
        )
        return tuple(map(_highlight, self._rows(query, *(() if path is None else (storable(path),)))))

    def paths(self) -> frozenset[str]:
        """The documents that have some."""
        return self._paths(_HIGHLIGHTS)

    def add(
        self,
        path: str,
        colour: HighlightColour,
        text: str,
        start: int,
        end: int,
        note: str = "",
        *,
        is_blank: bool = False,
    ) -> Highlight:
        """Highlight a passage.

        Args:
            path: the document's library path.
            colour: the colour.
            text: the document's plain text, in which the passage is.
            start, end: where in it, in characters; not empty.
            note: a remark.
            is_blank: whether it is blanked when its document is asked back.
        """
        end = min(end, start + LONGEST_QUOTE)
        made = Highlight(
            uuid4().hex,
            storable(path),
            colour,
            storable(text[start:end]),
            storable(text[max(0, start - CONTEXT) : start]),
            storable(text[end : end + CONTEXT]),
            start,
            storable(note),
            now(),
            is_blank=is_blank,
        )

        self._put((made,), made.created)
        return made

    def restore(self, removed: Sequence[Highlight]) -> None:
        """Put highlights back that were removed; what has the id of one is replaced."""
        self._put(removed, now())

    def _put(self, highlights: Sequence[Highlight], changed: str) -> None:
        def change(database: sqlite3.Connection) -> None:
            library = register_library(database, self._folder)
            for one in highlights:
                values: dict[str, Value] = {
                    "id": one.id,
                    "document": document_number(database, library, one.path),
                    "colour": one.colour.value,
                    "quote": one.quote,
                    "prefix": one.prefix,
                    "suffix": one.suffix,
                    "place": one.place,
                    "note": one.note,
                    "created": one.created,
                    "is_blank": int(one.is_blank),
                    "changed": changed,
                }
                put(database, _HIGHLIGHTS, values)

        self._store.write(change)

    def write_note(self, identity: str, note: str) -> bool:
        """Write the remark of a highlight, replacing the one before; returns whether there is such a highlight."""
        return self._set(identity, "note", storable(note))

    def blank(self, identity: str, is_blank: bool) -> bool:
        """Have a highlight blanked when its document is asked back, or not; returns whether there is one."""
        return self._set(identity, "is_blank", int(is_blank))

    def _set(self, identity: str, column: str, value: Value) -> bool:
        def change(database: sqlite3.Connection) -> int:
            values = (value, now(), identity)
            return database.execute(f"UPDATE highlight SET {column} = ?, changed = ? WHERE id = ?", values).rowcount

        return self._store.exists and self._store.write(change) > 0

    def remove(self, identity: str) -> bool:
        """Remove a highlight; returns whether there was one."""

        def change(database: sqlite3.Connection) -> int:
            count = database.execute("DELETE FROM highlight WHERE id = ?", (identity,)).rowcount
            forget_unused_documents(database)
            return count

        return self._store.exists and self._store.write(change) > 0


def _highlight(row: tuple[str, ...]) -> Highlight:
    identity, path, colour, quote, prefix, suffix, place, note, created, title, missing, blank = row
    known = HighlightColour(colour) if colour in set(HighlightColour) else HighlightColour.YELLOW
    flags = {"is_missing": bool(missing), "is_blank": bool(blank)}
    return Highlight(identity, path, known, quote, prefix, suffix, int(place), note, created, title, **flags)
