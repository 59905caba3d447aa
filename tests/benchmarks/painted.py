"""Tells when a process's window has been painted first, counted from the moment its parent started it."""

from __future__ import annotations

import os
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow

STARTED = "QTBROWSER_BENCHMARK_STARTED"
"""The environment variable in which the parent says when it started the process, in seconds since the epoch."""


class PaintedWindow(QMainWindow):
    """Prints the milliseconds to its first paint and to the filled list, then ends the application.

    A filter of all events would tell it as well, but it makes PySide wrap each object that Qt itself creates, and for
    that import all classes: a quarter of the program's time to its first paint.

    """

    _painted = 0.0

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = _since_start()
            # The children are painted when the loop comes round again.
            QTimer.singleShot(0, self, self._note_paint)

    def _note_paint(self) -> None:
        self._painted = _since_start()
        self.wait_for_the_rest()

    def wait_for_the_rest(self) -> None:
        """Call `end` when all is filled; a plain window is by its first paint."""
        self.end()

    def end(self) -> None:
        """Print the figures and end the application."""
        print(f"{self._painted:.1f} {_since_start():.1f}", flush=True)
        self.close()
        QApplication.exit()


def _since_start() -> float:
    # The system's own record of when a process began is rounded, and on some machines a second off.
    return (time.time() - float(os.environ[STARTED])) * 1000
