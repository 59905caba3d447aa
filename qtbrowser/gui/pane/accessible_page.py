"""The page for screen readers: a document with headings, paragraphs, links, lists and tables, each with its words.

Qt's own interface of a text view has no children and reads a formula as one meaningless character. What is made here is
asked for by Qt itself, so that it is there for a screen reader that is started later, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import shiboken6
from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QAccessibleInterface,
    QTextCursor,
    QWindow,
)
from PySide6.QtWidgets import QAccessibleWidget

from qtbrowser.gui.pane.accessible_text import Level, LinkActions, PartText, pointer
from qtbrowser.gui.pane.page_view import PageView
from qtbrowser.gui.pane.spoken_page import PagePart, PartKind, SpokenPage

_ROLES = {
    PartKind.HEADING: QAccessible.Role.Heading,
    PartKind.PARAGRAPH: QAccessible.Role.Paragraph,
    PartKind.LIST: QAccessible.Role.List,
    PartKind.ITEM: QAccessible.Role.ListItem,
    PartKind.TABLE: QAccessible.Role.Table,
    PartKind.ROW: QAccessible.Role.Row,
    PartKind.CELL: QAccessible.Role.Cell,
    PartKind.HEADING_CELL: QAccessible.Role.ColumnHeader,
    PartKind.CODE: QAccessible.Role.Paragraph,
    PartKind.QUOTE: QAccessible.Role.BlockQuote,
    PartKind.FORMULA: QAccessible.Role.Equation,
    PartKind.LINK: QAccessible.Role.Link,
    PartKind.PICTURE: QAccessible.Role.Graphic,
}
_NAMED = (PartKind.HEADING, PartKind.LINK, PartKind.FORMULA, PartKind.PICTURE, PartKind.CELL, PartKind.HEADING_CELL)
"""What is read by its name; the words of others are their text."""

_LONGEST_NAME = 500
_Interface = QAccessible.InterfaceType


@cache
def make_pages_accessible() -> None:
    """Have Qt ask here for the interface of each page view."""
    QAccessible.installFactory(_interface_of)


def _interface_of(_key: str, thing: QObject) -> QAccessibleInterface | None:
    return AccessiblePage(thing) if isinstance(thing, PageView) else None


class AccessiblePage(QAccessibleWidget):
    """The interface of a page view.

    Args:
        view: the view; its present document is read at the first question and after each change of page.
    """

    def __init__(self, view: PageView) -> None:
        super().__init__(view, QAccessible.Role.Document)
        self.view = view
        self._spoken: SpokenPage | None = None
        self._children: list[AccessiblePart] = []
        self._text = PartText(view, lambda: self.spoken, None)
        view.rendered.connect(self._forget)
        view.extended.connect(self._forget)
        view.destroyed.connect(self._forget)
        view.link_focused.connect(self._tell_focused_link)

    @property
    def spoken(self) -> SpokenPage:
        """The words of the page."""
        if self._spoken is None:
            self._spoken = SpokenPage(self.view.document(), self.view.tr("Picture"))
            self._children = [AccessiblePart(self, self, part) for part in self._spoken.parts]
        return self._spoken

    def _forget(self) -> None:
        self._spoken = None
        for child in self._children:
            child.forget()
        self._children = []
        if QAccessible.isActive() and shiboken6.isValid(self.view):
            QAccessible.updateAccessibility(QAccessibleEvent(self.view, QAccessible.Event.ObjectReorder))

    def _tell_focused_link(self) -> None:
        """Tell a screen reader, if there is one, that the focus is on another link."""
        link = self.focusChild() if QAccessible.isActive() else None
        if link is not None:
            QAccessible.updateAccessibility(QAccessibleEvent(link, QAccessible.Event.Focus))

    def childCount(self) -> int:
        """The number of blocks."""
        return len(self.spoken.parts)

    def child(self, index: int) -> QAccessibleInterface | None:
        """A block; None if there is none."""
        return _child(self.inner_parts, index)

    @property
    def inner_parts(self) -> Sequence[AccessiblePart]:
        """The blocks."""
        return self._children if self.spoken.parts else ()

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """The place of a block among the others."""
        return _index(self._children, child)

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:
        """The block at a point of the screen."""
        return _at(self.inner_parts, QPoint(x, y))

    def focusChild(self) -> QAccessibleInterface | None:
        """The focused link; the page itself if the focus is on none of its links."""
        if not self.view.hasFocus():
            return None
        start = self.view.textCursor().selectionStart()
        cursor = QTextCursor(self.view.document())
        cursor.setPosition(min(start + 1, self.view.document().characterCount() - 1))
        found: AccessiblePart | None = None
        if self.view.textCursor().hasSelection() and cursor.charFormat().isAnchor():
            children = self.inner_parts
            for part in self.spoken.parts_at(self.spoken.offset(start)):
                found = next(child for child in children if child.part is part)
                children = found.inner_parts
        if found is None or not found.part.address:
            return self
        found.register()
        return found

    def interface_cast(self, kind: QAccessible.InterfaceType) -> int:
        """The text interface, as a pointer; the others are Qt's."""
        if kind is _Interface.TextInterface:
            return pointer(self._text)
        own: int | None = super().interface_cast(kind)
        return pointer(None) if own is None else own


