"""Lets a process of the program work only when nobody else on the computer wants to."""

from __future__ import annotations

import contextlib
import os
import sys

_IDLE_PRIORITY_CLASS = 0x40  # of Windows: SetPriorityClass, processthreadsapi.h
_LOWEST = 19


def lower_priority() -> None:
    """Give this process the lowest priority; where the system refuses, it keeps the one it has."""
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), _IDLE_PRIORITY_CLASS)
        return
    with contextlib.suppress(OSError):
        os.nice(_LOWEST)
