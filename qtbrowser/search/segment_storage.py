"""A segment's file as a Whoosh storage whose bytes are verified when they are read."""

from __future__ import annotations

import os
import struct
from typing import Any, NoReturn

from whoosh.filedb.compound import CompoundStorage

from qtbrowser.checksums import BlockCheck
from qtbrowser.errors import IndexDamaged
from qtbrowser.search.plain_pickle import UNREADABLE, load_plain

# Position and length of the directory of parts, big-endian: the beginning of the file.
_HEAD = struct.Struct(">qi")


class SegmentStorage(CompoundStorage):
    """Opens a segment's file: its head and its directory are verified at once, its parts by `require`.

    In place of Whoosh's constructor, which unpickles whatever the file holds.

    Args:
        file: the open file, as a Whoosh StructFile; closed with this object.
        path: its path, for messages.
        sums: the sums of its blocks, as of `qtbrowser.checksums.sums_of`.
        size: its length in bytes when the sums were made.

    Raises:
        IndexDamaged: it is not what was written.
    """

    def __init__(self, file: Any, path: str, sums: bytes, size: int) -> None:
        self._file = file
        self._path = path
        self._size = size
        self._source = None
        self._locks: dict[str, Any] = {}
        self._options: dict[str, Any] = {}
        self.is_closed = False
        self._check = BlockCheck(self._bytes_between, sums, size)
        self._dir: dict[str, dict[str, int]] = {}
        try:
            self._read_directory()
        except BaseException:
            file.close()
            raise

    def require(self, start: int, end: int) -> None:
        """Raise IndexDamaged if the bytes [start, end) of the file are not what was written."""
        if not self._check.is_sound(start, end):
            self._refuse()

    def verify(self) -> None:
        """Verify what was not verified yet; raise IndexDamaged if something is not what was written."""
        self.require(0, self._size)

    def is_known(self, start: int, end: int) -> bool:
        """Return whether the bytes [start, end) of the file have been found sound before."""
        return self._check.is_known(start, end)

    def has(self, name: str) -> bool:
        """Return whether there is a part of this name."""
        return name in self._dir

    def place(self, name: str) -> tuple[int, int]:
        """Return where a part begins in the file, and its length, in bytes.

        Raises:
            IndexDamaged: there is no such part.
        """
        try:
            found = self._dir[name]
            return int(found["offset"]), int(found["length"])
        except (LookupError, TypeError, ValueError) as error:
            self._refuse(error)

    def read_part(self, name: str, start: int, size: int) -> bytes:
        """Return `size` bytes of a part from byte `start` on, verified."""
        offset, _ = self.place(name)
        self.require(offset + start, offset + start + size)
        return self._bytes_between(offset + start, offset + start + size)

    def _read_directory(self) -> None:
        if not self._check.is_consistent or self._file.seek(0, os.SEEK_END) != self._size:
            self._refuse()
        self.require(0, _HEAD.size)
        try:
            start, _ = _HEAD.unpack(self._bytes_between(0, _HEAD.size))
            self.require(start, self._size)
            self._file.seek(start)
            self._dir = load_plain(self._file.file)
        except (*UNREADABLE, struct.error) as error:
            self._refuse(error)

    def _bytes_between(self, start: int, end: int) -> bytes:
        content: bytes = self._file.get(start, end - start)
        return content

    def _refuse(self, error: BaseException | None = None) -> NoReturn:
        raise IndexDamaged(
            "A file of the search index is damaged. It is made anew from the documents.", path=self._path
        ) from error
