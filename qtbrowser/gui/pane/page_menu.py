"""The page's context menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu, QTextBrowser

from qtbrowser.gui.pane.copy_kinds import CopyKind, copy_words
from qtbrowser.gui.pane.page_links import LinkKind, read_link


class PageMenu(QMenu):
    """Copy, copy a link, a code block or the whole document, select all, find. Deletes itself when it closes.

    Args:
        view: the page it belongs to.
        address: the link at which it was opened, "" for none.
        code: the code block at which it was opened, None for none.

    Signals:
        link_followed: the address, when the user chose to open the link.
        find_requested: the user wants the find bar.
        copy_requested: the CopyKind in which the whole document is to be copied.
        similar_requested: the reader wants to see questions like this one.
    """

    link_followed = Signal(str)
    find_requested = Signal()
    copy_requested = Signal(str)
    similar_requested = Signal()

    def __init__(self, view: QTextBrowser, address: str, code: str | None = None) -> None:
        super().__init__(view)
        self.setObjectName("page_menu")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._address = address
        if address:
            self._entry(self.tr("&Open Link"), lambda: self.link_followed.emit(address))
            self._entry(self.tr("Copy &Link Address"), self._copy_address)
            self.addSeparator()
        if code is not None:
            self._entry(self.tr("Copy C&ode"), lambda: QGuiApplication.clipboard().setText(code))
        copy = self._entry(self.tr("&Copy"), view.copy, QKeySequence.StandardKey.Copy)
        copy.setEnabled(view.textCursor().hasSelection())
        self._entry(self.tr("Select &All"), view.selectAll, QKeySequence.StandardKey.SelectAll)
        self.addSeparator()
        for kind in CopyKind:
            self._entry(copy_words(kind), self._copier(kind)).setEnabled(not view.document().isEmpty())
        self.addSeparator()
        similar = self._entry(self.tr("&More Like This"), self.similar_requested.emit)
        similar.setEnabled(not view.document().isEmpty())
        self._entry(self.tr("&Find…"), self.find_requested.emit, QKeySequence.StandardKey.Find)

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
        link = read_link(self._address)
        own = link.kind not in (LinkKind.OUTSIDE, LinkKind.REFUSED)
        QGuiApplication.clipboard().setText(link.target if own else self._address)
