"""Jobs that read and write the bookmarks of a library. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qtbrowser.catalog.catalog_values import entry_key
from qtbrowser.gui.worker.task import Steps
from qtbrowser.whole_file import whole_file

if TYPE_CHECKING:
    from qtbrowser.library import Library
    from qtbrowser.personal.bookmarks import Bookmark

_AT_ONCE = 500
"""Imported bookmarks that are stored in one step."""


@dataclass(frozen=True, slots=True)
class DocumentBookmark:
    """A document's bookmark, and what a form offers for it.

    Attributes:
        path: the document, or the key of a question.
        folder, note: of its bookmark; those that a new one begins with.
        exists: whether it is bookmarked.
        folders: the names of all folders, by name.
    """

    path: str
    folder: str
    note: str
    exists: bool
    folders: tuple[str, ...]


def bookmark_of(library: Library, path: str, folder: str, anchor: str = "") -> DocumentBookmark:
    """The bookmark of a document, or of one question of a file that asks many.

    Args:
        library: the open library.
        path: the document's path, or the key of a question.
        folder: the folder that a new bookmark begins with.
        anchor: the place at which the reader is; that of a question is the question.
    """
    if anchor and any(question.anchor == anchor for question in library.questions(path)):
        path = entry_key(path, anchor)
    bookmarks = library.kept.bookmarks()
    folders = tuple(sorted({one.folder for one in bookmarks if one.folder}))
    found = next((one for one in bookmarks if one.path == path), None)
    if found is None:
        return DocumentBookmark(path, folder, "", False, folders)
    return DocumentBookmark(path, found.folder, found.note, True, folders)


def keep_bookmark(library: Library, path: str, folder: str, note: str, before: str | None) -> Bookmark:
    """Put a document into a folder, and out of the one it was in before (None: it was in none)."""
    if before is not None:
        library.kept.remove_bookmark(path, before)
    bookmark = library.kept.add_bookmark(path, folder, note)
    library.note_identities()
    return bookmark


def remove_bookmark(library: Library, path: str, folder: str | None = None) -> tuple[Bookmark, ...]:
    """Take a document out of a folder, or out of all; returns its bookmarks there."""
    removed = tuple(one for one in library.kept.bookmarks(folder) if one.path == path and folder in (None, one.folder))
    library.kept.remove_bookmark(path, folder)
    return removed


def restore_bookmarks(library: Library, removed: Sequence[Bookmark]) -> None:
    """Put bookmarks back that were removed."""
    library.kept.restore_bookmarks(removed)


def load_bookmarks(library: Library) -> tuple[Bookmark, ...]:
    """All bookmarks by folder, with the titles that the documents have now."""
    library.note_identities()
    return library.kept.bookmarks()


def export_bookmarks(library: Library, file: Path) -> Path:
    """Write all bookmarks in the form that the suffix of a file tells (.json, .md or .html); returns the file."""
    from qtbrowser.personal.bookmark_files import form_of, written

    text = written(library.kept.bookmarks(), form_of(file))
    with whole_file(file) as stream:
        stream.write(text.encode("utf-8", "replace"))
    return file


@dataclass(frozen=True, slots=True)
class ImportedBookmarks:
    """How many bookmarks of a file were stored, and the documents of others, which the library does not have."""

    count: int
    unknown: tuple[str, ...]


def import_bookmarks(library: Library, file: Path) -> Steps[ImportedBookmarks]:
    """Store the bookmarks of a .json or .html file; none becomes a second one of the same document and folder."""
    from qtbrowser.personal.bookmark_files import read_file

    found = read_file(file)
    count = 0
    unknown: list[str] = []
    for begin in range(0, len(found), _AT_ONCE):
        yield begin, len(found)
        stored, others = library.kept.import_bookmarks(found[begin : begin + _AT_ONCE])
        count += len(stored)
        unknown += others
    library.note_identities()
    return ImportedBookmarks(count, tuple(unknown))
