"""Walks a library's folder and stamps every document file, reading none of them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from qtbrowser.documents.problem import Problem, Severity
from qtbrowser.documents.reader import SUFFIXES
from qtbrowser.errors import LibraryError


class Stamp(NamedTuple):
    """What tells a changed file from an unchanged one without reading it.

    Attributes:
        path: relative to the library, with ``/``.
        size: bytes.
        mtime_ns: time of the last change, in nanoseconds since the epoch.
    """

    path: str
    size: int
    mtime_ns: int


def scan(root: Path, problems: list[Problem] | None = None) -> Iterator[Stamp]:
    """Every document file below a folder, folders in alphabetical order.

    Hidden folders (``.git``, ``.obsidian``) are passed over, and so are links to folders: their documents either
    stand in the library already or outside it.

    Args:
        root: the library's folder.
        problems: takes what could not be listed: folders without permission, names that are no valid text.

    Raises:
        LibraryError: the folder itself is missing or can't be listed.
    """
    try:
        listing = os.scandir(root)
    except OSError as error:
        raise LibraryError(f"The folder can't be opened: {error.strerror}.", path=str(root)) from error
    found: list[Problem] = [] if problems is None else problems
    yield from _walk(listing, "", found)


def scan_paths(root: Path, paths: Sequence[str], problems: list[Problem]) -> Iterator[Stamp]:
    """The documents among these paths, as `scan` would find them; those that are gone are left out.

    Args:
        root: the library's folder.
        paths: relative to it.
        problems: takes what could not be looked at.
    """
    for path in paths:
        parts = path.split("/")
        if any(part.startswith(".") for part in parts) or not path.lower().endswith(SUFFIXES):
            continue
        if any((root / "/".join(parts[:end])).is_symlink() for end in range(1, len(parts))):
            continue
        try:
            status = (root / path).stat()
        except FileNotFoundError:
            if (root / path).is_symlink():
                problems.append(_unreadable(path, "The file can't be read: it is a link that leads nowhere."))
        except OSError as error:
            problems.append(_unreadable(path, f"The file can't be read: {error.strerror}."))
        else:
            yield Stamp(path, status.st_size, status.st_mtime_ns)


def _walk(listing: os._ScandirIterator[str], prefix: str, problems: list[Problem]) -> Iterator[Stamp]:
    folders: list[tuple[str, str]] = []
    with listing:
        for item in listing:
            name = item.name
            path = prefix + name
            if item.is_dir(follow_symlinks=False):
                if not name.startswith("."):
                    folders.append((path, item.path))
            elif name.lower().endswith(SUFFIXES) and not name.startswith("."):
                stamp = _stamp(item, path, problems)
                if stamp is not None:
                    yield stamp
    for path, location in sorted(folders):
        try:
            below = os.scandir(location)
        except OSError as error:
            problems.append(_unreadable(path, f"The folder can't be opened: {error.strerror}."))
            continue
        yield from _walk(below, path + "/", problems)


def _stamp(item: os.DirEntry[str], path: str, problems: list[Problem]) -> Stamp | None:
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        shown = path.encode("utf-8", "replace").decode("utf-8")
        problems.append(_unreadable(shown, "The file's name is not valid text.", "Rename the file."))
        return None
    try:
        status = item.stat()
    except OSError as error:
        problems.append(_unreadable(path, f"The file can't be read: {error.strerror}."))
        return None
    return Stamp(path, status.st_size, status.st_mtime_ns)


def _unreadable(path: str, message: str, fix: str | None = None) -> Problem:
    return Problem("unreadable-file", Severity.ERROR, path, None, message, fix)
