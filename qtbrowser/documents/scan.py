"""Walks a library's folder and yields a stamp for every document file, without reading the files."""

from __future__ import annotations

import os
import stat
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from qtbrowser.documents import windows_handles
from qtbrowser.documents.confined_folder import Folder
from qtbrowser.documents.confined_open import is_same_file, open_file, open_folder, path_parts, resolved_path
from qtbrowser.documents.document_files import MAX_BYTES
from qtbrowser.documents.exclusion import TEXT_SUFFIX, Exclusion, LeftOut, is_hidden_trash
from qtbrowser.documents.folder_kind import MARKER_NAMES, FolderKind, FolderKinds
from qtbrowser.documents.library_file import LibraryFile
from qtbrowser.documents.problem import Problem, Severity
from qtbrowser.errors import LibraryError, PathRefused

MOST_LEVELS = 100
"""How deep folders are walked; each level keeps one folder open."""

MOST_OTHER_FILES = 200_000
"""Most files that are no documents whose names are kept."""

LINKED_FOLDER = "linked-folder"
"""The rule of a problem about a folder that is a link."""

_UNREAD_FOLDER = "The folder can't be read"


class Stamp(NamedTuple):
    """Path, size and time of a file, by which a change is noticed without reading it.

    Attributes:
        path: relative to the library, with ``/``.
        size: bytes.
        mtime_ns: time of the last change, in nanoseconds since the epoch.
    """

    path: str
    size: int
    mtime_ns: int


@dataclass
class OtherEntries:
    """What a scan has seen beside documents.

    Attributes:
        markers: the paths of files and folders by which `folder_kind.recognise` works.
        files: the paths of files that are no documents, at most `MOST_OTHER_FILES`.
        left_out: how many files and folders were left out, by the reason. What is in a folder that is left out is not
            counted.
        library_file: what the library's owner has set.
        names: the further names of documents: path of a link, or of a second hard link -> path by which the file is
            read. A file is one document, however many names it has.
    """

    markers: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    left_out: Counter[LeftOut] = field(default_factory=Counter)
    library_file: LibraryFile = field(default_factory=LibraryFile)
    names: dict[str, str] = field(default_factory=dict)

    def files_of(self, kinds: FolderKinds) -> tuple[str, ...]:
        """Those of the files that are in vaults, where links name them by the ends of their paths.

        Args:
            kinds: what the folders were written for.
        """
        return tuple(path for path in self.files if FolderKind.OBSIDIAN in kinds.of(path))


def scan(
    root: Path, problems: list[Problem] | None = None, below: str = "", others: OtherEntries | None = None
) -> Iterator[Stamp]:
    """Every document file below a folder, folders in alphabetical order.

    What `Exclusion` leaves out is passed over: hidden folders (``.git``), what programs have built or downloaded, what
    the library's owner or a ``.gitignore`` excludes. Links to folders are not followed, so that no document is
    read twice and no walk is endless: a link within the library leads to documents that are found anyway, and one out
    of it leads to files of others. Each is reported as a problem. Links to files are followed as long as they stay in
    the library.

    A file with several names is yielded once: by its own path, not by that of a link, and of hard links by the first
    path; these come last. Windows tells of hard links for single files alone, so that there each is yielded.

    Args:
        root: the library's folder, resolved.
        problems: takes what could not be looked at: folders that can't be listed, are links or lie deeper than
            `MOST_LEVELS`, files that are none, names that are no valid text.
        below: look only through this folder of it; it is no link.
        others: takes what is there beside documents.

    Raises:
        LibraryError: the folder itself is missing or can't be listed.
    """
    try:
        folder = open_folder(root, below, removable=True)
    except (OSError, PathRefused) as error:
        reason = error.reason if isinstance(error, PathRefused) else f"The folder can't be opened: {error.strerror}."
        raise LibraryError(reason, path=str(root / below)) from error
    walk = _Walk(root, [] if problems is None else problems, others)
    yield from walk.run(folder, below + "/" if below else "")
    yield from walk.shared()


def scan_paths(
    root: Path, paths: Sequence[str], problems: list[Problem], names: Mapping[str, str] | None = None
) -> Iterator[Stamp]:
    """The documents among these paths, as `scan` would find them; those that are gone are left out.

    Args:
        root: the library's folder, resolved.
        paths: relative to it.
        problems: takes what could not be looked at.
        names: the further names of documents, see `OtherEntries`; for one among the paths its document is looked at.
    """
    names = names or {}
    walk = _Walk(root, problems)
    asked = [path for path in dict.fromkeys(paths) if not (path in names and is_same_file(root, path, names[path]))]
    asked += [names[path] for path in paths if path in names]
    wanted = sorted(path for path in dict.fromkeys(asked) if walk.is_document_path(path))
    for place, group in groupby(wanted, lambda path: path.rpartition("/")[0]):
        try:
            if os.path.normcase(resolved_path(root, place)) != os.path.normcase(place):
                continue  # a folder on the way is a link
            with open_folder(root, place, removable=True) as folder:
                for path in group:
                    if (stamp := walk.stamp_at(folder, path)) is not None:
                        yield stamp
        except (FileNotFoundError, NotADirectoryError, PathRefused):
            continue
        except OSError as error:
            problems.append(_unreadable(place, f"{_UNREAD_FOLDER}: {error.strerror}."))
    yield from walk.shared()


