"""Opens files and folders of a library, and never one outside it: everything that names a file goes through here.

A name is proven by the very steps that open it, so that nothing can be put in its place between proof and use:

- POSIX: each folder is opened relative to the one before, by its descriptor and with O_NOFOLLOW, from the library's
  own folder down. Where a link is met, the whole path is resolved first; what it resolves to has to lie in the library
  and is then opened in the same way. A second link means that somebody exchanged it meanwhile, and is refused.
- Windows, which has no descriptors of folders: the file is opened, and then the path that the system itself tells of
  the open handle is compared with that of the library (`windows_handles`). A folder is held open in a way that lets
  neither it nor a folder above it be renamed or replaced.

Links that stay in the library are followed. Named pipes, devices and sockets are not opened at all, or, where one is
exchanged for a file at the last moment, not waited for.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Sequence
from pathlib import Path

from qtbrowser.documents import windows_handles
from qtbrowser.errors import PathRefused

READ = (
    os.O_RDONLY
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
)
_READ_AT_ONCE = 1 << 20
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_LISTED = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_DIRECTORY", 0) | _NO_LINK
# Linux: passing through a folder takes no permission to list it.
_PASSED = _LISTED | getattr(os, "O_PATH", 0)

_LEADS_OUT = "The file lies outside the library: a link leads there."
_NO_PATH = "This is no path within the library."
_NOT_REGULAR = "This is no regular file."
_EXCHANGED = "The file was exchanged for a link while it was opened."


class _LinkMet(Exception):
    """A part of a path is a link."""


class Folder:
    """An open folder of a library. Its names are used relative to it, wherever it is moved meanwhile.

    Made by `open_folder`, and closed by `close` or a with block.

    Attributes:
        location: where the folder was when it was opened, all links resolved.
    """

    def __init__(self, location: str, handle: int) -> None:
        self.location = location
        self._handle = handle

    def close(self) -> None:
        """Let go of the folder."""
        if self._handle != -1:
            _close_folder(self._handle)
            self._handle = -1

    def __enter__(self) -> Folder:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def entries(self) -> os._ScandirIterator[str]:
        """What the folder holds, as `os.scandir` has it; the `path` of an entry is not to be used.

        Raises:
            OSError: it can't be listed.
        """
        return os.scandir(self.location if sys.platform == "win32" else self._handle)

    def folder(self, name: str) -> Folder:
        """Open a folder in this one.

        Raises:
            PathRefused: it is a link.
            OSError: there is none, or it can't be opened.
        """
        if sys.platform == "win32":
            return _held_folder(os.path.join(self.location, name), self.location)  # noqa: PTH118
        try:
            handle = _open_part(self._handle, name, _LISTED)
        except _LinkMet as error:
            raise PathRefused(_EXCHANGED, path=name) from error
        return Folder(f"{self.location}/{name}", handle)

    def status(self, name: str) -> os.stat_result:
        """The state of a file or folder in this folder; of a link, that of the link itself.

        Raises:
            OSError: there is none.
        """
        return os.stat(self._name(name), dir_fd=self._relative_to, follow_symlinks=False)

    def leads_to_folder(self, name: str) -> bool:
        """Whether a link of this folder leads to a folder, wherever that is; it is asked for and not opened."""
        try:
            return stat.S_ISDIR(os.stat(self._name(name), dir_fd=self._relative_to).st_mode)
        except (OSError, ValueError):
            return False

    def open(self, name: str, flags: int = READ, mode: int = 0o600) -> int:
        """A descriptor of a file in this folder, no link followed.

        Raises:
            OSError: it can't be opened, or is a link.
        """
        return os.open(self._name(name), flags | _NO_LINK, mode, dir_fd=self._relative_to)

    def replace(self, name: str, new: str) -> None:
        """Give a file another name in this folder, in place of a file that has it.

        Raises:
            OSError: it can't be done.
        """
        at = self._relative_to
        os.replace(self._name(name), self._name(new), src_dir_fd=at, dst_dir_fd=at)

    def link(self, name: str, new: str) -> None:
        """Give a file a second name (a hard link).

        Raises:
            FileExistsError: there is a file of this name.
            OSError: it can't be done, for example on a file system without hard links.
        """
        at = self._relative_to
        os.link(self._name(name), self._name(new), src_dir_fd=at, dst_dir_fd=at, follow_symlinks=False)

    def rename(self, name: str, new: str) -> None:
        """Give a file another name. Windows alone refuses one that a file has.

        Raises:
            FileExistsError: there is a file of this name.
            OSError: it can't be done.
        """
        at = self._relative_to
        os.rename(self._name(name), self._name(new), src_dir_fd=at, dst_dir_fd=at)

    def unlink(self, name: str) -> None:
        """Remove a file.

        Raises:
            OSError: it can't be done.
        """
        os.unlink(self._name(name), dir_fd=self._relative_to)

    def make_folder(self, name: str) -> None:
        """Make a folder in this one.

        Raises:
            OSError: it can't be done.
        """
        os.mkdir(self._name(name), dir_fd=self._relative_to)

    def remove_folder(self, name: str) -> None:
        """Remove an empty folder.

        Raises:
            OSError: it is not empty, or can't be removed.
        """
        os.rmdir(self._name(name), dir_fd=self._relative_to)

    def is_writable(self) -> bool:
        """Whether files can be made in it."""
        return os.access(self.location, os.W_OK)

    def is_where_it_was(self) -> bool:
        """Whether its location still leads to this folder."""
        if sys.platform == "win32":
            return True  # held: it can't be moved
        try:
            return os.path.samestat(os.fstat(self._handle), os.lstat(self.location))
        except OSError:
            return False

    def sync(self) -> None:
        """Bring the folder's names to the disk, on systems that have a way to.

        Raises:
            OSError: the system can't write.
        """
        if sys.platform != "win32":
            os.fsync(self._handle)

    @property
    def _relative_to(self) -> int | None:
        return None if sys.platform == "win32" else self._handle

    def _name(self, name: str) -> str:
        return os.path.join(self.location, name) if sys.platform == "win32" else name  # noqa: PTH118


def path_parts(path: str) -> list[str]:
    """The names that a library path is made of.

    Args:
        path: relative to the library, with ``/``; empty for the library's own folder.

    Raises:
        PathRefused: it is absolute, goes upwards, or holds what no name of this system may hold.
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
        except _LinkMet:
            return _open_below(os.fspath(root), _resolved(os.fspath(root), parts, path), path)
    except _LinkMet as error:
        raise PathRefused(_EXCHANGED, path=path) from error
    except ValueError as error:
        raise PathRefused(_NO_PATH, path=path) from error


