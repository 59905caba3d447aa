"""Search by meaning in the window: vectors are made beside it, told of in the status bar; it can be switched off."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from qtbrowser.gui.browse.list_state import ListState
from qtbrowser.gui.indexing.indexing_pause import IndexingPause
from qtbrowser.gui.indexing.meaning_making import MeaningMaking
from qtbrowser.gui.indexing.refreshing import Refreshing
from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.settings.settings_table import BY_MEANING
from qtbrowser.gui.window.status_bar import StatusBar
from qtbrowser.gui.worker.changing import Changing
from qtbrowser.gui.worker.session import OpenedLibrary, Session


class SearchingByMeaning(QObject):
    """Connects the process that makes vectors with a window.

    Args:
        window: the window, which becomes the parent.
        preferences: the settings.
        status: the window's status bar.
        session: the door to the library.
        refreshing: updates the index.
        pause: tells when the process is to wait, as indexing does.
        list_state: what the list shows.
        changing: changes files.

    Attributes:
        making: runs the process.
    """

    def __init__(
        self,
        *,
        window: QMainWindow,
        preferences: Preferences,
        status: StatusBar,
        session: Session,
        refreshing: Refreshing,
        pause: IndexingPause,
        list_state: ListState,
        changing: Changing,
    ) -> None:
        super().__init__(window)
        self._list_state = list_state
        self._has_news = False
        self.making = MeaningMaking(self)
        session.library_opened.connect(self._on_library)
        session.changed.connect(self.making.note_change)
        changing.changed.connect(self.making.make_soon)
        refreshing.ended.connect(self.making.take_index)
        self.making.progressed.connect(status.show_meaning)
        self.making.ended.connect(status.hide_meaning)
        self.making.news.connect(self._on_news)
        self.making.ended.connect(self._on_ended)
        self.making.set_paused(pause.is_paused)
        pause.changed.connect(self.making.set_paused)
        preferences.observe(BY_MEANING, self._switch)

    def close(self) -> None:
        """End the process."""
        self.making.close()

    def _on_library(self, opened: OpenedLibrary) -> None:
        self.making.open(opened.folder)

    def _on_news(self) -> None:
        self._has_news = True

    def _on_ended(self) -> None:
        # Not at each piece of news: the hits would move again and again.
        if self._has_news:
            self._has_news = False
            self._list_state.take_meaning()

    def _switch(self, is_wanted: bool) -> None:
        self.making.enable(is_wanted)
        self._list_state.set_words_only(not is_wanted)
