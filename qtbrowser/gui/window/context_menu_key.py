"""Shift+F10 opens the context menu of what has the focus, as the Menu key does, which many keyboards lack."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow


class ContextMenuKey(QObject):
    """The key in one window. Windows turns it into the event of a menu by itself, and so needs none.

    Args:
        window: the window.
    """

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        if sys.platform != "win32":
            QShortcut(QKeySequence("Shift+F10"), window).activated.connect(self._open)

    def _open(self) -> None:
        focus = QApplication.focusWidget()
        if focus is None:
            return
        caret = focus.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
        place = (caret if isinstance(caret, QRect) and caret.isValid() else focus.rect()).center()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, focus.mapToGlobal(place))
        QApplication.sendEvent(focus, event)
