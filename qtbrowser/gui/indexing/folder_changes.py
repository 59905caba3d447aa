"""Sorts what a watcher reports about a library's folder. No Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from qtbrowser.library_place import LIBRARY_FILE

MOST_FILES = 100
"""From more files than this on, the folder is scanned as a whole by the index process, which is faster then."""

_RULES = (LIBRARY_FILE, ".gitignore")


@dataclass(frozen=True, slots=True)
class FolderChanges:
    """What has changed in a folder.

    Attributes:
        files: the library paths of files that were written, made or removed; empty if all are to be looked at.
        whole: whether it is: folders have changed, or what is excluded, or too many files.
    """

    files: tuple[str, ...] = ()
    whole: bool = False

    def __bool__(self) -> bool:
        return self.whole or bool(self.files)


def folder_changes(folder: Path, paths: Iterable[str]) -> FolderChanges:
    """Sort reported paths.

    Args:
        folder: the library's folder, as it was given to the watcher.
        paths: absolute paths of files and folders, which may be gone.

    Returns:
        What is to be read anew. Hidden files and folders don't count, but for those that say what is excluded.
    """
    files: set[str] = set()
    for text in paths:
        try:
            path = PurePosixPath(Path(text).relative_to(folder).as_posix())
        except ValueError:
            continue
        if path.name in _RULES:
            return FolderChanges(whole=True)
        if not path.parts or any(part.startswith(".") for part in path.parts):
            continue
        if not path.suffix or Path(text).is_dir():
            # A file of a library has a suffix; without one this is a folder, or was one.
            return FolderChanges(whole=True)
        files.add(str(path))
    if len(files) > MOST_FILES:
        return FolderChanges(whole=True)
    return FolderChanges(tuple(sorted(files)))
