"""A panel that hands the focus on to the main widget in it."""

from __future__ import annotations

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget


class FocusPassing(QWidget):
    """Gives the focus to `main` when it is given it itself.

    Qt's focus proxy does that too, but takes everything before `main` out of the way of Tab, not of Shift+Tab.
    """

    _main: QWidget | None = None

    def pass_focus_to(self, main: QWidget) -> None:
        """Hand the focus on to `main` from now on."""
        self._main = main

    def focusInEvent(self, event: QFocusEvent) -> None:
        """To the main widget."""
        super().focusInEvent(event)
        if self._main is not None:
            self._main.setFocus(event.reason())
