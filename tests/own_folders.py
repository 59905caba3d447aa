"""Gives a tool that opens the program folders of its own, away from those of whoever runs it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def own_folders() -> Iterator[Path]:
    """Have the program, in this process and in those that it starts, keep what it keeps in folders of their own.

    Yields:
        The folder that they are in, which is removed afterwards.
    """
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        for kind in ("cache", "config", "data", "state"):
            os.environ[f"QTBROWSER_{kind.upper()}_DIR"] = str(place / kind)
        yield place
