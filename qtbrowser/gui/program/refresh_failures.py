"""Tells why the index could not be updated, for as long as that is so, and waits for a library that is away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QMainWindow

from qtbrowser.gui.indexing.refreshing import Refreshing
from qtbrowser.gui.widgets.message_bar import MessageBar, Weight
from qtbrowser.gui.worker.session import Session

if TYPE_CHECKING:
    from qtbrowser.library import Library

LOOK_MS = 1_000
"""How often it is looked whether a folder that is away is back."""

_SLOT = "program.refresh_failures"


class RefreshFailures(QObject):
    """Shows the reason of a failed update of the index until an update succeeds.

    A folder may go away while it is open: a drive that is unplugged, a share without a network. What was indexed is
    still shown, and the index is updated as soon as the folder is back.

    Signals:
        reach_changed: whether the folder is out of reach now, and whether its index has documents.

    Args:
        window: the window, which becomes the parent.
        session: the door to the library.
        refreshing: updates the index.
        messages: shows sentences to the reader.
    """

    reach_changed = Signal(bool, bool)

    def __init__(
        self,
        *,
        window: QMainWindow,
        session: Session,
        refreshing: Refreshing,
        messages: MessageBar,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._refreshing = refreshing
        self._messages = messages
        self._told = ""
        self._is_second = False
        self._is_away = False
        self._next_look = QTimer(self, singleShot=True, interval=LOOK_MS)
        self._next_look.timeout.connect(self._look)
        refreshing.started.connect(self._next_look.stop)
        refreshing.failed.connect(self._on_failure)
        refreshing.ended.connect(self._on_end)
        session.library_opened.connect(self._forget)

    def _on_failure(self, sentence: str, is_doubtful_loss: bool) -> None:
        if not (self._is_second and sentence == self._told):
            action = self.tr("Removed on Purpose") if is_doubtful_loss else ""
            self._messages.show_message(sentence, Weight.ERROR, action, self._accept_loss)
        self._told = sentence
        self._look()

    def _on_end(self, is_current: bool) -> None:
        if is_current:
            self._messages.withdraw(self._told)
            self._forget()

    def _forget(self) -> None:
        self._told = ""
        self._is_second = False
        self._note_reach(is_away=False, is_indexed=False)
        self._next_look.stop()

    def _look(self) -> None:
        # Not in the window's thread: a share without a network answers late.
        self._session.ask(_reach, self._on_look, replaces=_SLOT)

    def _on_look(self, reach: tuple[bool, bool]) -> None:
        is_away, is_indexed = reach
        was_away = self._is_away
        self._note_reach(is_away, is_indexed)
        if is_away:
            self._next_look.start()
            return
        # A folder that is there may have come back since the update failed: one more update tells.
        again = was_away or not self._is_second
        self._is_second = again
        if again:
            self._refreshing.start()

    def _accept_loss(self) -> None:
        self._messages.hide()
        self._refreshing.start_again(accept_loss=True)

    def _note_reach(self, is_away: bool, is_indexed: bool) -> None:
        if is_away != self._is_away:
            self._is_away = is_away
            self._refreshing.set_out_of_reach(is_away)
            self.reach_changed.emit(is_away, is_indexed)


def _reach(library: Library) -> tuple[bool, bool]:
    return library.is_out_of_reach, library.document_count > 0
