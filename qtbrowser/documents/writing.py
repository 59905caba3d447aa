"""Writes files of a library atomically: each is either as it was or as it is to be, whatever happens.

A file is written under a temporary name beside its place, synced, and renamed into its place; at the end of a batch
each folder is synced once. The file that is replaced must be as it was when it was read. Several files are synced at a
time, because the disk handles them together faster than one by one. A file that has several names (hard links), all of
which are written, gets its new content by the first of them; the others are linked to that one again.
"""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

from qtbrowser.documents.confined_open import open_folder
from qtbrowser.documents.file_attributes import take_over
from qtbrowser.documents.file_places import FilePlaces, Place, refused_status
from qtbrowser.documents.portable_names import name_key
from qtbrowser.errors import FileChanged, PathRefused, WriteRefused

TEMPORARY = ".qtbrowser-"
"""Prefix of temporary files; the scan skips them, as it skips all hidden files."""

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_AT_ONCE = 64
"""Number of files that are synced together."""

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
    """A file written under a temporary name; `temporary` is empty once it was renamed."""

    write: FileWrite
    place: Place
    temporary: str
    descriptor: int
    status: os.stat_result | None
    before: bytes | None


@dataclass(slots=True)
class _Batch:
    """What the files that are written together share.

    Attributes:
        places: of the library's files.
        sync: brings open files to the disk; None where that is not asked for.
        respelled: the path of a file that is made -> that of the one that goes and differs in case or form alone.
        writes: all of them.
        name: beginning of the names of temporary files.
        folders: those in which names have changed.
        later: first name of a file -> the writes of its further names, which are linked to it again.
    """

    places: FilePlaces
    sync: Sync | None
    respelled: dict[str, FileWrite]
    writes: Sequence[FileWrite]
    name: str
    folders: set[str] = field(default_factory=set)
    later: dict[str, list[FileWrite]] = field(default_factory=dict)
    _joint: dict[str, str] | None = None

    def is_joint(self, path: str) -> bool:
        """Whether the file has several names, all of which are written."""
        return self._joint is not None and path in self._joint

    def first_name(self, write: FileWrite, status: os.stat_result | None) -> str:
        """The first name of the file that is to be replaced; the path itself if it has no others that are written.

        Args:
            write: the write.
            status: the file's state.
        """
        if self._joint is None and status is not None and status.st_nlink > 1:
            self._joint = self.places.joint(one.path for one in self.writes if None not in (one.before, one.after))
        return write.path if self._joint is None else self._joint.get(write.path, write.path)


def write_files(
    root: Path, writes: Sequence[FileWrite], *, token: str | None = None, durable: bool = True
) -> Generator[str]:
    """Write files, those that are new first and those that go last.

    Args:
        root: the library's folder, resolved.
        writes: what to write.
        token: part of the names of temporary files, for `remove_temporary` after a crash.
        durable: return only when everything is synced.

    Yields:
        The path of each file that is in its place.

    Raises:
        WriteRefused: a file may not be replaced, see `FilePlaces.refused`.
        FileChanged: a file holds something else than it should.
        OSError: the system can't write.
    """
    name = f"{TEMPORARY}{token or secrets.token_hex(8)}-"
    ordered = sorted(writes, key=_order)
    with ExitStack() as stack:
        sync = _sync(stack, len(ordered)) if durable else None
        batch = _Batch(FilePlaces(root), sync, _respelled(ordered), ordered, name)
        if durable:
            stack.callback(_sync_folders, root, batch.folders)
        for start in range(0, len(ordered), _AT_ONCE):
            yield from _write_part(batch, ordered[start : start + _AT_ONCE], f"{name}{start}")
        for first in list(batch.later):
            yield from _link_again(batch, first)


def remove_folders(root: Path, folders: Sequence[str]) -> None:
    """Remove folders that are empty; others stay."""
    for path in sorted(folders, reverse=True):
        above, _, name = path.rpartition("/")
        with suppress(OSError, PathRefused), open_folder(root, above) as folder:
            folder.remove_folder(name)
            folder.sync()


