"""Tells whether another program has a file open for writing, so that it may hold half of what it will."""

from __future__ import annotations

import errno
import os
import signal
import sys
from pathlib import Path

from qtbrowser.documents import windows_handles
from qtbrowser.documents.confined_open import open_file
from qtbrowser.errors import PathRefused


def is_being_written(root: Path, path: str) -> bool:
    """Whether another program has a file of a library open for writing.

    Linux tells so of the reader's own files on its own file systems, Windows of all files; macOS does not. A program
    that closes a file half-written and opens it again can't be told from one that has finished.

    Args:
        root: the library's folder, resolved.
        path: the file, relative to it, with ``/``.

    Returns:
        False also where the system does not tell, or there is no such file.
    """
    if sys.platform == "win32":
        return windows_handles.is_open_for_writing(str(root / path))
    try:
        descriptor, _ = open_file(root, path)
    except (OSError, PathRefused):
        return False
    try:
        return _has_writer(descriptor)
    finally:
        os.close(descriptor)


def _has_writer(descriptor: int) -> bool:
    """Whether Linux refuses a read lease, which it does while a file is open for writing; see fcntl(2), "Leases"."""
    if sys.platform != "linux":
        return False
    import fcntl

    try:
        # Who opens the file in the microseconds of the lease waits for its end; the signal of that would end this
        # process, so one that is ignored is asked for.
        fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        # EACCES: the file of another user. EINVAL: a file system without leases.
        return error.errno == errno.EAGAIN
    return False
