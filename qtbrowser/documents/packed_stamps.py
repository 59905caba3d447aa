"""Holds the stamps of many files in little memory: a first index knows all files of a library before it reads them."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import overload

from qtbrowser.documents.scan import Stamp

_IN_BLOCK = 64


class PackedStamps(Sequence[Stamp]):
    """Stamps in the order in which they were added; each takes about 50 bytes, a tenth of what it takes as an object.

    Args:
        stamps: the first ones.
    """

    def __init__(self, stamps: Iterable[Stamp] = ()) -> None:
        # Compressed JSON of `_IN_BLOCK` stamps each, which are often in one folder.
        self._blocks: list[bytes] = []
        self._last: list[Stamp] = []
        for stamp in stamps:
            self.append(stamp)

    def __len__(self) -> int:
        return len(self._blocks) * _IN_BLOCK + len(self._last)

    def __iter__(self) -> Iterator[Stamp]:
        for number in range(len(self._blocks)):
            yield from self._block(number)
        yield from self._last

    def append(self, stamp: Stamp) -> None:
        """Add a stamp behind the others."""
        self._last.append(stamp)
        if len(self._last) == _IN_BLOCK:
            # Paths are valid text, see `scan`, and sizes and times may be numbers of any length.
            self._blocks.append(zlib.compress(json.dumps(self._last).encode(), 1))
            self._last = []

    @overload
    def __getitem__(self, place: int) -> Stamp: ...

    @overload
    def __getitem__(self, place: slice) -> list[Stamp]: ...

    def __getitem__(self, place: int | slice) -> Stamp | list[Stamp]:
        if isinstance(place, slice):
            wanted = range(len(self))[place]
            blocks = {number: self._block(number) for number in {index // _IN_BLOCK for index in wanted}}
            return [blocks[index // _IN_BLOCK][index % _IN_BLOCK] for index in wanted]
        index = range(len(self))[place]
        return self._block(index // _IN_BLOCK)[index % _IN_BLOCK]

    def _block(self, number: int) -> list[Stamp]:
        if number == len(self._blocks):
            return self._last
        return [Stamp(*values) for values in json.loads(zlib.decompress(self._blocks[number]))]
