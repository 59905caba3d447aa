"""Focus mode: the page alone, without menus, lists and bars."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMainWindow

from qtbrowser.gui.window.actions import Actions
from qtbrowser.gui.window.panels import Panels


class FocusMode(QObject):
    """Switched by its action; Escape in the page ends it, and so does an action that needs what is hidden.

    Args:
        window: the window.
        actions: its actions.
        panels: its panels.
    """

    def __init__(self, window: QMainWindow, actions: Actions, panels: Panels) -> None:
        super().__init__(window)
        self._window = window
        self._action = actions.focus_mode
        self._panels = panels
        self._action.toggled.connect(self._switch)
        for action in (actions.search, actions.narrow, actions.home, actions.show_problems, actions.open_folder):
            action.triggered.connect(self._end)
        panels.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape that nothing in the page wanted ends the mode."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self._action.isChecked()
        ):
            self._end()
            return True
        return False

    def _end(self) -> None:
        self._action.setChecked(False)

    def _switch(self, on: bool) -> None:
        self._window.menuBar().setVisible(not on)
        self._window.statusBar().setVisible(not on)
        self._panels.show_only_answer(on)
        if on:
            self._panels.answer.setFocus(Qt.FocusReason.OtherFocusReason)
