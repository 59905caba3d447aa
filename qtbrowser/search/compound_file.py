"""The file of a segment: named parts in one file, laid out as Whoosh's compound files.

The file begins with the position (int64) and length (int32, both big-endian) of its directory; the parts follow,
then the directory, a pickle of {part: {"offset", "length"}}, and a pickle of options (whoosh.filedb.compound).
One file, so that a commit needs one call to make it durable.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import shutil
import tempfile
import weakref
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray
from whoosh.filedb.compound import CompoundStorage
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile

# A part larger than this waits on disk, not in memory, until the file is put together.
_LARGEST_IN_MEMORY = 1 << 19
_COPY_SIZE = 1 << 20
_ALIGNMENT = 8
# Where the parts begin: behind the position and the length of the directory.
_DIRECT_AT = 16


def sync_on_close(file: StructFile) -> None:
    """Make a Whoosh file's content durable; to be passed as its `onclose`."""
    file.flush()
    os.fsync(file.fileno())


class CompoundFileWriter:
    """Collects the parts of a segment and writes them as one file.

    Args:
        path: the file; parts that are collected wait beside it.
        segment_id: the first half of each part's name.
        direct: the part that is written straight into the file, as the largest should be: it is not copied.
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
        """Return the part called `name`, open for writing; it is made when it is first asked for."""
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

    def finish(self) -> None:
        """Write the file, durably, and forget the parts."""
        directory: dict[str, dict[str, float]] = {}
        file = self._begun()
        if self._direct in self._parts:
            del self._parts[self._direct]
            length = file.tell() - _DIRECT_AT
            directory[self._segment_id + self._direct] = {"offset": _DIRECT_AT, "length": length, "modified": 0}
        for name, part in self._parts.items():
            # Arrays are read fastest where their items do not lie across words of memory.
            file.write(bytes(-file.tell() % _ALIGNMENT))
            offset = file.tell()
            part.seek(0)
            shutil.copyfileobj(part, file.raw_file(), _COPY_SIZE)
            directory[self._segment_id + name] = {"offset": offset, "length": file.tell() - offset, "modified": 0}
        CompoundStorage.write_dir(file, 0, directory)
        self._file = None
        self.close()

    def close(self) -> None:
        """Forget the parts, and the file where it was not finished."""
        self._opened.close()
        self._parts.clear()
        file, self._file = self._file, None
        if file is not None:
            # Closing writes what waits in memory; on a full disk that fails, and the file is closed all the same.
            with contextlib.suppress(OSError):
                file.raw_file().close()
            self._path.unlink(missing_ok=True)

    def _begun(self) -> StructFile:
        """The file, open, with room for what Whoosh keeps at its beginning."""
        if self._file is None:
            storage = FileStorage(str(self._path.parent))
            self._file = storage.create_file(self._path.name, onclose=sync_on_close)
            self._file.write(bytes(_DIRECT_AT))
        return self._file


def _temporary_file(folder: Path) -> IO[bytes]:
    return tempfile.SpooledTemporaryFile(max_size=_LARGEST_IN_MEMORY, dir=str(folder))


class CompoundFile:
    """Reads the parts of a segment.

    Args:
        storage: the Whoosh storage that has them.
        segment_id: the first half of each part's name.
        owned: whether the storage is closed with this object, by `close` or when nobody holds it any more.
        mapped: the segment's file, all of it, for arrays that are read often: they are then views of it, and the system
            loads what is looked at, and may drop it again.
    """

    def __init__(self, storage: Any, segment_id: str, *, owned: bool = False, mapped: mmap.mmap | None = None) -> None:
        self._storage = storage
        self._mapped = mapped
        self._arrays: dict[str, NDArray[Any]] = {}
        self._close_storage = weakref.finalize(self, storage.close) if owned else None
        self._segment_id = segment_id
        self._files: dict[str, StructFile] = {}

    @property
    def is_mapped(self) -> bool:
        """Whether arrays are views of the mapped file."""
        return self._mapped is not None

    def has(self, name: str) -> bool:
        """Return whether there is a part called `name`."""
        return bool(self._storage.file_exists(self._segment_id + name))

    def size(self, name: str) -> int:
        """Return the length of the part called `name`, in bytes."""
        return int(self._storage.file_length(self._segment_id + name))

    def read(self, name: str, start: int = 0, size: int | None = None) -> bytes:
        """Return `size` bytes of the part called `name`, all by default, from byte `start` on."""
        file = self._files.get(name)
        if file is None:
            file = self._files[name] = self._storage.open_file(self._segment_id + name)
        return file.get(start, self.size(name) - start if size is None else size)

    def array(self, name: str, dtype: str, start: int = 0, end: int | None = None) -> NDArray[Any]:
        """Return the items [start, end), all by default, of the part called `name`, always read as `dtype`."""
        if self._mapped is not None:
            whole = self._arrays.get(name)
            if whole is None:
                whole = self._arrays[name] = self._view(self._mapped, name, dtype)
            return whole[start:end]
        width = np.dtype(dtype).itemsize
        size = None if end is None else (end - start) * width
        return np.frombuffer(self.read(name, start * width, size), dtype=dtype)

    def _view(self, mapped: mmap.mmap, name: str, dtype: str) -> NDArray[Any]:
        offset, length = self._storage.range(self._segment_id + name)
        if not length:
            return np.zeros(0, dtype=dtype)
        return np.frombuffer(mapped, dtype, length // np.dtype(dtype).itemsize, offset)

    def close(self) -> None:
        """Close the file, if it is owned; where it is mapped, it stays so until the last array of it is dropped."""
        self._files.clear()
        self._arrays.clear()
        self._mapped = None
        if self._close_storage is not None:
            self._close_storage()
