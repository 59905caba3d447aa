"""Output that nobody reads any more."""

from __future__ import annotations

import errno

import pytest

from qtbrowser.cli.closed_pipe import is_closed_pipe


@pytest.mark.parametrize(
    ("error", "system", "is_closed"),
    [
        (BrokenPipeError(errno.EPIPE, ""), "linux", True),
        (BrokenPipeError(errno.EPIPE, ""), "win32", True),
        (OSError(errno.EINVAL, ""), "win32", True),
        (OSError(errno.EINVAL, "", "a file"), "win32", False),
        (OSError(errno.EINVAL, ""), "linux", False),
        (OSError(errno.ENOSPC, ""), "win32", False),
    ],
)
def test_what_says_that_nobody_reads(error: OSError, system: str, is_closed: bool) -> None:
    assert is_closed_pipe(error, system) is is_closed
