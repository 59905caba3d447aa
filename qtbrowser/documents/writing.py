"""Writes files of a library so that each is either as it was or as it is to be, whatever happens meanwhile.

A file is written beside its place, brought to the disk, and put in its place in one step; at the end of a batch each
folder is brought to the disk once. What stands there must still be what it was when it was read. The disk is asked for
several files at a time: it then does in one go what it would else do one by one.
"""

from __future__ import annotations

import os
import secrets
import stat
import sys
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from qtbrowser.documents.file_places import FilePlaces, read_target, refused_status
from qtbrowser.errors import FileChanged, WriteRefused

TEMPORARY = ".qtbrowser-"
"""How the names of files begin that are being written; the scan passes over them, as over all hidden ones."""

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_AT_ONCE = 64
"""Files that are brought to the disk together."""

_THREADS = 8

Sync = Callable[[Sequence[int]], object]


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


@dataclass(slots=True)
class _Prepared:
    """A file that is written beside its place; `temporary` is empty once it is in it."""

    write: FileWrite
    target: str
    temporary: str
    descriptor: int
    status: os.stat_result | None


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
        WriteRefused: a file may not be replaced, see `FilePlaces.refused`.
        FileChanged: a file holds something else than it should.
        OSError: the system can't write.
    """
    name = f"{TEMPORARY}{token or secrets.token_hex(8)}-"
    places = FilePlaces(root)
    folders: dict[str, None] = {}
    ordered = sorted(writes, key=_order)
    with ExitStack() as stack:
        sync = _sync(stack, len(ordered)) if durable else None
        if durable:
            stack.callback(_sync_folders, folders)
        for start in range(0, len(ordered), _AT_ONCE):
            part = ordered[start : start + _AT_ONCE]
            yield from _write_part(places, part, f"{name}{start}", sync, folders)


def remove_folders(root: Path, folders: Sequence[str]) -> None:
    """Remove folders that are empty; others stay."""
    for folder in sorted(folders, reverse=True):
        with suppress(OSError):
            (root / folder).rmdir()
            sync_folder(str((root / folder).parent))


def remove_temporary(root: Path, paths: Iterable[str], token: str) -> None:
    """Remove what a writer that was killed left beside these files."""
    places = FilePlaces(root)
    for folder in {Path(places.target(path)).parent for path in paths}:
        if folder.is_dir():
            for left in folder.glob(f"{TEMPORARY}{token}-*"):
                left.unlink(missing_ok=True)


def sync_folder(folder: str) -> None:
    """Bring a folder's names to the disk, on systems that have a way to."""
    if sys.platform == "win32":
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


def _sync(stack: ExitStack, files: int) -> Sync:
    """What brings open files to the disk."""
    if files <= 1:
        return lambda descriptors: os.fsync(descriptors[0]) if descriptors else None
    pool = stack.enter_context(ThreadPoolExecutor(min(_THREADS, files)))
    return lambda descriptors: list(pool.map(os.fsync, descriptors))


def _sync_folders(folders: Iterable[str]) -> None:
    for folder in folders:
        sync_folder(folder)


def _write_part(
    places: FilePlaces, writes: Sequence[FileWrite], name: str, sync: Sync | None, folders: dict[str, None]
) -> Generator[str]:
    prepared: list[_Prepared] = []
    try:
        for write in writes:
            if write.after is not None:
                prepared.append(_prepare(places, write, write.after, f"{name}-{len(prepared)}", folders))
        if sync is not None:
            sync([one.descriptor for one in prepared])
        for one in prepared:
            _put(one)
            yield one.write.path
        for write in writes:
            if write.after is None:
                _remove(places, write, folders)
                yield write.path
    finally:
        for one in prepared:
            _close(one)
            if one.temporary:
                Path(one.temporary).unlink(missing_ok=True)


