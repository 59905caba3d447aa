"""`Session`: runs jobs on the library in two threads and passes their results to the window."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, overload

from PySide6.QtCore import QObject, Signal, Slot
from shiboken6 import isValid

from qtbrowser.gui.worker.lane_thread import LaneThread
from qtbrowser.gui.worker.task import Lane, Rank, Result, Steps, Task

if TYPE_CHECKING:
    from qtbrowser.library import Library

T = TypeVar("T")

CLOSING_SECONDS = 1.5
"""In seconds. Together with the time for a change and for the end of the index process, closing a window takes at most
3 s.
"""

Failed = Callable[[str], object]
Progressed = Callable[[int, int], object]
Stopped = Callable[[], object]

_OPENING = "session.open"

_never_over: list[Session] = []
"""Closed sessions with a thread that goes on until the process ends: it must not be the last to hold a task."""


class OpenedLibrary(NamedTuple):
    """What is known as soon as a library is open.

    Attributes:
        folder: its folder, resolved.
        is_built: whether its index was completed at least once.
        has_index: tells whether an index is on the disk; from any thread.
    """

    folder: Path
    is_built: bool
    has_index: Callable[[], bool]


class _Listener(NamedTuple):
    """The callbacks of a task."""

    then: Callable[[Any], object] | None
    failed: Failed | None
    stopped: Stopped | None
    progress: Progressed | None


class Session(QObject):
    """Runs jobs on one library at a time. Reading and searching have their own thread, and so have changes and checks.

    Callbacks are called in the window's thread, in the order in which the jobs of a lane end. Results of requests to
    one library are dropped once another one is open.

    Args:
        parent: the owner.
        repairs: whether a damaged index is made again by a search; a session for the library of another window leaves
            that to it.

    Signals:
        library_opened: OpenedLibrary; its cached data can be requested.
        open_failed: a sentence; the library that was open before, if any, stays open.
        changed: another process has committed something new; what is shown should be requested again.
        failed: a sentence: why a job failed that was requested without `failed`.
        job_begun, job_ended: the Task of a job for the list of jobs.
        job_progressed: the Task, done, total (0 while unknown).
    """

    library_opened = Signal(object)
    open_failed = Signal(str)
    changed = Signal()
    failed = Signal(str)
    job_begun = Signal(object)
    job_progressed = Signal(object, int, int)
    job_ended = Signal(object)

    _ended = Signal(object, object)
    _progressed = Signal(object, int, int)

    def __init__(self, parent: QObject | None = None, *, repairs: bool = True) -> None:
        super().__init__(parent)
        self._opened: OpenedLibrary | None = None
        self._listeners: dict[Task, _Listener] = {}
        self._slots: dict[Hashable, Task] = {}
        self._is_closed = False
        self._unreleased: set[Task] = set()
        # The lanes' threads emit these; queued connections bring the results into the window's thread.
        self._ended.connect(self._on_ended)
        self._progressed.connect(self._on_progressed)
        self._lanes = {
            # This lane is reloaded only when `changed` is emitted, so that all parts of a window show the same state.
            lane: LaneThread(
                lane.value, self._emit_ended, self._emit_progress, reloads=lane is Lane.CHANGING, repairs=repairs
            )
            for lane in Lane
        }

    @property
    def folder(self) -> Path | None:
        """The open library's folder, resolved."""
        return None if self._opened is None else self._opened.folder

    @property
    def is_idle(self) -> bool:
        """Whether all requests have been answered."""
        return not self._listeners

    def on_library(self, then: Callable[[OpenedLibrary], object]) -> None:
        """Call a method of a QObject whenever a library is opened; at once as well if one is open already.

        Args:
            then: the method.
        """
        self.library_opened.connect(then)
        if self._opened is not None:
            then(self._opened)

    def open(self, folder: Path) -> None:
        """Open another library."""
        task = Task(_describe, folder, opens=True)
        self._begin(task, _Listener(self._on_opened, self.open_failed.emit, None, None), _OPENING, Lane.READING)

    @overload
    def ask(
        self,
        job: Callable[[Library], Steps[T]],
        then: Callable[[T], object] | None = None,
        *,
        failed: Failed | None = None,
        stopped: Stopped | None = None,
        progress: Progressed | None = None,
        replaces: Hashable | None = None,
        lane: Lane = Lane.READING,
        background: bool = False,
        lasts: bool = False,
        words: str = "",
    ) -> Task: ...

    @overload
    def ask(
        self,
        job: Callable[[Library], T],
        then: Callable[[T], object] | None = None,
        *,
        failed: Failed | None = None,
        replaces: Hashable | None = None,
        lane: Lane = Lane.READING,
    ) -> Task: ...

    def ask(
        self,
        job: Callable[[Library], Any],
        then: Callable[[Any], object] | None = None,
        *,
        failed: Failed | None = None,
        stopped: Stopped | None = None,
        progress: Progressed | None = None,
        replaces: Hashable | None = None,
        lane: Lane = Lane.READING,
        background: bool = False,
        lasts: bool = False,
        words: str = "",
    ) -> Task:
        """Run a job on the open library. If none is open, nothing happens.

        A callback that is a method of a QObject is not called once that object is deleted.

        Args:
            job: a function that takes the Library and does not use Qt; a generator function, see `Steps`, if it may
                take long.
            then: called with the result.
            failed: called with the reason of a failure, a sentence; without it `Session.failed` is emitted.
            stopped: called when the job was ended by `Task.stop`.
            progress: called with done and total (0 while unknown), a few times a second.
            replaces: the name of a slot. An earlier request in the same slot that is not answered yet is cancelled. A
                class with several instances uses ``(self, name)``.
            lane: the thread that runs it.
            background: whether all other jobs of the lane run first, at each step.
            lasts: whether the job continues when another library is opened.
            words: what it does, as the list of jobs tells it; empty for a job that is not listed. Whoever stops it
                there calls `Task.stop`.

        Returns:
            The task, by which it can be cancelled.
        """
        rank = Rank.BACKGROUND if background else Rank.USUAL
        wants_progress = progress is not None or bool(words)
        task = Task(job, self.folder, rank=rank, wants_progress=wants_progress, lasts=lasts, words=words)
        if self.folder is None:
            task.cancel()
            return task
        return self._begin(task, _Listener(then, failed, stopped, progress), replaces, lane)

    def ask_without_library(
        self,
        job: Callable[[], T],
        then: Callable[[T], object] | None = None,
        *,
        failed: Failed | None = None,
        replaces: Hashable | None = None,
        lane: Lane = Lane.CHANGING,
    ) -> Task:
        """Run a short job that needs no library, but takes too long for the window's thread.

        It runs before all other jobs of the lane, is not dropped when another library is opened, and is still run if
        the session is closed while it waits. Otherwise as `ask`.

        Args:
            job: a function without arguments, without Qt.
        """
        task = Task(job, None, rank=Rank.SHORT, lasts=True)
        return self._begin(task, _Listener(then, failed, None, None), replaces, lane)

    def look_for_news(self) -> None:
        """Check whether another process has committed something; then `changed` is emitted."""
        # A change is reported only once, so the answer matters even if a later request was made meanwhile: no slot.
        self.ask(_reload, self._on_reloaded)

    def catch_up(self) -> None:
        """Make later requests include what this program's own change has committed."""
        self.ask(_reload)

    def close(self, seconds: float = CLOSING_SECONDS) -> None:
        """End both threads; long jobs end at their next step.

        Args:
            seconds: the longest time that this takes. A thread that is not over by then ends with the process.
        """
        if self._is_closed:
            return
        self._is_closed = True
        # Before the tasks are cancelled: a change that is being written is suspended, not taken back.
        for thread in self._lanes.values():
            thread.close()
        for task in list(self._listeners):
            # Short jobs, which write user data, are still run.
            if task.rank is Rank.SHORT:
                task.end()
            else:
                task.cancel()
        end = time.monotonic() + seconds
        are_over = [thread.join(max(0.0, end - time.monotonic())) for thread in self._lanes.values()]
        if all(are_over):
            # Nobody tells their end any more, see `Task.release`.
            for task in self._unreleased:
                task.release()
            self._unreleased.clear()
        else:
            _never_over.append(self)

    def _begin(self, task: Task, listener: _Listener, replaces: Hashable | None, lane: Lane) -> Task:
        if self._is_closed:
            task.cancel()
            return task
        if replaces is not None:
            if (before := self._slots.get(replaces)) is not None:
                before.cancel()
            self._slots[replaces] = task
        self._listeners[task] = listener
        self._unreleased.add(task)
        task.when_over(partial(self._forget, replaces))
        self._lanes[lane].put(task)
        if task.words:
            self.job_begun.emit(task)
        return task

    def _forget(self, slot: Hashable | None, task: Task) -> None:
        self._listeners.pop(task, None)
        if self._slots.get(slot) is task:
            del self._slots[slot]
        if task.words:
            self.job_ended.emit(task)

    def _emit_ended(self, task: Task, result: Result) -> None:
        """Called in a lane's thread."""
        if not self._is_closed:
            self._ended.emit(task, result)

    def _emit_progress(self, task: Task, done: int, total: int) -> None:
        """Called in a lane's thread."""
        if not self._is_closed:
            self._progressed.emit(task, done, total)

    @Slot(object, object)
    def _on_ended(self, task: Task, result: Result) -> None:
        listener = self._listeners.get(task)
        # First, because the callback may make the next request.
        task.release()
        self._unreleased.discard(task)
        if listener is None:
            return
        if result.error is not None:
            _tell(listener.failed or self.failed.emit, result.error)
        elif result.is_stopped:
            _tell(listener.stopped)
        else:
            _tell(listener.then, result.value)

    @Slot(object, int, int)
    def _on_progressed(self, task: Task, done: int, total: int) -> None:
        listener = self._listeners.get(task)
        if listener is not None:
            _tell(listener.progress, done, total)
            if task.words:
                self.job_progressed.emit(task, done, total)

    def _on_opened(self, opened: OpenedLibrary) -> None:
        for task in list(self._listeners):
            if task.folder is not None:
                # A change that is being written is not interrupted; its result is dropped.
                (task.end if task.lasts else task.cancel)()
        self._opened = opened
        self.library_opened.emit(opened)

    def _on_reloaded(self, is_new: bool) -> None:
        if is_new:
            self.changed.emit()


def _tell(callback: Callable[..., object] | None, *values: object) -> None:
    if callback is not None and _is_there(callback):
        callback(*values)


def _is_there(callback: Callable[..., object]) -> bool:
    """Whether the QObject whose method is the callback still exists in C++."""
    while isinstance(callback, partial):
        callback = callback.func
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)


def _describe(library: Library) -> OpenedLibrary:
    return OpenedLibrary(Path(library.folder), library.is_built, library.has_index)


def _reload(library: Library) -> bool:
    return library.reload()
