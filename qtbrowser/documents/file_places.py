"""Resolves and reads the files of a library that are to be changed, and tells why one may not be replaced."""

from __future__ import annotations

import os
import stat
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from qtbrowser.documents.confined_folder import Folder
from qtbrowser.documents.confined_open import (
    is_same_file,
    open_folder,
    path_parts,
    place_of,
    read_file,
    read_open,
    resolved_path,
)
from qtbrowser.errors import PathRefused, WriteRefused

SEVERAL_NAMES = "The file has several names (hard links), which would come apart."
"""Why a file may not be replaced of which a name is outside the library, or is none that is replaced with it."""

_NOT_REGULAR = "This is no regular file."


class Place:
    """Where a file is or is to be: an open folder and a name in it. Closed by `close` or a with block.

    Attributes:
        folder: the open folder.
        name: the file's own name, which is no link.
        path: the file by its library path, links resolved.
    """

    def __init__(self, folder: Folder, path: str) -> None:
        self.folder = folder
        self.path = path
        self.name = path.rpartition("/")[2]

    def close(self) -> None:
        """Close the folder."""
        self.folder.close()

    def __enter__(self) -> Place:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def status(self) -> os.stat_result | None:
        """The state of the file; None where there is none."""
        try:
            return self.folder.status(self.name)
        except FileNotFoundError:
            return None

    def read(self) -> bytes | None:
        """What the file holds; None where there is none.

        Raises:
            WriteRefused: it is no regular file.
            OSError: it can't be read.
        """
        status = self.status()
        if status is None:
            return None
        if not stat.S_ISREG(status.st_mode):
            raise WriteRefused(_NOT_REGULAR, path=self.path)
        try:
            descriptor = self.folder.open(self.name)
        except FileNotFoundError:
            return None
        try:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise WriteRefused(_NOT_REGULAR, path=self.path)
            return read_open(descriptor, status.st_size, self.path)
        finally:
            os.close(descriptor)


