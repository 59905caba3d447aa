"""Tells why a key does nothing, where it is that of an action that can't be used now."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMainWindow

from qtbrowser.gui.widgets.message_bar import MessageBar
from qtbrowser.gui.window.action_reasons import ActionReasons
from qtbrowser.gui.window.actions import Actions


class DisabledKeys(QObject):
    """Watches for keys that nothing in the window has taken.

    Keys of steps, such as going back, say nothing: where they end is seen.

    Args:
        window: whose keys these are.
        actions: its actions.
        reasons: tells why one can't be used now.
        messages: shows that.
    """

    def __init__(self, window: QMainWindow, actions: Actions, reasons: ActionReasons, messages: MessageBar) -> None:
        super().__init__(window)
        self._actions = actions
        self._reasons = reasons
        self._messages = messages
        self._said = ""
        self._told = [*actions.need_library(), *actions.need_document(), *actions.change_library()]
        actions.curating.toggled.connect(self._take_back)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell of a key that has come up to the window, which goes on as ever."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat():
            keys = QKeySequence(event.keyCombination())
            for action in self._told:
                if not action.isEnabled() and keys in action.shortcuts():
                    self._tell(action)
                    return True
        return super().eventFilter(watched, event)

    def _tell(self, action: QAction) -> None:
        if not self._reasons.needs_curating(action):
            self._messages.show_message(self._reasons.reason(action))
            return
        words = self.tr("{0} needs Curating, which is off. The menu Curate has the switch.")
        self._said = words.format(self._actions.title(action))
        self._messages.show_message(self._said, action=self.tr("&Switch It On"), act=self._actions.curating.trigger)

    def _take_back(self) -> None:
        """Curating is no longer off: nothing says so any more."""
        self._messages.withdraw(self._said)
