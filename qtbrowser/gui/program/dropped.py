"""Reads the data of a drop on the window: which libraries it names, and which document in each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData

from qtbrowser.library_place import LIBRARY_FILE, library_of

MOST_DROPPED = 1_000
"""How many dropped files and folders are looked at."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A library in dragged data.

    Attributes:
        folder: the library's folder.
        document: the library path of the first dropped file; empty if only the folder was dropped.
        files: how many files of the library were dropped.
    """

    folder: Path
    document: str = ""
    files: int = 0


def dropped(mime: QMimeData) -> tuple[Dropped, ...]:
    """The libraries in dragged data, each once, in the order in which they were dropped.

    A folder is a library; a file belongs to the library that its folder is in.
    """
    found: dict[Path, Dropped] = {}
    for url in mime.urls()[:MOST_DROPPED]:
        path = Path(url.toLocalFile()) if url.isLocalFile() else None
        if path is not None and path.is_dir():
            found.setdefault(path, Dropped(path))
        elif path is not None and path.is_file():
            folder = library_of(path)
            inside = "" if path.name == LIBRARY_FILE else path.relative_to(folder).as_posix()
            first = found.get(folder, Dropped(folder))
            found[folder] = Dropped(folder, first.document or inside, first.files + 1)
    return tuple(found.values())
