"""The right panel: the answer, or the library's own page while no question is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from qtbrowser.gui.states import State, StatePanel

if TYPE_CHECKING:
    from qtbrowser.gui.pane import AnswerPane


class AnswerPanel(QStackedWidget):
    """Answer pane and state panel, one at a time.

    Signals:
        action_requested: the name of a state's button.
    """

    action_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pane: AnswerPane | None = None
        self._state = StatePanel(self)
        self._state.action_requested.connect(self.action_requested)
        self.addWidget(self._state)

    @property
    def pane(self) -> AnswerPane:
        """The answer pane; made when it is first asked for, since the window is painted before that."""
        if self._pane is None:
            from qtbrowser.gui.pane import AnswerPane

            self._pane = AnswerPane(self)
            self.addWidget(self._pane)
        return self._pane

    def show_state(self, state: State) -> None:
        """Show a designed state."""
        self._state.show_state(state)
        self.setCurrentWidget(self._state)
        self.setFocusProxy(self._state)

    def show_answer(self) -> None:
        """Show the pane."""
        self.setCurrentWidget(self.pane)
        self.setFocusProxy(self.pane)

    @property
    def is_complete(self) -> bool:
        """Whether what is shown will look the same in a moment: no formula is still being set."""
        return self._pane is None or not self.shows_answer or self._pane.is_complete

    def state_panel(self) -> StatePanel:
        """The panel that shows states."""
        return self._state

    @property
    def shows_answer(self) -> bool:
        """Whether a document is shown."""
        return self._pane is not None and self.currentWidget() is self._pane
