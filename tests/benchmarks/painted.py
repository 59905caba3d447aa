"""Tells when a process's first window has been painted, counted from the moment its parent started it."""

from __future__ import annotations

import os
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

STARTED = "QTBROWSER_BENCHMARK_STARTED"
"""The environment variable in which the parent says when it started the process, in seconds since the epoch."""


class Watch(QObject):
    """Prints the milliseconds to the first paint and to the filled list, then ends the application.

    Args:
        app: the application.
        filled: wait for the program's question list too; without it both figures are the first paint's.
    """

    def __init__(self, app: QApplication, filled: bool = False) -> None:
        super().__init__(app)
        self._app = app
        self._filled = filled
        self._painted = 0.0
        self._window: QMainWindow | None = None
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QMainWindow) and self._window is None:
            self._window = watched
            if self._filled:
                from qtbrowser.gui.program.main_window import MainWindow

                assert isinstance(watched, MainWindow)
                watched.list_state.list_shown.connect(self._end)
            # The event is filtered before it is carried out: the paint is done when the loop comes round again.
            QTimer.singleShot(0, self, self._note_paint)
        return False

    def _note_paint(self) -> None:
        self._painted = _since_start()
        self._app.removeEventFilter(self)
        if not self._filled:
            self._end()

    def _end(self) -> None:
        print(f"{self._painted:.1f} {_since_start():.1f}", flush=True)
        if self._window is not None:
            self._window.close()
        self._app.exit()


def _since_start() -> float:
    # The system's own record of when a process began is rounded, and on some machines a second off.
    return (time.time() - float(os.environ[STARTED])) * 1000
