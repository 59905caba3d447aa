"""Jobs that read and write the bookmarks of a library. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qtbrowser.catalog.catalog_values import entry_key

if TYPE_CHECKING:
    from qtbrowser.library import Library
    from qtbrowser.personal.bookmarks import Bookmark


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


def remove_bookmark(library: Library, path: str, folder: str | None = None) -> int:
    """Take a document out of a folder, or out of all."""
    return library.kept.remove_bookmark(path, folder)


def load_bookmarks(library: Library) -> tuple[Bookmark, ...]:
    """All bookmarks by folder, with the titles that the documents have now."""
    library.note_identities()
    return library.kept.bookmarks()
