"""What the cards of links, and the words looked up from a page, open."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from qtbrowser.gui.browse.list_state import ListState
from qtbrowser.gui.pane.answer_pane import AnswerPane
from qtbrowser.gui.reader.beside import Beside
from qtbrowser.gui.reader.card_loading import CardLoading
from qtbrowser.gui.widgets.message_bar import MessageBar, Weight
from qtbrowser.gui.worker.session import Session


class CardCommands(QObject):
    """Connects a page with the library that its cards are about.

    Args:
        window: the window, which becomes the parent.
        session: the door to the library.
        list_state: what the list shows.
        beside: shows a second document beside the first.
        messages: shows sentences to the reader.
        pane: the page.
    """

    def __init__(
        self,
        *,
        window: QMainWindow,
        session: Session,
        list_state: ListState,
        beside: Beside,
        messages: MessageBar,
        pane: AnswerPane,
    ) -> None:
        super().__init__(window)
        self._beside = beside
        self._messages = messages
        loading = CardLoading(session, pane, list_state, self)
        loading.found_beside.connect(self._open_hit_beside)
        loading.nothing_found.connect(self._tell_nothing)
        pane.beside_requested.connect(self._open_beside)

    def _open_beside(self, path: str, fragment: str) -> None:
        self._beside.open(path, fragment)

    def _open_hit_beside(self, path: str, words: str) -> None:
        self._beside.open(path, words=words)

    def _tell_nothing(self, words: str) -> None:
        self._messages.show_message(self.tr("Nothing is found for “{0}”.").format(words), Weight.NOTICE)
