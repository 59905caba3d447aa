"""The page's context menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QTextBrowser

from qtbrowser.gui.pane.copy_kinds import CopyKind, copy_words
from qtbrowser.gui.pane.page_links import LinkKind, read_link
from qtbrowser.gui.widgets.labels import shortened
from qtbrowser.gui.widgets.menu import Menu

LONGEST_WORDS = 40
"""So many of the selected characters are shown in the menu."""

TAB_KINDS = (LinkKind.DOCUMENT, LinkKind.SEARCH, LinkKind.SUBJECT, LinkKind.PLACE)


class LinkThere(NamedTuple):
    """The link at which a menu was opened; without an address there is none."""

    address: str = ""
    title: str = ""


class PageMenu(Menu):
    """What can be done with a link, with selected words and with the whole page. Deletes itself when it closes.

    Args:
        view: the page it belongs to.
        link: the link at which it was opened.
        words: the selected words, "" for none that can be searched for.
        code: the code block at which it was opened, None for none.

    Signals:
        link_followed: the address, when the user chose to open the link.
        tab_requested: address and title of a link to be shown in a tab of its own.
        beside_requested: address of a link to be shown beside the page.
        search_requested, look_up_requested: the selected words, to search for or to be looked up beside.
        find_requested: the user wants the find bar.
        copy_requested: the CopyKind in which the whole document is to be copied.
        similar_requested: the reader wants to see questions like this one.
        marking_requested: the selected passage is to be highlighted; whether with a note.
    """

    link_followed = Signal(str)
    tab_requested = Signal(str, str)
    beside_requested = Signal(str)
    search_requested = Signal(str)
    look_up_requested = Signal(str)
    find_requested = Signal()
    copy_requested = Signal(str)
    similar_requested = Signal()
    marking_requested = Signal(bool)

    def __init__(self, view: QTextBrowser, link: LinkThere, words: str = "", code: str | None = None) -> None:
        super().__init__(view)
        self.setObjectName("page_menu")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._link = link
        if link.address:
            self._add_link()
        if words:
            shown = shortened(words, LONGEST_WORDS).replace("&", "&&")
            self._entry(self.tr("&Search for “{0}”").format(shown), lambda: self.search_requested.emit(words))
            self._entry(self.tr("Look Up &Beside"), lambda: self.look_up_requested.emit(words))
        if code is not None:
            self._entry(self.tr("Copy C&ode"), lambda: QGuiApplication.clipboard().setText(code))
        copy = self._entry(self.tr("&Copy"), view.copy, QKeySequence.StandardKey.Copy)
        copy.setEnabled(view.textCursor().hasSelection())
        self._entry(self.tr("Select &All"), view.selectAll, QKeySequence.StandardKey.SelectAll)
        if view.textCursor().hasSelection():
            self._entry(self.tr("&Highlight Passage"), lambda: self.marking_requested.emit(False))
            self._entry(self.tr("&Note on Passage…"), lambda: self.marking_requested.emit(True))
        self.addSeparator()
        for kind in CopyKind:
            self._entry(copy_words(kind), self._copier(kind)).setEnabled(not view.document().isEmpty())
        self.addSeparator()
        similar = self._entry(self.tr("&More Like This"), self.similar_requested.emit)
        similar.setEnabled(not view.document().isEmpty())
        self._entry(self.tr("&Find…"), self.find_requested.emit, QKeySequence.StandardKey.Find)

    def _add_link(self) -> None:
        link = self._link
        kind = read_link(link.address).kind
        self._entry(self.tr("&Open Link"), lambda: self.link_followed.emit(link.address))
        if kind in TAB_KINDS:
            self._entry(self.tr("Open Link in New &Tab"), lambda: self.tab_requested.emit(*link))
        if kind is LinkKind.DOCUMENT:
            self._entry(self.tr("Open Link Be&side"), lambda: self.beside_requested.emit(link.address))
        self._entry(self.tr("Copy &Link Address"), self._copy_address)
        self.addSeparator()

    def _entry(self, text: str, act: object, keys: QKeySequence.StandardKey | None = None) -> QAction:
        action = self.addAction(text)
        if keys is not None:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(act)
        return action

    def _copier(self, kind: CopyKind) -> Callable[[], None]:
        return lambda: self.copy_requested.emit(kind.value)

    def _copy_address(self) -> None:
        link = read_link(self._link.address)
        own = link.kind not in (LinkKind.OUTSIDE, LinkKind.REFUSED)
        QGuiApplication.clipboard().setText(link.target if own else self._link.address)
