"""What a window paints first: its panels, actions, menus and status bar, still without a library."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtWidgets import QMainWindow

from qtbrowser.gui.window.actions import Actions
from qtbrowser.gui.window.menus import Menus
from qtbrowser.gui.window.panels import Panels
from qtbrowser.gui.window.status_bar import StatusBar


class WindowShell(NamedTuple):
    """The visible parts of a window. Its modules are all that is imported before the first paint."""

    window: QMainWindow
    actions: Actions
    panels: Panels
    status: StatusBar
    menus: Menus

    @classmethod
    def of(cls, window: QMainWindow) -> WindowShell:
        """Create them and give them their places in `window`."""
        actions = Actions(window)
        panels = Panels(actions, window)
        window.setCentralWidget(panels)
        status = StatusBar(window)
        window.setStatusBar(status)
        return cls(window, actions, panels, status, Menus(window.menuBar(), actions))
