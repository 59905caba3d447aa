"""Stores the open tabs of each library, with the steps that the reader made in them.

They are JSON, a list of tabs from the left: ``{"title", "pinned", "current", "position", "steps"}``, where each step is
``{"kind", "state"}``. What a state holds is told by `qtbrowser.gui.reader.view_state`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from qtbrowser.personal.known_libraries import find_library, register_library
from qtbrowser.personal.moment import now
from qtbrowser.personal.personal_store import PersonalStore


class OpenTabs:
    """Reads and writes the open tabs.

    Args:
        store: the store that contains them.
    """

    def __init__(self, store: PersonalStore) -> None:
        self._store = store

    def of_library(self, folder: Path) -> list[Any]:
        """The tabs of the library in a folder, as JSON values that are not checked; none for a text that is damaged."""
        query = "SELECT content FROM open_tabs WHERE library = ?"
        row = self._store.read(lambda database: database.execute(query, (find_library(database, folder),)).fetchone())
        try:
            found = [] if row is None else json.loads(row[0])
        except (ValueError, RecursionError):
            return []
        return found if isinstance(found, list) else []

    def put(self, folder: Path, tabs: Sequence[Any]) -> None:
        """Store the tabs of the library in a folder in place of those before."""
        # Halves of characters, which a path may have, are written as escapes.
        content = json.dumps(list(tabs), ensure_ascii=True)
        changed = now()

        def change(database: sqlite3.Connection) -> None:
            library = register_library(database, folder)
            database.execute("REPLACE INTO open_tabs VALUES (?, ?, ?)", (library, content, changed))

        self._store.write(change)