def remove_temporary(root: Path, paths: Iterable[str], token: str) -> None:
    """Remove what a writer that was killed left beside these files."""
    places = FilePlaces(root)
    done: set[str] = set()
    for path in paths:
        with suppress(FileNotFoundError, NotADirectoryError), places.place(path) as place:
            if place.folder.location in done:
                continue
            done.add(place.folder.location)
            with place.folder.entries() as entries:
                left = [entry.name for entry in entries if entry.name.startswith(f"{TEMPORARY}{token}-")]
            for name in left:
                place.folder.unlink(name)


def join_names(root: Path, paths: Sequence[str], token: str) -> None:
    """Make one file of those that were names of one (hard links) until a writer was killed between two of them.

    Args:
        root: the library's folder, resolved.
        paths: the names. Those that do not hold what the first one does, or can't be linked to it, stay as they are.
        token: of the writer, see `write_files`.
    """
    places = FilePlaces(root)
    first, *others = paths
    for path in others:
        with suppress(OSError, WriteRefused, FileChanged):
            if (content := places.read(first)) is not None and not places.are_one(first, path):
                folder = _replace_by_link(places, first, path, content, f"{TEMPORARY}{token}-link")
                _sync_folders(root, [folder])


def _order(write: FileWrite) -> int:
    """New files first, so that a moved file exists at every moment."""
    if write.after is None:
        return 2
    return 0 if write.before is None else 1


def _sync(stack: ExitStack, files: int) -> Sync:
    """The function that syncs open files."""
    if files <= 1:
        return lambda descriptors: os.fsync(descriptors[0]) if descriptors else None
    pool = stack.enter_context(ThreadPoolExecutor(min(_THREADS, files)))
    return lambda descriptors: list(pool.map(os.fsync, descriptors))


def _sync_folders(root: Path, folders: Iterable[str]) -> None:
    for path in folders:
        with suppress(FileNotFoundError), open_folder(root, path) as folder:
            folder.sync()


def _respelled(writes: Sequence[FileWrite]) -> dict[str, FileWrite]:
    """The files that get a name differing in case or form alone: that of the new file -> the write that removes it."""
    going = {name_key(write.path): write for write in writes if write.after is None}
    if not going:
        return {}
    made = (write.path for write in writes if write.before is None and write.after is not None)
    return {path: going[key] for path in made if (key := name_key(path)) in going}


def _write_part(batch: _Batch, writes: Sequence[FileWrite], name: str) -> Generator[str]:
    prepared: list[_Prepared] = []
    try:
        for write in writes:
            if write.after is not None:
                one = _prepare(batch, write, write.after, f"{name}-{len(prepared)}")
                prepared += [one] if one is not None else []
        if batch.sync is not None:
            batch.sync([one.descriptor for one in prepared])
        for one in prepared:
            _put(one)
            # At once, before anybody can cancel: a kill takes the names of one file apart at most.
            further = _link_again(batch, one.write.path)
            yield one.write.path
            yield from further
        for write in writes:
            if write.after is None:
                _remove(batch, write)
                yield write.path
    finally:
        for one in prepared:
            _discard(one)


def _prepare(batch: _Batch, write: FileWrite, after: bytes, name: str) -> _Prepared | None:
    """Write a file beside its place; None for a further name of a file, which is linked to it later."""
    place = batch.places.place(write.path, batch.folders if write.before is None else None)
    try:
        if write.path in batch.respelled:
            _respell(batch, write, place)
        status = place.status()
        if (first := batch.first_name(write, status)) != write.path:
            batch.later.setdefault(first, []).append(write)
            place.close()
            return None
        _prove_replaceable(write, status, is_joint=batch.is_joint(write.path))
        mode = 0o666 if status is None and write.mode is None else 0o600
        descriptor = place.folder.open(name, _NEW, mode)
    except BaseException:
        place.close()
        raise
    before = batch.respelled[write.path].before if write.path in batch.respelled else write.before
    one = _Prepared(write, place, name, descriptor, status, before)
    try:
        left = memoryview(after)
        while left:
            left = left[os.write(descriptor, left) :]
        take_over(place, status, write.mode, descriptor)
    except BaseException:
        _discard(one)
        raise
    batch.folders.add(_folder_of(place))
    return one


