"""The thread in which the library is read: one request after the other, superseded ones left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QThread, Signal, Slot

from qtbrowser.errors import QtBrowserError
from qtbrowser.gui.worker import jobs

if TYPE_CHECKING:
    from qtbrowser.library import Library


@dataclass(frozen=True, slots=True)
class Request:
    """Work for the worker.

    Attributes:
        kind: what it is about; a later request of the same kind makes an earlier one pointless.
        number: counts the requests of all kinds.
        job: what to do with the library.
    """

    kind: str
    number: int
    job: Callable[[Library], Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a request: a value, or the sentence of an error."""

    kind: str
    number: int
    value: Any = None
    error: str | None = None


class LatestNumbers:
    """The newest request of each kind: written by the window's thread, read by the worker's.

    A dict's item access is atomic in Python, and a number read too early costs one needless job, no wrong answer.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def take(self, kind: str, number: int) -> None:
        """`number` is now the newest of its kind."""
        self._numbers[kind] = number

    def is_latest(self, kind: str, number: int) -> bool:
        """Whether nothing newer of its kind was asked for."""
        return self._numbers.get(kind) == number


class Worker(QObject):
    """Owns the Library and does the jobs. Lives in its own thread; talk to it by signals alone.

    Signals:
        answered: an Answer for every request that was not superseded before its turn.
        opened: (number, OpenedLibrary, Library) once a folder is open.
    """

    answered = Signal(object)
    opened = Signal(int, object, object)

    def __init__(self, latest: LatestNumbers) -> None:
        super().__init__()
        self._latest = latest
        self._library: Library | None = None

    @Slot(int, object)
    def open(self, number: int, folder: Path) -> None:
        """Open another library in place of the present one, which is closed only when that succeeds."""
        if not self._latest.is_latest("open", number):
            return
        try:
            library = jobs.open_library(folder)
            described = jobs.describe(library)
        except (QtBrowserError, OSError) as error:
            self.answered.emit(Answer("open", number, error=sentence(error)))
            return
        except Exception as error:
            self.answered.emit(Answer("open", number, error=fault(error)))
            raise
        if self._library is not None:
            self._library.close()
        self._library = library
        self.opened.emit(number, described, library)

    @Slot(object)
    def perform(self, request: Request) -> None:
        """Do one job, unless a newer one of its kind waits."""
        if self._library is None or not self._latest.is_latest(request.kind, request.number):
            return
        try:
            value = request.job(self._library)
        except (QtBrowserError, OSError) as error:
            self.answered.emit(Answer(request.kind, request.number, error=sentence(error)))
            return
        except Exception as error:
            # A fault of ours. It goes on to the process's error output; the reader is told, and not kept waiting.
            self.answered.emit(Answer(request.kind, request.number, error=fault(error)))
            raise
        self.answered.emit(Answer(request.kind, request.number, value))

    @Slot()
    def finish(self) -> None:
        """Close the library and end the thread."""
        if self._library is not None:
            self._library.close()
            self._library = None
        QThread.currentThread().quit()


def fault(error: Exception) -> str:
    """A fault of ours in words for the reader; the traceback goes to the process's error output."""
    return f"QtBrowser has a fault: {error!r}."


def sentence(error: QtBrowserError | OSError) -> str:
    """An expected error in words for the reader."""
    if isinstance(error, OSError):
        reason = error.strerror or str(error)
        return f"{error.filename}: {reason}." if error.filename else f"{reason}."
    return str(error)
