"""What Escape does in the main window: takes back what was opened last, and loses nothing."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from qtbrowser.gui.browse.list_state import ListState
from qtbrowser.gui.browse.rows import ListRequest, Narrowing
from qtbrowser.gui.reader.reading import Reading
from qtbrowser.gui.window.actions import Actions
from qtbrowser.gui.window.columns import LIST
from qtbrowser.gui.window.escape_steps import EscapeStep, EscapeSteps
from qtbrowser.gui.window.panels import Panels


class Escaping:
    """Notes what is opened in a window, and closes it.

    Menus, dialogs, the editor and the offers under the search field have the focus and take Escape themselves.

    Args:
        actions: the window's actions.
        panels: the window's panels.
        list_state: what the list shows.
        reading: shows documents.

    Attributes:
        steps: what is open; others may add to it.
    """

    def __init__(
        self,
        *,
        actions: Actions,
        panels: Panels,
        list_state: ListState,
        reading: Reading,
    ) -> None:
        self._panels = panels
        self._list_state = list_state
        self._reading = reading
        self.steps = EscapeSteps()
        self._before = list_state.request
        state = list_state
        self._search = EscapeStep(lambda: bool(panels.search.text()), self._end_search)
        self._narrowing = EscapeStep(lambda: bool(state.request.narrowing) and state.request.is_search, self._widen)
        self._similar = EscapeStep(lambda: state.request.is_similar, self._leave_similar)
        self._find_bar = EscapeStep(lambda: panels.answer.pane.is_finding, self._close_find_bar)
        columns = panels.columns
        mode = actions.focus_mode
        self._focus_mode = EscapeStep(mode.isChecked, lambda: mode.setChecked(False))
        self._answer = EscapeStep(lambda: columns.shows_answer_alone, lambda: columns.bring_forward(LIST))
        state.changed.connect(self._on_request)
        mode.toggled.connect(self._on_focus_mode)
        reading.arrived.connect(self._on_answer)
        panels.list_panel.opened.connect(self._on_answer)
        panels.list_panel.view.clicked.connect(self._on_answer)

    def connect_pane(self) -> None:
        """The answer pane is there."""
        pane = self._panels.answer.pane
        pane.take_escape = self.step_back
        pane.find_bar_opened.connect(self._on_find_bar)

    def step_back(self) -> bool:
        """Do what Escape does; whether there was anything to do."""
        panel = self._panels.list_panel
        focus = QApplication.focusWidget()
        if focus is not None and panel.facets.isAncestorOf(focus):
            panel.enter()
            return True
        if self.steps.step_back():
            return True
        # What is open without having been opened by the reader: brought by Back, or not searched for yet.
        for step in (self._similar, self._narrowing, self._search):
            if step.is_open():
                step.close()
                return True
        if self._panels.search.field.hasFocus():
            panel.enter()
            return True
        return False

    def _on_request(self, request: ListRequest) -> None:
        before, self._before = self._before, request
        if request.is_search and not before.is_search and not before.is_similar:
            self.steps.note(self._search)
        if request.narrowing and request.narrowing != before.narrowing:
            self.steps.note(self._narrowing)
        if request.is_similar and not before.is_similar:
            self.steps.note(self._similar)

    def _on_focus_mode(self, on: bool) -> None:
        if on:
            self.steps.note(self._focus_mode)

    def _on_answer(self) -> None:
        """The reader goes to the answer, which a narrow window has in the list's place."""
        self.steps.note(self._answer)

    def _on_find_bar(self) -> None:
        self.steps.note(self._find_bar)

    def _close_find_bar(self) -> None:
        self._panels.answer.pane.close_find_bar()

    def _leave_similar(self) -> None:
        self._list_state.leave_similar()
        self._panels.list_panel.enter()

    def _widen(self) -> None:
        """Show all hits again."""
        self._list_state.narrow(Narrowing())

    def _end_search(self) -> None:
        """Show the questions again, at the document that is read; Up in the search field searches again."""
        self._panels.search.set_text("")
        self._reading.forget_words()
        self._list_state.return_to(self._reading.path)
        self._panels.list_panel.enter()
