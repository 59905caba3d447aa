"""The text, the actions and the attributes of a page and its parts, as Qt asks for them for screen readers."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleAttributesInterface,
    QAccessibleTextInterface,
    QTextCursor,
)
from shiboken6 import Shiboken

from qtbrowser.gui.pane.page_view import PageView
from qtbrowser.gui.pane.spoken_page import PagePart, SpokenPage


class PartText(QAccessibleTextInterface):
    """The text of a part, or of the whole page, with the cursor of its view.

    Offsets count UTF-16 units from the part's start. Selections are set, but not told: PySide can't pass them to Qt.

    Args:
        view: shows the page.
        spoken: gives the words of the present page.
        part: the part; None for the whole page.
    """

    def __init__(self, view: PageView, spoken: Callable[[], SpokenPage], part: PagePart | None) -> None:
        super().__init__()
        self._view = view
        self._spoken = spoken
        self._part = part

    def _range(self) -> tuple[int, int]:
        return (0, self._spoken().length) if self._part is None else (self._part.start, self._part.end)

    def characterCount(self) -> int:
        """The length of the text."""
        start, end = self._range()
        return end - start

    def text(self, startOffset: int, endOffset: int) -> str:
        """The text of a range."""
        start, end = self._range()
        return self._spoken().text(start + startOffset, min(end, start + endOffset))

    def cursorPosition(self) -> int:
        """Where the cursor is; an end of the text if it is outside."""
        start, end = self._range()
        offset = self._spoken().offset(self._view.textCursor().position())
        return min(max(0, offset - start), end - start)

    def setCursorPosition(self, position: int) -> None:
        """Set the cursor."""
        view = self._view
        cursor = view.textCursor()
        cursor.setPosition(self._position(position))
        view.setTextCursor(cursor)

    def _position(self, offset: int) -> int:
        last = self._view.document().characterCount() - 1
        return min(self._spoken().position(self._range()[0] + offset), last)

    def characterRect(self, offset: int) -> QRect:
        """Where a letter is on the screen; of a formula the whole."""
        view = self._view
        cursor = QTextCursor(view.document())
        cursor.setPosition(self._position(offset))
        place = view.cursorRect(cursor)
        cursor.setPosition(self._position(offset + 1))
        following = view.cursorRect(cursor)
        if following.top() == place.top():
            place = place.united(following)
        return QRect(view.viewport().mapToGlobal(place.topLeft()), place.size())

    def offsetAtPoint(self, point: QPoint) -> int:
        """The offset of a point of the screen."""
        view = self._view
        position = view.cursorForPosition(view.viewport().mapFromGlobal(point)).position()
        start, end = self._range()
        return min(max(0, self._spoken().offset(position) - start), end - start)

    def scrollToSubstring(self, startIndex: int, endIndex: int) -> None:
        """Scroll a range into view."""
        self._view.show_range(self._position(startIndex), self._position(endIndex))

    def selectionCount(self) -> int:
        """0, see above."""
        return 0

    def addSelection(self, startOffset: int, endOffset: int) -> None:
        """Select a range."""
        self.setSelection(0, startOffset, endOffset)

    def setSelection(self, _selectionIndex: int, startOffset: int, endOffset: int) -> None:
        """Select a range."""
        view = self._view
        cursor = view.textCursor()
        cursor.setPosition(self._position(startOffset))
        cursor.setPosition(self._position(endOffset), QTextCursor.MoveMode.KeepAnchor)
        view.setTextCursor(cursor)

    def removeSelection(self, _selectionIndex: int) -> None:
        """Select nothing."""
        self.setCursorPosition(self.cursorPosition())


class LinkActions(QAccessibleActionInterface):
    """Follows a link.

    Args:
        view: shows the page.
        address: that of the link.
    """

    def __init__(self, view: PageView, address: str) -> None:
        super().__init__()
        self._view = view
        self._address = address

    def actionNames(self) -> list[str]:
        """Its only action."""
        return [QAccessibleActionInterface.pressAction()]

    def doAction(self, actionName: str) -> None:
        """Follow the link."""
        if actionName == QAccessibleActionInterface.pressAction():
            self._view.link_followed.emit(self._address)

    def keyBindingsForAction(self, _actionName: str) -> list[str]:
        """None: Enter works where the focus is."""
        return []


class Level(QAccessibleAttributesInterface):
    """The level of a heading or an item, from 1."""

    def __init__(self, level: int) -> None:
        super().__init__()
        self._level = level

    def attributeKeys(self) -> list[QAccessible.Attribute]:
        """The level."""
        return [QAccessible.Attribute.Level]

    def attributeValue(self, key: QAccessible.Attribute) -> object:
        """The level."""
        return self._level if key is QAccessible.Attribute.Level else None


def pointer(thing: Shiboken.Object | None) -> int:
    """The pointer that `interface_cast` is to return: PySide takes nothing else, also for no interface."""
    address: int = 0 if thing is None else shiboken6.getCppPointer(thing)[0]
    # The stubs say `int` for the pointer that it is.
    return Shiboken.VoidPtr(address)  # type: ignore[return-value]
