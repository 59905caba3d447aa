"""The page's context menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu

from qtbrowser.gui.pane.links import LinkKind, read_link

if TYPE_CHECKING:
    from qtbrowser.gui.pane.page_view import PageView


class PageMenu(QMenu):
    """Copy, copy the address of a link, select all, find. Deletes itself when it closes.

    Args:
        view: the page it belongs to.
        address: the link it was asked for on, "" for none.

    Signals:
        find_requested: the reader wants the find bar.
    """

    find_requested = Signal()

    def __init__(self, view: PageView, address: str) -> None:
        super().__init__(view)
        self.setObjectName("page_menu")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._address = address
        if address:
            self._entry(self.tr("&Open link"), lambda: view.link_followed.emit(address))
            self._entry(self.tr("Copy &link address"), self._copy_address)
            self.addSeparator()
        copy = self._entry(self.tr("&Copy"), view.copy, QKeySequence.StandardKey.Copy)
        copy.setEnabled(view.textCursor().hasSelection())
        self._entry(self.tr("Select &all"), view.selectAll, QKeySequence.StandardKey.SelectAll)
        self.addSeparator()
        self._entry(self.tr("&Find…"), self.find_requested.emit, QKeySequence.StandardKey.Find)

    def _entry(self, text: str, act: object, keys: QKeySequence.StandardKey | None = None) -> QAction:
        action = self.addAction(text)
        if keys is not None:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(act)
        return action

    def _copy_address(self) -> None:
        link = read_link(self._address)
        own = link.kind not in (LinkKind.OUTSIDE, LinkKind.REFUSED)
        QGuiApplication.clipboard().setText(link.target if own else self._address)
