"""The stored fields of documents, in the format of Whoosh's `_stored` column.

It is a column of byte strings of variable length (whoosh.columns.VarBytesColumn), one zlib-compressed pickle of the
fields for each document. It consists of the concatenated strings, their lengths and offsets (both big-endian), the
type codes of lengths and offsets, and the letter X, which means that there are offsets.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qtbrowser.search.compound_file import CompoundFile, CompoundFileWriter
from qtbrowser.search.stored_fields import unpack_stored

STORED_PART = "._stored.col"
_COPY_SIZE = 1 << 20


class StoredWriter:
    """Writes the stored fields of a segment, document by document.

    Args:
        parts: the segment that is written.
    """

    def __init__(self, parts: CompoundFileWriter) -> None:
        self._parts = parts
        self._lengths: list[NDArray[np.int64]] = []

    def add(self, packed: Sequence[bytes]) -> None:
        """Append the fields of the next documents, each packed by `stored_fields.pack_stored`."""
        self._parts.write(STORED_PART, b"".join(packed))
        self._lengths.append(np.fromiter(map(len, packed), dtype=np.int64, count=len(packed)))

    def copy(self, source: StoredReader, keep: NDArray[np.bool_]) -> None:
        """Append the fields of those documents of another segment for which `keep` is true."""
        edges = np.flatnonzero(np.diff(keep, prepend=False, append=False)).tolist()
        for first, end in zip(edges[::2], edges[1::2], strict=True):
            begin, stop = int(source.offsets[first]), int(source.offsets[end - 1] + source.lengths[end - 1])
            for start in range(begin, stop, _COPY_SIZE):
                self._parts.write(STORED_PART, source.bytes_at(start, min(_COPY_SIZE, stop - start)))
            self._lengths.append(source.lengths[first:end].astype(np.int64))

    def finish(self) -> None:
        """Write the lengths and offsets."""
        lengths = np.concatenate([*self._lengths, np.zeros(0, dtype=np.int64)])
        offsets = np.cumsum(lengths) - lengths
        wide = bool(len(offsets)) and int(offsets[-1]) >= 1 << 32
        self._parts.write(STORED_PART, lengths.astype(">i4"))
        self._parts.write(STORED_PART, offsets.astype(">i8" if wide else ">u4"))
        self._parts.write(STORED_PART, b"iqX" if wide else b"iIX")


class StoredReader:
    """Reads the stored fields of a segment.

    Args:
        parts: the segment.
        document_count: the number of its documents.

    Attributes:
        lengths, offsets: for each document, the length and the offset of its fields in bytes.
    """

    def __init__(self, parts: CompoundFile, document_count: int) -> None:
        self._parts = parts
        end = parts.size(STORED_PART) - 3
        offset_type = ">i8" if parts.read(STORED_PART, end + 1, 1) == b"q" else ">u4"
        offsets_at = end - document_count * np.dtype(offset_type).itemsize
        self.offsets = _numbers(parts, offsets_at, document_count, offset_type)
        self.lengths = _numbers(parts, offsets_at - 4 * document_count, document_count, ">i4")

    def bytes_at(self, start: int, size: int) -> bytes:
        """Return a range of the column's bytes."""
        return self._parts.read(STORED_PART, start, size)

    def fields(self, number: int) -> dict[str, str]:
        """Return the stored fields of a document."""
        return unpack_stored(self.bytes_at(int(self.offsets[number]), int(self.lengths[number])))


def _numbers(parts: CompoundFile, start: int, count: int, dtype: str) -> NDArray[Any]:
    return np.frombuffer(parts.read(STORED_PART, start, count * np.dtype(dtype).itemsize), dtype=dtype)
