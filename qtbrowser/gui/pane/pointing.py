"""Finds the link or word of a page on which the mouse rests, or at which it points while Ctrl is held."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QApplication

from qtbrowser.gui.pane.page_links import LinkKind, read_link
from qtbrowser.gui.pane.page_viewport import PageViewport

REST_MS = 500
"""The time in milliseconds that the mouse rests on a link before `rested` is emitted."""

CONTROL_MS = 200
"""The same while Ctrl is held."""

MOST_WORD = 200
"""A selection with more characters is not looked up."""

_NO_WORDS = {0x2029: " ", 0x2028: " ", 0xFFFC: " ", 0xFDD0: " ", 0xFDD1: " ", 0xAD: "", 0x200B: ""}
"""Characters of Qt's text that are not part of words: ends of paragraphs and cells, objects, break opportunities."""

CARD_KINDS = (LinkKind.DOCUMENT, LinkKind.SEARCH, LinkKind.SUBJECT)
"""The kinds of links that lead to something in the library."""


class Pointed(NamedTuple):
    """A link or a word of a page.

    Attributes:
        address: the link's address; empty for a word.
        words: the word or the selected text; empty for a link.
        place: where it is, in the coordinates of the viewport.
    """

    address: str
    words: str
    place: QRect


class Pointing(QObject):
    """Watches mouse and Ctrl over a page.

    Args:
        view: the page.

    Signals:
        rested: Pointed.
        moved_away: the mouse has left the link or word that was emitted last.
    """

    rested = Signal(object)
    moved_away = Signal()

    def __init__(self, view: PageViewport) -> None:
        super().__init__(view)
        self._view = view
        self._here: Pointed | None = None
        self._told: Pointed | None = None
        self._resting = QTimer(self, singleShot=True)
        self._resting.timeout.connect(self._tell)
        view.setMouseTracking(True)
        view.viewport().setMouseTracking(True)
        view.viewport().installEventFilter(self)
        view.installEventFilter(self)

    def forget(self) -> None:
        """Forget what was emitted last, so that it is emitted again when the mouse moves."""
        self._resting.stop()
        self._told = None

    def at_cursor(self) -> Pointed | None:
        """The focused link, or the selected words; None if there are neither."""
        cursor = self._view.textCursor()
        address = cursor.charFormat().anchorHref() if cursor.hasSelection() else ""
        place = self._view.cursorRect(cursor)
        if is_internal(address):
            start = QTextCursor(cursor)
            start.setPosition(cursor.selectionStart())
            return Pointed(address, "", place.united(self._view.cursorRect(start)))
        words = plain_words(cursor.selectedText())
        return Pointed("", words, place) if words else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Observes the mouse and the Ctrl key without handling their events."""
        kind = event.type()
        if kind == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            if event.buttons() == Qt.MouseButton.NoButton:
                self._look(event.position().toPoint(), event.modifiers())
        elif kind in (QEvent.Type.MouseButtonPress, QEvent.Type.Wheel):
            self._resting.stop()
        elif kind == QEvent.Type.Leave and watched is self._view.viewport():
            self._resting.stop()
            self._here = None
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            place = self._view.viewport().mapFromGlobal(self._view.cursor().pos())
            if event.key() == Qt.Key.Key_Control and self._view.viewport().rect().contains(place):
                self._look(place, Qt.KeyboardModifier.ControlModifier)
            else:
                self._resting.stop()
        elif kind == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Control:
            self._resting.stop()
        return False

    def _look(self, place: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        with_control = modifiers == Qt.KeyboardModifier.ControlModifier
        here = self._link_at(place) or (self._word_at(place) if with_control else None)
        if self._told is not None and not _is_same(here, self._told):
            self._told = None
            self.moved_away.emit()
        self._here = here
        if here is None or _is_same(here, self._told):
            self._resting.stop()
        else:
            self._resting.start(CONTROL_MS if with_control else REST_MS)

    def _tell(self) -> None:
        if self._here is not None and QApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self._told = self._here
            self.rested.emit(self._here)

    def _link_at(self, place: QPoint) -> Pointed | None:
        address = self._view.anchorAt(place)
        if not is_internal(address):
            return None
        line = self._view.cursorRect(self._view.cursorForPosition(place))
        return Pointed(address, "", QRect(place.x() - 8, line.top(), 16, line.height()))

    def _word_at(self, place: QPoint) -> Pointed | None:
        cursor = self._view.cursorForPosition(place)
        chosen = self._view.textCursor()
        if chosen.hasSelection() and chosen.selectionStart() <= cursor.position() <= chosen.selectionEnd():
            cursor = chosen
        else:
            cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        words = plain_words(cursor.selectedText())
        start, end = QTextCursor(cursor), QTextCursor(cursor)
        start.setPosition(cursor.selectionStart())
        end.setPosition(cursor.selectionEnd())
        room = self._view.cursorRect(start).united(self._view.cursorRect(end))
        # For a position beside the text, Qt returns the nearest word.
        return Pointed("", words, room) if words and room.contains(place) else None


def is_internal(address: str) -> bool:
    """Whether an address leads to something in the library for which a card can be shown."""
    return bool(address) and read_link(address).kind in CARD_KINDS


def plain_words(text: str) -> str:
    """Selected text as words to search for; empty if it has no letter or is too long."""
    words = " ".join(text.translate(_NO_WORDS).split())
    return words if len(words) <= MOST_WORD and any(map(str.isalnum, words)) else ""


def _is_same(one: Pointed | None, other: Pointed | None) -> bool:
    return one is not None and other is not None and (one.address, one.words) == (other.address, other.words)
