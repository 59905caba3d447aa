"""Writes files of a library so that each is either as it was or as it is to be, whatever happens meanwhile.

A file is written beside its place, brought to the disk, and put in its place in one step; at the end of a batch each
folder is brought to the disk once. What stands there must still be what it was when it was read.
"""

from __future__ import annotations

import os
import secrets
import stat
import sys
from collections.abc import Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from qtbrowser.errors import FileChanged, WriteRefused

TEMPORARY = ".qtbrowser-"
"""How the names of files begin that are being written; the scan passes over them, as over all hidden ones."""

_READ = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_IS_POSIX = os.name == "posix"


@dataclass(frozen=True, slots=True)
class FileWrite:
    """One file to be written, made or removed.

    Attributes:
        path: relative to the library, with ``/``.
        before: what it must hold now; None: there must be no such file.
        after: what it is to hold; None: it is removed.
        mode: the permissions of a file that is made; those of a new file if None.
        to_trash: put a removed file into the system's trash, where there is one.
    """

    path: str
    before: bytes | None
    after: bytes | None
    mode: int | None = None
    to_trash: bool = False


def write_files(
    root: Path, writes: Sequence[FileWrite], *, token: str | None = None, durable: bool = True
) -> Generator[str]:
    """Write files, those that are new first and those that go last.

    Args:
        root: the library's folder, resolved.
        writes: what to write.
        token: what names of temporary files hold, for `remove_temporary` after a crash.
        durable: return only when all is on the disk.

    Yields:
        The path of each file that is in its place.

    Raises:
        WriteRefused: a file may not be replaced, see `refused`.
        FileChanged: a file holds something else than it should.
        OSError: the system can't write.
    """
    name = f"{TEMPORARY}{token or secrets.token_hex(8)}-"
    folders: dict[Path, None] = {}
    try:
        for number, write in enumerate(sorted(writes, key=_order)):
            target = target_of(root, write.path)
            if write.after is not None and write.before is None:
                _make_folders(target.parent, folders)
            if write.after is None:
                _remove(root, write, target)
            else:
                _write(root, write, target, target.parent / f"{name}{number}", write.after, durable)
            folders[target.parent] = None
            yield write.path
    finally:
        if durable:
            for folder in folders:
                sync_folder(folder)


def refused(root: Path, path: str) -> str | None:
    """Why a file of a library may not be replaced or removed, as a sentence; None where it may.

    Hard-linked files would come apart from their other names, files of somebody else would become ours, and a link may
    lead out of the library.
    """
    try:
        target = target_of(root, path)
        status = target.lstat()
    except WriteRefused as error:
        return error.reason
    except FileNotFoundError:
        return "The file is gone."
    except OSError as error:
        return f"The file can't be looked at: {error.strerror}."
    return _refused_status(status) or _refused_folder(target.parent)


def read_bytes(root: Path, path: str) -> bytes | None:
    """What a file of a library holds; None where there is no such file.

    Raises:
        WriteRefused: it is no regular file, or lies outside the library.
        OSError: it can't be read.
    """
    return _current(target_of(root, path))


def target_of(root: Path, path: str) -> Path:
    """The file that a library path stands for, links followed.

    Raises:
        WriteRefused: it lies outside the library, or is no path at all.
    """
    file = root / path
    if not path or Path(path).is_absolute() or ".." in Path(path).parts or "\0" in path:
        raise WriteRefused("This is no path within the library.", path=path)
    try:
        target = file.resolve() if file.is_symlink() else file.parent.resolve() / file.name
    except (OSError, RuntimeError) as error:
        raise WriteRefused("The file is a link that leads nowhere.", path=path) from error
    if not target.is_relative_to(root):
        raise WriteRefused("The file lies outside the library: a link leads there.", path=path)
    return target


def missing_folders(root: Path, paths: Sequence[str]) -> list[str]:
    """The folders, relative to the library, that files at these paths need and that aren't there; outer ones first."""
    needed = {parent.as_posix() for path in paths for parent in Path(path).parents if parent.as_posix() != "."}
    return sorted(folder for folder in needed if not (root / folder).exists())


def remove_folders(root: Path, folders: Sequence[str]) -> None:
    """Remove folders that are empty; others stay."""
    for folder in sorted(folders, reverse=True):
        with suppress(OSError):
            (root / folder).rmdir()
            sync_folder((root / folder).parent)


