"""Tells that whoever reads the program's output wants no more of it, as `head` does after its lines."""

from __future__ import annotations

import errno
import sys


def is_closed_pipe(error: OSError, system: str = sys.platform) -> bool:
    """Whether a write failed because the pipe has no reader any more.

    Windows gives no error of its own for that: the C library makes EINVAL of ERROR_NO_DATA, see "_dosmaperr". Other
    calls that fail so name a file.

    Args:
        error: of the write.
        system: as `sys.platform` has it.
    """
    return isinstance(error, BrokenPipeError) or (
        system == "win32" and error.errno == errno.EINVAL and error.filename is None
    )
