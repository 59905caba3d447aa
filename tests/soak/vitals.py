"""Watches a window's process: memory, handles, threads, Qt's warnings, and gaps of a timer of 16 ms."""

from __future__ import annotations

import gc
import statistics
import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QTimer, QtMsgType, qInstallMessageHandler

TICK_MS = 16
LONGEST_GAP_MS = 100.0
_SAMPLE_MS = 5_000
_STALL_SECONDS = 0.06
_OF_OFFSCREEN = ("This plugin does not support propagateSizeHints()",)
_STACK_LINES = 12


@dataclass(frozen=True, slots=True)
class Sample:
    """What the process uses at a moment.

    Attributes:
        megabytes: resident memory.
        handles: open files.
        threads: threads of the process, Qt's too.
        objects: Python's tracked objects.
    """

    megabytes: float
    handles: int
    threads: int
    objects: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A time in which the window's thread did not come back to its event loop.

    Attributes:
        used_ms: of the processor, by that thread: what the program itself has caused. The rest is the computer's.
        lasted_ms: by the clock.
        after: what the soak had done last.
        stack: where the thread was; empty if that was not seen.
    """

    used_ms: float
    lasted_ms: float
    after: str
    stack: str


class Vitals(QObject):
    """Watches from `start` on. Made and used in the window's thread.

    Args:
        last_act: tells what was done last.
    """

    def __init__(self, last_act: Callable[[], str]) -> None:
        super().__init__()
        self._last_act = last_act
        self.samples: list[Sample] = []
        self.gaps: list[Gap] = []
        self.messages: Counter[str] = Counter()
        self.ticks = 0
        self._tick = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._tick.timeout.connect(self._on_tick)
        self._sampling = QTimer(self, interval=_SAMPLE_MS)
        self._sampling.timeout.connect(self._sample)
        self._main = threading.get_ident()
        self._seen = time.perf_counter()
        self._used = time.thread_time()
        self._stack = ""
        self._is_over = threading.Event()

    def start(self) -> None:
        """Begin to watch; messages of Qt and unforeseen errors are counted from now on."""
        qInstallMessageHandler(self._on_message)
        sys.excepthook = self._on_error
        self._seen, self._used = time.perf_counter(), time.thread_time()
        self._tick.start()
        self._sampling.start()
        threading.Thread(target=self._look_at_stalls, name="soak stalls", daemon=True).start()

    def stop(self) -> None:
        """End watching."""
        self._is_over.set()
        self._tick.stop()
        self._sampling.stop()
        qInstallMessageHandler(None)
        sys.excepthook = sys.__excepthook__

    def worst(self, count: int) -> Sequence[Gap]:
        """The gaps in which the program used the processor longest."""
        return sorted(self.gaps, key=lambda gap: -gap.used_ms)[:count]

    def _on_tick(self) -> None:
        now, used = time.perf_counter(), time.thread_time()
        self.ticks += 1
        lasted, worked = (now - self._seen) * 1000, (used - self._used) * 1000
        if lasted > TICK_MS * 2:
            self.gaps.append(Gap(worked, lasted, self._last_act(), self._stack))
        self._stack = ""
        self._seen, self._used = now, used

    def _look_at_stalls(self) -> None:
        while not self._is_over.wait(_STALL_SECONDS / 3):
            if time.perf_counter() - self._seen > _STALL_SECONDS and not self._stack:
                frame = sys._current_frames().get(self._main)
                if frame is not None:
                    self._stack = "".join(traceback.format_stack(frame)[-_STACK_LINES:])

    def _sample(self) -> None:
        gc.collect()
        status = Path("/proc/self/status").read_text(encoding="ascii")
        values = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
        self.samples.append(
            Sample(
                int(values["VmRSS"].split()[0]) / 1024,
                sum(1 for _ in Path("/proc/self/fd").iterdir()),
                int(values["Threads"]),
                len(gc.get_objects()),
            )
        )
        # What this has taken is no gap of the program's.
        self._seen, self._used = time.perf_counter(), time.thread_time()

    def _on_message(self, kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and text not in _OF_OFFSCREEN:
            self.messages[text] += 1

    def _on_error(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self.messages["".join(traceback.format_exception(kind, error, trace))] += 1


def growth(values: Sequence[float]) -> float:
    """How much the last quarter of some values is above the second one, by their medians; the first is warming up."""
    quarter = len(values) // 4
    if not quarter:
        return 0.0
    return statistics.median(values[-quarter:]) - statistics.median(values[quarter : 2 * quarter])
