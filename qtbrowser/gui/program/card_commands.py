"""What the cards of links, and the words looked up from a page, open."""

from __future__ import annotations

from PySide6.QtCore import QObject

from qtbrowser.gui.pane.answer_pane import AnswerPane
from qtbrowser.gui.reader.card_loading import CardLoading
from qtbrowser.gui.widgets.message_bar import Weight
from qtbrowser.gui.window.window_context import WindowContext


class CardCommands(QObject):
    """Connects a page with the library that its cards are about.

    Args:
        parts: the window's parts.
        pane: the page.
    """

    def __init__(self, parts: WindowContext, pane: AnswerPane) -> None:
        super().__init__(parts.window)
        self._parts = parts
        loading = CardLoading(parts.session, pane, parts.list_state, self)
        loading.found_beside.connect(self._open_hit_beside)
        loading.nothing_found.connect(self._tell_nothing)
        pane.beside_requested.connect(self._open_beside)

    def _open_beside(self, path: str, fragment: str) -> None:
        self._parts.beside.open(path, fragment)

    def _open_hit_beside(self, path: str, words: str) -> None:
        self._parts.beside.open(path, words=words)

    def _tell_nothing(self, words: str) -> None:
        self._parts.show_sentence(self.tr("Nothing is found for “{0}”.").format(words), Weight.NOTICE)