def _prepare(places: FilePlaces, write: FileWrite, after: bytes, name: str, folders: dict[str, None]) -> _Prepared:
    """Write a file beside its place."""
    target = places.target(write.path)
    folder = os.path.dirname(target)  # noqa: PTH120 - see FilePlaces.target
    if write.before is None:
        _make_folders(Path(folder), folders)
    status = _replaceable(write, target)
    temporary = os.path.join(folder, name)  # noqa: PTH118
    descriptor = os.open(temporary, _NEW, 0o666 if status is None and write.mode is None else 0o600)
    one = _Prepared(write, target, temporary, descriptor, status)
    try:
        left = memoryview(after)
        while left:
            left = left[os.write(descriptor, left) :]
        _take_over(one)
    except BaseException:
        _close(one)
        Path(temporary).unlink(missing_ok=True)
        raise
    folders[folder] = None
    return one


def _put(one: _Prepared) -> None:
    """Put a written file in its place, if what is there is what it should be."""
    _close(one)
    found = read_target(one.target, one.write.path)
    if found != one.write.before:
        raise FileChanged(one.write.path, one.write.before, found)
    if one.status is None:
        _put_new(one)
    else:
        os.replace(one.temporary, one.target)  # noqa: PTH105
    one.temporary = ""


def _put_new(one: _Prepared) -> None:
    """Put a file where none is, and never over one that has just come."""
    temporary, target = Path(one.temporary), Path(one.target)
    try:
        if sys.platform == "win32":
            temporary.rename(target)
        else:
            target.hardlink_to(temporary)
            temporary.unlink()
    except FileExistsError as error:
        raise FileChanged(one.write.path, None, read_target(one.target, one.write.path)) from error
    except OSError:
        # A file system without hard links.
        if target.exists():
            raise
        temporary.replace(target)


def _close(one: _Prepared) -> None:
    if one.descriptor >= 0:
        os.close(one.descriptor)
        one.descriptor = -1


def _take_over(one: _Prepared) -> None:
    """Give a new file the permissions, group and extended attributes of the one it replaces."""
    if sys.platform == "win32":
        return
    if one.status is None:
        if one.write.mode is not None:
            os.fchmod(one.descriptor, stat.S_IMODE(one.write.mode))
        return
    if os.fstat(one.descriptor).st_gid != one.status.st_gid:
        # Not a member of the group: then it can't be kept, and the owner's permissions matter more.
        with suppress(PermissionError):
            os.fchown(one.descriptor, -1, one.status.st_gid)
    os.fchmod(one.descriptor, stat.S_IMODE(one.status.st_mode))
    if sys.platform == "linux":
        _copy_attributes(one.target, one.descriptor)


def _copy_attributes(target: str, descriptor: int) -> None:
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


def _remove(places: FilePlaces, write: FileWrite, folders: dict[str, None]) -> None:
    target = places.target(write.path)
    if places.is_link(write.path):
        raise WriteRefused("The file is a link, which could not be made again: remove it yourself.", path=write.path)
    _replaceable(write, target)
    found = read_target(target, write.path)
    if found != write.before:
        raise FileChanged(write.path, write.before, found)
    if not (write.to_trash and _put_into_trash(Path(target))):
        Path(target).unlink()
    folders[os.path.dirname(target)] = None  # noqa: PTH120


def _put_into_trash(target: Path) -> bool:
    """Whether a file went into the system's trash; where there is none, the journal's bytes have to do."""
    from send2trash import send2trash

    with suppress(OSError):
        send2trash(target)
    return not target.exists()


def _replaceable(write: FileWrite, target: str) -> os.stat_result | None:
    """The state of the file to be replaced; None where there is none.

    Raises:
        WriteRefused: it may not be replaced.
    """
    try:
        status = os.lstat(target)
    except FileNotFoundError:
        return None
    if reason := refused_status(status):
        raise WriteRefused(reason, path=write.path)
    return status


def _make_folders(folder: Path, made: dict[str, None]) -> None:
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for one in reversed(missing):
        one.mkdir()
        made[str(one.parent)] = None
