"""The action that switches the caret on the page."""

from __future__ import annotations

from PySide6.QtCore import QObject

from qtbrowser.gui.reader.answer_panel import AnswerPanel
from qtbrowser.gui.widgets.message_bar import MessageBar, Weight
from qtbrowser.gui.window.actions import Actions
from qtbrowser.gui.window.escape_steps import EscapeStep, EscapeSteps


class CaretSwitch(QObject):
    """Switches the caret on and off; Escape switches it off.

    Args:
        window: the parent.
        actions: the window's actions.
        answer: the panel with the page.
        messages: says what the keys do.
        steps: what Escape closes.
    """

    def __init__(
        self, *, window: QObject, actions: Actions, answer: AnswerPanel, messages: MessageBar, steps: EscapeSteps
    ) -> None:
        super().__init__(window)
        self._action = actions.caret
        self._answer = answer
        self._messages = messages
        self._steps = steps
        self._closing = EscapeStep(self._action.isChecked, lambda: self._action.setChecked(False))
        self._action.toggled.connect(self._switch)

    def _switch(self, on: bool) -> None:
        self._answer.pane.caret.switch(on)
        if on:
            self._steps.note(self._closing)
            words = self.tr("The arrow keys move a caret, with Shift they select. {0} or Escape ends this.")
            self._messages.show_message(words.format(self._action.shortcut().toString()), Weight.NOTICE)
        else:
            self._messages.hide()
