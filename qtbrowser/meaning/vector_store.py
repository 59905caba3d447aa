"""The vectors of a library, in files that are added one by one.

Each file is written as a whole (`qtbrowser.meaning.vector_file`), so that a process that is killed loses at most the
texts it was encoding. When the files become many, or much of them is of documents that are gone, they are written again
as one of each kind. A damaged file is removed; its vectors are made again.

Vectors are kept by the key of a text, not by the path of a document: documents that are moved, and an index that is
built again, need no new ones.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qtbrowser.errors import IndexDamaged
from qtbrowser.meaning.sentence_model import DIMENSIONS
from qtbrowser.meaning.vector_file import VectorKind, VectorSet, joined, packed, read_vectors, write_vectors

MOST_FILES = 24
MOST_UNUSED = 0.3
_NAME = re.compile(r"vectors-(\d+)\.qbv$")


class VectorStore:
    """The folder of a library's vectors.

    One process at a time may write; others may read meanwhile.

    Args:
        folder: where they are kept. It is made when something is written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def size(self) -> int:
        """The size of all files, in bytes."""
        return sum(file.stat().st_size for file in self._files())

    def version(self) -> tuple[tuple[str, int], ...]:
        """Return a value that changes with each write, of each file its name and time; cheap to ask for."""
        with contextlib.suppress(FileNotFoundError):
            return tuple((file.name, file.stat().st_mtime_ns) for file in self._files())
        # Another process is joining the files.
        return ()

    def load(self) -> dict[VectorKind, VectorSet]:
        """Read all vectors; of a key that was written twice, the later one.

        Files that are damaged or vanish meanwhile are passed over.
        """
        found: dict[VectorKind, list[VectorSet]] = {kind: [] for kind in VectorKind}
        for file in self._files():
            # Another process may have joined the files since: what was in this one is in a later one.
            with contextlib.suppress(IndexDamaged, FileNotFoundError):
                vectors = read_vectors(file)
                if vectors.dimensions == DIMENSIONS:
                    found[vectors.kind].append(vectors)
        return {kind: _latest(joined(kind, sets, DIMENSIONS)) for kind, sets in found.items()}

    def add(self, kind: VectorKind, keys: NDArray[np.uint64], vectors: NDArray[np.float32]) -> None:
        """Write vectors, durably.

        Args:
            keys: shape (vectors,).
            vectors: shape (vectors, `DIMENSIONS`), each row of length 1.

        Raises:
            OSError: the disk is full or can't be written.
        """
        self._write(packed(kind, keys, vectors))

    def tidy(self, used: NDArray[np.uint64]) -> None:
        """Remove damaged files, and write all vectors anew if the files are many or much of them is not used.

        Args:
            used: the keys of all texts of the library.

        Raises:
            OSError: as `add`.
        """
        files = list(self._files())
        for file in list(files):
            try:
                read_vectors(file)
            except IndexDamaged:
                _remove([file])
                files.remove(file)
        loaded = self.load()
        kept = {kind: vectors.take(np.isin(vectors.keys, used).nonzero()[0]) for kind, vectors in loaded.items()}
        count, rest = sum(map(len, loaded.values())), sum(map(len, kept.values()))
        if len(files) > MOST_FILES or count - rest > MOST_UNUSED * count:
            for vectors in kept.values():
                if len(vectors):
                    self._write(vectors)
            _remove(files)

    def clear(self) -> None:
        """Remove all vectors."""
        _remove(self._files())

    def _write(self, vectors: VectorSet) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        last = max((_number(file) for file in self._files()), default=0)
        write_vectors(self._folder / f"vectors-{last + 1}.qbv", vectors)

    def _files(self) -> list[Path]:
        """The files, the oldest first."""
        try:
            return sorted((file for file in self._folder.iterdir() if _NAME.match(file.name)), key=_number)
        except FileNotFoundError:
            return []


def _number(file: Path) -> int:
    found = _NAME.match(file.name)
    return int(found[1]) if found else 0


def _latest(vectors: VectorSet) -> VectorSet:
    """Return the vectors in the order of their keys, of each key the last one."""
    keys, first_from_end = np.unique(vectors.keys[::-1], return_index=True)
    return vectors.take(len(vectors) - 1 - first_from_end) if len(keys) else vectors


def _remove(files: Iterable[Path]) -> None:
    for file in files:
        # On Windows a file that another process is reading stays; it is removed the next time.
        with contextlib.suppress(OSError):
            file.unlink()
