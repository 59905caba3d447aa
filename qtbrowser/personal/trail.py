"""Stores the trail of each library: what was searched and read, and from where each step was reached."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from qtbrowser.catalog.storable_text import storable
from qtbrowser.personal.known_libraries import find_library, register_library
from qtbrowser.personal.library_rows import library_rows
from qtbrowser.personal.moment import moment
from qtbrowser.personal.personal_store import PersonalStore

TRAIL_LIMIT = 2_000
"""The number of steps, the last ones, that are kept of a library."""


@dataclass(frozen=True, slots=True)
class TrailStep:
    """A search, a subject or a document that the reader came to.

    Attributes:
        id: of the step.
        parent: id of the step that it was reached from; empty for none.
        title: what was searched for or read.
        state: what was seen, as JSON values by their keys; see `qtbrowser.gui.reader.view_state`.
        when: when it was reached, with a time zone.
    """

    id: str
    parent: str
    title: str
    state: dict[str, Any]
    when: datetime


def new_step_id() -> str:
    """A new id for a step."""
    return uuid4().hex


class Trail:
    """Reads and writes the trails.

    Args:
        store: the store that contains them.
    """

    def __init__(self, store: PersonalStore) -> None:
        self._store = store

    def of_library(self, folder: Path) -> list[TrailStep]:
        """The steps in the library in a folder, in the order of time; what can't be read is passed over."""
        query = "SELECT id, parent, title, state, changed FROM trail_step WHERE library = ? ORDER BY changed, id"
        rows = library_rows(self._store, folder, query)
        steps = []
        for identity, parent, title, state, changed in rows:
            with suppress(ValueError, RecursionError, TypeError):
                found, when = json.loads(state), datetime.fromisoformat(changed)
                if isinstance(found, dict) and when.tzinfo is not None:
                    steps.append(TrailStep(identity, parent, title, found, when))
        return steps

    def put(self, folder: Path, steps: Sequence[TrailStep]) -> None:
        """Store steps in the library in a folder; the oldest beyond `TRAIL_LIMIT` are deleted."""
        rows = [
            (step.id, step.parent, storable(step.title), json.dumps(step.state), moment(step.when)) for step in steps
        ]

        def change(database: sqlite3.Connection) -> None:
            library = register_library(database, folder)
            put = "REPLACE INTO trail_step (library, id, parent, title, state, changed) VALUES (?, ?, ?, ?, ?, ?)"
            database.executemany(put, [(library, *row) for row in rows])
            newest = "SELECT id FROM trail_step WHERE library = ? ORDER BY changed DESC, id LIMIT ?"
            delete = f"DELETE FROM trail_step WHERE library = ? AND id NOT IN ({newest})"
            database.execute(delete, (library, library, TRAIL_LIMIT))

        if rows:
            self._store.write(change)

    def forget(self, steps: Collection[str]) -> None:
        """Delete steps by their ids; what was reached from one of them is then reached from the step before it."""

        def change(database: sqlite3.Connection) -> None:
            for identity in steps:
                row = database.execute("SELECT parent FROM trail_step WHERE id = ?", (identity,)).fetchone()
                if row is not None:
                    database.execute("UPDATE trail_step SET parent = ? WHERE parent = ?", (row[0], identity))
                    database.execute("DELETE FROM trail_step WHERE id = ?", (identity,))

        if steps:
            self._store.write(change)

    def forget_all(self, folder: Path) -> None:
        """Delete all steps in the library in a folder."""
        delete = "DELETE FROM trail_step WHERE library = ?"
        self._store.write(lambda database: database.execute(delete, (find_library(database, folder),)))
