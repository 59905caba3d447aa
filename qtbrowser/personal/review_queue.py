"""Stores the merges that wait for a curator's decision, so that a review goes on where it was left.

A decided pair stays, with the number of the change that decided it: it waits again where that change is undone.
"""

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
        decided: the number in the history of the change by which it was decided; None for a pair that never was.
    """

    survivor: str
    other: str
    losses: tuple[str, ...] = ()
    is_skipped: bool = False
    decided: int | None = None


class ReviewQueue(LibraryRows):
    """Reads and writes the pairs of one library."""

    def all(self) -> tuple[ReviewPair, ...]:
        """The pairs by path, those that were skipped last."""
        return self._pairs("is_skipped, CASE WHEN is_skipped THEN changed END, survivor, other")

    def latest(self) -> tuple[ReviewPair, ...]:
        """The pairs that were decided or skipped, the last one first."""
        return tuple(pair for pair in self._pairs("changed DESC") if pair.is_skipped or pair.decided is not None)

    def _pairs(self, order: str) -> tuple[ReviewPair, ...]:
        query = "SELECT survivor, other, losses, is_skipped, decided FROM review_pair WHERE library = ? ORDER BY "
        return tuple(
            ReviewPair(survivor, other, _sentences(losses), bool(is_skipped), decided)
            for survivor, other, losses, is_skipped, decided in self._rows(query + order)
        )

    def add(self, pairs: Iterable[ReviewPair]) -> None:
        """Add pairs; one that is there already gets its new losses, and is to be decided again."""
        rows = [(storable(one.survivor), storable(one.other), json.dumps(one.losses)) for one in pairs]

        def change(database: sqlite3.Connection) -> None:
            library = register_library(database, self._folder)
            database.executemany(
                "INSERT INTO review_pair (library, survivor, other, losses, is_skipped, changed)"
                " VALUES (?, ?, ?, ?, 0, ?) ON CONFLICT (library, survivor, other)"
                " DO UPDATE SET losses = excluded.losses, changed = excluded.changed, decided = NULL",
                [(library, *row, now()) for row in rows],
            )

        if rows:
            self._store.write(change)

    def skip(self, pair: ReviewPair) -> None:
        """Put a pair off: it comes after all others."""
        self._change("UPDATE review_pair SET is_skipped = 1, changed = :now", pair)

    def unskip(self, pair: ReviewPair) -> None:
        """Give a pair that was put off its place by path again."""
        self._change("UPDATE review_pair SET is_skipped = 0, changed = :now", pair)

    def remove(self, pair: ReviewPair) -> None:
        """Remove a pair, about which nothing is to be decided."""
        self._change("DELETE FROM review_pair", pair)

    def decide(self, pair: ReviewPair, number: int) -> None:
        """Record that a pair is decided.

        Args:
            pair: the pair.
            number: of the change in the history by which it was decided.
        """
        self._change("UPDATE review_pair SET is_skipped = 0, decided = :number, changed = :now", pair, number)

    def _change(self, statement: str, pair: ReviewPair, number: int | None = None) -> None:
        where = " WHERE library = :library AND survivor = :survivor AND other = :other"

        def change(database: sqlite3.Connection) -> None:
            values = {
                "now": now(),
                "number": number,
                "survivor": storable(pair.survivor),
                "other": storable(pair.other),
            }
            database.execute(statement + where, {**values, "library": find_library(database, self._folder)})

        self._store.write(change)


def _sentences(text: str) -> tuple[str, ...]:
    try:
        value = json.loads(text)
    except ValueError:
        return ()
    return tuple(str(item) for item in value) if isinstance(value, list) else ()
