"""Focus mode: the page alone, without menus, lists and bars."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMainWindow

from qtbrowser.gui.window.actions import Actions
from qtbrowser.gui.window.panels import Panels


class FocusMode(QObject):
    """Switched by its action; Escape ends it, and so does an action that needs what is hidden.

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

    def _end(self) -> None:
        self._action.setChecked(False)

    def _switch(self, on: bool) -> None:
        self._window.menuBar().setVisible(not on)
        self._window.statusBar().setVisible(not on)
        self._panels.show_only_answer(on)
        if on:
            self._panels.answer.setFocus(Qt.FocusReason.OtherFocusReason)
