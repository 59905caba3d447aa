"""The positions of one word of a text field, document by document."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate, pairwise
from typing import NamedTuple

import numpy as np

from qtbrowser.search.postings import LONG, PLACE_BITS, Numbers, Postings, runs, sums_at

# So many positions are in a block of documents: the arrays of a block fit into a processor's cache.
_BLOCK = 1 << 16


class PlaceDistances(NamedTuple):
    """The positions of a word in some documents: the distances between them, the index of each document's first one,
    and each document's last position.
    """

    distances: Numbers
    firsts: Numbers
    lasts: Numbers


class WordPositions:
    """One word of a phrase in some of its documents.

    Args:
        postings: of the field.
        stem: the ordinal of the word's stem.
        index: the word's place in the phrase.
        at: the indices of the documents among those of the word; None for all of these.

    Attributes:
        freqs: the number of positions in each of the documents.
    """

    def __init__(self, postings: Postings, stem: int, index: int, at: Numbers | None) -> None:
        self.index = index
        self._postings = postings
        self._stem = stem
        self._at = at
        freqs = postings.freqs(stem)
        self.freqs: Numbers = (freqs if at is None else freqs.take(at)).astype(np.intp)

    def __len__(self) -> int:
        """Return the number of positions in all of the documents."""
        return int(self.freqs.sum())

    @cached_property
    def _ends(self) -> Numbers:
        if self._at is None:
            return self.freqs.cumsum()
        return sums_at(self._postings.freqs(self._stem), self._at)

    @cached_property
    def _long_places(self) -> Numbers:
        return np.flatnonzero(self._postings.steps(self._stem) == LONG)

    def positions(self, chosen: Numbers | slice) -> PlaceDistances:
        """Return the positions in some of the documents, by their indices, at least one."""
        steps = self._postings.steps(self._stem)
        freqs, ends = self.freqs[chosen], self._ends[chosen]
        here = ends if self._at is None and len(freqs) == len(self.freqs) else freqs.cumsum()
        begin = int(ends[0] - freqs[0])
        wanted: Numbers | None = None
        if ends[-1] - begin == here[-1]:
            distances = steps[begin : ends[-1]].astype(np.intp)
        else:
            wanted = runs(freqs, ends - freqs)
            distances = steps.take(wanted).astype(np.intp)
        long = self._postings.long(self._stem)
        is_long = (distances == LONG).nonzero()[0] if len(long) else long
        if len(is_long) == len(long):
            distances[is_long] = long
        elif len(is_long):
            places = is_long + begin if wanted is None else wanted.take(is_long)
            distances[is_long] = long.take(self._long_places.searchsorted(places))
        firsts = here - freqs
        return PlaceDistances(distances, firsts, np.add.reduceat(distances, firsts))

    def begins_in(self, number: int) -> set[int]:
        """Return where phrases may begin by this word in the document of an index, as places in it."""
        end = int(self._ends[number])
        start = end - int(self.freqs[number])
        steps = self._postings.steps(self._stem)
        distances = steps[start:end].tolist()
        if LONG in distances:
            long = self._postings.long(self._stem)
            at = int(self._long_places.searchsorted(start))
            for place, distance in enumerate(distances):
                if distance == LONG:
                    distances[place] = int(long[at])
                    at += 1
        distances[0] -= self.index
        return set(accumulate(distances))

    def begins(self, docs: Numbers, chosen: Numbers) -> Numbers:
        """Return where phrases may begin by this word in some of the documents, as `begins_of` tells it."""
        if not len(chosen):
            return chosen
        return numbered(self.positions(chosen), (docs.take(chosen) << PLACE_BITS) - self.index)


def blocks(counts: Numbers) -> Iterator[tuple[int, int]]:
    """Yield ranges of documents that have about `_BLOCK` positions each; `counts` has their number in each document."""
    if counts.sum() <= _BLOCK:
        yield 0, len(counts)
        return
    sums = counts.cumsum()
    edges = sums.searchsorted(np.arange(_BLOCK, sums[-1], _BLOCK)) + 1
    yield from pairwise(dict.fromkeys([0, *edges.tolist(), len(counts)]))


def numbered(positions: PlaceDistances, bases: Numbers) -> Numbers:
    """Return positions as ascending numbers, each plus the base of its document."""
    distances, firsts, lasts = positions
    leaps = bases.copy()
    leaps[1:] -= bases[:-1] + lasts[:-1]
    distances[firsts] += leaps
    numbers: Numbers = distances.cumsum()
    return numbers
