"""Stores the merges that wait for a curator's decision, so that a review goes on where it was left."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from qtbrowser.catalog.storable_text import storable
from qtbrowser.personal.known_libraries import find_library, register_library
from qtbrowser.personal.library_rows import LibraryRows
from qtbrowser.personal.moment import now


@dataclass(frozen=True, slots=True)
class ReviewPair:
    """Two documents, of which one may go.

    Attributes:
        survivor: the path of the document that would stay.
        other: the path of the one that would go.
        losses: what would be lost, each a sentence.
        is_skipped: whether the curator has put it off.
    """

    survivor: str
    other: str
    losses: tuple[str, ...] = ()
    is_skipped: bool = False


class ReviewQueue(LibraryRows):
    """Reads and writes the pairs of one library."""

    def all(self) -> tuple[ReviewPair, ...]:
        """The pairs by path, those that were skipped last."""
        query = (
            "SELECT survivor, other, losses, is_skipped FROM review_pair WHERE library = ?"
            " ORDER BY is_skipped, CASE WHEN is_skipped THEN changed END, survivor, other"
        )
        return tuple(
            ReviewPair(survivor, other, _sentences(losses), bool(is_skipped))
            for survivor, other, losses, is_skipped in self._rows(query)
        )

    def add(self, pairs: Iterable[ReviewPair]) -> None:
        """Add pairs; one that is there already gets its new losses."""
        rows = [(storable(one.survivor), storable(one.other), json.dumps(one.losses)) for one in pairs]

        def change(database: sqlite3.Connection) -> None:
            library = register_library(database, self._folder)
            database.executemany(
                "INSERT INTO review_pair VALUES (?, ?, ?, ?, 0, ?) ON CONFLICT (library, survivor, other)"
                " DO UPDATE SET losses = excluded.losses, changed = excluded.changed",
                [(library, *row, now()) for row in rows],
            )

        if rows:
            self._store.write(change)

    def skip(self, pair: ReviewPair) -> None:
        """Put a pair off: it comes after all others."""
        self._change("UPDATE review_pair SET is_skipped = 1, changed = :now", pair)

    def remove(self, pair: ReviewPair) -> None:
        """Remove a pair, because it is decided."""
        self._change("DELETE FROM review_pair", pair)

    def _change(self, statement: str, pair: ReviewPair) -> None:
        where = " WHERE library = :library AND survivor = :survivor AND other = :other"

        def change(database: sqlite3.Connection) -> None:
            values = {"now": now(), "survivor": storable(pair.survivor), "other": storable(pair.other)}
            database.execute(statement + where, {**values, "library": find_library(database, self._folder)})

        self._store.write(change)


def _sentences(text: str) -> tuple[str, ...]:
    try:
        value = json.loads(text)
    except ValueError:
        return ()
    return tuple(str(item) for item in value) if isinstance(value, list) else ()
