"""Runs Python's cyclic garbage collector in the window's thread, with short pauses."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

from qtbrowser.garbage import OwnCollection

START_MS = 5_000
INTERVAL_MS = 500


class GarbageCollection(QObject):
    """Collects at intervals, in the thread that made it.

    The automatic collector would run in the lanes' threads too, and delete closed dialogs there. Qt allows that in the
    window's thread alone: in another one the process crashes now and then.

    Nothing is collected while the program starts. Then the loaded objects, which live until the end, are frozen: a
    full collection, which stops all threads, would take 50 to 100 ms with them.

    Args:
        parent: the owner.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._collection = OwnCollection()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._collection.collect_due)
        QTimer.singleShot(START_MS, self, self._begin)

    def _begin(self) -> None:
        gc.freeze()
        self._timer.start()