def _respell(batch: _Batch, write: FileWrite, place: Place) -> None:
    """Where the system takes the new name for the old one, rename the file, which is then replaced like any other.

    On other systems the two are different files, and there is nothing to do.
    """
    going = batch.respelled[write.path]
    old = going.path.rpartition("/")[2]
    if place.status() is None or place.folder.has(place.name) or not place.folder.has(old):
        del batch.respelled[write.path]
        return
    found = place.read()
    if found != going.before:
        raise FileChanged(going.path, going.before, found)
    place.folder.rename(old, place.name)


def _link_again(batch: _Batch, first: str) -> list[str]:
    """Replace further names of a file by links to what was written under its first name.

    Args:
        batch: the batch, which knows of further names that are to be written.
        first: the first name.

    Returns:
        The further names.
    """
    writes = batch.later.pop(first, [])
    for write in writes:
        batch.folders.add(_replace_by_link(batch.places, first, write.path, write.before, f"{batch.name}link"))
    return [write.path for write in writes]


def _replace_by_link(places: FilePlaces, first: str, path: str, before: bytes | None, temporary: str) -> str:
    """Make a file another name (hard link) of one; returns the folder that it is in.

    Raises:
        FileChanged: it does not hold `before`.
        OSError: the system can't do that.
    """
    with places.place(first) as source, places.place(path) as place:
        found = place.read()
        if found != before:
            raise FileChanged(path, before, found)
        source.folder.link(source.name, temporary, place.folder)
        try:
            place.folder.replace(temporary, place.name)
        except OSError:
            place.folder.unlink(temporary)
            raise
        return _folder_of(place)


def _folder_of(place: Place) -> str:
    return place.path.rpartition("/")[0]


def _put(one: _Prepared) -> None:
    """Put a written file in its place, if what is there is what it should be."""
    _close(one)
    found = one.place.read()
    if found != one.before:
        raise FileChanged(one.write.path, one.before, found)
    if one.status is None:
        _put_new(one)
    else:
        one.place.folder.replace(one.temporary, one.place.name)
    one.temporary = ""


def _put_new(one: _Prepared) -> None:
    """Put a file at a place without one, never over a file that has just been made there."""
    folder, name = one.place.folder, one.place.name
    try:
        if sys.platform == "win32":
            folder.rename(one.temporary, name)
        else:
            folder.link(one.temporary, name)
            folder.unlink(one.temporary)
    except FileExistsError as error:
        raise FileChanged(one.write.path, None, one.place.read()) from error
    except OSError:
        # A file system without hard links.
        if one.place.status() is not None:
            raise
        folder.replace(one.temporary, name)


def _discard(one: _Prepared) -> None:
    """Close a prepared file, and remove it if it was not renamed."""
    _close(one)
    if one.temporary:
        with suppress(FileNotFoundError):
            one.place.folder.unlink(one.temporary)
    one.place.close()


def _close(one: _Prepared) -> None:
    if one.descriptor >= 0:
        os.close(one.descriptor)
        one.descriptor = -1


def _remove(batch: _Batch, write: FileWrite) -> None:
    if any(going is write for going in batch.respelled.values()):
        return  # it was renamed already
    with batch.places.place(write.path) as place:
        if batch.places.is_link(write.path):
            reason = "The file is a link, which could not be made again: remove it yourself."
            raise WriteRefused(reason, path=write.path)
        _prove_replaceable(write, place.status())
        found = place.read()
        if found != write.before:
            raise FileChanged(write.path, write.before, found)
        if not (write.to_trash and _put_into_trash(place)):
            place.folder.unlink(place.name)
        batch.folders.add(_folder_of(place))


def _put_into_trash(place: Place) -> bool:
    """Whether a file went into the system's trash; where there is none, the file is removed, and the journal keeps its
    bytes.
    """
    from send2trash import send2trash

    # The trash takes a path, which must still lead to the open folder.
    if place.folder.is_where_it_was():
        with suppress(OSError):
            send2trash(Path(place.folder.location) / place.name)
    return place.status() is None


def _prove_replaceable(write: FileWrite, status: os.stat_result | None, *, is_joint: bool = False) -> None:
    """Check that the file of a write may be replaced.

    Args:
        write: the write.
        status: the file's state; None where there is none.
        is_joint: whether all names of the file are written.

    Raises:
        WriteRefused: it may not.
    """
    if status is not None and (reason := refused_status(status, status.st_nlink if is_joint else 1)):
        raise WriteRefused(reason, path=write.path)
