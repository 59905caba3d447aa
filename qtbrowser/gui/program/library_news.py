"""Shows anew what has changed in the library: by a change made here, by another process, by an update of the index."""

from __future__ import annotations

from PySide6.QtCore import QObject

from qtbrowser.gui.browse.list_state import ListState
from qtbrowser.gui.indexing.refreshing import Refreshing
from qtbrowser.gui.program.opening import Opening
from qtbrowser.gui.program.refresh_failures import RefreshFailures
from qtbrowser.gui.reader.beside import Beside
from qtbrowser.gui.reader.reading import Reading
from qtbrowser.gui.worker.change_jobs import Outcome
from qtbrowser.gui.worker.changing import Changing
from qtbrowser.gui.worker.session import Session


class LibraryNews(QObject):
    """Has list and documents follow the library.

    Args:
        session: the door to the library; becomes the parent.
        changing: changes files.
        refreshing: updates the index.
        refresh_failures: tells when the folder is out of reach, and back.
        list_state: what the list shows.
        reading: shows documents.
        beside: shows a second document beside the first.
        opening: opens libraries, and knows what the start has asked for.
    """

    def __init__(
        self,
        *,
        session: Session,
        changing: Changing,
        refreshing: Refreshing,
        refresh_failures: RefreshFailures,
        list_state: ListState,
        reading: Reading,
        beside: Beside,
        opening: Opening,
    ) -> None:
        super().__init__(session)
        self._list_state = list_state
        self._reading = reading
        self._beside = beside
        self._opening = opening
        session.changed.connect(self._on_news)
        changing.changed.connect(self._on_change)
        refreshing.news.connect(session.look_for_news)
        refreshing.ended.connect(self._on_indexed)
        refresh_failures.reach_changed.connect(self._on_reach)

    def _on_change(self, outcome: Outcome) -> None:
        # First, so that a removed document is not loaded again.
        self._reading.leave(outcome.gone)
        self._beside.leave(outcome.gone)
        self._on_news()

    def _on_news(self) -> None:
        self._list_state.refresh()
        self._reading.refresh()
        self._beside.reading.refresh()
        self._opening.ask_problems()
        self._opening.show_what_was_missing()

    def _on_reach(self, is_away: bool, _is_indexed: bool) -> None:
        if not is_away:
            # A document that was opened meanwhile is the copy in the index.
            self._reading.refresh()
            self._beside.reading.refresh()

    def _on_indexed(self, _is_current: bool) -> None:
        self._opening.ask_problems()
        self._list_state.ask_again_if_empty()
        self._opening.show_what_was_missing()
