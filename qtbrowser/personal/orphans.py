"""What is kept about documents that can't be found any more."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from qtbrowser.personal.personal_store import PersonalStore
from qtbrowser.personal.tables import KEPT_TABLES


@dataclass(frozen=True, slots=True)
class Orphan:
    """A document that is gone, about which something is kept.

    Attributes:
        key: the document's.
        folder: its library.
        path, title: as they were last; the title is empty where it was never known.
        missing_since: when it was first looked for in vain.
        kept: what is kept about it: name of the table -> how many rows.
    """

    key: str
    folder: str
    path: str
    title: str
    missing_since: datetime
    kept: dict[str, int]


class Orphans:
    """Lists and forgets orphans.

    Args:
        store: where they are.
    """

    def __init__(self, store: PersonalStore) -> None:
        self._store = store

    def all(self) -> tuple[Orphan, ...]:
        """The orphans of all libraries, by library and path."""
        return self._store.read(_read)

    def forget(self, key: str) -> bool:
        """Remove a document and all that is kept about it; False where it is no orphan."""
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
