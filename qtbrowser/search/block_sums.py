"""Files with a checksum for each block, so that damage is found when a block is first read.

After the content follow the CRC-32 of each block of 64 KB (uint32, the last block may be shorter), and a tail: the
content's length (uint64), the seal, which is the CRC-32 of those sums and that length (uint32), and four letters that
identify the format; all numbers are little-endian. A seal that is stored elsewhere identifies the file among all
others, also of earlier commits.
"""

from __future__ import annotations

import mmap
import os
import struct
import weakref
from pathlib import Path
from typing import BinaryIO

from isal import isal_zlib

from qtbrowser.errors import IndexDamaged

BLOCK_SIZE = 1 << 16
"""The number of bytes with one checksum."""

_SHIFT = 16
_FORMAT = b"QBS1"
_LENGTH = struct.Struct("<Q")
_TAIL = struct.Struct("<QI4s")


def sums_of(file: BinaryIO, length: int) -> tuple[bytes, int]:
    """Return the bytes that follow the content of a file, and its seal.

    Args:
        file: open for reading, at its beginning.
        length: the length of its content, in bytes.
    """
    blocks = [min(BLOCK_SIZE, length - start) for start in range(0, length, BLOCK_SIZE)]
    sums = struct.pack(f"<{len(blocks)}I", *(isal_zlib.crc32(file.read(size)) for size in blocks))
    seal = _seal(sums, length)
    return sums + _TAIL.pack(length, seal, _FORMAT), seal


def _seal(sums: bytes, length: int) -> int:
    return int(isal_zlib.crc32(sums + _LENGTH.pack(length)))


class VerifiedFile:
    """Reads a file that ends with the bytes from `sums_of`.

    A block is verified by reading it as a file before it is used as mapped memory, so that a file that is too short is
    an error, not a signal. One case remains: a file that is truncated between `check_size` and the use of a block that
    is verified already. No system lets a program detect that in time.

    Args:
        path: the file.
        seal: the expected seal of the file; None if it is not known.
        mapped: whether to map it into memory as well.

    Attributes:
        memory: the file as mapped memory, or None.
        length: the length of the content, in bytes.
        is_verified: whether every block has been verified.

    Raises:
        IndexDamaged: its tail is not what was written.
        OSError: it can't be opened or read.
    """

    def __init__(self, path: Path, *, seal: int | None = None, mapped: bool = False) -> None:
        self._path = path
        self._file = open(path, "rb", buffering=0)  # noqa: SIM115 - closed by `close`, or with this object
        self._close = weakref.finalize(self, self._file.close)
        self.memory: mmap.mmap | None = None
        self._size = self._file_size()
        self._file.seek(max(0, self._size - _TAIL.size))
        tail = self._file.read(_TAIL.size)
        if len(tail) < _TAIL.size:
            raise self._damaged()
        self.length, found, form = _TAIL.unpack(tail)
        count = (self.length + BLOCK_SIZE - 1) // BLOCK_SIZE
        if form != _FORMAT or self._size != self.length + 4 * count + _TAIL.size:
            raise self._damaged()
        self._file.seek(self.length)
        sums = self._file.read(4 * count)
        if len(sums) != 4 * count or _seal(sums, self.length) != found or seal not in (None, found):
            raise self._damaged()
        self._sums = struct.unpack(f"<{count}I", sums)
        self._seen = bytearray(count)
        self._unseen = count
        self.is_verified = not count
        if mapped and self._size:
            self.memory = mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_READ)

    def read(self, start: int, size: int) -> bytes:
        """Return some bytes of the content.

        Raises:
            IndexDamaged: they are not what was written.
        """
        if start < 0 or size < 0 or start + size > self.length:
            raise self._damaged()
        self.verify(start, start + size)
        if self.memory is not None:
            return self.memory[start : start + size]
        self._file.seek(start)
        found = self._file.read(size)
        if len(found) != size:
            raise self._damaged()
        return found

    def verify(self, start: int, end: int) -> None:
        """Verify those blocks of the bytes [start, end) that have not been verified yet.

        Raises:
            IndexDamaged: one of them is not what was written.
        """
        first, stop = start >> _SHIFT, ((end - 1) >> _SHIFT) + 1
        if start < end and self._seen.find(0, first, stop) >= 0:
            for number in range(first, stop):
                if not self._seen[number]:
                    self._verify_block(number)

    def check_size(self) -> None:
        """Raise IndexDamaged if the file is no longer as long as it was."""
        if self._file_size() != self._size:
            raise self._damaged()

    def close(self) -> None:
        """Close the file; a mapped one stays mapped until nothing refers to its memory."""
        self.memory = None
        self._close()

    def _verify_block(self, number: int) -> None:
        start = number * BLOCK_SIZE
        self._file.seek(start)
        block = self._file.read(min(BLOCK_SIZE, self.length - start))
        if isal_zlib.crc32(block) != self._sums[number]:
            raise self._damaged(f"block {number}")
        self._seen[number] = 1
        self._unseen -= 1
        self.is_verified = not self._unseen

    def _file_size(self) -> int:
        return os.fstat(self._file.fileno()).st_size

    def _damaged(self, place: str | None = None) -> IndexDamaged:
        return IndexDamaged("A file of the search index is damaged.", path=str(self._path), place=place)
