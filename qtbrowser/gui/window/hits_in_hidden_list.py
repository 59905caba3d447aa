"""Shows the list while something is searched for, where the reader has hidden it."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from qtbrowser.gui.browse.list_state import ListState
from qtbrowser.gui.browse.rows import ListRequest, RowsPage
from qtbrowser.gui.window.columns import LIST
from qtbrowser.gui.window.panels import Panels


class HitsInHiddenList(QObject):
    """Switches the list on for the time of a search and off after it.

    Args:
        switch: the reader's own switch of the list.
        list_state: what the list shows.
        panels: the panels.
    """

    def __init__(self, switch: QAction, list_state: ListState, panels: Panels) -> None:
        super().__init__(panels)
        self._panels = panels
        self._is_lent = False
        list_state.changed.connect(self._on_request)
        list_state.list_shown.connect(self._on_list)
        switch.triggered.connect(self._forget)

    def hide_again(self) -> None:
        """Hide the list if it is shown for a search alone."""
        if self._is_lent:
            self._is_lent = False
            focus = QApplication.focusWidget()
            had_focus = focus is not None and self._panels.list_panel.isAncestorOf(focus)
            self._panels.columns.switch(LIST, False)
            if had_focus:
                self._panels.answer.setFocus()

    def _on_request(self, request: ListRequest) -> None:
        if not (request.is_search or request.is_similar):
            self.hide_again()
        elif not self._panels.columns.is_switched_on(LIST):
            self._is_lent = True
            self._panels.columns.switch(LIST, True)

    def _on_list(self, page: RowsPage) -> None:
        """Back brings a list without a change that is told."""
        self._on_request(page.request)

    def _forget(self) -> None:
        """The reader switches the list himself: it stays as he has it."""
        self._is_lent = False