def remove_temporary(root: Path, paths: Sequence[str], token: str) -> None:
    """Remove what a writer that was killed left beside these files."""
    for folder in {target_of(root, path).parent for path in paths}:
        if folder.is_dir():
            for left in folder.glob(f"{TEMPORARY}{token}-*"):
                left.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Bring a folder's names to the disk, on systems that have a way to."""
    if not _IS_POSIX:
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _order(write: FileWrite) -> int:
    """New files first, so that at no time a moved one stands nowhere."""
    if write.after is None:
        return 2
    return 0 if write.before is None else 1


def _write(root: Path, write: FileWrite, target: Path, temporary: Path, after: bytes, durable: bool) -> None:
    status = _replaceable(write, target)
    descriptor = os.open(temporary, _NEW, 0o666 if status is None and write.mode is None else 0o600)
    try:
        with open(descriptor, "wb", buffering=0) as stream:
            left = memoryview(after)
            while left:
                left = left[stream.write(left) :]
            _take_over(descriptor, status, target, write.mode)
            if durable:
                os.fsync(descriptor)
        if _current(target) != write.before:
            raise FileChanged(write.path, write.before, _current(target))
        if status is None:
            _put_new(temporary, target, write)
        else:
            temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _take_over(descriptor: int, status: os.stat_result | None, target: Path, mode: int | None) -> None:
    """Give a new file the permissions, group and extended attributes of the one it replaces."""
    if not _IS_POSIX:
        return
    if status is None:
        if mode is not None:
            os.fchmod(descriptor, stat.S_IMODE(mode))
        return
    if os.fstat(descriptor).st_gid != status.st_gid:
        # Not a member of the group: then it can't be kept, and the owner's permissions matter more.
        with suppress(PermissionError):
            os.fchown(descriptor, -1, status.st_gid)
    os.fchmod(descriptor, stat.S_IMODE(status.st_mode))
    if sys.platform == "linux":
        _copy_attributes(target, descriptor)


def _copy_attributes(target: Path, descriptor: int) -> None:
    if sys.platform != "linux":
        return
    try:
        names = os.listxattr(target)
    except OSError:
        return  # a file system without them
    for name in names:
        # Some are the system's alone to set.
        with suppress(OSError):
            os.setxattr(descriptor, name, os.getxattr(target, name))


def _put_new(temporary: Path, target: Path, write: FileWrite) -> None:
    """Put a file where none is, and never over one that has just come."""
    try:
        if _IS_POSIX:
            os.link(temporary, target)
            temporary.unlink()
        else:
            temporary.rename(target)
    except FileExistsError as error:
        raise FileChanged(write.path, None, _current(target)) from error
    except OSError:
        # A file system without hard links.
        if target.exists():
            raise
        temporary.replace(target)


def _remove(root: Path, write: FileWrite, target: Path) -> None:
    if (root / write.path).is_symlink():
        raise WriteRefused("The file is a link, which could not be made again: remove it yourself.", path=write.path)
    _replaceable(write, target)
    if _current(target) != write.before:
        raise FileChanged(write.path, write.before, _current(target))
    if not (write.to_trash and _put_into_trash(target)):
        target.unlink()


def _put_into_trash(target: Path) -> bool:
    """Whether a file went into the system's trash; where there is none, the journal's bytes have to do."""
    from send2trash import send2trash

    with suppress(OSError):
        send2trash(target)
    return not target.exists()


def _replaceable(write: FileWrite, target: Path) -> os.stat_result | None:
    """The state of the file to be replaced; None where there is none.

    Raises:
        WriteRefused: it may not be replaced.
    """
    try:
        status = target.lstat()
    except FileNotFoundError:
        return None
    if reason := _refused_status(status):
        raise WriteRefused(reason, path=write.path)
    return status


def _refused_status(status: os.stat_result) -> str | None:
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


def _refused_folder(folder: Path) -> str | None:
    return None if os.access(folder, os.W_OK) else "The file's folder can't be written to."


def _make_folders(folder: Path, made: dict[Path, None]) -> None:
    missing = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    for parent in reversed(missing):
        parent.mkdir()
        made[parent.parent] = None


def _current(target: Path) -> bytes | None:
    try:
        descriptor = os.open(target, _READ)
    except FileNotFoundError:
        return None
    with open(descriptor, "rb", buffering=0) as stream:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise WriteRefused("This is no regular file.", path=target.name)
        return stream.readall()
