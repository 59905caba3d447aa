"""Where the files of a library really lie, what they hold, and why one may not be replaced."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Sequence
from pathlib import Path

from qtbrowser.errors import WriteRefused

_READ = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)


class FilePlaces:
    """The places of a library's files for the length of one piece of work: what folders lead to is remembered.

    Args:
        root: the library's folder, resolved.
    """

    def __init__(self, root: Path) -> None:
        self._root = str(root)
        self._folders: dict[str, str] = {}

    def target(self, path: str) -> str:
        """The file that a library path stands for, links followed.

        Args:
            path: relative to the library, with ``/``.

        Raises:
            WriteRefused: it lies outside the library, or is no path at all.
        """
        folder, _, name = path.rpartition("/")
        resolved = self._folders.get(folder)
        if resolved is None:
            resolved = self._folders[folder] = self._folder(folder, path)
        if name in ("", ".", "..") or "\0" in name or (os.sep == "\\" and ("\\" in name or ":" in name)):
            raise WriteRefused("This is no path within the library.", path=path)
        file = os.path.join(resolved, name)  # noqa: PTH118 - a Path for each of tens of thousands takes as long as writing
        return self._followed(file, path) if os.path.islink(file) else file  # noqa: PTH114

    def read(self, path: str) -> bytes | None:
        """What a file holds; None where there is none.

        Raises:
            WriteRefused: it is no regular file, or lies outside the library.
            OSError: it can't be read.
        """
        return read_target(self.target(path), path)

    def refused(self, path: str) -> str | None:
        """Why a file may not be replaced or removed, as a sentence; None where it may.

        Hard-linked files would come apart from their other names, files of somebody else would become ours, and a
        link may lead out of the library.
        """
        try:
            target = self.target(path)
            status = os.lstat(target)
        except WriteRefused as error:
            return error.reason
        except FileNotFoundError:
            return "The file is gone."
        except OSError as error:
            return f"The file can't be looked at: {error.strerror}."
        if reason := refused_status(status):
            return reason
        # Its folder is where the new file is written first.
        return None if os.access(os.path.dirname(target), os.W_OK) else "Its folder can't be written to."  # noqa: PTH120

    def is_link(self, path: str) -> bool:
        """Whether the file itself is a link, which could not be made again once it is gone."""
        return (Path(self._root) / path).is_symlink()

    def missing_folders(self, paths: Sequence[str]) -> list[str]:
        """The folders, relative to the library, that files at these paths need and lack, outer ones first."""
        needed = {parent.as_posix() for path in paths for parent in Path(path).parents if parent.as_posix() != "."}
        return sorted(folder for folder in needed if not (Path(self._root) / folder).exists())

    def _folder(self, folder: str, path: str) -> str:
        parts = folder.split("/") if folder else []
        if folder.startswith("/") or ".." in parts or "\0" in folder or (os.sep == "\\" and set("\\:") & set(folder)):
            raise WriteRefused("This is no path within the library.", path=path)
        return self._followed(os.path.join(self._root, *parts), path)  # noqa: PTH118

    def _followed(self, file: str, path: str) -> str:
        resolved = Path(file).resolve()
        if not resolved.is_relative_to(self._root):
            raise WriteRefused("The file lies outside the library: a link leads there.", path=path)
        return str(resolved)


def read_target(target: str, path: str) -> bytes | None:
    """What a file holds; None where there is none.

    Args:
        target: the file.
        path: what it is called in the library, for the error.

    Raises:
        WriteRefused: it is no regular file.
        OSError: it can't be read.
    """
    try:
        # A named pipe would block an ordinary open for ever.
        descriptor = os.open(target, _READ)
    except FileNotFoundError:
        return None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise WriteRefused("This is no regular file.", path=path)
        parts = []
        # One read is enough for nearly every file, and says at the same time that there is no more.
        while part := os.read(descriptor, max(65_536, status.st_size + 1)):
            parts.append(part)
        return b"".join(parts)
    finally:
        os.close(descriptor)


def refused_status(status: os.stat_result) -> str | None:
    """Why a file of this state may not be replaced, as a sentence; None where it may."""
    if not stat.S_ISREG(status.st_mode):
        return "This is no regular file."
    if status.st_nlink > 1:
        return "The file has several names (hard links), which would come apart."
    if sys.platform == "win32":
        # Windows replaces no file that is so marked; elsewhere its folder's permissions decide.
        return None if status.st_mode & stat.S_IWUSR else "The file is marked as read-only."
    if status.st_uid != os.geteuid():
        return "The file belongs to somebody else."
    return None
