"""A disk on which nothing can be written, whoever runs the tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

try:
    import resource
except ImportError:
    resource = None  # type: ignore[assignment]

needs_limits = pytest.mark.skipif(resource is None, reason="Windows does not limit how large files may be")


@contextmanager
def full_disk() -> Iterator[None]:
    """Have the system refuse each write of this process to a file. What needs it is marked with `needs_limits`."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
