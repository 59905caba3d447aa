"""Opens files and folders of a library, and never one outside it: everything that names a file goes through here.

A path is checked by the same steps that open it, so that nothing can be exchanged between check and use:

- POSIX: each folder is opened relative to the one before, by its descriptor and with O_NOFOLLOW, from the library's
  own folder down. Where a link is met, the whole path is resolved first; what it resolves to has to lie in the library
  and is then opened in the same way. A second link means that somebody exchanged it meanwhile, and is refused.
- Windows, which has no descriptors of folders: the file is opened, and then the path that the system itself tells of
  the open handle is compared with that of the library (`windows_handles`). A folder is held open in a way that lets
  neither it nor a folder above it be renamed or replaced; one that is only listed may be removed, and its files are
  compared when they are opened.

Links that stay in the library are followed. Named pipes, devices and sockets are not opened at all, or, where one
replaces a file at the last moment, opened without waiting.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Sequence
from pathlib import Path

from qtbrowser.documents import windows_handles
from qtbrowser.documents.confined_folder import (
    EXCHANGED,
    LEADS_OUT,
    LISTED,
    NO_LINK,
    PASSED,
    READ,
    Folder,
    LinkMet,
    held_folder,
    open_part,
)
from qtbrowser.errors import PathRefused

_READ_AT_ONCE = 1 << 20

_NO_PATH = "This is no path within the library."
_NOT_REGULAR = "This is no regular file."


def path_parts(path: str) -> list[str]:
    """Split a library path into its names.

    Args:
        path: relative to the library, with ``/``; empty for the library's own folder.

    Raises:
        PathRefused: it is absolute, contains ``..``, or has characters that this system does not allow in names.
    """
    if not path:
        return []
    parts = path.split("/")
    bad = "\0" in path or any(part in ("", ".", "..") for part in parts)
    if bad or (sys.platform == "win32" and not all(map(windows_handles.is_plain_name, parts))):
        raise PathRefused(_NO_PATH, path=path)
    return parts


def open_file(root: str | Path, path: str) -> tuple[int, os.stat_result]:
    """Open a regular file of a library for reading.

    Args:
        root: the library's folder, resolved.
        path: the file, relative to it, with ``/``.

    Returns:
        Its descriptor, which the caller closes, and its state.

    Raises:
        PathRefused: the path leads out of the library, is no path, or there is no regular file at it.
        OSError: there is no such file, or it can't be opened.
    """
    parts = path_parts(path)
    if not parts:
        raise PathRefused(_NOT_REGULAR, path=path)
    try:
        if sys.platform == "win32":
            return _open_file_on_windows(str(root), parts, path)
        try:
            return _open_below(os.fspath(root), parts, path)
        except LinkMet:
            return _open_below(os.fspath(root), _resolved(os.fspath(root), parts, path), path)
    except LinkMet as error:
        raise PathRefused(EXCHANGED, path=path) from error
    except ValueError as error:
        raise PathRefused(_NO_PATH, path=path) from error


def open_folder(root: str | Path, path: str, *, removable: bool = False) -> Folder:
    """Open a folder of a library.

    Args:
        root: the library's folder, resolved.
        path: the folder, relative to it, with ``/``; empty for the library's own.
        removable: other programs may remove it, and those that are opened in it, while it is open, on Windows too:
            for a folder that is only listed. Elsewhere they always may.

    Raises:
        PathRefused: the path leads out of the library, or is no path.
        OSError: there is no such folder, or it can't be opened.
    """
    parts = path_parts(path)
    base = os.fspath(root)
    try:
        if sys.platform == "win32":
            try:
                return held_folder(os.path.join(base, *parts), base, removable=removable)  # noqa: PTH118
            except FileNotFoundError:
                windows_handles.see_no_file_as_folder(windows_handles.extended(base), parts)
                raise
        try:
            return _folder_below(base, parts)
        except LinkMet:
            return _folder_below(base, _resolved(base, parts, path))
    except LinkMet as error:
        raise PathRefused(EXCHANGED, path=path) from error
    except ValueError as error:
        raise PathRefused(_NO_PATH, path=path) from error


def read_file(root: str | Path, path: str, limit: int | None = None) -> bytes:
    """What a regular file of a library holds.

    Args:
        root, path: as for `open_file`.
        limit: the most bytes that are read.

    Raises:
        PathRefused: as `open_file`, or the file holds more than `limit`.
        OSError: there is no such file, or it can't be read.
    """
    descriptor, status = open_file(root, path)
    try:
        return read_open(descriptor, status.st_size, path, limit)
    finally:
        os.close(descriptor)


def read_open(descriptor: int, size: int, path: str, limit: int | None = None) -> bytes:
    """What an open file holds.

    Args:
        descriptor: the file, at its beginning.
        size: its bytes, as far as that is known.
        path: its name for error messages.
        limit: the most bytes that are read.

    Raises:
        PathRefused: it holds more than `limit`.
        OSError: it can't be read.
    """
    most = size + 1 if limit is None else min(size, limit) + 1
    # Asking for one byte more than expected lets a single call confirm the end of the file.
    found = os.read(descriptor, most)
    while len(found) != size and (more := os.read(descriptor, _READ_AT_ONCE)):
        found += more
        if limit is not None and len(found) > limit:
            break
    if limit is not None and len(found) > limit:
        raise PathRefused(f"The file is too large: more than {limit:,} bytes.", path=path)
    return found


def is_same_file(root: Path, path: str, other: str) -> bool:
    """Whether two paths, relative to a folder, lead to the same file."""
    try:
        return place_of(root, path).samefile(place_of(root, other))
    except OSError:
        return False


def place_of(root: str | Path, path: str) -> Path:
    """Where a library path lies, in a form that the system takes whatever its length, to be asked for there.

    Args:
        root: the library's folder, resolved.
        path: a library path; nothing need exist at it.
    """
    return Path(_as_taken(os.fspath(root)), path)


def resolved_path(root: str | Path, path: str) -> str:
    """The library path of a file or folder with all links resolved: the path by which the library knows it.

    Raises:
        PathRefused: it leads out of the library, or is no path.
        OSError: there is none.
    """
    try:
        return "/".join(_resolved(os.fspath(root), path_parts(path), path))
    except ValueError as error:
        raise PathRefused(_NO_PATH, path=path) from error


def _as_taken(root: str) -> str:
    # Windows takes no more than 260 characters of a path that is not in this form, unless its administrator allows it.
    return windows_handles.extended(root) if sys.platform == "win32" else root


def _resolved(root: str, parts: Sequence[str], path: str) -> list[str]:
    """The names of a path without links in it."""
    root = _as_taken(root)
    try:
        real = os.path.realpath(os.path.join(root, *parts), strict=True)  # noqa: PTH118
    except FileNotFoundError:
        windows_handles.see_no_file_as_folder(root, parts)
        raise
    except OSError as error:
        if getattr(error, "winerror", None) not in windows_handles.NO_REAL_PATH:
            raise
        # The drive tells none. Where a file really lies is compared once it is open.
        return list(parts)
    base = root.rstrip(os.sep)
    if real != root and not real.startswith(base + os.sep):
        raise PathRefused(LEADS_OUT, path=path)
    return [part for part in real[len(base) :].replace(os.sep, "/").split("/") if part]


def _open_below(root: str, parts: Sequence[str], path: str) -> tuple[int, os.stat_result]:
    """Open a regular file without following a link."""
    folder = os.open(root, PASSED)
    try:
        for name in parts[:-1]:
            below = open_part(folder, name, PASSED)
            os.close(folder)
            folder = below
        name = parts[-1]
        status = os.stat(name, dir_fd=folder, follow_symlinks=False)
        if stat.S_ISLNK(status.st_mode):
            raise LinkMet
        if not stat.S_ISREG(status.st_mode):
            raise PathRefused(_NOT_REGULAR, path=path)
        return _regular(os.open(name, READ | NO_LINK, dir_fd=folder), path)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.EMLINK):
            raise LinkMet from error
        if error.filename is not None:
            error.filename = path
        raise
    finally:
        os.close(folder)


def _regular(descriptor: int, path: str) -> tuple[int, os.stat_result]:
    """An open file with its state, if it is a regular one; else it is closed."""
    try:
        status = os.fstat(descriptor)
        if stat.S_ISREG(status.st_mode):
            return descriptor, status
        raise PathRefused(_NOT_REGULAR, path=path)
    except BaseException:
        os.close(descriptor)
        raise


def _folder_below(root: str, parts: Sequence[str]) -> Folder:
    folder = os.open(root, PASSED if parts else LISTED)
    for place, name in enumerate(parts, start=1):
        try:
            below = open_part(folder, name, PASSED if place < len(parts) else LISTED)
        finally:
            os.close(folder)
        folder = below
    return Folder(os.path.join(root, *parts), folder)  # noqa: PTH118


def _open_file_on_windows(root: str, parts: Sequence[str], path: str) -> tuple[int, os.stat_result]:
    place = os.path.join(root, *_resolved(root, parts, path))  # noqa: PTH118
    descriptor, status = _regular(windows_handles.open_to_read(place), path)
    try:
        location = windows_handles.final_path_of_file(descriptor)
        if not windows_handles.is_within(location, windows_handles.final_path_of(root)):
            raise PathRefused(LEADS_OUT, path=path)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor, status
