"""A request to the library: the job, its rank, and whether it is cancelled. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from enum import Enum, IntEnum
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

T = TypeVar("T")

Steps = Generator[tuple[int, int], None, T]
"""A long job: a generator that yields (done, total), with total 0 while unknown, and returns the result.

At each yield the lane may end it, or run more urgent jobs first.
"""


@contextmanager
def closed_after(steps: Iterable[T]) -> Iterator[Iterator[T]]:
    """A context that closes a generator at its end, so that unfinished work is ended."""
    iterator = iter(steps)
    try:
        yield iterator
    finally:
        if (close := getattr(iterator, "close", None)) is not None:
            close()


class Lane(Enum):
    """The two threads of a session. Each has its own Library object, so that neither waits for the other."""

    READING = "reading"
    """Showing, listing and searching."""

    CHANGING = "changing"
    """Planning, applying, undoing, checking, and other work that may take seconds."""


class Rank(IntEnum):
    """The order of the jobs of a lane. At each step of a running job, waiting jobs with a lower number run first."""

    SHORT = 0
    """Jobs that need no library, such as writing a draft."""

    USUAL = 1
    BACKGROUND = 2
    """Jobs that may take minutes, such as a check."""


class Result(NamedTuple):
    """The result of a job.

    Attributes:
        value: its return value.
        error: why it failed, a sentence; None if it succeeded.
        is_stopped: whether it ended early because `Task.stop` was called.
    """

    value: Any = None
    error: str | None = None
    is_stopped: bool = False


class Task:
    """A request that was made by `Session.ask`; the handle that cancels it.

    Args:
        job: called with the Library, or without arguments if `folder` is None; returns a result or `Steps`.
        folder: the library's folder.
        rank: see `Rank`.
        opens: whether the library is opened again for it.
        wants_progress: whether progress is reported.
        lasts: whether it continues when another library is opened.
        words: what it does, for the list of jobs; empty for a job that is not listed.
    """

    def __init__(
        self,
        job: Callable[..., Any],
        folder: Path | None,
        *,
        rank: Rank = Rank.USUAL,
        opens: bool = False,
        wants_progress: bool = False,
        lasts: bool = False,
        words: str = "",
    ) -> None:
        self.job = job
        self.folder = folder
        self.rank = rank
        self.opens = opens
        self.wants_progress = wants_progress
        self.lasts = lasts
        self.words = words
        self.is_cancelled = False
        self.is_stopping = False
        self.is_over = False
        self._at_end: Callable[[Task], None] | None = None

    def when_over(self, forget: Callable[[Task], None]) -> None:
        """Call `forget` in the window's thread once the task is over or cancelled."""
        self._at_end = forget

    @property
    def is_pending(self) -> bool:
        """Whether a callback will still be called."""
        return not self.is_over

    def cancel(self) -> None:
        """Drop the result. A waiting job is not started; a job of steps ends at its next step."""
        self.is_cancelled = True
        self.end()

    def stop(self) -> None:
        """End the job at its next step, and call `stopped` then.

        If it ends before that, or is not a job of steps, `then` is called as usual.
        """
        self.is_stopping = True

    def end(self) -> None:
        """Drop the result; the job itself continues."""
        if not self.is_over:
            self.is_over = True
            if self._at_end is not None:
                self._at_end(self)
            self._at_end = None

    def release(self) -> None:
        """End, and let go of the job, which has run or never will.

        Called in the window's thread: what the job and the callbacks hold may be widgets, and the lane's thread, which
        may be the last to hold the task, must not be the one that deletes them.
        """
        self.end()
        self.job = _released


def _released(*_: object) -> None:
    """In place of a job that is over."""
