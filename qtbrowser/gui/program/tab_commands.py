"""What opens, closes and shows tabs: actions, the row of tabs, and clicks with Ctrl or the middle button."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from qtbrowser.gui.browse.list_state import ListState
from qtbrowser.gui.pane.page_links import LinkKind, read_link
from qtbrowser.gui.reader.reading import Reading
from qtbrowser.gui.reader.tabs import Tabs
from qtbrowser.gui.reader.view import View
from qtbrowser.gui.reader.view_state import AT_TARGET, ViewState
from qtbrowser.gui.widgets.nouns import Noun
from qtbrowser.gui.window.actions import Actions
from qtbrowser.gui.window.panels import Panels


class TabCommands(QObject):
    """Connects the tabs of one window.

    Args:
        window: the window, which becomes the parent.
        actions: the window's actions.
        panels: the window's panels.
        list_state: what the list shows.
        reading: shows documents.
        view: what the window shows, as one value.
        tabs: its tabs.
    """

    def __init__(
        self,
        *,
        window: QMainWindow,
        actions: Actions,
        panels: Panels,
        list_state: ListState,
        reading: Reading,
        view: View,
        tabs: Tabs,
    ) -> None:
        super().__init__(window)
        self._actions = actions
        self._panels = panels
        self._reading = reading
        self._view = view
        self._tabs = tabs
        bar = panels.tab_bar
        tabs.changed.connect(self._show)
        tabs.last_closed.connect(window.close)
        bar.chosen.connect(tabs.select)
        bar.close_requested.connect(tabs.close)
        bar.arranged.connect(tabs.arrange)
        bar.pin_requested.connect(tabs.pin)
        actions.new_tab.triggered.connect(self._open_new)
        actions.close_tab.triggered.connect(self._close_current)
        actions.reopen_tab.triggered.connect(tabs.reopen)
        actions.next_tab.triggered.connect(self._go_right)
        actions.previous_tab.triggered.connect(self._go_left)
        actions.pin_tab.toggled.connect(self._pin_current)
        for number, action in enumerate(actions.tabs):
            action.triggered.connect(lambda _checked=False, number=number: tabs.select(number))
        panels.list_panel.view.tab_requested.connect(self._open_row)
        panels.subjects.tree.tab_requested.connect(self._open_subject)
        actions.curating.toggled.connect(panels.list_panel.view.select_several)
        list_state.named.connect(self._call_documents)
        self._show()

    def connect_pane(self) -> None:
        """Connect the answer pane, which is made after the first paint."""
        self._panels.answer.pane.tab_requested.connect(self._open_link)

    def _call_documents(self, noun: Noun) -> None:
        self._panels.tab_bar.noun = noun
        self._show()

    def _show(self) -> None:
        tabs, actions = self._tabs, self._actions
        self._panels.tab_bar.show_tabs(tabs.all, tabs.current)
        several = len(tabs.all) > 1
        for action in (actions.next_tab, actions.previous_tab):
            action.setEnabled(several)
        for number, action in enumerate(actions.tabs):
            action.setEnabled(several and number < len(tabs.all))
        actions.reopen_tab.setEnabled(tabs.can_reopen)
        actions.pin_tab.blockSignals(True)
        actions.pin_tab.setChecked(tabs.all[tabs.current].pinned)
        actions.pin_tab.blockSignals(False)

    def _open_new(self) -> None:
        self._tabs.open(ViewState())
        self._panels.search.focus()

    def _close_current(self) -> None:
        self._tabs.close(self._tabs.current)

    def _go_right(self) -> None:
        self._tabs.step(1)

    def _go_left(self) -> None:
        self._tabs.step(-1)

    def _pin_current(self, pinned: bool) -> None:
        self._tabs.pin(self._tabs.current, pinned)

    def _open_row(self, path: str, title: str, anchor: str, place: int) -> None:
        """Open the document of a row at the row's question, or else at the found words that the row shows."""
        self._open_document(path, title, anchor, AT_TARGET, place)

    def _open_target(self, path: str, title: str, fragment: str) -> None:
        """Open a document at the heading that a link names, or at its top."""
        self._open_document(path, title, fragment, AT_TARGET if fragment else 0)

    def _open_document(self, path: str, title: str, fragment: str, scroll: int, mark: int = 0) -> None:
        state = replace(self._view.state, document=path, document_row=-1, fragment=fragment, beside="")
        self._tabs.open(replace(state, scroll=scroll, mark=mark), title, behind=True)

    def _open_subject(self, subject: str | None, topic: str | None, label: str) -> None:
        self._tabs.open(ViewState(subject=subject, topic=topic), label, behind=True)

    def _open_link(self, address: str, words: str) -> None:
        link = read_link(address)
        state = self._view.state
        if link.kind is LinkKind.DOCUMENT:
            self._open_target(link.target, words, link.fragment)
        elif link.kind is LinkKind.SEARCH:
            self._tabs.open(ViewState(link.target), link.target, behind=True)
        elif link.kind is LinkKind.SUBJECT:
            self._tabs.open(ViewState(subject=link.target), words, behind=True)
        elif link.kind is LinkKind.PLACE and state.document:
            self._open_target(state.document, self._reading.title, link.fragment)
