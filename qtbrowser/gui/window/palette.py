"""The command palette: every action by its name, with its keys, and why it can't be used now."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow

from qtbrowser.gui.widgets.picker import Picker, PickerRow
from qtbrowser.gui.window.action_reasons import ActionReasons
from qtbrowser.gui.window.actions import Actions


class CommandPalette(QObject):
    """Carries out the action that is chosen in it.

    Args:
        window: what it lies on.
        actions: those it lists.
        reasons: tells why one can't be used now.
    """

    def __init__(self, window: QMainWindow, actions: Actions, reasons: ActionReasons) -> None:
        super().__init__(window)
        self._actions = actions
        self._reasons = reasons
        self._rows: list[PickerRow] = []
        self._titles: list[str] = []
        self.picker = Picker(window, self.tr("What is to be done?"))
        self.picker.typed.connect(self._show)
        self.picker.chosen.connect(self._carry_out)

    def open(self) -> None:
        """Show all actions as they are now, and let the reader type."""
        listed = [action for action in self._actions.all() if action is not self._actions.palette]
        self._rows = [self._row(action) for action in listed]
        self._titles = [self._actions.title(action).casefold() for action in listed]
        self.picker.open()

    def _show(self, text: str) -> None:
        from qtbrowser.library.fuzzy_ranking import rank

        typed = text.casefold()
        ranked = rank(typed, self._titles, len(self._rows))
        if words := typed.split():
            ranked.sort(key=lambda number: self._is_late(number, words))
        rows = [self._rows[number] for number in ranked]
        self.picker.show_rows(rows, "" if rows else self.tr("No action is called like this."))

    def _is_late(self, number: int, words: Sequence[str]) -> tuple[bool, bool]:
        """The key by which actions whose names have words that begin as typed come before others, and among both those
        that can be used now.
        """
        own = self._titles[number].split()
        begins = all(any(one.startswith(word) for one in own) for word in words)
        return not begins, not self._rows[number].can_be_chosen

    def _row(self, action: QAction) -> PickerRow:
        title = self._actions.title(action)
        if action.isCheckable() and action.isChecked():
            title = self.tr("{0} (on)").format(title)
        reason = self._reasons.reason(action)
        return PickerRow(title, self._actions.key_words(action), reason, action, can_be_chosen=not reason)

    def _carry_out(self, action: QAction) -> None:
        action.trigger()
