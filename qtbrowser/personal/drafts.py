"""Stores unsaved edits, so that the next start can offer them however the program ended."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from qtbrowser.catalog.storable_text import storable
from qtbrowser.personal.known_documents import document_number
from qtbrowser.personal.known_libraries import register_library
from qtbrowser.personal.library_rows import library_rows
from qtbrowser.personal.moment import now
from qtbrowser.personal.notices import Notice, NoticeKind
from qtbrowser.personal.personal_store import PersonalStore
from qtbrowser.personal.tables import Value, forget_unused_documents, put, table_named

_DRAFTS = table_named("draft")


@dataclass(frozen=True, slots=True)
class Draft:
    """An unsaved edit of a document.

    Attributes:
        id: new each time editing begins, so that two windows have two drafts.
        path: the document's present path, relative to the library.
        read: the bytes of the document's file when editing began.
        values: field -> JSON value, of all fields of the form.
        when: the time at which it was stored.
    """

    id: str
    path: str
    read: bytes
    values: Mapping[str, Any]
    when: datetime


def new_draft_id() -> str:
    """A new id for a draft."""
    return uuid4().hex


class Drafts:
    """Reads and writes drafts.

    Args:
        store: the store that contains them.
    """

    def __init__(self, store: PersonalStore) -> None:
        self._store = store

    def keep(self, folder: Path, path: str, read: bytes, values: Mapping[str, Any], draft: str) -> None:
        """Store a draft, replacing an earlier one with the same id.

        Args:
            folder: the library's folder.
            path: the document's library path.
            read: the bytes of its file when editing began.
            values: the values of the form; any JSON values.
            draft: the draft's id.
        """
        row: dict[str, Value] = {"id": draft, "source": read, "form": json.dumps(values), "changed": now()}

        def change(database: sqlite3.Connection) -> None:
            library = register_library(database, folder)
            document = document_number(database, library, storable(path))
            put(database, _DRAFTS, {**row, "document": document})

        self._store.write(change)

    def drop(self, draft: str) -> None:
        """Delete a draft, if there is one."""

        def change(database: sqlite3.Connection) -> None:
            database.execute("DELETE FROM draft WHERE id = ?", (draft,))
            forget_unused_documents(database)

        self._store.write(change)

    def of_library(self, folder: Path) -> tuple[Draft, ...]:
        """The drafts of a library's documents, including orphans, the latest first.

        A draft that can't be decoded, because bytes of the file have changed on the disk, is left out and told of.
        """
        query = (
            "SELECT draft.id, path, source, form, changed FROM draft JOIN document ON document.number = document"
            " WHERE library = ? ORDER BY changed DESC, draft.id"
        )
        rows = library_rows(self._store, folder, query)
        drafts = []
        for row in rows:
            with suppress(ValueError, TypeError, RecursionError):
                drafts.append(_draft(*row))
        if len(drafts) < len(rows):
            self._store.tell(Notice(NoticeKind.DRAFT_UNREADABLE, str(self._store.file)))
        return tuple(drafts)


def _draft(identity: str, path: str, source: Any, form: Any, changed: Any) -> Draft:
    values = json.loads(form)
    if not (isinstance(values, dict) and isinstance(source, bytes)):
        raise ValueError("not the values of a draft")
    return Draft(identity, path, source, values, datetime.fromisoformat(changed))
