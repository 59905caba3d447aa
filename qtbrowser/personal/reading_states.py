"""Stores how far the reader is with each document: begun, read or known."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from datetime import datetime

from qtbrowser.catalog.storable_text import storable
from qtbrowser.personal.known_documents import document_number
from qtbrowser.personal.known_libraries import register_library
from qtbrowser.personal.library_rows import LibraryRows
from qtbrowser.personal.moment import moment, now
from qtbrowser.personal.reading_state import ReadingState
from qtbrowser.personal.tables import forget_unused_documents, put, table_named

_STATES = table_named("reading_state")


class ReadingStates(LibraryRows):
    """Reads and writes the reading states of one library's documents."""

    def all(self) -> dict[str, ReadingState]:
        """The documents that are not unread: path -> state."""
        query = (
            "SELECT path, state FROM reading_state JOIN document ON document.number = document"
            " WHERE library = ? AND missing IS NULL"
        )
        rows = self._rows(query)
        known = set(ReadingState)
        return {path: ReadingState(state) for path, state in rows if state in known}

    def paths(self, states: Collection[ReadingState], since: datetime | None = None) -> frozenset[str]:
        """The documents in one of these states, of which unread is none.

        Args:
            states: the states.
            since: only those whose state is not older, with a time zone; None for any age.
        """
        marks = ", ".join("?" * len(states))
        if since is None:
            return self._paths(_STATES, f"state IN ({marks})", *states)
        condition = f"state IN ({marks}) AND {_STATES.name}.changed >= ?"
        return self._paths(_STATES, condition, *states, moment(since))

    def get(self, path: str) -> ReadingState:
        """The state of one document, given by its library path."""
        query = (
            "SELECT state FROM document CROSS JOIN reading_state ON document.number = document"
            " WHERE library = ? AND path = ? AND missing IS NULL"
        )
        found = {state for (state,) in self._rows(query, storable(path))}
        return next((state for state in ReadingState if state in found), ReadingState.UNREAD)

    def put(self, paths: Iterable[str], state: ReadingState) -> None:
        """Set the state of some documents, given by their library paths."""
        wanted = [storable(path) for path in paths]

        def change(database: sqlite3.Connection) -> None:
            library, changed = register_library(database, self._folder), now()
            for path in wanted:
                document = document_number(database, library, path)
                if state is ReadingState.UNREAD:
                    database.execute("DELETE FROM reading_state WHERE document = ?", (document,))
                else:
                    put(database, _STATES, {"document": document, "state": state.value, "changed": changed})
            forget_unused_documents(database)

        if wanted:
            self._store.write(change)
