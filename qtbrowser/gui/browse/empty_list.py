"""What the list panel shows in place of a list without rows: the reason, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from qtbrowser.gui.browse.list_panel import ListPanel
from qtbrowser.gui.browse.rows import ListRequest, RowsPage
from qtbrowser.gui.widgets.empty_states import EmptyState
from qtbrowser.gui.widgets.nouns import Noun
from qtbrowser.gui.widgets.state_texts import StateTexts

PATIENCE_MS = 400
"""The time in milliseconds for which an empty list waits for the first rows while the index is built, before it says
so.
"""


class EmptyList(QObject):
    """Chooses the empty state of a list, by what is known of the library.

    Args:
        panel: the list panel.
        parent: the owner.

    Attributes:
        is_indexing: whether the library is being indexed now.
        is_held_back: whether that waits, because it is paused.
        failure: why the library could not be indexed, a sentence; empty if it was, or is being indexed.
        problems: the number of unreadable files.
        listed: the number of documents in the subject tree.
    """

    def __init__(self, panel: ListPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._panel = panel
        self._texts = StateTexts(self)
        self._read = (0, 0)
        self._heading = ""
        self.is_indexing = False
        self.is_held_back = False
        self.failure = ""
        self.problems = 0
        self.listed = 0
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._show_indexing)

    def reset(self) -> None:
        """Another library is open, of which nothing is known yet."""
        self.stop_waiting()
        self.failure = ""
        self.problems = 0
        self.listed = 0
        self._read = (0, 0)

    def stop_waiting(self) -> None:
        """The list has rows, or can't be loaded."""
        self._patience.stop()

    @property
    def is_shown(self) -> bool:
        """Whether the list is known to be empty, even if that is not said yet."""
        return self._panel.state is not None or self._patience.isActive()

    def show(self, page: RowsPage, header: tuple[str, str], scope: str, noun: Noun, folder: str) -> None:
        """Show why a list is empty.

        Args:
            page: the list.
            header: its heading and its count in words.
            scope: the scope of the search in words; empty for the whole library.
            noun: what the documents are called.
            folder: the library's folder.
        """
        request = page.request
        if self.is_held_back and not self.listed:
            self._panel.show_state(self._texts.paused(), searching=request.is_search)
        elif self.failure and not self.listed:
            self._panel.show_state(self._texts.unreadable(self.failure), searching=request.is_search)
        elif request.is_search and self._is_being_read:
            # The documents that would be found may not have been read yet.
            self._panel.show_state(self._no_hits_yet(request), searching=True)
        elif request.is_search:
            words, suggestion = request.text.strip(), page.suggestion or ""
            state = self._texts.no_hits(words, scope, suggestion, noun, hides_known=request.hides_known)
            self._panel.show_state(state, *header, searching=True)
        elif request.is_similar:
            self._panel.show_state(self._texts.nothing_similar(noun), *header)
            self._panel.back.show()
        elif request.hides_known:
            self._panel.show_state(self._texts.all_known(), *header)
        elif request.selection.subject is not None:
            self._panel.show_state(self._texts.nothing_selected(noun), *header)
        elif self.is_indexing:
            self._await_first_commit(header[0])
        elif self.problems:
            self._panel.show_state(self._texts.nothing_readable(self.problems), *header)
        else:
            self._panel.show_state(self._texts.empty_folder(folder), *header)

    def show_failure(self, sentence: str, request: ListRequest) -> None:
        """Show that a list can't be loaded, and why."""
        self.stop_waiting()
        self._panel.show_state(self._texts.unreadable(sentence), searching=request.is_search)
        self._panel.back.setVisible(request.is_similar)

    def note_reading(self, stage: str, done: int, total: int, request: ListRequest | None) -> None:
        """Update how much of the library is read.

        Args:
            stage, done, total: as `Refreshing.progressed` tells.
            request: what the list shows; None while another list is loaded.
        """
        self._read = (done, total) if stage == "reading" else (0, 0)
        state = self._panel.state
        if request is not None and request.is_search and state is not None:
            known = self._texts.no_hits_yet(request.text.strip(), 0, 0)
            if state.heading == known.heading:
                self._panel.update_state(self._no_hits_yet(request))

    def end_reading(self) -> None:
        """The library is read completely."""
        self._read = (0, 0)

    @property
    def _is_being_read(self) -> bool:
        """Whether documents are missing from the list because they are still to be read."""
        return self.is_indexing and (self._read[1] > 0 or not self.listed)

    def _no_hits_yet(self, request: ListRequest) -> EmptyState:
        return self._texts.no_hits_yet(request.text.strip(), *self._read)

    def _await_first_commit(self, heading: str) -> None:
        """Say that the library is being indexed, but only after a while: small ones take a moment."""
        self._heading = heading
        if self._panel.state != self._texts.indexing():
            self._panel.show_nothing()
            self._patience.start()

    def _show_indexing(self) -> None:
        if self.is_indexing:
            self._panel.show_state(self._texts.indexing(), self._heading)
