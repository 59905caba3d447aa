"""Where the common words of a text field are: a bit for each place of each document.

Whether a common word is at a place is told by its bit, however many other places it has. A word that is not common has
few places, which are soon looked through. The bits of a word are made when it is looked for in a phrase a second time,
because making them takes longer than looking at all its positions once; those of the words used most are kept.

The places of all documents are numbered one document after the other, with `FARTHEST` unused numbers between two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from qtbrowser.search.postings import PLACE_BITS, Numbers, Postings, joined
from qtbrowser.search.word_positions import WordPositions, blocks, numbered

COMMON = 1 << 15
"""A word with more positions than this in a field is a common one."""

FARTHEST = 16
"""The words of a phrase are not so far apart."""

MOST_BYTES = 16 << 20
"""So much memory do the bits of a field take at most."""

_SECOND_USE = 2
# What is no word takes a place, too: gaps between texts, lone signs. Few documents have more of them than this.
_MORE_PLACES = 16


class PlaceBits:
    """Finds documents that have words beside each other, all but one of them common.

    Args:
        postings: of the text field.
        lengths: how many words each document has in it, more or less; corrected where one is found beyond.
        common: a word with more positions than this is a common one.
        most_bytes: the largest size of all bits together.
    """

    def __init__(
        self, postings: Postings, lengths: Numbers, common: int = COMMON, most_bytes: int = MOST_BYTES
    ) -> None:
        self._postings = postings
        self._lengths = lengths + _MORE_PLACES
        self._common = common
        self._most_bytes = most_bytes
        self._uses: Counter[int] = Counter()
        self._bits: dict[int, NDArray[np.uint8]] = {}
        self._number()

    def has(self, stem: int) -> bool:
        """Return whether the bits of a word are there, by the ordinal of its stem; each call counts as a use of it."""
        if self._postings.position_count(stem) <= self._common:
            return False
        self._uses[stem] += 1
        if stem in self._bits or self._uses[stem] < _SECOND_USE:
            return stem in self._bits
        while (len(self._bits) + 1) * (self._end >> 3) > self._most_bytes:
            rarest = min(self._bits, key=self._uses.__getitem__, default=None)
            if rarest is None or _SECOND_USE * self._uses[rarest] >= self._uses[stem]:
                return False
            del self._bits[rarest]
        self._bits_of(stem)
        return stem in self._bits

    def documents(self, word: tuple[int, int], common: Sequence[tuple[int, int]]) -> NDArray[np.bool_]:
        """Return for each document of the segment whether it has words side by side.

        Args:
            word: any of them: its index in the phrase, and the ordinal of its stem.
            common: the others, whose bits are there.
        """
        while True:
            numbering = self._firsts
            having = np.zeros(len(self._lengths), dtype=np.bool_)
            for places in self._beside(*word, common):
                having[self._document_of(places)] = True
            if numbering is self._firsts:
                return having

    def begins(self, word: tuple[int, int], common: Sequence[tuple[int, int]]) -> Numbers:
        """Return where phrases begin that have words side by side: document and place, ascending.

        Args:
            word, common: as for `documents`.
        """
        while True:
            numbering = self._firsts
            begins = []
            for places in self._beside(*word, common):
                docs = self._document_of(places)
                in_document = places - self._firsts.take(docs) - word[0]
                begins.append(((docs << PLACE_BITS) + in_document)[in_document >= 0])
            if numbering is self._firsts:
                return joined(begins)

    def _beside(self, index: int, stem: int, common: Sequence[tuple[int, int]]) -> Iterator[Numbers]:
        """Yield the places of a word that has the others beside it, in several arrays."""
        tables = [(other - index, self._bits_of(ordinal)) for other, ordinal in common]
        for places in self._places(stem):
            for distance, bits in tables:
                at = places + distance
                is_there = (bits.take(at >> 3) & _BIT.take(at & 7)) > 0
                places = places.take(is_there.nonzero()[0])
            yield places

    def _document_of(self, places: Numbers) -> Numbers:
        return self._firsts.searchsorted(places, side="right") - 1

    def _bits_of(self, stem: int) -> NDArray[np.uint8]:
        bits = self._bits.get(stem)
        if bits is None:
            numbering = self._firsts
            bits = self._made(stem)
            if numbering is self._firsts:
                self._bits[stem] = bits
        return bits

    def _made(self, stem: int) -> NDArray[np.uint8]:
        bits = np.zeros((self._end >> 3) + 1, dtype=np.uint8)
        for places in self._places(stem):
            start = int(places[0]) >> 3
            is_there = np.zeros(int(places[-1]) + 1 - (start << 3), dtype=np.bool_)
            is_there[places - (start << 3)] = True
            packed = np.packbits(is_there)
            bits[start : start + len(packed)] |= packed
        return bits

    def _places(self, stem: int) -> Iterator[Numbers]:
        """Yield the numbers of a word's places, ascending, in several arrays.

        Where the word is beyond the last known place of a document, all documents are numbered anew; what was made of
        the numbers before has to be made again.
        """
        docs = self._postings.docs(stem).astype(np.intp)
        word = WordPositions(self._postings, stem, 0, None)
        for start, stop in blocks(word.freqs):
            positions = word.positions(slice(start, stop))
            own = docs[start:stop]
            if (positions.lasts >= self._lengths.take(own)).any():
                self._lengths[own] = np.maximum(self._lengths.take(own), positions.lasts + _MORE_PLACES)
                self._number()
                return
            yield numbered(positions, self._firsts.take(own))

    def _number(self) -> None:
        ends = (self._lengths + FARTHEST).cumsum() + FARTHEST
        self._firsts = ends - self._lengths - FARTHEST
        self._end = int(ends[-1]) if len(ends) else 0
        self._bits.clear()


_BIT = np.array([128 >> place for place in range(8)], dtype=np.uint8)
