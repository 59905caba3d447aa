"""Ends the program properly on a signal, or at the end of the user's session."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtGui import QSessionManager
from PySide6.QtWidgets import QApplication

SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")


class QuitSignals(QObject):
    """Calls a function in the window's thread when a signal asks the program to end.

    Python runs a signal's handler between two of its instructions, and Qt's event loop runs none: the number of the
    signal comes through a pipe that the loop watches. Windows has no such signals for a program with windows.

    Args:
        end: ends the program, without asking anything.
        app: the application, which owns this object.
    """

    def __init__(self, end: Callable[[], object], app: QApplication) -> None:
        super().__init__(app)
        self._end = end
        # The end of a session comes as a request to save; that must not open a dialog that holds it up.
        app.commitDataRequest.connect(self._on_session_end)
        if os.name != "posix":
            return
        self._read_end, write_end = os.pipe()
        for number in (self._read_end, write_end):
            os.set_blocking(number, False)
        signal.set_wakeup_fd(write_end, warn_on_full_buffer=False)
        for name in SIGNALS:
            signal.signal(getattr(signal, name), _noted)
        self._notifier = QSocketNotifier(self._read_end, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_signal)

    def _on_signal(self) -> None:
        os.read(self._read_end, 64)
        self._end()

    def _on_session_end(self, _manager: QSessionManager) -> None:
        self._end()


def _noted(_number: int, _frame: object) -> None:
    """Do nothing: without a handler in Python nothing is written to the pipe."""
