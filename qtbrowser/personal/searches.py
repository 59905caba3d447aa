"""Stores named searches, and recent ones."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from qtbrowser.catalog.storable_text import storable
from qtbrowser.personal.moment import now
from qtbrowser.personal.personal_store import PersonalStore
from qtbrowser.personal.tables import keep_newest, put, table_named

RECENT_LIMIT = 20

_SAVED = table_named("saved_search")
_RECENT = table_named("recent_search")


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search with a name.

    Attributes:
        name: unique; case counts.
        text: the query.
        subject, topic, month: filters of the hits; None for all.
        sort: order of the hits: "relevance", "date" or "title".
    """

    name: str
    text: str
    subject: str | None = None
    topic: str | None = None
    month: str | None = None
    sort: str = "relevance"


class SavedSearches:
    """Reads and writes the saved searches.

    Args:
        store: the store that contains them.
    """

    def __init__(self, store: PersonalStore) -> None:
        self._store = store

    def all(self) -> tuple[SavedSearch, ...]:
        """All saved searches, in the order in which they were saved."""
        query = "SELECT name, text, subject, topic, month, sort FROM saved_search ORDER BY changed, name"
        rows = self._store.read(lambda database: database.execute(query).fetchall())
        return tuple(
            SavedSearch(name, text, subject or None, topic or None, month or None, sort)
            for name, text, subject, topic, month, sort in rows
        )

    def save(self, search: SavedSearch) -> None:
        """Store a search, replacing one with the same name."""
        parts = {"subject": search.subject, "topic": search.topic, "month": search.month}
        texts = {"name": search.name, "text": search.text, "sort": search.sort, "changed": now()}
        row = {column: storable(text or "") for column, text in (texts | parts).items()}
        self._store.write(lambda database: put(database, _SAVED, row))

    def rename(self, name: str, new_name: str) -> bool:
        """Rename a search; returns False if the new name is empty or taken, or there is no such search."""
        new_name = storable(new_name)

        def change(database: sqlite3.Connection) -> bool:
            taken = database.execute("SELECT 1 FROM saved_search WHERE name = ?", (new_name,)).fetchone()
            if not new_name or taken:
                return False
            rename = "UPDATE saved_search SET name = ? WHERE name = ?"
            return database.execute(rename, (new_name, storable(name))).rowcount > 0

        return self._store.write(change)

    def remove(self, name: str) -> None:
        """Delete a search."""
        self._store.write(lambda database: _delete(database, "saved_search", "name", storable(name)))


class RecentSearches:
    """Reads and writes the recent searches, at most `RECENT_LIMIT`.

    Args:
        store: the store that contains them.
    """

    def __init__(self, store: PersonalStore) -> None:
        self._store = store

    def all(self) -> tuple[str, ...]:
        """The texts of the searches, the latest first."""
        query = "SELECT text FROM recent_search ORDER BY changed DESC, folded LIMIT ?"
        rows = self._store.read(lambda database: database.execute(query, (RECENT_LIMIT,)).fetchall())
        return tuple(text for (text,) in rows)

    def add(self, *texts: str) -> None:
        """Add searches, the last one being the most recent, replacing those that differ only in case."""
        rows = [{"folded": storable(text.casefold()), "text": storable(text), "changed": now()} for text in texts]

        def change(database: sqlite3.Connection) -> None:
            for row in rows:
                put(database, _RECENT, row)
            keep_newest(database, _RECENT, RECENT_LIMIT)

        self._store.write(change)

    def forget(self, text: str) -> None:
        """Delete one search."""
        self._store.write(lambda database: _delete(database, "recent_search", "folded", storable(text.casefold())))

    def forget_all(self) -> None:
        """Delete all searches."""
        self._store.write(lambda database: _delete_all(database, "recent_search"))


def _delete(database: sqlite3.Connection, table: str, column: str, value: str) -> None:
    database.execute(f"DELETE FROM {table} WHERE {column} = ?", (value,))


def _delete_all(database: sqlite3.Connection, table: str) -> None:
    database.execute(f"DELETE FROM {table}")
