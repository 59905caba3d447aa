"""Open folders of a library, whose names are used relative to them; `confined_open` opens them."""

from __future__ import annotations

import errno
import os
import stat
import sys

from qtbrowser.documents import windows_handles
from qtbrowser.errors import PathRefused
from qtbrowser.held_files import tried_while_held

READ = (
    os.O_RDONLY
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
)
NO_LINK = getattr(os, "O_NOFOLLOW", 0)
LISTED = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_DIRECTORY", 0) | NO_LINK
# Linux: passing through a folder takes no permission to list it.
PASSED = LISTED | getattr(os, "O_PATH", 0)

LEADS_OUT = "The file lies outside the library: a link leads there."
EXCHANGED = "The file was exchanged for a link while it was opened."


class LinkMet(Exception):
    """A part of a path is a link."""


class Folder:
    """An open folder of a library. Its names are used relative to it, wherever it is moved meanwhile.

    Made by `open_folder`, and closed by `close` or a with block.

    Attributes:
        location: where the folder was when it was opened, all links resolved.
    """

    def __init__(self, location: str, handle: int, *, removable: bool = False) -> None:
        self.location = location
        self._handle = handle
        self._removable = removable

    def close(self) -> None:
        """Close the folder."""
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
            place = os.path.join(self.location, name)  # noqa: PTH118
            return held_folder(place, self.location, removable=self._removable)
        try:
            handle = open_part(self._handle, name, LISTED)
        except LinkMet as error:
            raise PathRefused(EXCHANGED, path=name) from error
        return Folder(f"{self.location}/{name}", handle)

    def status(self, name: str) -> os.stat_result:
        """The state of a file or folder in this folder; of a link, that of the link itself.

        Raises:
            OSError: there is none.
        """
        return os.stat(self._name(name), dir_fd=self._relative_to, follow_symlinks=False)

    def has(self, name: str) -> bool:
        """Whether the folder lists a name, letter by letter, whatever the system takes for the same."""
        with self.entries() as entries:
            return any(entry.name == name for entry in entries)

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
        if sys.platform == "win32" and flags == READ:
            return windows_handles.open_to_read(self._name(name))
        return os.open(self._name(name), flags | NO_LINK, mode, dir_fd=self._relative_to)

    def replace(self, name: str, new: str) -> None:
        """Give a file another name in this folder, in place of a file that has it.

        Raises:
            OSError: it can't be done.
        """
        at = self._relative_to
        tried_while_held(lambda: os.replace(self._name(name), self._name(new), src_dir_fd=at, dst_dir_fd=at))

    def link(self, name: str, new: str, folder: Folder | None = None) -> None:
        """Give a file a second name (a hard link).

        Args:
            name: the file, in this folder.
            new: its second name.
            folder: the folder of the second name; this one if None.

        Raises:
            FileExistsError: there is a file of this name.
            OSError: it can't be done, for example on a file system without hard links.
        """
        to = folder or self
        at, there = self._relative_to, to._relative_to
        os.link(self._name(name), to._name(new), src_dir_fd=at, dst_dir_fd=there, follow_symlinks=False)

    def rename(self, name: str, new: str) -> None:
        """Give a file another name. Windows alone refuses one that a file has.

        Raises:
            FileExistsError: there is a file of this name.
            OSError: it can't be done.
        """
        at = self._relative_to
        tried_while_held(lambda: os.rename(self._name(name), self._name(new), src_dir_fd=at, dst_dir_fd=at))

    def unlink(self, name: str) -> None:
        """Remove a file.

        Raises:
            OSError: it can't be done.
        """
        tried_while_held(lambda: os.unlink(self._name(name), dir_fd=self._relative_to))

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
        tried_while_held(lambda: os.rmdir(self._name(name), dir_fd=self._relative_to))

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


def open_part(folder: int, name: str, flags: int) -> int:
    """Open a folder in an open one.

    Raises:
        LinkMet: it is a link.
        OSError: there is none, or it can't be opened.
    """
    try:
        return os.open(name, flags, dir_fd=folder)
    except OSError as error:
        if error.errno in (errno.ENOTDIR, errno.ELOOP, errno.EMLINK):
            status = os.stat(name, dir_fd=folder, follow_symlinks=False)
            if stat.S_ISLNK(status.st_mode):
                raise LinkMet from error
        raise


def _close_folder(handle: int) -> None:
    if sys.platform == "win32":
        windows_handles.close(handle)
    else:
        os.close(handle)


def held_folder(place: str, root: str, *, removable: bool = False) -> Folder:
    """Windows: hold a folder open after checking that it is in the library.

    Args:
        place: where it is.
        root: a folder that it is to be in.
        removable: see `windows_handles.hold_folder`; holds for the folders that are opened in it, too.
    """
    handle = windows_handles.hold_folder(place, removable=removable)
    try:
        location = windows_handles.final_path(handle)
        if not windows_handles.is_within(location, windows_handles.final_path_of(root)):
            raise PathRefused(LEADS_OUT, path=place)
    except BaseException:
        windows_handles.close(handle)
        raise
    return Folder(location, handle, removable=removable)
