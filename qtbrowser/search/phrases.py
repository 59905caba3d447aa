"""Finds phrases, words side by side or a few words apart, by the positions of their words.

First the documents that have all of the words are found, then the positions of the two words that occur least often in
them are compared, and only in the documents that are left those of the others. The two are compared in blocks of
documents: the positions of one word are marked in a table, in which those of the other are looked up. For words that
are in most documents this takes an eighth of the time of a binary search.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qtbrowser.search.matching import PLACE_BITS, Found, Span, begins_of, common_docs, find_word, is_single, mask_of
from qtbrowser.search.postings import LONG, Numbers, Postings, joined, runs, sums_at

# Positions of both words in a block of documents: the arrays of a block fit into a processor's cache.
_BLOCK = 1 << 16
# In so few documents phrases are found one by one.
_FEW = 12
# A table may be so many times as long as the fewer positions; else a binary search is faster.
_SPARSE = 64


def find_phrase(
    postings: Postings, spans: Sequence[Sequence[Span]], is_candidate: NDArray[np.bool_], slop: int = 0
) -> Found:
    """Return where a text field has a phrase.

    Args:
        postings: of the field.
        spans: for each word of the phrase, two or more, what `stems_of` gives.
        is_candidate: for each document of the segment, whether it matters; others are left out.
        slop: how many other words may be between those of the phrase, in total.
    """
    counts = [sum([postings.count(*span) for span in of_word]) for of_word in spans]
    if not all(counts):
        return _nowhere(spans)
    stems = {index: of_word[0][0] for index, of_word in enumerate(spans) if is_single(of_word)}
    docs = np.zeros(0, dtype=np.intp)
    before: Numbers | None = None
    # For each word that is one stem, the indices of `docs` among its documents.
    at: dict[int, Numbers] = {}
    other_words: dict[int, Found] = {}
    for index in sorted(range(len(spans)), key=counts.__getitem__):
        if index in stems:
            docs, own = common_docs(before, postings.docs(stems[index]), is_candidate)
            at = {**_narrowed(at, before, docs), index: own}
        else:
            among = is_candidate if before is None else mask_of(before, len(is_candidate))
            other_words[index] = find_word(postings, spans[index], among)
            docs = other_words[index].docs
            at = _narrowed(at, before, docs)
        before = docs
        if not len(docs):
            return _nowhere(spans)
    if slop:
        found = mask_of(_loose_phrases(postings, spans, mask_of(docs, len(is_candidate)), slop), len(is_candidate))
    else:
        words = [_Word(postings, stems[index], index, places) for index, places in at.items()]
        found = _side_by_side(postings, spans, words, docs, len(is_candidate))
    before, docs = docs, found.nonzero()[0]
    at = _narrowed(at, before, docs)
    freqs = [
        postings.freqs(stems[index]).take(at[index])
        if index in stems
        else other_words[index].freqs[0].take(other_words[index].docs.searchsorted(docs))
        for index in range(len(spans))
    ]
    return Found(docs, freqs)


def _nowhere(spans: Sequence[Sequence[Span]]) -> Found:
    """Return that a phrase is in no document."""
    return Found(np.zeros(0, dtype=np.intp), [np.zeros(0, dtype=np.uint8) for _ in spans])


def _narrowed(at: Mapping[int, Numbers], before: Numbers | None, docs: Numbers) -> dict[int, Numbers]:
    """Return arrays that have an item for each of `before` with those of `docs`, which all are among them."""
    if before is None or len(docs) == len(before):
        return dict(at)
    kept = before.searchsorted(docs)
    return {index: places.take(kept) for index, places in at.items()}


def _loose_phrases(
    postings: Postings, spans: Sequence[Sequence[Span]], is_candidate: NDArray[np.bool_], slop: int
) -> Numbers:
    """Return the documents that have the words in this order with at most `slop` others between them.

    From each place of the first word on, the next place of each following word is taken: no other choice ends sooner.
    """
    begins = ends = begins_of(postings, spans[0], is_candidate, 0)
    for of_word in spans[1:]:
        places = begins_of(postings, of_word, is_candidate, 0)
        at = np.searchsorted(places, ends, side="right")
        begins, at = begins[at < len(places)], at[at < len(places)]
        ends = places[at]
    # Documents are so far apart that no phrase goes from one into the next.
    return begins[ends - begins <= slop + len(spans) - 1] >> PLACE_BITS


def _side_by_side(
    postings: Postings, spans: Sequence[Sequence[Span]], words: Sequence[_Word], docs: Numbers, count: int
) -> NDArray[np.bool_]:
    """Return for each document of the segment whether it has the words side by side.

    Args:
        words: those that are one stem each.
        docs: the documents that have all words.
        count: the number of documents of the segment.
    """
    rest = sorted(set(range(len(spans))) - {word.index for word in words})
    words = sorted(words, key=len)
    if not rest and len(docs) <= _FEW:
        return mask_of(docs.take([number for number in range(len(docs)) if _are_side_by_side(words, number)]), count)
    if len(words) > 1:
        begins = _pairs(words[0], words[1], docs)
    elif words:
        begins = words[0].begins(docs, np.arange(len(docs)))
    else:
        begins = begins_of(postings, spans[rest[0]], mask_of(docs, count), rest.pop(0))
    having = mask_of(begins >> PLACE_BITS, count)
    if not len(begins):
        return having
    for word in words[2:]:
        begins = _common(begins, word.begins(docs, having.take(docs).nonzero()[0]))
        having = mask_of(begins >> PLACE_BITS, count)
    for index in rest:
        begins = _common(begins, begins_of(postings, spans[index], having, index))
        having = mask_of(begins >> PLACE_BITS, count)
    return having


def _are_side_by_side(words: Sequence[_Word], number: int) -> bool:
    """Return whether one document has words side by side; `number` is its index among those that have all of them.

    In few documents plain numbers are faster than arrays.
    """
    begins = words[0].begins_in(number)
    for word in words[1:]:
        begins &= word.begins_in(number)
        if not begins:
            return False
    return True


class _Positions(NamedTuple):
    """The positions of a word in some documents: the distances between them, the index of each document's first one,
    and each document's last position.
    """

    distances: Numbers
    firsts: Numbers
    lasts: Numbers


class _Word:
    """One word of a phrase in the documents that have all of them.

    Args:
        postings: of the field.
        stem: the ordinal of the word's stem.
        index: the word's place in the phrase.
        at: the indices of the documents among those of the word.

    Attributes:
        freqs: the number of positions in each of the documents.
    """

    def __init__(self, postings: Postings, stem: int, index: int, at: Numbers) -> None:
        self.index = index
        self._postings = postings
        self._stem = stem
        self._at = at
        self.freqs: Numbers = postings.freqs(stem).take(at).astype(np.intp)

    def __len__(self) -> int:
        """Return the number of positions in all of the documents."""
        return int(self.freqs.sum())

    @cached_property
    def _ends(self) -> Numbers:
        return sums_at(self._postings.freqs(self._stem), self._at)

    @cached_property
    def _long_places(self) -> Numbers:
        return np.flatnonzero(self._postings.steps(self._stem) == LONG)

    def positions(self, chosen: Numbers | slice) -> _Positions:
        """Return the positions in some of the documents, by their indices, at least one."""
        steps = self._postings.steps(self._stem)
        freqs, ends = self.freqs[chosen], self._ends[chosen]
        here = freqs.cumsum()
        begin = int(ends[0] - freqs[0])
        wanted: Numbers | None = None
        if ends[-1] - begin == here[-1]:
            distances = steps[begin : ends[-1]].astype(np.intp)
        else:
            wanted = runs(freqs, ends - freqs)
            distances = steps.take(wanted).astype(np.intp)
        long = self._postings.long(self._stem)
        is_long = (distances == LONG).nonzero()[0] if len(long) else long
        if len(is_long):
            places = is_long + begin if wanted is None else wanted.take(is_long)
            distances[is_long] = long.take(self._long_places.searchsorted(places))
        firsts = here - freqs
        return _Positions(distances, firsts, np.add.reduceat(distances, firsts))

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
        return _numbered(self.positions(chosen), (docs.take(chosen) << PLACE_BITS) - self.index)


def _pairs(one: _Word, other: _Word, docs: Numbers) -> Numbers:
    """Return where two words are as far apart as in the phrase: where it begins, as `begins_of` tells it, ascending."""
    index = max(one.index, other.index)
    begins = []
    for start, stop in _blocks(one.freqs + other.freqs):
        few, many = one.positions(slice(start, stop)), other.positions(slice(start, stop))
        # Each document has a range of numbers of its own; a phrase may begin before the document does.
        ends = (np.maximum(few.lasts, many.lasts) + index + 1).cumsum()
        bases = np.concatenate((np.zeros(1, dtype=np.intp), ends[:-1]))
        numbers = _numbered(few, bases + index - one.index)
        others = _numbered(many, bases + index - other.index)
        found = _among(numbers, others, int(ends[-1]))
        at = bases.searchsorted(found, side="right") - 1
        begins.append((docs[start:stop].take(at) << PLACE_BITS) + found - bases.take(at) - index)
    return joined(begins)


def _blocks(counts: Numbers) -> Iterator[tuple[int, int]]:
    """Yield ranges of documents that have about `_BLOCK` positions each; `counts` has their number in each document."""
    sums = counts.cumsum()
    edges = sums.searchsorted(np.arange(_BLOCK, sums[-1], _BLOCK)) + 1
    yield from pairwise(dict.fromkeys([0, *edges.tolist(), len(counts)]))


def _numbered(positions: _Positions, bases: Numbers) -> Numbers:
    """Return positions as ascending numbers, each plus the base of its document."""
    distances, firsts, lasts = positions
    leaps = bases.copy()
    leaps[1:] -= bases[:-1] + lasts[:-1]
    distances[firsts] += leaps
    numbers: Numbers = distances.cumsum()
    return numbers


def _among(few: Numbers, many: Numbers, end: int) -> Numbers:
    """Return the numbers that two ascending arrays have in common; all are in [0, end)."""
    if end > _SPARSE * len(few):
        return _common(few, many)
    is_there = np.zeros(end, dtype=np.bool_)
    is_there[few] = True
    return many.take(is_there.take(many).nonzero()[0])


def _common(some: Numbers, others: Numbers) -> Numbers:
    """Return what two ascending arrays have in common."""
    few, many = (some, others) if len(some) <= len(others) else (others, some)
    if not len(many):
        return many
    common: Numbers = few.take((many.take(many.searchsorted(few), mode="clip") == few).nonzero()[0])
    return common
