"""Tells when the content of a document was first indexed, by which readers learn what is new since the last time.

The times of files don't tell that: copies keep the time of the original, and version control sets that of the checkout.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from qtbrowser.catalog.portions import placeholders, portions


class FirstSeen:
    """The moments, in nanoseconds since 1970, at which the contents of a catalog's documents were first indexed.

    Args:
        database: the catalog, before it is written.
        earlier: the catalog that it replaces; None for none.
    """

    def __init__(self, database: sqlite3.Connection, earlier: sqlite3.Connection | None = None) -> None:
        self._catalogs = [one for one in (earlier, database) if one is not None]
        # By content: a file that is moved is not new.
        self._removed: dict[int, int] = {}

    def note_removed(self, paths: Sequence[str]) -> None:
        """Remember the contents of documents that are about to be removed."""
        self._removed.update((content, moment) for (_, content), moment in self._known(paths).items())

    def moments(self, documents: Sequence[tuple[str, int]], now_ns: int) -> list[int]:
        """When the contents of some documents were first indexed.

        Args:
            documents: path of each, and the digest of its file's bytes.
            now_ns: the moment of those that are new or have changed; 0 if the library is indexed for the first time,
                when nothing counts as new.
        """
        if not now_ns:
            return [0] * len(documents)
        known = self._known([path for path, _ in documents])
        return [known.get(one, self._removed.get(one[1], now_ns)) for one in documents]

    def _known(self, paths: Sequence[str]) -> dict[tuple[str, int], int]:
        """Path and content -> the moment that is stored with them."""
        found: dict[tuple[str, int], int] = {}
        for database in self._catalogs:
            for some in portions(paths):
                query = f"SELECT path, content, seen_ns FROM document WHERE path IN ({placeholders(some)})"
                found.update(((path, content), moment) for path, content, moment in database.execute(query, some))
        return found
