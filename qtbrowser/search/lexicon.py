"""Sorted lists of byte strings: the terms of a field, found by bisection."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress, count, pairwise

import numpy as np
from numpy.typing import NDArray


def to_term(text: str) -> bytes:
    """Return the bytes a term is kept as; lone surrogates (a broken file name, JSON's escapes) are kept as they are."""
    return text.encode("utf-8", "surrogatepass")


def from_term(term: bytes) -> str:
    """Return the text that `to_term` made `term` of."""
    return term.decode("utf-8", "surrogatepass")


_GUIDE_ROW = 16


class Lexicon:
    """Distinct byte strings in ascending order; a string's index in it is its ordinal.

    Args:
        blob: the strings, one after the other.
        offsets: where each begins, and at last the length of `blob`; one more than there are strings.
    """

    def __init__(self, blob: bytes, offsets: NDArray[np.uint32]) -> None:
        self._blob = blob
        self._offsets = np.require(offsets, np.uint32, ["C", "A"]).data

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, ordinal: int) -> bytes:
        return self._blob[self._offsets[ordinal] : self._offsets[ordinal + 1]]

    def __iter__(self) -> Iterator[bytes]:
        return (self._blob[start:end] for start, end in pairwise(self._offsets.tolist()))

    def terms(self, ordinals: Sequence[int]) -> list[bytes]:
        """Return the strings of some ordinals."""
        blob, offsets = self._blob, self._offsets
        return [blob[offsets[ordinal] : offsets[ordinal + 1]] for ordinal in ordinals]

    def find(self, term: bytes) -> int:
        """Return the ordinal of `term`, -1 if it is not here."""
        ordinal = self._first_from(term)
        return ordinal if ordinal < len(self) and self[ordinal] == term else -1

    def letter_bags(self) -> tuple[NDArray[np.int64], NDArray[np.uint32]]:
        """Return of each string its length in bytes, and the set of its bytes: bit b stands for those that end in b.

        The bits are the lowest five of a byte, in which the letters of ASCII differ.
        """
        offsets = np.frombuffer(self._offsets, dtype=np.uint32).astype(np.int64)
        lengths = np.diff(offsets)
        bags = np.zeros(len(lengths), dtype=np.uint32)
        held = lengths > 0
        if held.any():
            bits = np.left_shift(np.uint32(1), np.frombuffer(self._blob, dtype=np.uint8) & 31, dtype=np.uint32)
            bags[held] = np.bitwise_or.reduceat(bits, offsets[:-1][held])
        return lengths, bags

    def span(self, prefix: bytes) -> tuple[int, int]:
        """Return [start, end) of the ordinals of the terms that begin with `prefix`, which is valid UTF-8."""
        # No UTF-8 text has the byte FF.
        return self._first_from(prefix), self._first_from(prefix + b"\xff")

    def containing(self, part: bytes, most: int) -> NDArray[np.intp]:
        """Return the ordinals, ascending, of at most `most` strings that have `part`, which is not empty, in them.

        The strings are looked through as one text: that takes about a millisecond for each megabyte, and no index.
        """
        offsets = np.frombuffer(self._offsets, dtype=np.uint32)
        found: list[int] = []
        pattern = re.compile(re.escape(part))
        place = pattern.search(self._blob)
        while place is not None and len(found) < most:
            ordinal = int(np.searchsorted(offsets, place.start(), side="right")) - 1
            end = int(offsets[ordinal + 1])
            if place.end() <= end:
                found.append(ordinal)
                # A string counts once.
                place = pattern.search(self._blob, end)
            else:
                place = pattern.search(self._blob, place.start() + 1)
        return np.array(found, dtype=np.intp)

    def _first_from(self, term: bytes) -> int:
        """Return the ordinal of the first string that is not less than `term`."""
        guide = self._guide
        row = bisect_left(guide, term) * _GUIDE_ROW
        return bisect_left(self, term, max(0, row - _GUIDE_ROW), min(row, len(self)))

    @cached_property
    def _guide(self) -> list[bytes]:
        # Some of the strings: a list is bisected in C, and most of the way is behind it then.
        return [self[ordinal] for ordinal in range(0, len(self), _GUIDE_ROW)]


def pack_terms(terms: Sequence[bytes]) -> tuple[bytes, NDArray[np.uint32]]:
    """Return the blob and the offsets that `Lexicon` takes, of `terms` in ascending order."""
    offsets = np.zeros(len(terms) + 1, dtype=np.uint32)
    offsets[1:] = np.cumsum(np.fromiter(map(len, terms), dtype=np.int64, count=len(terms)))
    return b"".join(terms), offsets


@dataclass(frozen=True, slots=True)
class ChosenTerms:
    """Some of the terms of a lexicon, ascending; they are read again in each iteration, to save memory.

    Args:
        lexicon: all of them.
        chosen: for each of them, whether it is among these.
    """

    lexicon: Lexicon
    chosen: NDArray[np.bool_]

    def __len__(self) -> int:
        return int(self.chosen.sum())

    def __iter__(self) -> Iterator[bytes]:
        return compress(self.lexicon, self.chosen.tolist())


def merge_terms(sources: Sequence[ChosenTerms]) -> tuple[list[bytes], list[NDArray[np.int32]]]:
    """Merge ascending lists of terms.

    Returns:
        the distinct terms in ascending order, and for each source the ordinals that its own have there.
    """
    # Numbered as they come: each term is looked up once.
    numbers: defaultdict[bytes, int] = defaultdict(count().__next__)
    numbered = [np.fromiter(map(numbers.__getitem__, source), np.int32, len(source)) for source in sources]
    merged = sorted(numbers)
    ordinals = np.empty(len(merged), dtype=np.int32)
    ordinals[np.fromiter(map(numbers.__getitem__, merged), np.int32, len(merged))] = np.arange(len(merged))
    return merged, [ordinals[of_source] for of_source in numbered]
