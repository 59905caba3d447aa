"""Actions that are triggered before the features exist that perform them."""

from __future__ import annotations

from PySide6.QtCore import SIGNAL, QObject, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from qtbrowser.gui.window.actions import Actions

_SIGNALS = SIGNAL("triggered(bool)"), SIGNAL("toggled(bool)")


class WaitingTriggers(QObject):
    """Notes what is triggered, by keys or menus, while nothing is connected with it, and triggers it again later.

    Actions that change the library are left out: the reader can't have seen yet what they would change.

    Args:
        actions: those of a window, in its menus and buttons, before anything else is connected with them.
        parent: the owner.
    """

    def __init__(self, actions: Actions, parent: QObject) -> None:
        super().__init__(parent)
        self._actions = actions
        self._waiting: list[QAction] = []
        self._is_over = False
        # Qt connects menus and buttons with their actions.
        self._idle: dict[QAction, int] = {}
        for action in actions.all():
            action.triggered.connect(self._on_triggered)
            self._idle[action] = _receivers(action)

    def act(self) -> None:
        """Trigger what was noted and can be done now, in its order, when the window's loop comes round."""
        QTimer.singleShot(0, self, self._act)

    def end(self) -> None:
        """Act, and note nothing any more."""
        self._is_over = True
        self.act()

    def _act(self) -> None:
        ready = [action for action in self._waiting if self._is_over or self._is_connected(action)]
        self._waiting = [action for action in self._waiting if action not in ready]
        for action in ready:
            # As keys do nothing below a dialog that has to be answered first.
            if QApplication.activeModalWidget() is None:
                action.trigger()
        if self._is_over:
            self.deleteLater()

    def _on_triggered(self) -> None:
        action = self.sender()
        if not isinstance(action, QAction) or self._is_over or self._is_connected(action):
            return
        if action.isCheckable():
            # Nobody has seen it being switched; it is switched when it is triggered again.
            action.setChecked(not action.isChecked())
        if action not in self._actions.change_library():
            self._waiting.append(action)

    def _is_connected(self, action: QAction) -> bool:
        return _receivers(action) > self._idle[action]


def _receivers(action: QAction) -> int:
    """How many learn that an action is triggered."""
    return sum(action.receivers(signal) for signal in _SIGNALS)
