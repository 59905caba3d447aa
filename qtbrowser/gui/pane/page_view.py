"""The widget that shows one page, with its input: keys, wheel, links, tooltips, menu, copying."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

from qtbrowser.gui.math.typesetter import Typesetter
from qtbrowser.gui.pane.copied_text import copied
from qtbrowser.gui.pane.copy_code_button import CopyCodeButtons
from qtbrowser.gui.pane.link_words import link_tooltip
from qtbrowser.gui.pane.page_canvas import PageCanvas
from qtbrowser.gui.pane.page_keys import SCROLL_ACTS, KeyAct, key_act
from qtbrowser.gui.pane.page_links import LinkKind, read_link
from qtbrowser.gui.pane.page_menu import LinkThere, PageMenu
from qtbrowser.gui.pane.page_style import PageStyle
from qtbrowser.gui.pane.pinch import Pinch
from qtbrowser.gui.pane.plain_tooltips import plain_tooltip
from qtbrowser.gui.pane.pointing import is_internal, plain_words
from qtbrowser.gui.widgets.clicks import asks_for_tab
from qtbrowser.gui.widgets.focus_ring import FocusRing


class PageView(PageCanvas):
    """An interactive page. It does not load or open anything itself, but emits requests.

    Args:
        style: the first style.
        typesetter: typesets the formulas.
        parent: the owner.

    Signals:
        link_followed: the address of a link that was clicked or entered, as the page writes it.
        tab_requested: address and title of a link that was clicked with Ctrl or the middle button.
        zoom_stepped: +1 or -1 for a step of the zoom, 0 for 100%.
        zoom_multiplied: a pinch, as the factor to multiply the zoom by.
        find_requested: the user wants the find bar.
        copy_requested: the CopyKind in which the whole document is to be copied.
        similar_requested: the reader wants to see questions like this one.
        card_requested: the reader wants a card of the focused link or the selected words.
        search_requested: words that were selected, to search for.
        look_up_requested: words that were selected, to be looked up beside.
        beside_requested: the address of a link that is to be shown beside the page.
        marking_requested: the selected passage is to be highlighted; whether with a note.
        link_focused: Tab has moved the focus to another link, or off the last one.

    Attributes:
        has_cards: whether links have cards instead of tooltips.
        note_at: the reader's note on what is at a point of the viewport; empty for none.
        moves_caret: whether the keys move a caret instead of the page.
    """

    link_followed = Signal(str)
    tab_requested = Signal(str, str)
    zoom_stepped = Signal(int)
    zoom_multiplied = Signal(float)
    find_requested = Signal()
    copy_requested = Signal(str)
    similar_requested = Signal()
    card_requested = Signal()
    search_requested = Signal(str)
    look_up_requested = Signal(str)
    beside_requested = Signal(str)
    marking_requested = Signal(bool)
    link_focused = Signal()

    def __init__(self, style: PageStyle, typesetter: Typesetter, parent: QWidget | None = None) -> None:
        # Set before Qt's constructor, which already sends events.
        self._pinch = Pinch()
        self.has_cards = False
        self.note_at: Callable[[QPoint], str] = lambda _point: ""
        self.moves_caret = False
        super().__init__(style, typesetter, parent)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self._copy_buttons = CopyCodeButtons(self.viewport())
        FocusRing(self)
        self.anchorClicked.connect(self._report_link)
        self.seen_changed.connect(self._place_copy_buttons)
        self.rendered.connect(self._place_copy_buttons_anew)

    def _report_link(self, url: QUrl) -> None:
        self.link_followed.emit(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handles the keys of `page_keys`; Qt handles the others."""
        self.end_picture()
        act = key_act(event)
        if act is KeyAct.FOLD_OR_PAGE_DOWN:
            if fold := self._focused_fold():
                self.link_followed.emit(fold)
                return
            act = KeyAct.PAGE_DOWN
        if act is None or (self.moves_caret and act in SCROLL_ACTS):
            super().keyPressEvent(event)
        else:
            self._do(act)

    def focusNextPrevChild(self, forwards: bool, /) -> bool:
        """Moves the focus to the next or the previous link; out of the page after the last one.

        Where neither the focused link nor what is selected is in view, it goes to the first link in view or behind it,
        backwards to the last one in view or before it.
        """
        self.end_picture()
        first, last = self.place().position, self.seen_positions()[1]
        cursor = self.textCursor()
        if not (cursor.hasSelection() and cursor.selectionEnd() >= first and cursor.selectionStart() <= last):
            self.look_for_links_from(first if forwards else last, forwards=forwards)
        stays = super().focusNextPrevChild(forwards)
        if stays:
            self.link_focused.emit()
        return stays

    def _focused_fold(self) -> str:
        """The address of the focused link if it folds or unfolds something, and is in view; empty otherwise."""
        cursor = self.textCursor()
        address = cursor.charFormat().anchorHref() if cursor.hasSelection() else ""
        is_fold = bool(address) and read_link(address).kind is LinkKind.FOLD
        return address if is_fold and self.viewport().rect().intersects(self.cursorRect(cursor)) else ""

    def _do(self, act: KeyAct) -> None:
        if act is KeyAct.PAGE_DOWN:
            self.scroll_pages(1)
        elif act is KeyAct.PAGE_UP:
            self.scroll_pages(-1)
        elif act is KeyAct.TOP:
            self.verticalScrollBar().setValue(0)
        elif act is KeyAct.END:
            self.scroll_to_end()
        elif act is KeyAct.CARD:
            self.card_requested.emit()
        else:
            steps = {KeyAct.ZOOM_IN: 1, KeyAct.ZOOM_OUT: -1, KeyAct.ZOOM_NORMAL: 0}
            self.zoom_stepped.emit(steps[act])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ctrl with the left button, or the middle button, requests a new tab for a link."""
        place = event.position().toPoint()
        address = self.anchorAt(place)
        if address and asks_for_tab(event):
            self.tab_requested.emit(address, self.cursorForPosition(place).charFormat().toolTip())
            return
        super().mousePressEvent(event)

    def _place_copy_buttons_anew(self) -> None:
        """Place the copy buttons again, because the page was replaced."""
        self._copy_buttons.place([], self.origin())
        self._place_copy_buttons()

    def _place_copy_buttons(self) -> None:
        self._copy_buttons.place(self.listings_in_view(), self.origin())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl+wheel zooms."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        turned = event.angleDelta().y()
        if turned:
            self.zoom_stepped.emit(1 if turned > 0 else -1)
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        """Shows plain text tooltips; a pinch zooms."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._show_tooltip(event)
            return True
        factor = self._pinch.take(event)
        if factor is None:
            return super().viewportEvent(event)
        if factor != 1:
            self.zoom_multiplied.emit(factor)
        return True

    def _show_tooltip(self, event: QHelpEvent) -> None:
        address = self.anchorAt(event.pos())
        if self.has_cards and is_internal(address):
            QToolTip.hideText()
        elif address:
            title = self.cursorForPosition(event.pos()).charFormat().toolTip()
            QToolTip.showText(event.globalPos(), link_tooltip(read_link(address), title), self)
        elif note := self.note_at(event.pos()):
            QToolTip.showText(event.globalPos(), plain_tooltip(self.tr("Your note:"), note), self)
        elif fault := self.fault_at(event.pos()):
            QToolTip.showText(event.globalPos(), plain_tooltip(self.tr("Shown as its source:"), fault), self)
        else:
            QToolTip.hideText()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Opens the page's menu; Qt's own has entries that are not for a page."""
        listing = self.listing_at(event.pos())
        address = self.anchorAt(event.pos())
        title = self.cursorForPosition(event.pos()).charFormat().toolTip() if address else ""
        words = plain_words(self.textCursor().selectedText())
        menu = PageMenu(self, LinkThere(address, title), words, None if listing is None else listing.code())
        menu.link_followed.connect(self.link_followed)
        menu.tab_requested.connect(self.tab_requested)
        menu.beside_requested.connect(self.beside_requested)
        menu.search_requested.connect(self.search_requested)
        menu.look_up_requested.connect(self.look_up_requested)
        menu.find_requested.connect(self.find_requested)
        menu.copy_requested.connect(self.copy_requested)
        menu.similar_requested.connect(self.similar_requested)
        menu.marking_requested.connect(self.marking_requested)
        menu.popup(event.globalPos())

    def createMimeDataFromSelection(self) -> QMimeData:
        """Plain text and safe HTML."""
        return copied(self.textCursor().selection())
