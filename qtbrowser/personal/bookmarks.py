"""Stores bookmarks: documents in folders, each with a word of the reader's own."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import uuid4

from qtbrowser.catalog.storable_text import storable
from qtbrowser.personal.known_documents import document_number
from qtbrowser.personal.known_libraries import find_library, register_library
from qtbrowser.personal.library_rows import LibraryRows
from qtbrowser.personal.moment import now
from qtbrowser.personal.tables import forget_unused_documents, put, table_named

LONGEST_FOLDER = 200
LONGEST_NOTE = 10_000

_BOOKMARKS = table_named("bookmark")


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A document in a folder of bookmarks.

    Attributes:
        path: the document's library path; the last known one if it is missing.
        folder: the names of the folder and of those above it, joined by ``/``; empty for none.
        note: a remark of the reader's own; may be empty.
        created: when the bookmark was made, ISO 8601 in UTC.
        title: the document's title when it was last seen; may be empty.
        is_missing: whether the document can't be found at present.
    """

    path: str
    folder: str = ""
    note: str = ""
    created: str = ""
    title: str = ""
    is_missing: bool = False


class Bookmarks(LibraryRows):
    """Reads and writes the bookmarks of one library."""

    def all(self, folder: str | None = None) -> tuple[Bookmark, ...]:
        """The bookmarks in the order of their folders, and within one in the order in which they were made.

        Args:
            folder: only those in this folder and below it; None for all.
        """
        # Two documents that were merged may both have been in a folder: the newer bookmark counts.
        query = (
            "SELECT path, folder, note, min(created), title, missing IS NOT NULL, max(bookmark.changed)"
            " FROM bookmark JOIN document ON document.number = document WHERE library = ?"
            " GROUP BY document, folder ORDER BY folder, min(created), path"
        )
        found = [
            Bookmark(path, name, note, created, title, bool(missing))
            for path, name, note, created, title, missing, _changed in self._rows(query)
        ]
        if folder is not None:
            wanted = folder_name(folder)
            found = [one for one in found if one.folder == wanted or one.folder.startswith(f"{wanted}/") or not wanted]
        return tuple(found)

    def put(self, path: str, folder: str = "", note: str | None = None) -> Bookmark:
        """Put a document into a folder; if it is there already, only its note is changed.

        Args:
            path: the document's library path.
            folder: the folder, see `Bookmark`.
            note: the remark; None leaves the one that is there.
        """
        (bookmark,) = self.put_all([Bookmark(path, folder, note or "")], keep_notes=note is None)
        return bookmark

    def put_all(self, bookmarks: Iterable[Bookmark], *, keep_notes: bool = False) -> tuple[Bookmark, ...]:
        """Put several documents into folders at once; none becomes a second one of the same document and folder.

        Args:
            bookmarks: what to store; `created` is used where it is given and the bookmark is new.
            keep_notes: whether notes that are there already stay.
        """
        wanted = tuple(bookmarks)

        def change(database: sqlite3.Connection) -> tuple[Bookmark, ...]:
            library = register_library(database, self._folder)
            return tuple(_put(database, library, one, keep_notes) for one in wanted)

        return self._store.write(change)

    def remove(self, path: str, folder: str | None = None) -> int:
        """Take a document out of a folder.

        Args:
            path: the document's library path.
            folder: the folder; None for all that it is in.

        Returns:
            The number of folders that it was in.
        """

        def change(database: sqlite3.Connection) -> int:
            documents = "SELECT number FROM document WHERE library = :library AND path = :path"
            where = f"document IN ({documents}) AND (:folder IS NULL OR folder = :folder)"
            values = {
                "library": find_library(database, self._folder),
                "path": storable(path),
                "folder": None if folder is None else folder_name(folder),
            }
            count = database.execute(f"SELECT count(DISTINCT folder) FROM bookmark WHERE {where}", values).fetchone()[0]
            database.execute(f"DELETE FROM bookmark WHERE {where}", values)
            forget_unused_documents(database)
            return int(count)

        return self._store.write(change)

    def rename_folder(self, folder: str, new_name: str) -> int:
        """Rename a folder together with the folders below it; returns the number of bookmarks in them."""
        old, new = folder_name(folder), folder_name(new_name)

        def change(database: sqlite3.Connection) -> int:
            query = (
                "UPDATE bookmark SET folder = :new || substr(folder, length(:old) + 1), changed = :now WHERE"
                " document IN (SELECT number FROM document WHERE library = :library)"
                " AND (folder = :old OR substr(folder, 1, length(:old) + 1) = :old || '/')"
            )
            library = find_library(database, self._folder)
            values = {"old": old, "new": new, "now": now(), "library": library}
            return database.execute(query, values).rowcount

        return self._store.write(change) if old and new and old != new else 0


def folder_name(text: str) -> str:
    """The name of a folder as it is stored: no empty parts, no spaces around them, no control characters."""
    plain = "".join(sign if sign.isprintable() else " " for sign in storable(text))
    return "/".join(part.strip() for part in plain.split("/") if part.strip())[:LONGEST_FOLDER].rstrip("/ ")


def _put(database: sqlite3.Connection, library: int, bookmark: Bookmark, keep_notes: bool) -> Bookmark:
    path, folder = storable(bookmark.path), folder_name(bookmark.folder)
    document = document_number(database, library, path)
    query = "SELECT id, note, created FROM bookmark WHERE document = ? AND folder = ? ORDER BY changed DESC LIMIT 1"
    old = database.execute(query, (document, folder)).fetchone()
    identity, note, created = old or (uuid4().hex, "", bookmark.created or now())
    if not (old and keep_notes):
        note = storable(bookmark.note)[:LONGEST_NOTE]
    row = {"id": identity, "document": document, "folder": folder, "note": note, "created": created, "changed": now()}
    put(database, _BOOKMARKS, row)
    return Bookmark(path, folder, note, created)
