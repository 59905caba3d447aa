"""Windows: what the program asks of the system about processes, windows and consoles. Elsewhere nothing is asked.

Each function is declared with its types: a handle has 64 bits, and `ctypes` would pass a plain number with 32.
Source: the functions of these names in the Win32 reference.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from typing import Any, NoReturn

if sys.platform == "win32":
    # Every start reads this module; elsewhere importing it would cost some milliseconds for nothing.
    import ctypes

_SYNCHRONIZE = 0x00100000
_WAIT_OBJECT_0 = 0
_ACCESS_DENIED = 5
_VIRTUAL_TERMINAL = 0x4
_BELOW_NORMAL_PRIORITY_CLASS = 0x4000
_IDLE_PRIORITY_CLASS = 0x40


def process_lives(number: int) -> bool:
    """Whether a process is running; True also where the system doesn't tell, and on systems other than Windows.

    Args:
        number: of the process.
    """
    if sys.platform == "win32":
        kernel = _kernel()
        handle = kernel.OpenProcess(_SYNCHRONIZE, 0, number)
        if not handle:
            # That of another user, or of an administrator, can't be opened.
            return ctypes.get_last_error() == _ACCESS_DENIED
        try:
            return bool(kernel.WaitForSingleObject(handle, 0) != _WAIT_OBJECT_0)
        finally:
            kernel.CloseHandle(handle)
    return True


def let_come_forward(number: int) -> None:
    """Allow a process to bring its window before all others, which only one that the user works with may do.

    Args:
        number: of the process.
    """
    if sys.platform == "win32":
        ctypes.WinDLL("user32").AllowSetForegroundWindow(ctypes.c_uint32(number))


def lower_priority_class(*, idle: bool) -> None:
    """Lower the priority of this process.

    Args:
        idle: work only while nobody else wants to.
    """
    if sys.platform == "win32":
        kernel = _kernel()
        kernel.SetPriorityClass(
            kernel.GetCurrentProcess(), _IDLE_PRIORITY_CLASS if idle else _BELOW_NORMAL_PRIORITY_CLASS
        )


def obeys_sequences(descriptor: int) -> bool:
    """Have a console obey control sequences, which it prints like other characters until it is told to.

    Args:
        descriptor: of a stream to the console.

    Returns:
        Whether it does; True on systems other than Windows.
    """
    if sys.platform == "win32":
        import msvcrt

        kernel, mode = _kernel(), ctypes.c_uint32()
        try:
            handle = msvcrt.get_osfhandle(descriptor)
        except OSError:
            return False
        if not kernel.GetConsoleMode(handle, ctypes.byref(mode)):
            return False
        return bool(kernel.SetConsoleMode(handle, mode.value | _VIRTUAL_TERMINAL))
    return True


def keep_clipboard() -> None:
    """Have the system keep what this process has copied, which goes with the process otherwise: only a promise of it is
    on the clipboard. To be called in the window's thread.
    """
    if sys.platform == "win32":
        ctypes.WinDLL("ole32").OleFlushClipboard()


def end_process(code: int) -> NoReturn:
    """End this process, and nothing else: on Windows `os._exit` has each library clean up after threads that were ended
    wherever they were, perhaps with a lock that is waited for then.

    Args:
        code: the exit code.
    """
    if sys.platform == "win32":
        kernel = _kernel()
        kernel.TerminateProcess(kernel.GetCurrentProcess(), code)
    os._exit(code)


@cache
def _kernel() -> Any:
    if sys.platform == "win32":
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        number, handle = ctypes.c_uint32, ctypes.c_void_p
        for name, arguments, result in (
            ("OpenProcess", (number, ctypes.c_int, number), handle),
            ("WaitForSingleObject", (handle, number), number),
            ("CloseHandle", (handle,), ctypes.c_int),
            ("GetCurrentProcess", (), handle),
            ("SetPriorityClass", (handle, number), ctypes.c_int),
            ("TerminateProcess", (handle, number), ctypes.c_int),
            ("GetConsoleMode", (handle, ctypes.POINTER(number)), ctypes.c_int),
            ("SetConsoleMode", (handle, number), ctypes.c_int),
        ):
            function = getattr(kernel, name)
            function.argtypes, function.restype = arguments, result
        return kernel
    raise OSError("Only Windows has this library.")
