"""Checksums of files by blocks, so that damage is noticed where it is, and without reading more than is asked for.

A sum is the CRC-32 of a block of `BLOCK` bytes (the last block of a file may be shorter), as of RFC 1952. isal works it
out at the speed of memory. A sum finds damage by a failing disk or another program; it is no proof against forgery.
"""

from __future__ import annotations

import os
import sys
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from isal import isal_zlib

BLOCK = 1 << 16
_SHIFT = 16
_SUM_BYTES = 4
_SIZE_BYTES = 8


def sums_of(file: BinaryIO) -> bytes:
    """Return the sums of all blocks of a file, from its beginning: four bytes each, little-endian."""
    file.seek(0)
    sums = array("I")
    while block := file.read(BLOCK):
        sums.append(isal_zlib.crc32(block))
    if sys.byteorder == "big":
        sums.byteswap()
    return sums.tobytes()


class BlockCheck:
    """Verifies the blocks of one file, each when something of it is first read.

    Args:
        read: returns the bytes [start, end) of the file, fewer where it ends earlier.
        sums: the sums of its blocks, as of `sums_of`.
        size: its length in bytes when the sums were made.
    """

    def __init__(self, read: Callable[[int, int], bytes | memoryview], sums: bytes, size: int) -> None:
        self._read = read
        self._sums = sums
        self._size = size
        self._pending = bytearray(b"\x01") * ((size + BLOCK - 1) >> _SHIFT)
        self.is_consistent = len(sums) == _SUM_BYTES * len(self._pending)

    def is_sound(self, start: int, end: int) -> bool:
        """Return whether the bytes [start, end) are what they were; blocks that were found sound are not read again."""
        if self._pending.find(1, start >> _SHIFT, (end + BLOCK - 1) >> _SHIFT) < 0:
            return end <= self._size
        return start <= end <= self._size and self._verify(start >> _SHIFT, (end + BLOCK - 1) >> _SHIFT)

    def is_known(self, start: int, end: int) -> bool:
        """Return whether the bytes [start, end) have been found sound before."""
        return end <= self._size and self._pending.find(1, start >> _SHIFT, (end + BLOCK - 1) >> _SHIFT) < 0

    def _verify(self, first: int, last: int) -> bool:
        """Verify those of the blocks [first, last) that were not yet."""
        number = self._pending.find(1, first, last)
        while number >= 0:
            start, end = number << _SHIFT, min((number + 1) << _SHIFT, self._size)
            block = self._read(start, end)
            known = self._sums[_SUM_BYTES * number : _SUM_BYTES * (number + 1)]
            if len(block) != end - start or isal_zlib.crc32(block) != int.from_bytes(known, "little"):
                return False
            self._pending[number] = 0
            number = self._pending.find(1, number + 1, last)
        return True


def seal(path: Path) -> None:
    """Note the sums of a file that is complete in a file beside it, so that `is_sealed_sound` notices a change of it.

    Raises:
        OSError: the file can't be read, or the note can't be written.
    """
    with open(path, "rb") as file:
        sums = sums_of(file)
        noted = file.tell().to_bytes(_SIZE_BYTES, "little") + sums
    fresh = path.with_name(f"{path.name}.sums.new")
    fresh.write_bytes(isal_zlib.crc32(noted).to_bytes(_SUM_BYTES, "little") + noted)
    fresh.replace(_seal_of(path))


def unseal(path: Path) -> None:
    """Forget the sums of a file that is about to be changed.

    Raises:
        OSError: the note can't be removed.
    """
    _seal_of(path).unlink(missing_ok=True)


def is_sealed_sound(path: Path) -> bool | None:
    """Return whether a file is as it was when it was sealed; None where that is not known.

    Raises:
        OSError: the file can't be read.
    """
    try:
        note = _seal_of(path).read_bytes()
    except OSError:
        return None
    noted = note[_SUM_BYTES:]
    if (
        len(note) < _SUM_BYTES + _SIZE_BYTES
        or isal_zlib.crc32(noted).to_bytes(_SUM_BYTES, "little") != note[:_SUM_BYTES]
    ):
        return None
    size, sums = int.from_bytes(noted[:_SIZE_BYTES], "little"), noted[_SIZE_BYTES:]
    with open(path, "rb") as file:
        return os.fstat(file.fileno()).st_size == size and sums_of(file) == sums


def _seal_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.sums")
