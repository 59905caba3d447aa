"""The files that vectors are kept in, each written once and never changed.

    8 bytes     ``QBVEC`` and the version of the format
    16 bytes    kind, number of vectors, dimensions, CRC-32 of the rest (four unsigned numbers)
    keys        of 8 bytes each (unsigned), which say what each vector is of
    scales      of 4 bytes each (float): by what to multiply the vector
    vectors     of one signed byte a dimension

All numbers are little-endian. Vectors have the length 1, so that their product is the cosine of their angle; a byte
a dimension changes that by less than 0.01.
"""

from __future__ import annotations

import os
import struct
import zlib
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qtbrowser.errors import IndexDamaged
from qtbrowser.held_files import replace_file

SIGNATURE = b"QBVEC002"
_HEADER = struct.Struct("<4I")
_LARGEST = 127


class VectorKind(IntEnum):
    """What of a document a vector is of."""

    QUESTION = 1
    ANSWER = 2
    """Its summary, or the beginning of its answer."""


@dataclass(frozen=True, slots=True, eq=False)
class VectorSet:
    """Vectors of one kind.

    Attributes:
        kind: what they are of.
        keys: shape (vectors,), unsigned numbers of 64 bits.
        scales: shape (vectors,).
        vectors: shape (vectors, dimensions), signed bytes; times its scale each row has about the length 1.
    """

    kind: VectorKind
    keys: NDArray[np.uint64]
    scales: NDArray[np.float32]
    vectors: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def dimensions(self) -> int:
        """The number of dimensions."""
        return int(self.vectors.shape[1])

    def take(self, places: NDArray[np.intp]) -> VectorSet:
        """Return some of the vectors."""
        return VectorSet(self.kind, self.keys[places], self.scales[places], self.vectors[places])


def packed(kind: VectorKind, keys: NDArray[np.uint64], vectors: NDArray[np.float32]) -> VectorSet:
    """Return vectors as bytes.

    Args:
        keys: shape (vectors,).
        vectors: shape (vectors, dimensions).
    """
    largest = np.maximum(np.abs(vectors).max(axis=1, initial=0.0), np.float32(1e-9))
    scales = (largest / _LARGEST).astype(np.float32)
    return VectorSet(kind, keys, scales, np.rint(vectors / scales[:, None]).astype(np.int8))


def joined(kind: VectorKind, sets: list[VectorSet], dimensions: int) -> VectorSet:
    """Return the vectors of several sets of one kind as one."""
    return VectorSet(
        kind,
        np.concatenate([np.zeros(0, np.uint64), *(each.keys for each in sets)]),
        np.concatenate([np.zeros(0, np.float32), *(each.scales for each in sets)]),
        np.concatenate([np.zeros((0, dimensions), np.int8), *(each.vectors for each in sets)]),
    )


def write_vectors(file: Path, vectors: VectorSet) -> None:
    """Write a file, durably and as a whole or not at all.

    Raises:
        OSError: it can't be written.
    """
    body = b"".join(
        (
            vectors.keys.astype("<u8").tobytes(),
            vectors.scales.astype("<f4").tobytes(),
            vectors.vectors.tobytes(),
        )
    )
    header = _HEADER.pack(vectors.kind, len(vectors), vectors.dimensions, zlib.crc32(body))
    fresh = file.with_suffix(".new")
    with open(fresh, "wb") as stream:
        stream.write(SIGNATURE + header + body)
        stream.flush()
        os.fsync(stream.fileno())
    replace_file(fresh, file)


def read_vectors(file: Path) -> VectorSet:
    """Read a file.

    Raises:
        IndexDamaged: it is not what was written, or of another version.
        OSError: it can't be read.
    """
    content = file.read_bytes()
    start = len(SIGNATURE) + _HEADER.size
    if len(content) < start or not content.startswith(SIGNATURE):
        raise IndexDamaged("This is no file of vectors.", path=str(file))
    kind, count, dimensions, checksum = _HEADER.unpack_from(content, len(SIGNATURE))
    is_whole = len(content) == start + count * (12 + dimensions) and kind in tuple(VectorKind)
    if not is_whole or zlib.crc32(memoryview(content)[start:]) != checksum:
        raise IndexDamaged("This file of vectors is damaged.", path=str(file))
    scales_at, vectors_at = start + 8 * count, start + 12 * count
    return VectorSet(
        VectorKind(kind),
        np.frombuffer(content, "<u8", count, start),
        np.frombuffer(content, "<f4", count, scales_at),
        np.frombuffer(content, np.int8, count * dimensions, vectors_at).reshape(count, dimensions),
    )
