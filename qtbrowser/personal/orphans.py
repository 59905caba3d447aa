"""Lists and deletes the personal data of documents that can't be found any more."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from qtbrowser.personal.personal_store import PersonalStore
from qtbrowser.personal.tables import KEPT_TABLES


@dataclass(frozen=True, slots=True)
class Orphan:
    """A missing document with personal data.

    Attributes:
        key: the document's key.
        folder: its library's folder.
        path, title: the last known ones; the title is empty if it was never known.
        missing_since: when it was first not found.
        kept: its personal data: table name -> number of rows.
    """

    key: str
    folder: str
    path: str
    title: str
    missing_since: datetime
    kept: dict[str, int]


class Orphans:
    """Lists and deletes orphans.

    Args:
        store: the store that contains them.
    """

    def __init__(self, store: PersonalStore) -> None:
        self._store = store

    def all(self) -> tuple[Orphan, ...]:
        """The orphans of all libraries, ordered by library and path."""
        return self._store.read(_read)

    def forget(self, key: str) -> bool:
        """Delete a document's personal data; returns False, and deletes nothing, if it is not an orphan."""
        delete = "DELETE FROM document WHERE key = ? AND missing IS NOT NULL"
        return self._store.write(lambda database: database.execute(delete, (key,)).rowcount > 0)


def _read(database: sqlite3.Connection) -> tuple[Orphan, ...]:
    query = (
        "SELECT document.number, key, folder, path, title, missing FROM document"
        " JOIN library ON library.number = library WHERE missing IS NOT NULL ORDER BY folder, path, key"
    )
    found = []
    for number, key, folder, path, title, missing in database.execute(query).fetchall():
        kept = {}
        for table in KEPT_TABLES:
            if table.of_documents:
                count = f"SELECT count(*) FROM {table.name} WHERE document = ?"
                kept[table.name] = int(database.execute(count, (number,)).fetchone()[0])
        counts = {name: count for name, count in kept.items() if count}
        found.append(Orphan(key, folder, path, title, datetime.fromisoformat(missing), counts))
    return tuple(found)
