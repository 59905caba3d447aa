"""Lets a process of the program give way to whatever else the computer does: its processor's time and its disks."""

from __future__ import annotations

import contextlib
import os
import platform
import sys
from typing import Any

_LOW = 10
_LOWEST = 19

# Of Linux: ioprio_set(2) has no function in the C library; its numbers are those of the processor's system calls.
_IOPRIO_SET = {"x86_64": 251, "aarch64": 30, "riscv64": 30}
_OF_PROCESS = 1
_BEST_EFFORT_LAST = 2 << 13 | 7
_IDLE_CLASS = 3 << 13

# Of macOS: setiopolicy_np(3), sys/resource.h.
_DISKS = 0
_UTILITY = 4
_THROTTLED = 3


def lower_priority(*, idle: bool) -> None:
    """Lower the priority of this process and of those that it starts, for processor and disks.

    Where the system refuses or doesn't know of this, things stay as they are.

    Args:
        idle: work only while nobody else wants to; otherwise less than others who want to.
    """
    if sys.platform == "win32":
        from qtbrowser.windows_system import lower_priority_class

        lower_priority_class(idle=idle)
        return
    with contextlib.suppress(OSError):
        os.nice(max(0, (_LOWEST if idle else _LOW) - os.nice(0)))
    # A system without these functions lacks the attributes.
    with contextlib.suppress(OSError, AttributeError):
        _give_way_at_disks(idle=idle)


def _give_way_at_disks(*, idle: bool) -> None:
    import ctypes

    library: Any = ctypes.CDLL(None)
    if sys.platform == "darwin":
        library.setiopolicy_np(_DISKS, 0, _THROTTLED if idle else _UTILITY)
    elif (number := _IOPRIO_SET.get(platform.machine())) is not None:
        library.syscall(number, _OF_PROCESS, 0, _IDLE_CLASS if idle else _BEST_EFFORT_LAST)