class AccessiblePart(QAccessibleInterface):
    """The interface of a part of a page.

    Args:
        page: that of the page.
        above: that of what the part is in.
        part: the part.
    """

    def __init__(self, page: AccessiblePage, above: QAccessibleInterface, part: PagePart) -> None:
        super().__init__()
        self.part = part
        self._page = page
        self._above = above
        self._is_registered = False
        self._made: list[AccessiblePart] | None = None
        self._text = PartText(page.view, lambda: page.spoken, part)
        self._actions = LinkActions(page.view, part.address) if part.address else None
        self._attributes = Level(part.level) if part.level else None

    def register(self) -> None:
        """Give the interface to Qt, which keeps it until `forget`."""
        if not self._is_registered:
            self._is_registered = True
            QAccessible.registerAccessibleInterface(self)

    def forget(self) -> None:
        """Take the interface, and those within it, from Qt."""
        for child in self._made or ():
            child.forget()
        if self._is_registered:
            self._is_registered = False
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(self))

    def isValid(self) -> bool:
        """Whether the page is still shown."""
        return shiboken6.isValid(self._page.view)

    def object(self) -> QObject | None:
        """None: a part is no object."""
        return None

    def parent(self) -> QAccessibleInterface:
        """What the part is in."""
        return self._above

    @property
    def inner_parts(self) -> Sequence[AccessiblePart]:
        """What is in the part."""
        if self._made is None:
            self._made = [AccessiblePart(self._page, self, part) for part in self.part.parts]
        return self._made

    def childCount(self) -> int:
        """The number of parts in it."""
        return len(self.part.parts)

    def child(self, index: int) -> QAccessibleInterface | None:
        """A part in it; None if there is none."""
        return _child(self.inner_parts, index)

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """The place of a part among the others."""
        return _index(self.inner_parts, child)

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:
        """The part at a point of the screen."""
        return _at(self.inner_parts, QPoint(x, y))

    def role(self) -> QAccessible.Role:
        """The role of the part's kind."""
        return _ROLES[self.part.kind]

    def state(self) -> QAccessible.State:
        """Read only; a link can have the focus."""
        state = QAccessible.State()
        state.readOnly = 1
        state.selectableText = 1
        if self.part.kind is PartKind.LINK:
            state.linked = state.focusable = 1
        shown = self._page.view.viewport().rect()
        if not shown.intersects(self.local_rect()):
            state.offscreen = 1
        return state

    def text(self, kind: QAccessible.Text) -> str:
        """The name of a heading, link, formula, picture or cell; that code is code."""
        if kind is QAccessible.Text.Name and self.part.kind in _NAMED:
            end = min(self.part.end, self.part.start + _LONGEST_NAME)
            return self._page.spoken.text(self.part.start, end).strip()
        if kind is QAccessible.Text.Description and self.part.kind is PartKind.CODE:
            return self._page.view.tr("Code")
        return ""

    def setText(self, _kind: QAccessible.Text, _text: str) -> None:
        """Nothing: a page can't be changed."""

    def local_rect(self) -> QRect:
        """Where the part is in the viewport: whole lines, unless it is within one."""
        view, spoken = self._page.view, self._page.spoken
        cursor = QTextCursor(view.document())
        last = view.document().characterCount() - 1
        cursor.setPosition(min(spoken.position(self.part.start), last))
        first = view.cursorRect(cursor)
        cursor.setPosition(min(spoken.position(self.part.end), last))
        end = view.cursorRect(cursor)
        both = first.united(end)
        if first.top() == end.top():
            return both
        return QRect(0, both.top(), view.viewport().width(), both.height())

    def rect(self) -> QRect:
        """Where the part is on the screen."""
        local = self.local_rect()
        return QRect(self._page.view.viewport().mapToGlobal(local.topLeft()), local.size())

    def window(self) -> QWindow | None:
        """The window of the page."""
        return self._page.view.window().windowHandle()

    def interface_cast(self, kind: QAccessible.InterfaceType) -> int:
        """The interfaces of text, actions and attributes, as pointers."""
        match kind:
            case _Interface.TextInterface:
                return pointer(self._text)
            case _Interface.ActionInterface:
                return pointer(self._actions)
            case _Interface.AttributesInterface:
                return pointer(self._attributes)
            case _:
                return pointer(None)


def _child(children: Sequence[AccessiblePart], index: int) -> AccessiblePart | None:
    if not 0 <= index < len(children):
        return None
    children[index].register()
    return children[index]


def _index(children: Sequence[AccessiblePart], child: QAccessibleInterface) -> int:
    return next((number for number, one in enumerate(children) if one is child), -1)


def _at(children: Sequence[AccessiblePart], point: QPoint) -> AccessiblePart | None:
    for number, child in enumerate(children):
        if child.rect().contains(point):
            return _at(child.inner_parts, point) or _child(children, number)
    return None
