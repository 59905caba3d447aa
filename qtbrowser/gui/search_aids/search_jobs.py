"""Jobs that read and write saved and recent searches, without a library, and others that find. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qtbrowser.errors import LibraryError
from qtbrowser.gui.browse.browse_jobs import load_rows
from qtbrowser.gui.browse.page_size import PAGE_ROWS
from qtbrowser.gui.browse.rows import ListRequest, RowsPage

# SQLite is loaded by the first job, after the window is painted.
if TYPE_CHECKING:
    from qtbrowser.personal.searches import RecentSearches, SavedSearch, SavedSearches

if TYPE_CHECKING:
    from qtbrowser.library import Library
    from qtbrowser.library.quick_open import QuickOpened


@dataclass(frozen=True, slots=True)
class KeptSearches:
    """The stored searches.

    Attributes:
        saved: the saved searches, in the order in which they were saved.
        recent: the texts of recent searches, the latest first.
    """

    saved: tuple[SavedSearch, ...] = ()
    recent: tuple[str, ...] = ()


def search_other(library: Library, request: ListRequest) -> RowsPage:
    """The best hits in a library that another window has open, and keeps up to date.

    Args:
        library: that library.
        request: what to search for.

    Returns:
        The first page of hits; its rows can't be opened into others here.

    Raises:
        LibraryError: its index is not made yet, or damaged.
    """
    library.reload()
    if not library.is_built and not library.document_count:
        raise LibraryError("It is not indexed yet.", path=str(library.folder))
    page = load_rows(library, request, 0, PAGE_ROWS)
    return replace(page, rows=tuple(replace(row, equals=(), questions=0) for row in page.rows))


def load_searches() -> KeptSearches:
    """Load the searches that all windows have stored."""
    from qtbrowser.personal.personal_store import personal_store
    from qtbrowser.personal.searches import RecentSearches, SavedSearches

    store = personal_store()
    return KeptSearches(SavedSearches(store).all(), RecentSearches(store).all())


def change_saved(change: Callable[[SavedSearches], object]) -> KeptSearches:
    """Change the saved searches; returns all stored searches."""
    from qtbrowser.personal.personal_store import personal_store
    from qtbrowser.personal.searches import SavedSearches

    change(SavedSearches(personal_store()))
    return load_searches()


def change_recent(change: Callable[[RecentSearches], object]) -> KeptSearches:
    """Change the recent searches; returns all stored searches."""
    from qtbrowser.personal.personal_store import personal_store
    from qtbrowser.personal.searches import RecentSearches

    change(RecentSearches(personal_store()))
    return load_searches()


def take_over_recent(texts: Sequence[str]) -> KeptSearches:
    """Import recent searches of an earlier version, the latest first; they are added after the present ones."""
    from qtbrowser.personal.personal_store import personal_store
    from qtbrowser.personal.searches import RecentSearches

    store = personal_store()
    known = {text.casefold() for text in RecentSearches(store).all()}
    newer = RecentSearches(store).all()
    RecentSearches(store).add(*(text for text in reversed(texts) if text.casefold() not in known), *reversed(newer))
    return load_searches()


def find_titles(library: Library, text: str, before: Mapping[str, str], include_hidden: bool) -> QuickOpened:
    """The questions whose titles fit what is typed; `before` are the survivors of the last key."""
    return library.quick_open(text, before=before, include_hidden=include_hidden)