class FilePlaces:
    """The places of a library's files.

    Args:
        root: the library's folder, resolved.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    def place(self, path: str, made: set[str] | None = None) -> Place:
        """Open the folder that the file of a library path lies in, links followed within the library.

        Args:
            path: relative to the library, with ``/``.
            made: folders that are missing are made, and this takes the folders in which they were; None: they are not.

        Raises:
            WriteRefused: it lies outside the library, or is no path at all.
            OSError: the folder is missing, or can't be opened.
        """
        try:
            parts = path_parts(path)
            if not parts:
                raise PathRefused("This is no path within the library.")
            return self._place(path, made)
        except PathRefused as error:
            raise WriteRefused(error.reason, path=path) from error

    def prove(self, path: str) -> None:
        """Check that a file may be made at a path, as far as its folders exist.

        Raises:
            WriteRefused: it lies outside the library, or is no path at all.
        """
        try:
            above = path_parts(path)[:-1]
            while above:
                try:
                    resolved_path(self._root, "/".join(above))
                except (FileNotFoundError, NotADirectoryError):
                    above.pop()
                    continue
                return
        except PathRefused as error:
            raise WriteRefused(error.reason, path=path) from error

    def read(self, path: str) -> bytes | None:
        """What a file holds; None where there is none.

        Raises:
            WriteRefused: it is no regular file, or lies outside the library.
            OSError: it can't be read.
        """
        try:
            return read_file(self._root, path)
        except FileNotFoundError:
            return None
        except PathRefused as error:
            raise WriteRefused(error.reason, path=path) from error

    def read_exactly(self, path: str) -> bytes | None:
        """What a file of exactly this name holds; None where a system that takes two names for the same finds another.

        Raises:
            WriteRefused, OSError: as `read`.
        """
        found = self.read(path)
        if found is None:
            return None
        with self.place(path) as place:
            # A link is resolved, and its target's name is looked for.
            return found if place.folder.has(place.name) else None

    def refused(self, path: str, names: int = 1) -> str | None:
        """Why a file may not be replaced or removed, as a sentence; None where it may.

        A hard-linked file would be separated from its other names, a file of another user would change its owner, and a
        link may lead out of the library.

        Args:
            path: relative to the library, with ``/``.
            names: how many names (hard links) of the file are replaced together.
        """
        try:
            with self.place(path) as place:
                status = place.status()
                if status is None:
                    return "The file is gone."
                if reason := refused_status(status, names):
                    return reason
                # Its folder is where the new file is written first.
                return None if place.folder.is_writable() else "Its folder can't be written to."
        except WriteRefused as error:
            return error.reason
        except FileNotFoundError:
            return "The file is gone."
        except OSError as error:
            return f"The file can't be looked at: {error.strerror}."

    def joint(self, paths: Iterable[str]) -> dict[str, str]:
        """Those of some files that have several names (hard links), all of which are among them.

        Returns:
            Path -> the first path of the same file.
        """
        found: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
        numbers: dict[tuple[int, int], int] = {}
        for path in paths:
            with suppress(OSError, WriteRefused), self.place(path) as place:
                status = place.status()
                if status is not None and status.st_nlink > 1:
                    found[status.st_dev, status.st_ino].append(path)
                    numbers[status.st_dev, status.st_ino] = status.st_nlink
        whole = (names for file, names in found.items() if len(names) == numbers[file])
        return {path: min(names) for names in whole for path in names}

    def are_one(self, path: str, other: str) -> bool:
        """Whether two paths lead to the same file."""
        return is_same_file(self._root, path, other)

    def names(self, folder: str) -> list[str]:
        """The names in a folder, hidden ones too; none where it is missing or can't be listed."""
        try:
            with open_folder(self._root, folder) as opened, opened.entries() as entries:
                return [entry.name for entry in entries]
        except (OSError, PathRefused):
            return []

    def is_link(self, path: str) -> bool:
        """Whether the file itself is a link, which can't be restored after removal."""
        return place_of(self._root, path).is_symlink()

    def mode(self, path: str) -> int:
        """The permissions of a file.

        Raises:
            WriteRefused: it lies outside the library, or is no path at all.
            OSError: there is no such file.
        """
        with self.place(path) as place:
            return stat.S_IMODE(place.folder.status(place.name).st_mode)

    def missing_folders(self, paths: Sequence[str]) -> list[str]:
        """The folders, relative to the library, that files at these paths need and lack, outer ones first."""
        needed = {parent.as_posix() for path in paths for parent in Path(path).parents if parent.as_posix() != "."}
        return sorted(folder for folder in needed if not place_of(self._root, folder).exists())

    def _place(self, path: str, made: set[str] | None) -> Place:
        above, _, name = path.rpartition("/")
        folder = open_folder(self._root, above) if made is None else self._made_folder(above, made)
        try:
            status = folder.status(name)
        except FileNotFoundError:
            status = None
        except BaseException:
            folder.close()
            raise
        if status is None or not stat.S_ISLNK(status.st_mode):
            # Few folders are links, and testing each would cost as much as opening it.
            inside = folder.location == os.path.join(self._root, *filter(None, above.split("/")))  # noqa: PTH118
            return Place(folder, path if inside else self._joined(above, name))
        folder.close()
        real = resolved_path(self._root, path)
        return Place(open_folder(self._root, real.rpartition("/")[0]), real)

    def _joined(self, above: str, name: str) -> str:
        real = resolved_path(self._root, above)
        return f"{real}/{name}" if real else name

    def _made_folder(self, path: str, made: set[str]) -> Folder:
        """Open a folder, making it and its parents where they are missing."""
        missing: list[str] = []
        folder: Folder | None = None
        while folder is None:
            try:
                folder = open_folder(self._root, path)
            except FileNotFoundError:
                if not path:
                    raise
                path, _, name = path.rpartition("/")
                missing.append(name)
        for name in reversed(missing):
            try:
                folder.make_folder(name)
                made.add(path)
                below = folder.folder(name)
            finally:
                folder.close()
            folder, path = below, f"{path}/{name}" if path else name
        return folder


def refused_status(status: os.stat_result, names: int = 1) -> str | None:
    """Why a file of this state may not be replaced, as a sentence; None where it may.

    Args:
        status: the state.
        names: how many names (hard links) of the file are replaced together.
    """
    if not stat.S_ISREG(status.st_mode):
        return _NOT_REGULAR
    if status.st_nlink > names:
        return SEVERAL_NAMES
    if sys.platform == "win32":
        # Windows replaces no file that is so marked; elsewhere its folder's permissions decide.
        return None if status.st_mode & stat.S_IWUSR else "The file is marked as read-only."
    if status.st_uid != os.geteuid():
        return "The file belongs to somebody else."
    return None
