"""A thread that runs the jobs of one lane, one after the other, with its own Library object. No Qt."""

from __future__ import annotations

import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any

from qtbrowser.errors import Cancelled, QtBrowserError, Suspended
from qtbrowser.gui.worker.task import Rank, Result, Steps, Task

if TYPE_CHECKING:
    from pathlib import Path

    from qtbrowser.library import Library

PROGRESS_SECONDS = 0.04
"""The shortest time between two reports of progress, in seconds: each report is an event for the window's thread."""


class LaneThread:
    """Runs jobs; started with the first one.

    It is a daemon thread: a job that hangs in a system call does not keep the process from ending.

    Args:
        name: the thread's name.
        ended: called in the thread with a task and its Result, also for a task that was cancelled while it waited. The
            thread may hold the task for some time after this.
        progressed: called in the thread with a task, done and total.
        reloads: whether the library is reloaded before each job.
        repairs: whether a damaged index is made again by a search; otherwise the job fails.
    """

    def __init__(
        self,
        name: str,
        ended: Callable[[Task, Result], None],
        progressed: Callable[[Task, int, int], None],
        *,
        reloads: bool,
        repairs: bool = True,
    ) -> None:
        self._name = name
        self._ended = ended
        self._progressed = progressed
        self._reloads = reloads
        self._repairs = repairs
        self._waiting: dict[Rank, deque[Task]] = {rank: deque() for rank in Rank}
        self._changed = threading.Condition()
        self._is_closing = False
        self._thread: threading.Thread | None = None
        self._library: Library | None = None

    def put(self, task: Task) -> None:
        """Queue a job behind the waiting ones of its rank."""
        with self._changed:
            if self._is_closing:
                return
            self._waiting[task.rank].append(task)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()
            self._changed.notify()

    def close(self) -> None:
        """Ask the thread to end: a job of steps ends at its next step, by `Suspended`; of the waiting jobs only short
        ones are run.
        """
        with self._changed:
            self._is_closing = True
            self._changed.notify()

    def join(self, seconds: float) -> bool:
        """Wait for the end after `close`; returns whether the thread has ended."""
        if self._thread is not None:
            self._thread.join(seconds)
        return self._thread is None or not self._thread.is_alive()

    def _run(self) -> None:
        while (task := self._await_task()) is not None:
            self._perform(task)
        if self._library is not None:
            self._library.close()

    def _await_task(self) -> Task | None:
        with self._changed:
            while True:
                if (task := self._take(Rank.BACKGROUND)) is not None:
                    return task
                if self._is_closing:
                    return None
                self._changed.wait()

    def _take(self, highest: int) -> Task | None:
        """The first waiting task of the lowest rank, up to `highest`; None if there is none."""
        for rank, waiting in self._waiting.items():
            if rank > (min(highest, Rank.SHORT) if self._is_closing else highest):
                break
            while waiting:
                task = waiting.popleft()
                if not task.is_cancelled:
                    return task
                self._ended(task, Result(is_stopped=True))
        return None

    def _perform(self, task: Task) -> None:
        try:
            result = Result(self._value(task))
        except Cancelled:
            result = Result(is_stopped=True)
        except (QtBrowserError, OSError) as error:
            result = Result(error=sentence(error))
        except Exception as error:
            # A fault of ours: the reader is not kept waiting, and whoever takes unforeseen errors is told as well.
            self._ended(task, Result(error=fault(error)))
            sys.excepthook(type(error), error, error.__traceback__)
            return
        self._ended(task, result)

    def _value(self, task: Task) -> Any:
        found = task.job() if task.folder is None else task.job(self._library_for(task, task.folder))
        return self._go(task, found) if isinstance(found, Generator) else found

    def _library_for(self, task: Task, folder: Path) -> Library:
        if task.opens or self._library is None or self._library.folder != folder:
            from qtbrowser.library import Library

            opened = Library.open(folder, refresh=False)
            if self._repairs:
                opened.repair_on_search()
            # The library that was open before stays open until this has succeeded.
            if self._library is not None:
                self._library.close()
            self._library = opened
        elif self._reloads:
            self._library.reload()
        return self._library

    def _go(self, task: Task, steps: Steps[Any]) -> Any:
        """Run the steps of a long job."""
        told = 0.0
        try:
            while True:
                if self._is_closing:
                    # There is no time to take anything back.
                    done, total = steps.throw(Suspended())
                elif task.is_cancelled or task.is_stopping:
                    # The job may take back what it has done, and may still return a result.
                    done, total = steps.throw(Cancelled())
                else:
                    done, total = next(steps)
                now = time.monotonic()
                if task.wants_progress and (now - told >= PROGRESS_SECONDS or done == total):
                    told = now
                    self._progressed(task, done, total)
                self._let_go_first(task.rank)
        except StopIteration as end:
            return end.value
        finally:
            steps.close()

    def _let_go_first(self, rank: Rank) -> None:
        while True:
            with self._changed:
                task = self._take(rank - 1)
            if task is None:
                return
            self._perform(task)


def fault(error: Exception) -> str:
    """The sentence for an unexpected error."""
    return f"QtBrowser has a fault: {type(error).__name__}."


def sentence(error: QtBrowserError | OSError) -> str:
    """The sentence for an expected error."""
    if isinstance(error, OSError):
        reason = error.strerror or str(error)
        return f"{error.filename}: {reason}." if error.filename else f"{reason}."
    return str(error)
