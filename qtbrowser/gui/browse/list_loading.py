"""Loads lists, rows, facets and the subject tree in the worker, and caches the rows of recent lists."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from qtbrowser.gui.browse import browse_jobs
from qtbrowser.gui.browse.list_cache import ListCache
from qtbrowser.gui.browse.rows import FacetsPage, ListRequest, RowsPage
from qtbrowser.gui.browse.tree_rows import TreeRows
from qtbrowser.gui.worker.session import Session
from qtbrowser.gui.worker.task import Task

TREE, LIST, ROWS, FACETS = "browse.tree", "browse.list", "browse.rows", "browse.facets"

OnPage = Callable[[RowsPage], object]
OnFailed = Callable[[str], object]


class ListLoading:
    """The requests for one list. A later request of a kind replaces an earlier one; a new list also cancels the
    requests for details of the list before it.

    Args:
        session: the library.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._cache = ListCache()
        self._tasks: dict[str, Task] = {}

    def load_list(
        self,
        request: ListRequest,
        anchors: dict[str, int],
        then: OnPage,
        failed: OnFailed,
        *,
        waits_for_meaning: bool = False,
    ) -> None:
        """Load a list from its beginning, or around the first document of `anchors` that it has.

        Args:
            request: what to list.
            anchors: path -> row of documents whose rows are to be found again.
            then: called with the page.
            failed: called with a sentence if the list can't be loaded.
            waits_for_meaning: as for `browse_jobs.load_rows`.
        """
        self.cancel()
        job = partial(browse_jobs.load_list, request=request, anchors=anchors, waits_for_meaning=waits_for_meaning)
        self._tasks[LIST] = self._session.ask(job, then, failed=failed, replaces=LIST)

    def load_rows(self, request: ListRequest, offset: int, limit: int, then: OnPage, failed: OnFailed) -> None:
        """Load further rows of a list; arguments as for `load_list`."""
        job = partial(browse_jobs.load_rows, request=request, offset=offset, limit=limit)
        self._tasks[ROWS] = self._session.ask(job, then, failed=failed, replaces=ROWS)

    def load_facets(self, request: ListRequest, then: Callable[[FacetsPage], object]) -> None:
        """Load the facets of the hits of a request."""
        job = partial(browse_jobs.load_facets, request=request)
        self._tasks[FACETS] = self._session.ask(job, then, replaces=FACETS)

    def load_tree(self, include_hidden: bool, then: Callable[[TreeRows], object]) -> None:
        """Load the subject tree."""
        self._session.ask(partial(browse_jobs.load_tree, include_hidden=include_hidden), then, replaces=TREE)

    def cancel(self) -> None:
        """Cancel the requests for the list and its details."""
        for task in self._tasks.values():
            task.cancel()

    def cached(self, request: ListRequest, anchors: dict[str, int]) -> RowsPage | None:
        """The page of a list that `load_list` would load, if it was shown recently."""
        return self._cache.get(request, anchors)

    def keep(self, page: RowsPage) -> None:
        """Cache rows that were loaded."""
        self._cache.put(page)

    def forget(self) -> None:
        """Clear the cache, because the library or what is listed of it has changed."""
        self._cache.clear()
