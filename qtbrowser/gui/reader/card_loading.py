"""Fills the cards of the page from the library, and looks words up."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from qtbrowser.gui.browse.list_state import ListState
from qtbrowser.gui.pane.answer_pane import AnswerPane
from qtbrowser.gui.pane.page_links import LinkKind, read_link
from qtbrowser.gui.reader import card_jobs
from qtbrowser.gui.reader.card_jobs import LinkCard
from qtbrowser.gui.widgets.labels import counted
from qtbrowser.gui.worker.session import Session

if TYPE_CHECKING:
    from qtbrowser.library import Library

CARD, LOOK_UP = "reader.card", "reader.look_up"


class CardLoading(QObject):
    """Answers what a page asks about its links and words.

    Args:
        session: the library.
        pane: the page.
        list_state: tells what documents are called, and whether hidden ones are found.
        parent: the owner.

    Signals:
        found_beside: path of the document that looking words up has found, and the words.
        nothing_found: the words that no document has.
    """

    found_beside = Signal(str, str)
    nothing_found = Signal(str)

    def __init__(self, session: Session, pane: AnswerPane, list_state: ListState, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._pane = pane
        self._list_state = list_state
        pane.offer_cards().wanted.connect(self._load)
        pane.look_up_requested.connect(self._look_up)

    def _load(self, address: str, words: str) -> None:
        # A link that leads nowhere any more has no card; following it says why.
        self._session.ask(self._job(address, words), self._show, failed=_drop, replaces=CARD)

    def _job(self, address: str, words: str) -> Callable[[Library], LinkCard]:
        hidden = self._list_state.request.selection.include_hidden
        link = read_link(address)
        if link.kind is LinkKind.DOCUMENT:
            return partial(card_jobs.document_card, path=link.target, fragment=link.fragment)
        if link.kind is LinkKind.SUBJECT:
            return partial(card_jobs.subject_card, key=link.target, address=address, include_hidden=hidden)
        looked_up = words or link.target
        but = self._shown_path()
        return partial(card_jobs.words_card, words=looked_up, address=address, include_hidden=hidden, but=but)

    def _shown_path(self) -> str:
        page = self._pane.page()
        return page.path if page is not None else ""

    def _show(self, card: LinkCard) -> None:
        self._pane.show_card(
            card.html, address=card.address, document=card.document, title=card.title, lead=self._lead(card)
        )

    def _lead(self, card: LinkCard) -> str:
        if card.count < 0:
            return ""
        if not card.count:
            return self.tr("Nothing is found for “{0}”").format(card.words)
        if not card.document:
            return f"{card.title}: {self._list_state.noun.counted(card.count)}"
        hits = counted(card.count, self.tr("1 hit"), self.tr("{0} hits"))
        return self.tr("{0} for “{1}”").format(hits, card.words)

    def _look_up(self, words: str) -> None:
        hidden = self._list_state.request.selection.include_hidden
        job = partial(card_jobs.best_hit, words=words, include_hidden=hidden, but=self._shown_path())
        self._session.ask(job, partial(self._on_hit, words), replaces=LOOK_UP)

    def _on_hit(self, words: str, path: str) -> None:
        if path:
            self.found_beside.emit(path, words)
        else:
            self.nothing_found.emit(words)


def _drop(_sentence: str) -> None:
    """No card."""
