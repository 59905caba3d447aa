"""Selects the row of the document that is shown, wherever it was opened from."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from qtbrowser.gui.browse import browse_jobs
from qtbrowser.gui.browse.list_panel import ListPanel
from qtbrowser.gui.browse.rows import ListRequest
from qtbrowser.gui.worker.session import Session

FOLLOWED = "browse.followed"


class FollowedRow:
    """The row of the document that is shown.

    Args:
        session: the library.
        panel: the list.
        shown: returns the request whose rows the list shows; None while it shows none.
    """

    def __init__(self, session: Session, panel: ListPanel, shown: Callable[[], ListRequest | None]) -> None:
        self._session = session
        self._panel = panel
        self._shown = shown
        self._path = ""

    def forget(self) -> None:
        """No document is shown."""
        self._path = ""

    def follow(self, path: str) -> None:
        """Select the row of a document that is shown now, and bring it into view."""
        self._path = path
        if not self._panel.follow(path):
            self._find(scroll=True)

    def follow_again(self) -> None:
        """Another list is shown: select the row of the same document, without scrolling to one that is not loaded."""
        if not self._panel.follow(self._path):
            self._find(scroll=False)

    def _find(self, scroll: bool) -> None:
        """Look for the row in the library, if it is not loaded. Among hits this would take too long."""
        request = self._shown()
        if request is not None and self._path and not (request.is_search or request.is_similar):
            job = partial(browse_jobs.find_row, request=request, path=self._path)
            self._session.ask(job, partial(self._on_row, request, self._path, scroll), replaces=FOLLOWED)

    def _on_row(self, request: ListRequest, path: str, scroll: bool, row: int | None) -> None:
        if row is not None and request == self._shown() and path == self._path:
            self._panel.select(path, row, scroll)
