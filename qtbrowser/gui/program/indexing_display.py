"""Shows how far indexing is, pauses it, and offers to go on when it was stopped or paused."""

from __future__ import annotations

from PySide6.QtCore import QObject

from qtbrowser.gui.browse.list_state import ListState
from qtbrowser.gui.indexing.indexing_pause import IndexingPause
from qtbrowser.gui.indexing.refreshing import Refreshing
from qtbrowser.gui.widgets.message_bar import MessageBar, Weight
from qtbrowser.gui.window.status_bar import StatusBar


class IndexingDisplay(QObject):
    """Connects the updates of the index with the status bar, the list and the message bar.

    Args:
        refreshing: updates the index; becomes the parent.
        pause: tells when that is to wait.
        status: the window's status bar.
        list_state: what the list shows.
        messages: shows sentences to the reader.
    """

    def __init__(
        self,
        *,
        refreshing: Refreshing,
        pause: IndexingPause,
        status: StatusBar,
        list_state: ListState,
        messages: MessageBar,
    ) -> None:
        super().__init__(refreshing)
        self._refreshing = refreshing
        self._pause = pause
        self._status = status
        self._list_state = list_state
        self._messages = messages
        refreshing.progressed.connect(status.show_progress)
        refreshing.progressed.connect(list_state.note_reading)
        refreshing.started.connect(self._on_start)
        refreshing.ended.connect(self._on_end)
        refreshing.failed.connect(self._on_failure)
        refreshing.waiting.connect(status.show_waiting)
        refreshing.cancelled.connect(self._on_cancel)
        status.cancel_requested.connect(refreshing.cancel)
        status.pause_requested.connect(self._on_pause_requested)
        pause.changed.connect(refreshing.set_paused)
        refreshing.held_back.connect(self._on_held_back)

    def _on_start(self) -> None:
        self._list_state.is_indexing = True
        self._list_state.note_failure("")
        self._status.begin_progress()

    def _on_end(self, _is_current: bool) -> None:
        self._list_state.is_indexing = False
        self._status.hide_progress()

    def _on_failure(self, sentence: str, _is_doubtful_loss: bool) -> None:
        self._list_state.note_failure(sentence)

    def _on_pause_requested(self) -> None:
        if self._pause.is_paused:
            self._pause.go_on()
        else:
            self._pause.pause()

    def _on_held_back(self, is_held_back: bool) -> None:
        self._list_state.hold_back(is_held_back)
        if is_held_back:
            self._status.show_pause(self._pause.charge)
        else:
            self._status.hide_pause()

    def _on_cancel(self) -> None:
        sentence = self.tr("Indexing was stopped; what was read so far can be searched.")
        self._messages.show_message(sentence, Weight.NOTICE, self.tr("Go On"), self._refreshing.start)
