"""What the main window has screen readers say: what the list shows, indexing, saving."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QMainWindow

from qtbrowser.gui.browse.list_state import ListState
from qtbrowser.gui.browse.rows import RowsPage
from qtbrowser.gui.indexing.refreshing import Refreshing
from qtbrowser.gui.widgets.announcements import announcements
from qtbrowser.gui.window.panels import Panels
from qtbrowser.gui.worker.change_jobs import Outcome
from qtbrowser.gui.worker.changing import Changing

REST_MS = 600
"""So long a list rests before it is told: each key of a search brings another."""

LONG_MS = 400
"""Indexing that is over sooner is not told: mostly there is nothing to do."""


class WindowAnnouncements(QObject):
    """Hears the window's parts. What the message bar shows is said by the bar.

    Args:
        window: the window, which becomes the parent.
        panels: the window's panels.
        refreshing: updates the index.
        list_state: what the list shows.
        changing: changes files.
    """

    def __init__(
        self,
        *,
        window: QMainWindow,
        panels: Panels,
        refreshing: Refreshing,
        list_state: ListState,
        changing: Changing,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._panels = panels
        self._told = ""
        self._tells_end = False
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._tell_list)
        self._long = QTimer(self, singleShot=True, interval=LONG_MS)
        self._long.timeout.connect(self._tell_indexing)
        list_state.list_shown.connect(self._on_list)
        refreshing.started.connect(self._long.start)
        refreshing.ended.connect(self._on_indexed)
        refreshing.waiting.connect(self._say)
        changing.begun.connect(self._on_change_begun)
        changing.changed.connect(self._on_changed)

    def list_words(self) -> str:
        """What the list shows, in words: its heading, its count, and the notes or the state in place of rows."""
        panel = self._panels.list_panel
        state = panel.state
        parts = [panel.heading.whole(), panel.count.whole()]
        parts += panel.notes.words() if state is None else [state.heading, state.text]
        return ". ".join(part.rstrip(".") for part in parts if part)

    def _on_list(self, _page: RowsPage) -> None:
        self._rest.start()

    def _tell_list(self) -> None:
        words = self.list_words()
        if words != self._told:
            self._told = words
            self._say(words)

    def _tell_indexing(self) -> None:
        self._tells_end = True
        self._say(self.tr("Indexing"))

    def _on_indexed(self, is_current: bool) -> None:
        self._long.stop()
        if self._tells_end:
            self._tells_end = False
            self._say(self.tr("The index is up to date.") if is_current else self.tr("Indexing has ended."))

    def _on_change_begun(self) -> None:
        self._say(self.tr("Saving"))

    def _on_changed(self, _outcome: Outcome) -> None:
        self._say(self.tr("Saved"))

    def _say(self, sentence: str) -> None:
        announcements.announce(self._window, sentence)