def below_unread(problems: Iterable[Problem]) -> Callable[[str], bool]:
    """Make a test whether a path is in a folder that could not be read, so that it is unknown whether the file is gone.

    Args:
        problems: of a scan.
    """
    folders = tuple(f"{problem.path}/" for problem in problems if problem.message.startswith(_UNREAD_FOLDER))
    return lambda path: path.startswith(folders)


class _Walk:
    """One walk through a library.

    Args:
        root: its folder, resolved.
        problems: takes what could not be looked at.
        others: takes what is there beside documents.
    """

    def __init__(self, root: Path, problems: list[Problem], others: OtherEntries | None = None) -> None:
        self._root = root
        self._problems = problems
        self._others = OtherEntries() if others is None else others
        self._exclusion = Exclusion(root)
        self._others.library_file = self._exclusion.library_file
        self._shared: defaultdict[tuple[int, int], list[Stamp]] = defaultdict(list)

    def is_document_path(self, path: str) -> bool:
        """Whether the walk would read a file at this path as a document."""
        try:
            path_parts(path)
        except PathRefused:
            return False
        return path.lower().endswith(self._exclusion.suffixes) and not self._exclusion.leaves_out(path)

    def run(self, top: Folder, prefix: str) -> Iterator[Stamp]:
        """The documents in an open folder, which is closed at the end, and in all below it."""
        levels: list[tuple[Folder, str, Iterator[str]]] = []
        folder: Folder | None = top
        try:
            while folder is not None:
                names: list[str] = []
                levels.append((folder, prefix, iter(names)))
                yield from self._files(folder, prefix, names)
                names.sort()
                folder, prefix = self._next(levels)
        finally:
            for opened, _, _ in levels:
                opened.close()

    def shared(self) -> Iterator[Stamp]:
        """The files that may have several names, each by the first one; the others are noted."""
        names = self._others.names
        for stamps in self._shared.values():
            first, *others = sorted(stamps)
            names.update((stamp.path, first.path) for stamp in others)
            yield first
        # A link may lead to a name that is not the first one.
        names.update((path, names[real]) for path, real in tuple(names.items()) if real in names)

    def _next(self, levels: list[tuple[Folder, str, Iterator[str]]]) -> tuple[Folder | None, str]:
        """Open the folder that comes next, and close those that have been walked through."""
        while levels:
            folder, prefix, names = levels[-1]
            for name in names:
                path = prefix + name
                if len(levels) >= MOST_LEVELS:
                    message = f"The folder lies more than {MOST_LEVELS} folders deep: what is in it is not read."
                    self._tell(path, message, "Move it up.")
                    continue
                try:
                    return folder.folder(name), path + "/"
                except PathRefused:
                    self._linked(path)
                except FileNotFoundError:
                    continue  # removed just now
                except OSError as error:
                    self._tell(path, f"{_UNREAD_FOLDER}: {error.strerror}.")
            folder.close()
            levels.pop()
        return None, ""

    def _files(self, folder: Folder, prefix: str, folders: list[str]) -> Iterator[Stamp]:
        """The documents of one folder; `folders` takes the names of those in it."""
        beside: set[str] = set()
        self._exclusion.look_into(prefix.rstrip("/"))
        try:
            with folder.entries() as entries:
                for entry in entries:
                    name = entry.name
                    beside.add(name.lower())
                    if name in MARKER_NAMES:
                        self._others.markers.append(prefix + name)
                    if (stamp := self._entry(folder, prefix, entry, folders)) is not None:
                        yield stamp
        except FileNotFoundError:
            pass  # removed just now
        except OSError as error:
            # Permission to list a folder, but not to look at its files; or a disk that fails.
            self._tell(prefix.rstrip("/"), f"{_UNREAD_FOLDER}: {error.strerror}.")
        folders[:] = [name for name in folders if not self._is_left_out(prefix + name, is_folder=True, beside=beside)]

    def _entry(self, folder: Folder, prefix: str, entry: os.DirEntry[str], folders: list[str]) -> Stamp | None:
        """The stamp of a folder's entry if it is a document; `folders` takes its name if it is a folder."""
        name = entry.name
        is_document = name.lower().endswith(self._exclusion.suffixes)
        if name.startswith("."):
            is_folder = entry.is_dir(follow_symlinks=False)
            if is_document or is_folder:
                trash = is_folder and is_hidden_trash(name)
                self._others.left_out[LeftOut.TRASH if trash else LeftOut.HIDDEN] += 1
        elif _is_link(entry):
            return self._link(folder, name, prefix + name)
        elif entry.is_dir(follow_symlinks=False):
            folders.append(name)
        elif not is_document:
            is_text = name.lower().endswith(TEXT_SUFFIX)
            self._others.left_out[LeftOut.TEXT if is_text else LeftOut.OTHER_KIND] += 1
            if len(self._others.files) < MOST_OTHER_FILES:
                self._others.files.append(_shown(prefix + name))
        elif not self._is_left_out(prefix + name, is_folder=False):
            try:
                return self._file(prefix + name, entry.stat(follow_symlinks=False))
            except FileNotFoundError:
                pass  # removed just now
        return None

    def _is_left_out(self, path: str, *, is_folder: bool, beside: Collection[str] = ()) -> bool:
        reason = self._exclusion.reason(path, is_folder=is_folder, beside=beside)
        if reason is not None:
            self._others.left_out[reason] += 1
        return reason is not None

    def stamp_at(self, folder: Folder, path: str) -> Stamp | None:
        """The stamp of the document at a path in this open folder; None where there is none.

        Raises:
            OSError: the folder can't be looked into.
        """
        name = path.rpartition("/")[2]
        try:
            status = folder.status(name)
        except (FileNotFoundError, ValueError):  # ValueError: no file's name can be written so
            return None
        if stat.S_ISLNK(status.st_mode) or windows_handles.is_link(status):
            return self._link(folder, name, path)
        return None if stat.S_ISDIR(status.st_mode) else self._file(path, status)

    def _file(self, path: str, status: os.stat_result, *, is_link: bool = False) -> Stamp | None:
        if not stat.S_ISREG(status.st_mode):
            self._tell(path, "This is no regular file.")
            return None
        if status.st_size > MAX_BYTES:
            # It is told as a problem where it is read.
            self._others.left_out[LeftOut.TOO_LARGE] += 1
        try:
            path.encode("utf-8")
        except UnicodeEncodeError:
            self._tell(path, "The file's name is not valid text.", "Rename the file.")
            return None
        stamp = Stamp(path, status.st_size, status.st_mtime_ns)
        if status.st_nlink < 2 and not is_link:
            return stamp
        self._shared[status.st_dev, status.st_ino].append(stamp)
        return None

    def _link(self, folder: Folder, name: str, path: str) -> Stamp | None:
        """The stamp of what a link leads to, if that is a document of the library."""
        if name.lower().endswith(self._exclusion.suffixes):
            try:
                descriptor, status = open_file(self._root, path)
                os.close(descriptor)
                real = resolved_path(self._root, path)
                if self.is_document_path(real):
                    self._others.names[path] = real
                    return None
                return self._file(path, status, is_link=True)
            except PathRefused as error:
                if not folder.leads_to_folder(name):
                    self._tell(path, error.reason, "Put a copy of the file itself here.")
                    return None
            except OSError as error:
                nowhere = isinstance(error, FileNotFoundError)
                reason = "it is a link that leads nowhere" if nowhere else error.strerror
                self._tell(path, f"The file can't be read: {reason}.")
                return None
        if folder.leads_to_folder(name):
            self._linked(path)
        return None

    def _linked(self, path: str) -> None:
        """Tell of a folder that is a link."""
        try:
            place = resolved_path(self._root, path)
        except (PathRefused, OSError):
            message = "The folder is a link that leads out of the library: what is in it is not read."
            fix = "Put a copy of the folder here."
            problem = Problem(LINKED_FOLDER, Severity.WARNING, _shown(path), None, message, fix)
        else:
            shown = _shown(place) or "the library itself"
            message = f"The folder is a link to {shown}: its documents are read there, and not here once more."
            problem = Problem(LINKED_FOLDER, Severity.NOTE, _shown(path), None, message)
        self._problems.append(problem)

    def _tell(self, path: str, message: str, fix: str | None = None) -> None:
        self._problems.append(_unreadable(path, message, fix))


def _is_link(entry: os.DirEntry[str]) -> bool:
    # Windows' junctions are links too, but not symlinks to Python; there the status costs nothing.
    if sys.platform == "win32":
        return windows_handles.is_link(entry.stat(follow_symlinks=False))
    return entry.is_symlink()


def _unreadable(path: str, message: str, fix: str | None = None) -> Problem:
    return Problem("unreadable-file", Severity.ERROR, _shown(path), None, message, fix)


def _shown(path: str) -> str:
    """A path as text, whatever bytes its names are made of."""
    return path.encode("utf-8", "replace").decode("utf-8")
