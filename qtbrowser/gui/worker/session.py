"""`Session`: runs jobs on the library in two threads and passes their results to the window."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, overload

from PySide6.QtCore import QObject, Signal, Slot
from shiboken6 import isValid

from qtbrowser.gui.worker.lane_thread import LaneThread
from qtbrowser.gui.worker.task import Lane, Rank, Result, Steps, Task

if TYPE_CHECKING:
    from qtbrowser.library import Library

T = TypeVar("T")

CLOSING_SECONDS = 1.5
"""With the moment that a change has and the end of the index process, closing a window takes 3 s at most."""

Failed = Callable[[str], object]
Progressed = Callable[[int, int], object]
Stopped = Callable[[], object]

_OPENING = "session.open"


@dataclass(frozen=True, slots=True)
class OpenedLibrary:
    """What is known the moment a library is open.

    Attributes:
        folder: its folder, resolved.
        is_built: whether its index was ever finished.
    """

    folder: Path
    is_built: bool


@dataclass(frozen=True, slots=True)
class _Listener:
    """Whom the result of a task is told to."""

    then: Callable[[Any], object] | None
    failed: Failed | None
    stopped: Stopped | None
    progress: Progressed | None


class Session(QObject):
    """One library at a time. Reading and searching have a thread of their own, and so have changes and checks.

    Results are told in the window's thread, in the order in which the jobs of a lane end. What was asked of one
    library is not told any more once another one is open.

    Signals:
        library_opened: OpenedLibrary; what the cache has of it can be asked for.
        open_failed: a sentence; the library that was open before, if any, stays open.
        changed: another process has committed something new; ask again for what is shown.
        failed: a sentence: why a job failed that was asked for without `failed`.
    """

    library_opened = Signal(object)
    open_failed = Signal(str)
    changed = Signal()
    failed = Signal(str)

    _ended = Signal(object, object)
    _progressed = Signal(object, int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder: Path | None = None
        self._listeners: dict[Task, _Listener] = {}
        self._slots: dict[Hashable, Task] = {}
        self._is_closed = False
        # The lanes' threads emit these; the connections bring the results into the window's thread.
        self._ended.connect(self._on_ended)
        self._progressed.connect(self._on_progressed)
        self._lanes = {
            # What is read changes when its news were told, so that all parts of a window show the same state.
            lane: LaneThread(lane.value, self._emit_ended, self._emit_progress, reloads=lane is Lane.CHANGING)
            for lane in Lane
        }

    @property
    def folder(self) -> Path | None:
        """The open library's folder, resolved."""
        return self._folder

    @property
    def is_idle(self) -> bool:
        """Whether every request has been answered."""
        return not self._listeners

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
    ) -> Task:
        """Have something done with the open library. Without one nothing happens.

        A callback that is a method of a QObject is not called once that object is gone.

        Args:
            job: a function of the Library, without Qt; or a generator function, see `Steps`, if it may take long.
            then: told the result.
            failed: told why there is none, a sentence; without it `Session.failed` tells the window.
            stopped: called when the job was ended by `Task.stop`.
            progress: told done and total, 0 while unknown, a few times a second.
            replaces: the name of a slot. An earlier request in it that is not answered yet is cancelled. A widget of
                which there may be several uses ``(self, name)``.
            lane: the thread that does it.
            background: whether all other jobs of the lane go first at each step.
            lasts: whether the job goes on to its end when another library is opened.

        Returns:
            The handle that cancels it.
        """
        rank = Rank.BACKGROUND if background else Rank.USUAL
        task = Task(job, self._folder, rank=rank, wants_progress=progress is not None, lasts=lasts)
        if self._folder is None:
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
        """Have something short done that takes longer than the window's thread may, and needs no library.

        It goes before all other jobs of the lane, is not dropped when another library is opened, and is still done
        when the session is closed while it waits. All else as for `ask`.

        Args:
            job: a function without arguments, without Qt.
        """
        task = Task(job, None, rank=Rank.SHORT, lasts=True)
        return self._begin(task, _Listener(then, failed, None, None), replaces, lane)

    def look_for_news(self) -> None:
        """Look whether another process has committed something new; `changed` tells."""
        # Said once and never again, so it counts even where a later request has been made meanwhile: no slot.
        self.ask(_reload, self._on_reloaded)

    def catch_up(self) -> None:
        """Have what is asked for from now on include what this program's own change has committed."""
        self.ask(_reload)

    def close(self) -> None:
        """End both threads: long jobs end at their next step. Takes `CLOSING_SECONDS` at most."""
        if self._is_closed:
            return
        self._is_closed = True
        for task in list(self._listeners):
            # Short ones, which write what the user would miss, are still done.
            if task.rank is Rank.SHORT:
                task.end()
            else:
                task.cancel()
        for thread in self._lanes.values():
            thread.close()
        end = time.monotonic() + CLOSING_SECONDS
        for thread in self._lanes.values():
            thread.join(max(0.0, end - time.monotonic()))

    def _begin(self, task: Task, listener: _Listener, replaces: Hashable | None, lane: Lane) -> Task:
        if self._is_closed:
            task.cancel()
            return task
        if replaces is not None:
            if (before := self._slots.get(replaces)) is not None:
                before.cancel()
            self._slots[replaces] = task
        self._listeners[task] = listener
        task.when_over(partial(self._forget, replaces))
        self._lanes[lane].put(task)
        return task

    def _forget(self, slot: Hashable | None, task: Task) -> None:
        self._listeners.pop(task, None)
        if self._slots.get(slot) is task:
            del self._slots[slot]

    def _emit_ended(self, task: Task, result: Result) -> None:
        """In a lane's thread."""
        if not self._is_closed:
            self._ended.emit(task, result)

    def _emit_progress(self, task: Task, done: int, total: int) -> None:
        """In a lane's thread."""
        if not self._is_closed:
            self._progressed.emit(task, done, total)

    @Slot(object, object)
    def _on_ended(self, task: Task, result: Result) -> None:
        listener = self._listeners.get(task)
        if listener is None:
            return
        # First: who is told may ask for the next thing.
        task.end()
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

    def _on_opened(self, opened: OpenedLibrary) -> None:
        for task in list(self._listeners):
            if task.folder is not None:
                # A change that is being written is not cut off; its result is dropped.
                (task.end if task.lasts else task.cancel)()
        self._folder = opened.folder
        self.library_opened.emit(opened)

    def _on_reloaded(self, is_new: bool) -> None:
        if is_new:
            self.changed.emit()


def _tell(callback: Callable[..., object] | None, *values: object) -> None:
    if callback is not None and _is_there(callback):
        callback(*values)


def _is_there(callback: Callable[..., object]) -> bool:
    """Whether the object whose method is to be called still exists on Qt's side."""
    while isinstance(callback, partial):
        callback = callback.func
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)


def _describe(library: Library) -> OpenedLibrary:
    return OpenedLibrary(Path(library.folder), library.is_built)


def _reload(library: Library) -> bool:
    return library.reload()
