"""The program's log: versions, steps and errors with their tracebacks, in the user's state folder.

A log holds no words of documents: of an error it tells the kind and where in the program it was raised, not its
message, which may quote a file. Each kind of process has a file of its own, so that two of them don't take turns; it is
renewed when a process starts and finds it full. What the interpreter itself dies of goes into a file beside it.
"""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import sys
import threading
import traceback
from collections import deque
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from qtbrowser import __version__, settings

MOST_BYTES = 1 << 20
"""A file larger than this is put aside when a process starts."""

KEPT = 3
"""How many files put aside are kept of each kind of process."""

LAST_RECORDS = 40
"""How many of its last records a process keeps in memory, for a report."""

_MOST_FRAMES = 60
_LOG = logging.getLogger("qtbrowser")
_of_process: list[ProgramLog] = []


class _WordlessFormatter(logging.Formatter):
    """Formats records in UTC; of an exception its kind and frames, and of the system's errors their number too."""

    def formatException(self, exc_info: Any) -> str:  # noqa: N802 - an override
        """Return kinds and frames of an exception and of those that led to it, the first one first."""
        return told_without_words(exc_info[1])


class _LastRecords(logging.Handler):
    """Keeps the last records as lines."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: deque[str] = deque(maxlen=LAST_RECORDS)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record."""
        self.lines.append(self.format(record))


class ProgramLog:
    """The log of this process.

    Args:
        process: the kind of process: ``window``, ``index`` or ``command``.
    """

    def __init__(self, process: str) -> None:
        self.file = log_dir() / f"{process}.log"
        self._faults: IO[str] | None = None
        self._last = _LastRecords()
        formatter = _WordlessFormatter("%(asctime)s %(levelname)s %(process)d %(name)s: %(message)s")
        handlers: list[logging.Handler] = [self._last]
        # A full or read-only disk costs the log, and nothing else.
        with contextlib.suppress(OSError):
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.suppress(OSError):
                _put_aside(self.file)
            handlers.append(logging.FileHandler(self.file, encoding="utf-8", errors="backslashreplace"))
            self._faults = open(self.file.with_suffix(".faults"), "a", encoding="utf-8")  # noqa: SIM115 - for good
            faulthandler.enable(self._faults)
        for handler in handlers:
            handler.setFormatter(formatter)
            _LOG.addHandler(handler)
        logging.raiseExceptions = False
        _LOG.setLevel(logging.INFO)
        _LOG.propagate = False
        sys.excepthook = self._on_exception
        threading.excepthook = _on_thread_exception
        _of_process[:] = [self]
        _LOG.info("started: %s, %s", _version(), sys.platform)

    def last_lines(self) -> list[str]:
        """Return the last records of this process, the oldest first."""
        return list(self._last.lines)

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            note_unexpected(error)


def current_log() -> ProgramLog | None:
    """The log that this process has begun; None where it has none."""
    return _of_process[0] if _of_process else None


def log_dir() -> Path:
    """The folder of the logs."""
    return settings.state_dir() / "log"


def versions() -> str:
    """The versions that matter for a report, in one line: of the program, of Python, of the system."""
    import platform  # takes 3 ms, which each start of the program would wait for

    return f"{_version()}, {platform.platform()}"


def _version() -> str:
    frozen = "installed" if getattr(sys, "frozen", False) else "from source"
    return f"QtBrowser {__version__} ({frozen}), Python {sys.version.split(maxsplit=1)[0]}"


def note_unexpected(error: BaseException) -> None:
    """Write an error that nobody has foreseen into the log."""
    _LOG.error("unexpected error", exc_info=error)


def note(step: str) -> None:
    """Write a step into the log, such as that a library was opened. It has no words of documents."""
    _LOG.info(step)


def told_without_words(error: BaseException | None) -> str:
    """Return kinds and frames of an error and of those that led to it, without any message.

    Args:
        error: what was raised.

    Returns:
        Lines, the first error first, each one's innermost frame last.
    """
    lines: list[str] = []
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        frames = traceback.extract_tb(error.__traceback__)
        shown = frames if len(frames) <= _MOST_FRAMES else [*frames[: _MOST_FRAMES // 2], *frames[-_MOST_FRAMES // 2 :]]
        number = f" (errno {error.errno})" if isinstance(error, OSError) and error.errno is not None else ""
        lines[:0] = [
            *(line.rstrip("\n") for line in traceback.format_list(shown)),
            f"{type(error).__qualname__}{number}",
        ]
        error = error.__cause__ or error.__context__
    return "\n".join(lines)


def _on_thread_exception(arguments: threading.ExceptHookArgs) -> None:
    if arguments.exc_value is not None and not isinstance(arguments.exc_value, SystemExit):
        sys.excepthook(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)


def _put_aside(file: Path) -> None:
    """Begin a new file where this one is full.

    Raises:
        OSError: a file can't be renamed, as on Windows one that another process has open.
    """
    if not file.exists() or file.stat().st_size <= MOST_BYTES:
        return
    for number in range(KEPT - 1, 0, -1):
        older = file.with_suffix(f".{number}.log")
        if older.exists():
            older.replace(file.with_suffix(f".{number + 1}.log"))
    file.replace(file.with_suffix(".1.log"))
