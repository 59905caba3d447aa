"""Keeps pauses of Python's cyclic garbage collector short.

A full collection scans every object of the process. This takes 50 to 100 ms once the libraries are loaded, and stops
all threads. The functions here leave it few objects to scan.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QTimer

START_MS = 5_000


def defer_collection() -> None:
    """Disable collection while the program starts; then freeze the loaded objects, which live until the end, and enable
    it.
    """
    gc.disable()
    QTimer.singleShot(START_MS, _begin)


def _begin() -> None:
    gc.freeze()
    gc.enable()
