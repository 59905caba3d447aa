"""Which libraries, and which document in each, the files and folders are that were dropped on the window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from qtbrowser.library_place import LIBRARY_FILE, library_of

MOST_DROPPED = 1_000
"""How many dropped files and folders are looked at."""


class Dropped(NamedTuple):
    """A library among what was dropped.

    Attributes:
        folder: the library's folder.
        document: the library path of the first dropped file; empty if only the folder was dropped.
        files: how many files of the library were dropped.
    """

    folder: Path
    document: str = ""
    files: int = 0


def dropped_libraries(paths: Sequence[Path]) -> tuple[Dropped, ...]:
    """The libraries among dropped files and folders, each once, in the order in which they were dropped.

    A folder is a library; a file belongs to the library that its folder is in. What does not exist is left out.

    Args:
        paths: absolute; the first `MOST_DROPPED` are looked at.
    """
    found: dict[Path, Dropped] = {}
    for path in paths[:MOST_DROPPED]:
        if path.is_dir():
            found.setdefault(path, Dropped(path))
        elif path.is_file():
            folder = library_of(path)
            inside = "" if path.name == LIBRARY_FILE else path.relative_to(folder).as_posix()
            first = found.get(folder, Dropped(folder))
            found[folder] = Dropped(folder, first.document or inside, first.files + 1)
    return tuple(found.values())
