"""Keeps Python's cyclic garbage collector from halting the window.

A full collection looks at every object of the process: 50 to 100 ms once the libraries are loaded, in whichever thread
happens to trip it, with all others halted. The rules here leave it little to look at.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QTimer

START_MS = 5_000


def defer_collection() -> None:
    """Collect nothing while the program starts; afterwards leave alone what was loaded, which stays to the end."""
    gc.disable()
    QTimer.singleShot(START_MS, _begin)


def _begin() -> None:
    gc.freeze()
    gc.enable()
