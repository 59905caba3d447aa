"""A pytest plugin for `make coverage`: Python code that Qt's own threads run is measured as well.

coverage.py follows the threads of Python's `threading` module. A QThread or a thread of a QThreadPool is none of these:
Python makes a thread state for each call from Qt and drops it when the call returns, and with it the trace function.
So a thread state is kept for as long as a QThread lives, and each task of a pool sets the trace function first.
Without coverage.py the plugin does nothing.
"""

from __future__ import annotations

import ctypes
import sys
import threading
from collections.abc import Callable

from PySide6.QtCore import QRunnable, Qt, QThread, QThreadPool


def pytest_configure() -> None:
    """Replace the two `start` methods, where something traces."""
    if threading.gettrace() is not None:
        QThread.start = _traced_thread_start(QThread.start)  # type: ignore[method-assign]
        QThreadPool.start = _traced_pool_start(QThreadPool.start)  # type: ignore[method-assign]


def _trace_here() -> None:
    """Have coverage.py trace the thread that calls this: its function for new threads does the rest."""
    sys.settrace(threading.gettrace())


def _keep_thread_state() -> None:
    """Trace the thread that calls this until it ends: one Ensure more than Release keeps its thread state."""
    ctypes.pythonapi.PyGILState_Ensure()
    _trace_here()


def _traced_thread_start(start: Callable[..., None]) -> Callable[..., None]:
    def traced_start(thread: QThread, *priority: QThread.Priority) -> None:
        if not thread.isRunning():
            thread.started.connect(_keep_thread_state, Qt.ConnectionType.DirectConnection)
        start(thread, *priority)

    return traced_start


def _traced_pool_start(start: Callable[..., None]) -> Callable[..., None]:
    def traced_start(pool: QThreadPool, task: QRunnable | Callable[[], None], *priority: int) -> None:
        run = task.run if isinstance(task, QRunnable) else task

        def traced_run() -> None:
            _trace_here()
            run()

        start(pool, traced_run, *priority)

    return traced_start
