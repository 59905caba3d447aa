"""Jobs that find the documents of a book. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qtbrowser.gui.browse.browse_jobs import load_rows
from qtbrowser.gui.browse.rows import ListRequest

if TYPE_CHECKING:
    from qtbrowser.library import Library

BOOK_LIMIT = 1000
"""The largest number of documents in one book: about 2,000 pages."""


@dataclass(frozen=True, slots=True)
class BookPaths:
    """The library paths of the first `BOOK_LIMIT` documents of a list, and the number of all its documents."""

    paths: tuple[str, ...]
    total: int


def book_paths(library: Library, request: ListRequest) -> BookPaths:
    """The documents of a list, in its order."""
    rows = load_rows(library, replace(request, opened=frozenset()), 0, BOOK_LIMIT)
    return BookPaths(tuple(row.path for row in rows.rows), rows.total)
