"""Reads the bytes of a database's file while SQLite may have it open.

On POSIX systems locks belong to the process: when any descriptor of a file is closed, all locks of the process on that
file are gone, those of SQLite's too (https://www.sqlite.org/howtocorrupt.html, section 2.2). A descriptor made here is
therefore kept, and closed after the last connection to its file.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from threading import Lock

PIECE_BYTES = 1 << 18
"""The size of a piece of a file; the last one may be smaller."""

_lock = Lock()
_connections: Counter[str] = Counter()
_descriptors: dict[str, dict[tuple[int, int], int]] = {}


def note_connected(file: str) -> None:
    """Count a connection to a database's file, before it takes its first lock."""
    with _lock:
        _connections[file] += 1


def note_closed(file: str) -> None:
    """Count a connection less, after it was closed."""
    with _lock:
        _connections[file] -= 1
        if _connections[file] <= 0:
            del _connections[file]
            for descriptor in _descriptors.pop(file, {}).values():
                os.close(descriptor)


def pieces_of(file: Path, numbers: Iterable[int] | None = None) -> Iterator[bytes]:
    """Yield the pieces of a file, see `PIECE_BYTES`.

    Args:
        file: the file.
        numbers: of the pieces that are wanted, from 0; None for all up to the end. One behind the end is empty.

    Raises:
        OSError: it can't be read.
    """
    if sys.platform == "win32":
        # Locks belong to the handle there, and an open file could not be deleted.
        with open(file, "rb", buffering=0) as opened:
            for number in count() if numbers is None else numbers:
                opened.seek(number * PIECE_BYTES)
                if not (piece := opened.read(PIECE_BYTES)) and numbers is None:
                    return
                yield piece
        return
    name = str(file.resolve())
    note_connected(name)
    try:
        descriptor = _kept_descriptor(name)
        for number in count() if numbers is None else numbers:
            if not (piece := os.pread(descriptor, PIECE_BYTES, number * PIECE_BYTES)) and numbers is None:
                return
            yield piece
    finally:
        note_closed(name)


def _kept_descriptor(name: str) -> int:
    with _lock:
        kept = _descriptors.setdefault(name, {})
        status = Path(name).stat()
        key = status.st_dev, status.st_ino
        if key not in kept:
            kept[key] = os.open(name, os.O_RDONLY | os.O_CLOEXEC)
        return kept[key]