def open_folder(root: str | Path, path: str) -> Folder:
    """Open a folder of a library.

    Args:
        root: the library's folder, resolved.
        path: the folder, relative to it, with ``/``; empty for the library's own.

    Raises:
        PathRefused: the path leads out of the library, or is no path.
        OSError: there is no such folder, or it can't be opened.
    """
    parts = path_parts(path)
    base = os.fspath(root)
    try:
        if sys.platform == "win32":
            return _held_folder(os.path.join(base, *parts), base)  # noqa: PTH118
        try:
            return _folder_below(base, parts)
        except _LinkMet:
            return _folder_below(base, _resolved(base, parts, path))
    except _LinkMet as error:
        raise PathRefused(_EXCHANGED, path=path) from error
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
        path: what it is called, for the error.
        limit: the most bytes that are read.

    Raises:
        PathRefused: it holds more than `limit`.
        OSError: it can't be read.
    """
    most = size + 1 if limit is None else min(size, limit) + 1
    # Asked for one byte more than there are, the system tells in one call that these are all.
    found = os.read(descriptor, most)
    while len(found) != size and (more := os.read(descriptor, _READ_AT_ONCE)):
        found += more
        if limit is not None and len(found) > limit:
            break
    if limit is not None and len(found) > limit:
        raise PathRefused(f"The file is too large: more than {limit:,} bytes.", path=path)
    return found


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


def _resolved(root: str, parts: Sequence[str], path: str) -> list[str]:
    """The names of a path without links in it."""
    real = os.path.realpath(os.path.join(root, *parts), strict=True)  # noqa: PTH118
    base = root.rstrip(os.sep)
    if real != root and not real.startswith(base + os.sep):
        raise PathRefused(_LEADS_OUT, path=path)
    return [part for part in real[len(base) :].replace(os.sep, "/").split("/") if part]


def _open_below(root: str, parts: Sequence[str], path: str) -> tuple[int, os.stat_result]:
    """Open a regular file without following a link."""
    folder = os.open(root, _PASSED)
    try:
        for name in parts[:-1]:
            below = _open_part(folder, name, _PASSED)
            os.close(folder)
            folder = below
        name = parts[-1]
        status = os.stat(name, dir_fd=folder, follow_symlinks=False)
        if stat.S_ISLNK(status.st_mode):
            raise _LinkMet
        if not stat.S_ISREG(status.st_mode):
            raise PathRefused(_NOT_REGULAR, path=path)
        return _regular(os.open(name, READ | _NO_LINK, dir_fd=folder), path)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.EMLINK):
            raise _LinkMet from error
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
    folder = os.open(root, _PASSED if parts else _LISTED)
    for place, name in enumerate(parts, start=1):
        try:
            below = _open_part(folder, name, _PASSED if place < len(parts) else _LISTED)
        finally:
            os.close(folder)
        folder = below
    return Folder(os.path.join(root, *parts), folder)  # noqa: PTH118


def _open_part(folder: int, name: str, flags: int) -> int:
    """Open a folder in an open one.

    Raises:
        _LinkMet: it is a link.
        OSError: there is none, or it can't be opened.
    """
    try:
        return os.open(name, flags, dir_fd=folder)
    except OSError as error:
        if error.errno in (errno.ENOTDIR, errno.ELOOP, errno.EMLINK):
            status = os.stat(name, dir_fd=folder, follow_symlinks=False)
            if stat.S_ISLNK(status.st_mode):
                raise _LinkMet from error
        raise


def _close_folder(handle: int) -> None:
    if sys.platform == "win32":
        windows_handles.close(handle)
    else:
        os.close(handle)


def _held_folder(place: str, root: str) -> Folder:
    """Windows: hold a folder open, once it is known to lie in the library."""
    handle = windows_handles.hold_folder(place)
    try:
        location = windows_handles.final_path(handle)
        if not windows_handles.is_within(location, windows_handles.final_path_of(root)):
            raise PathRefused(_LEADS_OUT, path=place)
    except BaseException:
        windows_handles.close(handle)
        raise
    return Folder(location, handle)


def _open_file_on_windows(root: str, parts: Sequence[str], path: str) -> tuple[int, os.stat_result]:
    place = os.path.join(root, *_resolved(root, parts, path))  # noqa: PTH118
    descriptor, status = _regular(os.open(windows_handles.extended(place), READ), path)
    try:
        location = windows_handles.final_path_of_file(descriptor)
        if not windows_handles.is_within(location, windows_handles.final_path_of(root)):
            raise PathRefused(_LEADS_OUT, path=path)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor, status
