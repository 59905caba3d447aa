"""``--screenshot``: writes a picture of the window once its content is shown."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QObject, QTimer
from PySide6.QtWidgets import QApplication

from qtbrowser.gui.program.main_window import MainWindow

LOOK_MS = 25
QUIET_LOOKS = 4


class Screenshot(QObject):
    """Waits until the window has no open requests, writes the picture, and ends the application.

    Args:
        window: the window.
        file: the file; its suffix decides the format.
    """

    def __init__(self, window: MainWindow, file: Path) -> None:
        super().__init__(window)
        self._window = window
        self._file = file
        self._quiet = 0
        self._since_start = QElapsedTimer()
        self._since_start.start()
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self._check)

    def start(self) -> None:
        """Begin to wait."""
        self._look.start()

    def _check(self) -> None:
        # The window must be settled several times in a row: one answer often causes the next request.
        self._quiet = self._quiet + 1 if self._window.is_settled else 0
        if self._quiet < QUIET_LOOKS:
            return
        self._look.stop()
        if self._window.opening.failed:
            self._end(1, self._window.opening.failed)
        elif self._window.grab().save(str(self._file)):
            self._end(0)
        else:
            self._end(1, self.tr("{0}: the picture can't be written.").format(self._file))

    def _end(self, code: int, sentence: str = "") -> None:
        if sentence:
            sys.stderr.write(f"qtbrowser: {sentence}\n")
        self._window.close()
        QApplication.exit(code)
