"""The file of a segment: named parts in one file, laid out as Whoosh's compound files.

The file begins with the position (int64) and length (int32, both big-endian) of its directory; the parts follow,
then the directory, a pickle of {part: {"offset", "length"}}, and a pickle of options (whoosh.filedb.compound).
Whoosh ignores what follows the options: the checksums of `block_sums`.
It is one file, so that a commit needs one call to make it durable.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import struct
import tempfile
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile

from qtbrowser.errors import IndexDamaged
from qtbrowser.held_files import remove_file
from qtbrowser.search.block_sums import VerifiedFile, sums_of
from qtbrowser.search.plain_pickle import load_plain

# A part larger than this is kept on disk, not in memory, until the file is assembled.
_LARGEST_IN_MEMORY = 1 << 19
_COPY_SIZE = 1 << 20
_ALIGNMENT = 8
# The offset of the parts: after the position and the length of the directory.
_DIRECT_AT = 16
_HEAD = struct.Struct(">qi")


class CompoundFileWriter:
    """Collects the parts of a segment and writes them as one file.

    Args:
        path: the file; temporary files of parts are beside it.
        segment_id: the first half of each part's name.
        direct: the part that is written directly into the file; it should be the largest, as it is not copied.
    """

    def __init__(self, path: Path, segment_id: str, direct: str = "") -> None:
        self._path = path
        self._segment_id = segment_id
        self._direct = direct
        self._file: StructFile | None = None
        self._parts: dict[str, IO[bytes]] = {}
        self._opened = contextlib.ExitStack()

    def __enter__(self) -> CompoundFileWriter:
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()

    def part(self, name: str) -> IO[bytes]:
        """Return the part called `name`, open for writing; the first call creates it."""
        found = self._parts.get(name)
        if found is None:
            if name == self._direct:
                found = self._begun().raw_file()
            else:
                found = self._opened.enter_context(_temporary_file(self._path.parent))
            self._parts[name] = found
        return found

    def write(self, name: str, content: bytes | NDArray[Any]) -> None:
        """Append bytes, or the items of an array in the array's own byte order, to the part called `name`."""
        self.part(name).write(content if isinstance(content, bytes) else content.tobytes())

    def finish(self) -> int:
        """Write the file, durably, and discard the parts; return the file's seal."""
        directory: dict[str, dict[str, float]] = {}
        file = self._begun()
        if self._direct in self._parts:
            del self._parts[self._direct]
            length = file.tell() - _DIRECT_AT
            directory[self._segment_id + self._direct] = {"offset": _DIRECT_AT, "length": length, "modified": 0}
        for name, part in self._parts.items():
            # Aligned arrays are read fastest.
            file.write(bytes(-file.tell() % _ALIGNMENT))
            offset = file.tell()
            part.seek(0)
            shutil.copyfileobj(part, file.raw_file(), _COPY_SIZE)
            directory[self._segment_id + name] = {"offset": offset, "length": file.tell() - offset, "modified": 0}
        at = file.tell()
        file.write_pickle(directory)
        file.write_pickle({})
        end = file.tell()
        file.seek(0)
        file.raw_file().write(_HEAD.pack(at, end - at))
        file.flush()
        with self._path.open("rb") as content:
            tail, seal = sums_of(content, end)
        file.seek(end)
        file.raw_file().write(tail)
        file.flush()
        os.fsync(file.fileno())
        file.close()
        self._file = None
        self.close()
        return seal

    def close(self) -> None:
        """Discard the parts, and the file if it was not finished."""
        self._opened.close()
        self._parts.clear()
        file, self._file = self._file, None
        if file is not None:
            # Closing flushes buffers, which fails on a full disk; the file is closed nevertheless.
            with contextlib.suppress(OSError):
                file.raw_file().close()
            remove_file(self._path)

    def _begun(self) -> StructFile:
        """Open the file, with room for Whoosh's header at its beginning."""
        if self._file is None:
            storage = FileStorage(str(self._path.parent))
            self._file = storage.create_file(self._path.name)
            self._file.write(bytes(_DIRECT_AT))
        return self._file


def _temporary_file(folder: Path) -> IO[bytes]:
    return tempfile.SpooledTemporaryFile(max_size=_LARGEST_IN_MEMORY, dir=str(folder))


class CompoundFile:
    """Reads the parts of a segment, and verifies them by their checksums.

    Args:
        path: the segment's file.
        segment_id: the first half of each part's name.
        seal: the seal of the file; None if it is not known.
        mapped: whether arrays are views of the mapped file. This suits arrays that are read often: the system loads
            only the used pages, and may drop them again.

    Raises:
        IndexDamaged: the file is damaged.
        OSError: it can't be opened or read.
    """

    def __init__(self, path: Path, segment_id: str, *, seal: int | None = None, mapped: bool = False) -> None:
        self._path = path
        self._file = VerifiedFile(path, seal=seal, mapped=mapped)
        self._views: dict[str, NDArray[Any]] = {}
        self._segment_id = segment_id
        at, length = _HEAD.unpack(self._file.read(0, _HEAD.size))
        directory = load_plain(self._file.read(at, length))
        self._spans = {name: (int(span["offset"]), int(span["length"])) for name, span in directory.items()}

    @property
    def is_mapped(self) -> bool:
        """Whether arrays are views of the mapped file."""
        return self._file.memory is not None

    @property
    def is_verified(self) -> bool:
        """Whether the whole file has been verified."""
        return self._file.is_verified

    def check_size(self) -> None:
        """Raise IndexDamaged if the file is no longer as long as it was when it was opened."""
        self._file.check_size()

    def size(self, name: str) -> int:
        """Return the length of the part called `name`, in bytes."""
        return self._span(name)[1]

    def read(self, name: str, start: int = 0, size: int | None = None) -> bytes:
        """Return `size` bytes of the part called `name`, all by default, from byte `start` on."""
        offset, length = self._span(name)
        return self._file.read(offset + start, length - start if size is None else size)

    def array(self, name: str, dtype: str, start: int = 0, end: int | None = None) -> NDArray[Any]:
        """Return the items [start, end), all by default, of the part called `name`, always read as `dtype`."""
        width = np.dtype(dtype).itemsize
        if self._file.memory is not None:
            stop = self.size(name) // width if end is None else end
            self.verify(name, start * width, stop * width)
            return self.view(name, dtype)[start:stop]
        size = None if end is None else (end - start) * width
        return np.frombuffer(self.read(name, start * width, size), dtype=dtype)

    def view(self, name: str, dtype: str) -> NDArray[Any]:
        """Return all items of a part of a mapped file; what is used of them must be verified first."""
        found = self._views.get(name)
        if found is None:
            offset, length = self._span(name)
            count = length // np.dtype(dtype).itemsize
            memory = self._file.memory
            found = np.zeros(0, dtype=dtype)
            if memory is not None and count:
                found = np.frombuffer(memory, dtype, count, offset)
            self._views[name] = found
        return found

    def verify(self, name: str, start: int, end: int) -> None:
        """Verify the bytes [start, end) of the part called `name`.

        Raises:
            IndexDamaged: they are not what was written.
        """
        offset = self._span(name)[0]
        self._file.verify(offset + start, offset + end)

    def close(self) -> None:
        """Close the file; a mapped one stays mapped until its last array is released."""
        self._views.clear()
        self._file.close()

    def _span(self, name: str) -> tuple[int, int]:
        span = self._spans.get(self._segment_id + name)
        if span is None:
            raise IndexDamaged("A file of the search index lacks a part.", path=str(self._path), place=name)
        return span
