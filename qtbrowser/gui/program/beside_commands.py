"""What opens, closes and follows the second document: actions, keys, links, Escape and the page's settings."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

from qtbrowser.gui.browse.list_state import ListState
from qtbrowser.gui.export import copy_jobs
from qtbrowser.gui.pane.page_links import LinkKind, read_link
from qtbrowser.gui.reader.beside import Beside
from qtbrowser.gui.reader.reading import Reading
from qtbrowser.gui.reader.view import View
from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.settings.settings_table import COLUMN_WIDTH, FACE, ZOOM
from qtbrowser.gui.widgets.message_bar import MessageBar, Weight
from qtbrowser.gui.widgets.style_sheets import apply_style_sheets
from qtbrowser.gui.widgets.theme import Theme
from qtbrowser.gui.widgets.theme_colours import ThemeName
from qtbrowser.gui.window.actions import Actions
from qtbrowser.gui.window.columns import ANSWER
from qtbrowser.gui.window.escape_steps import EscapeStep, EscapeSteps
from qtbrowser.gui.window.panels import Panels
from qtbrowser.gui.worker.session import Session

if TYPE_CHECKING:
    from qtbrowser.gui.pane.answer_pane import AnswerPane

COPY = "program.copy_beside"


class BesideCommands(QObject):
    """Connects the second document of one window.

    Args:
        window: the window, which becomes the parent.
        theme: the application's theme.
        preferences: the settings.
        actions: the window's actions.
        panels: the window's panels.
        session: the door to the library.
        list_state: what the list shows.
        reading: shows documents.
        beside: shows a second document beside the first.
        view: what the window shows, as one value.
        messages: shows sentences to the reader.
        steps: what Escape closes.
    """

    def __init__(
        self,
        *,
        window: QMainWindow,
        theme: Theme,
        preferences: Preferences,
        actions: Actions,
        panels: Panels,
        session: Session,
        list_state: ListState,
        reading: Reading,
        beside: Beside,
        view: View,
        messages: MessageBar,
        steps: EscapeSteps,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._preferences = preferences
        self._actions = actions
        self._panels = panels
        self._session = session
        self._list_state = list_state
        self._reading = reading
        self._beside = beside
        self._view = view
        self._messages = messages
        self._steps = steps
        self._pane: AnswerPane | None = None
        self._closing = EscapeStep(lambda: beside.is_shown, self._close)
        beside.shown_changed.connect(self._on_shown)
        beside.reading.arrived.connect(self._on_arrived)
        beside.reading.failed.connect(self._report)
        beside.panel.main_requested.connect(self._make_main)
        beside.panel.answer.pane_made.connect(self._connect_pane)
        panels.list_panel.view.beside_requested.connect(self._open_row)
        actions.beside.triggered.connect(self._switch)
        theme.changed.connect(self._on_theme)

    def _open_row(self, path: str, anchor: str) -> None:
        self._beside.open(path, anchor, self._list_state.words)

    def _switch(self, shown: bool) -> None:
        """The action shows the shown document a second time, from which the reader goes on as he likes."""
        if shown:
            self._beside.open(self._reading.path)
        else:
            self._close()
        self._actions.beside.setChecked(self._beside.is_shown)

    def _close(self) -> None:
        panel = self._beside.panel
        focus = QGuiApplication.focusObject()
        had_focus = focus in (panel, *panel.findChildren(QObject))
        self._beside.close()
        if had_focus:
            self._panels.answer.setFocus()

    def _make_main(self) -> None:
        path = self._beside.path
        if self._reading.may_leave(self._make_main):
            self._view.visit(
                replace(self._view.state, document=path, document_row=-1, fragment="", scroll=0, beside="")
            )
            self._panels.answer.setFocus()

    def _report(self, sentence: str) -> None:
        self._messages.show_message(sentence, Weight.ERROR)

    def _on_shown(self, shown: bool) -> None:
        columns = self._panels.columns
        if shown:
            columns.bring_forward(ANSWER)
        self._beside.panel.setVisible(shown)
        columns.make_room_for_second_page(shown)
        self._actions.beside.setChecked(shown)

    def _on_arrived(self) -> None:
        self._panels.columns.bring_forward(ANSWER)
        self._steps.note(self._closing)

    def _connect_pane(self) -> None:
        from qtbrowser.gui.program.card_commands import CardCommands

        pane = self._beside.panel.answer.pane
        self._pane = pane
        pane.document_requested.connect(self._beside.reading.follow)
        pane.search_requested.connect(self._panels.search.set_text)
        pane.subject_requested.connect(self._panels.answer.pane.subject_requested)
        pane.view_requested.connect(self._panels.answer.pane.view_requested)
        pane.missing_requested.connect(self._panels.answer.pane.missing_requested)
        pane.file_requested.connect(self._panels.answer.pane.file_requested)
        pane.tab_requested.connect(self._open_tab)
        pane.similar_requested.connect(self._list_similar)
        pane.copy_requested.connect(self._copy)
        pane.take_escape = self._take_escape
        CardCommands(
            window=self._window,
            session=self._session,
            list_state=self._list_state,
            beside=self._beside,
            messages=self._messages,
            pane=pane,
        )
        preferences = self._preferences
        preferences.observe(ZOOM, pane.set_zoom)
        pane.zoom_changed.connect(partial(preferences.set, ZOOM))
        preferences.observe(FACE, pane.set_face)
        preferences.observe(COLUMN_WIDTH, pane.set_column_width)
        # Beside another document there is no room for an outline.
        pane.want_outline(False)
        pane.set_theme(self._theme.name)
        apply_style_sheets(self._beside.panel)

    def _take_escape(self) -> bool:
        if self._pane is not None and self._pane.is_finding:
            self._pane.close_find_bar()
            return True
        return self._steps.step_back()

    def _on_theme(self, name: ThemeName) -> None:
        if self._pane is not None:
            self._pane.set_theme(name)

    def _open_tab(self, address: str, words: str) -> None:
        if read_link(address).kind is LinkKind.PLACE:
            # A place in this document, not in the first one.
            address = f"qtbrowser:document/{quote(self._beside.path)}{address}"
        self._panels.answer.pane.tab_requested.emit(address, words)

    def _list_similar(self) -> None:
        self._list_state.show_similar(self._beside.path, self._beside.reading.title)

    def _copy(self, kind: str) -> None:
        job = partial(copy_jobs.copied_text, path=self._beside.path, kind=kind)
        self._session.ask(job, QGuiApplication.clipboard().setText, replaces=COPY)
