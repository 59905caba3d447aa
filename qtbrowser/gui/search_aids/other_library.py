"""One library of another window: opened for reading in a thread of its own, and searched."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from qtbrowser.gui.browse.rows import ListRequest, RowsPage
from qtbrowser.gui.search_aids.search_jobs import search_other
from qtbrowser.gui.worker.session import Session

HITS = "other_library.hits"


class OtherLibrary(QObject):
    """Searches one library that is open in another window. It has its own thread and stays open for later searches.

    Args:
        folder: the library.
        name: what its hits say.
        parent: the owner.

    Signals:
        answered: hits or a failure are there.

    Attributes:
        folder, name: as given; the name may be changed.
        page: the hits of the last search; None while there are none yet.
        failure: why it can't be searched, a sentence; empty if it can.
    """

    answered = Signal()

    def __init__(self, folder: Path, name: str, parent: QObject) -> None:
        super().__init__(parent)
        self.folder = folder
        self.name = name
        self.page: RowsPage | None = None
        self.failure = ""
        self._request = ListRequest()
        self._is_opening = False
        self._session = Session(self, repairs=False)
        self._session.library_opened.connect(self._on_opened)
        self._session.open_failed.connect(self._on_failure)

    def search(self, request: ListRequest) -> None:
        """Search; `answered` follows. An earlier search that is not answered yet is dropped."""
        self._request = request
        self.page = None
        self.failure = ""
        if self._session.folder is not None:
            self._ask()
        elif not self._is_opening:
            self._is_opening = True
            self._session.open(self.folder)

    def close(self, seconds: float = 0.0) -> None:
        """End its thread.

        Args:
            seconds: how long to wait for its end. A thread that writes nothing may as well end by itself.
        """
        self._session.close(seconds)

    def _ask(self) -> None:
        job = partial(search_other, request=self._request)
        self._session.ask(job, self._on_page, failed=self._on_failure, replaces=HITS)

    def _on_opened(self) -> None:
        self._is_opening = False
        self._ask()

    def _on_page(self, page: RowsPage) -> None:
        rows = tuple(replace(row, library=self.name, library_folder=str(self.folder)) for row in page.rows)
        self.page = replace(page, rows=rows)
        self.answered.emit()

    def _on_failure(self, sentence: str) -> None:
        self._is_opening = False
        self.failure = sentence
        self.answered.emit()
