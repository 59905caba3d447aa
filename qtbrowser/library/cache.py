"""The folder of a library's index in the user's cache, and the switch to a new generation.

    <cache>/libraries/<name>-<hash>/
        library.txt           the library's folder, for people who look in here
        lock                  held by the process that writes
        current               the name of the generation in use
        generation-<n>/       catalog.sqlite3 and the full-text index in index/

A generation is written in place by atomic commits. When the whole index has to be rebuilt, a second generation is built
beside it, and `current` is then replaced in one step.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from qtbrowser.errors import IndexBusy, LibraryError
from qtbrowser.held_files import replace_file
from qtbrowser.settings import own_name

LIBRARIES = "libraries"
"""The folder of all libraries' indexes, in the cache folder."""

_GENERATION = re.compile(r"generation-(\d+)$")


class LibraryCache:
    """The cache folder of one library.

    Args:
        folder: the library, resolved.
        cache_dir: the program's cache folder.

    Attributes:
        folder: the program's cache folder.
        root: the folder of this library's index in it.

    Raises:
        LibraryError: the cache folder can't be created, or is inside the library.
    """

    def __init__(self, folder: Path, cache_dir: Path) -> None:
        if cache_dir.resolve().is_relative_to(folder):
            # A cache inside the library may have been copied with it, so it is not trusted.
            raise LibraryError(
                "The cache would be in the library. Set QTBROWSER_CACHE_DIR to a folder outside it; a portable "
                "program can't have its own folder as its library.",
                path=str(cache_dir),
            )
        self.folder = cache_dir
        self.root = self.root_of(folder)
        self._current = self.root / "current"
        note = self._note = self.root / "library.txt"
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            if not note.exists():
                note.write_text(f"{folder}\n", encoding="utf-8", errors="replace")
        except OSError as error:
            if self.root.is_dir():
                # An index that exists already can still be read.
                return
            raise LibraryError(
                f"The cache folder can't be written: {error.strerror}. Set QTBROWSER_CACHE_DIR to one that can.",
                path=str(self.root),
            ) from error

    @staticmethod
    def is_kept(folder: Path, cache_dir: Path) -> bool:
        """Whether there is an index of a library; nothing is made.

        Args:
            folder: the library, resolved.
            cache_dir: the program's cache folder.
        """
        return (cache_dir / LIBRARIES / own_name(folder) / "current").is_file()

    def root_of(self, folder: Path) -> Path:
        """The folder of a library's index, whether it exists or not.

        Args:
            folder: the library, resolved.
        """
        return self.folder / LIBRARIES / own_name(folder)

    def note_used(self) -> None:
        """Note that the index is used now; see `qtbrowser.library.cache_room`."""
        # A cache that can't be written to is not made smaller either.
        with suppress(OSError):
            os.utime(self._note)

    @contextmanager
    def write_lock(self, wait: bool) -> Iterator[None]:
        """Hold the write lock. The operating system releases it when the process ends, in whatever way.

        Args:
            wait: wait for the process that holds the lock, instead of raising.

        Raises:
            IndexBusy: another process holds it.
        """
        _clear(self.root / "lock")
        lock = FileLock(self.root / "lock")
        try:
            lock.acquire(timeout=-1 if wait else 0)
        except Timeout as error:
            raise IndexBusy("Another process is indexing this library.") from error
        try:
            yield
        finally:
            lock.release()

    def current(self) -> Path | None:
        """The folder of the generation in use; None if there is none yet, or something else is in its place."""
        try:
            name = self._current.read_text(encoding="ascii").strip()
        except (FileNotFoundError, UnicodeDecodeError):
            return None
        except OSError as error:
            # Windows has no error of its own for a folder.
            if self._current.is_dir():
                return None
            raise LibraryError(f"The cache can't be read: {error.strerror}.", path=str(self._current)) from error
        generation = self.root / name
        return generation if _GENERATION.match(name) and generation.is_dir() else None

    def is_there(self) -> bool:
        """Whether there is an index in use, as far as its files' names tell; from any thread."""
        try:
            generation = self.current()
        except LibraryError:
            # It can't be read for the moment: nobody knows that it is gone.
            return True
        return generation is not None and (generation / "catalog.sqlite3").exists()

    def new_generation(self) -> Path:
        """Create an empty folder for a generation; it is in use only after `activate`."""
        numbers = [int(found[1]) for item in self.root.iterdir() if (found := _GENERATION.match(item.name))]
        generation = self.root / f"generation-{max(numbers, default=0) + 1}"
        generation.mkdir()
        return generation

    def activate(self, generation: Path) -> None:
        """Make a generation the one in use, atomically."""
        fresh = self._current.with_suffix(".new")
        _clear(fresh)
        with open(fresh, "w", encoding="ascii") as stream:
            stream.write(generation.name)
            stream.flush()
            os.fsync(stream.fileno())
        _clear(self._current)
        replace_file(fresh, self._current)

    def sweep(self) -> None:
        """Remove generations not in use; one that a process on Windows still has open is removed next time."""
        kept = self.current()
        for item in list(self.root.iterdir()):
            if _GENERATION.match(item.name) and item != kept:
                shutil.rmtree(item, ignore_errors=True)


def _clear(place: Path) -> None:
    """Remove a folder that is where the cache has a file."""
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place, ignore_errors=True)


def folder_size(folder: Path) -> int:
    """The total size of all files below a folder, in bytes."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
