"""Tells a reader of the catalog that another connection has changed it."""

from __future__ import annotations

import sqlite3


class CommitWatch:
    """Watches a catalog for commits of other connections, so that caches of what was read are emptied.

    Args:
        database: an open catalog.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._seen = -1

    def version(self) -> int:
        """A number that changes whenever another connection commits; costs microseconds."""
        return int(self._database.execute("PRAGMA data_version").fetchone()[0])

    def has_changed(self) -> bool:
        """Whether another connection has committed since the last call. True at the first one."""
        version = self.version()
        if version == self._seen:
            return False
        self._seen = version
        return True
