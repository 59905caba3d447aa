"""A second document beside the shown one: `Beside.open` is how every part of the window shows one."""

from __future__ import annotations

from collections.abc import Container

from PySide6.QtCore import QObject, Signal

from qtbrowser.gui.reader.beside_panel import BesidePanel
from qtbrowser.gui.reader.known_places import KnownPlaces
from qtbrowser.gui.reader.reading import Reading
from qtbrowser.gui.worker.session import Session


class Beside(QObject):
    """The second document of a window. It is a part of `ViewState`, so that Back closes it and a tab keeps it.

    Whoever wants to show a document beside the first one, such as a card of a link, a menu of a selection or
    Shift+Enter in a list, calls `open`; the window has one of these. The focus stays where it is.

    Args:
        session: the session with the library.
        panel: the column.
        places: the reading places of the library.
        parent: the owner.

    Attributes:
        panel: the column.
        reading: the second document, with the signals of `Reading`.

    Signals:
        came: path: the reader has opened another document beside, or has closed it (an empty path); not by `put_back`.
        shown_changed: whether a second document is shown.
    """

    came = Signal(str)
    shown_changed = Signal(bool)

    def __init__(self, session: Session, panel: BesidePanel, places: KnownPlaces, parent: QObject) -> None:
        super().__init__(parent)
        self.panel = panel
        self.reading = Reading(session, panel.answer, self, places)
        self._is_shown = False
        self.reading.showing.connect(self._on_showing)
        self.reading.document_shown.connect(self._on_shown)
        self.reading.came.connect(self._on_came)
        self.reading.left.connect(self._on_left)
        panel.close_requested.connect(self.close)

    @property
    def path(self) -> str:
        """The path of the second document; empty where none is shown."""
        return self.reading.path

    @property
    def is_shown(self) -> bool:
        """Whether a second document is shown."""
        return self._is_shown

    def open(self, reference: str, fragment: str = "", words: str = "") -> None:
        """Show a document beside the first one, in place of a second one that is shown already.

        Args:
            reference: its path, id or address.
            fragment: the heading to scroll to.
            words: the query whose words are marked in it.
        """
        self.reading.show(reference, fragment, words)

    def close(self) -> None:
        """Show the first document alone."""
        if self._is_shown:
            self.reading.leave_document()
            self.came.emit("")

    def put_back(self, path: str, scroll: int, words: str) -> None:
        """Show a second document again as it was read, or none where `path` is empty. Nothing is reported.

        Args:
            path: the document.
            scroll: the place in it, a number of `AnswerPane.scroll_position`.
            words: the search whose words are marked.
        """
        self.reading.put_back(path, scroll, words)

    def scroll_position(self) -> int:
        """The reading place in the second document; 0 where there is none."""
        return self.panel.answer.pane.scroll_position() if self._is_shown else 0

    def leave(self, paths: Container[str]) -> None:
        """Close the second document if it is among these removed ones."""
        if self._is_shown and self.path in paths:
            self.close()

    def _on_showing(self) -> None:
        self._switch(True)

    def _on_shown(self, _path: str, title: str) -> None:
        self.panel.show_name(title)

    def _on_came(self, path: str, _fragment: str, _passing: bool) -> None:
        self.came.emit(path)

    def _on_left(self) -> None:
        self._switch(False)

    def _switch(self, shown: bool) -> None:
        if shown != self._is_shown:
            self._is_shown = shown
            self.shown_changed.emit(shown)
