"""The boundary around each file: an unexpected error in one is reported for that file and stops no other."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import PurePath

from qtbrowser.errors import QtBrowserError, UnforeseenError

_PACKAGE = "qtbrowser"

_log = logging.getLogger(__name__)
# Without a handler the standard library would print to the terminal.
_log.addHandler(logging.NullHandler())


@contextmanager
def file_boundary(path: str) -> Iterator[None]:
    """Turn any unexpected exception into an `UnforeseenError` of a file.

    Our own exceptions and `OSError` pass through unchanged.

    Args:
        path: the file, relative to the library.

    Raises:
        UnforeseenError: anything else was raised inside: `RecursionError`, `MemoryError`, a fault of the program.
    """
    try:
        yield
    except (QtBrowserError, OSError):
        raise
    except Exception as error:
        raise unforeseen(error, path) from error


def unforeseen(error: Exception, path: str | None) -> UnforeseenError:
    """Make an `UnforeseenError` of an unexpected exception, and log the traceback without any text of the file.

    Args:
        error: what was raised.
        path: the file, relative to the library.
    """
    # Without this module's own frame.
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename != __file__]
    kind = type(error).__name__
    _log.error("%s at one file\n%s", kind, "".join(traceback.format_list(_ends(frames))))
    own = [frame for frame in frames if f"/{_PACKAGE}/" in PurePath(frame.filename).as_posix()]
    last = (own or frames)[-1]
    where = PurePath(last.filename).as_posix().rpartition(f"/{_PACKAGE}/")[2]
    return UnforeseenError(kind, f"{where}, line {last.lineno}", path=path)


def _ends(frames: Sequence[traceback.FrameSummary], most: int = 30) -> list[traceback.FrameSummary]:
    """The frames; for a deep recursion only the first and last ones."""
    return list(frames) if len(frames) <= 2 * most else [*frames[:most], *frames[-most:]]
