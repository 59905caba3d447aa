"""Loads a page that is shown already anew, once no other program is writing its file any more."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from qtbrowser.catalog.catalog_values import DocumentIdentity
from qtbrowser.gui.reader import page_jobs
from qtbrowser.gui.reader.page_jobs import LoadedAgain, PageRequest
from qtbrowser.gui.worker.session import Session
from qtbrowser.gui.worker.written_files import WrittenFiles


class FinishedPages(QObject):
    """Loads one page at a time; a later request takes the place of an earlier one.

    Args:
        session: the session with the library.
        then: called with the request and what became of it.
        failed: called with the request and a sentence, if it can't be loaded.
        parent: the owner.
    """

    def __init__(
        self,
        session: Session,
        then: Callable[[PageRequest, LoadedAgain], None],
        failed: Callable[[PageRequest, str], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._then = then
        self._failed = failed
        self._request = PageRequest("")
        self._identity: DocumentIdentity | None = None
        self._written = WrittenFiles(self)
        self._written.due.connect(self._look)

    def ask(self, request: PageRequest, identity: DocumentIdentity | None) -> None:
        """Load a page.

        Args:
            request: its reference is the path of the document.
            identity: by what the document is known again if it was moved.
        """
        if request.reference != self._request.reference:
            self._written.clear()
        # Else the wait goes on: each commit of a file that is written for long would begin it anew.
        self._request = request
        self._identity = identity
        self._look()

    def _look(self) -> None:
        however = self._request.reference in self._written.late
        job = partial(page_jobs.load_again, request=self._request, identity=self._identity, however=however)
        then, failed = partial(self._take, self._request), partial(self._fail, self._request)
        self._session.ask(job, then, failed=failed, replaces=(self, "page"))

    def _take(self, request: PageRequest, loaded: LoadedAgain) -> None:
        is_unfinished = loaded.shown is None and not loaded.is_gone
        self._written.note([request.reference], [request.reference] if is_unfinished else [])
        if not is_unfinished:
            self._then(request, loaded)

    def _fail(self, request: PageRequest, sentence: str) -> None:
        self._written.clear()
        self._failed(request, sentence)
