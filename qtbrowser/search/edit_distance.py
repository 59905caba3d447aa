"""Computes the edit distance of words, and finds the words of a lexicon near a given one.

A typing error is an extra, a missing or a wrong letter, or two transposed neighbours: the restricted
Damerau-Levenshtein distance ("optimal string alignment"; F. Damerau, A technique for computer detection and correction
of spelling errors, 1964).

With two errors the first letter, which is seldom mistyped, must be right, unless the caller allows otherwise: too many
words would be near by chance.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from qtbrowser.search.lexicon import Lexicon, from_term, to_term
from qtbrowser.search.postings import joined


def is_within(word: str, other: str, edits: int) -> bool:
    """Return whether two words are at most `edits` (1 or 2) typing errors apart."""
    if edits > 1 and word[:1] != other[:1]:
        edits = 1
    # An error changes the length by at most one: that excludes most words.
    return abs(len(word) - len(other)) <= edits and _distance()(word, other, score_cutoff=edits) <= edits


def distances(words: Sequence[str], other: str, most: int | None = None) -> NDArray[np.int16]:
    """Return the edit distance of each of `words` to `other`.

    Args:
        most: a larger distance may be given as `most + 1`, which is sooner found out.
    """
    distance = _distance()
    return np.array([distance(word, other, score_cutoff=most) for word in words], dtype=np.int16)


@cache
def _distance() -> Callable[..., int]:
    # Its import takes some 20 ms, and most searches never need it.
    from rapidfuzz.distance import OSA

    return OSA.distance


class NearWords:
    """Finds the words of a lexicon within an edit distance of a word.

    Words are first filtered by their length and their set of letters, of which an edit changes at most two.

    Args:
        lexicon: the words.
        counts: how often each of them occurs.
    """

    def __init__(self, lexicon: Lexicon, counts: NDArray[np.uint32]) -> None:
        self._lexicon = lexicon
        self._counts = counts
        self._lengths, self._bags = lexicon.letter_bags()
        self._remembered = lru_cache(maxsize=64)(self._find)

    def find(self, word: str, edits: int, *, any_first: bool = False) -> tuple[NDArray[np.intp], NDArray[np.int16]]:
        """Return the ordinals of the words at most `edits` (1 or 2) typing errors from `word`, and their distances.

        Args:
            any_first: whether the first letter may be wrong too if there are two errors.
        """
        if any_first:
            return self._remembered(word, edits, "")
        found, apart = self._remembered(word, 1, "")
        if edits > 1:
            more, further = self._remembered(word, edits, word[:1])
            found, firsts = np.unique(np.concatenate((found, more)), return_index=True)
            apart = np.concatenate((apart, further))[firsts]
        return found, apart

    def _find(self, word: str, edits: int, beginning: str) -> tuple[NDArray[np.intp], NDArray[np.int16]]:
        """Return the same for the words that begin with `beginning`."""
        first, end = self._lexicon.span(to_term(beginning))
        near = np.abs(self._lengths[first:end] - len(to_term(word))) <= _changed_bytes(word, edits)
        return self._near_among(np.flatnonzero(near) + first, word, edits)

    def one_error_away(self, word: str, least: float) -> NDArray[np.intp]:
        """Return the ordinals of the words exactly one typing error from `word`.

        Args:
            least: how often a word must occur; of frequent ones there are few, so that takes little time.
        """
        order, starts, rarities = self._by_length
        length, changed = len(to_term(word)), _changed_bytes(word, 1)
        candidates = []
        for each in range(max(0, length - changed), min(length + changed, len(starts) - 2) + 1):
            start, end = starts[each], starts[each + 1]
            frequent = int(rarities[start:end].searchsorted(-least, side="right"))
            candidates.append(order[start : start + frequent])
        found, apart = self._near_among(joined(candidates), word, 1)
        exactly: NDArray[np.intp] = found[apart == 1]
        return exactly

    @cached_property
    def _by_length(self) -> tuple[NDArray[np.intp], list[int], NDArray[np.int64]]:
        """The ordinals by length and then by frequency, the most frequent first; where each length begins; and the
        negative number of occurrences of each word in this order.
        """
        rarities = -self._counts.astype(np.int64)
        # One number a word is sorted in a third of the time of two.
        order = ((self._lengths << 32) + rarities).argsort()
        longest = int(self._lengths.max(initial=0))
        starts = self._lengths.take(order).searchsorted(np.arange(longest + 2)).tolist()
        return order, starts, rarities.take(order)

    def _near_among(
        self, candidates: NDArray[np.intp], word: str, edits: int
    ) -> tuple[NDArray[np.intp], NDArray[np.int16]]:
        """Return which of the words of some ordinals are near, and their distances."""
        bag = np.bitwise_or.reduce(np.left_shift(np.uint32(1), np.frombuffer(to_term(word), np.uint8) & 31))
        other = self._bags.take(candidates) ^ bag
        candidates = candidates[np.bitwise_count(other) <= 2 * _changed_bytes(word, edits)]
        words = [from_term(self._lexicon[ordinal]) for ordinal in candidates.tolist()]
        apart = distances(words, word, edits)
        chosen = apart <= edits
        return candidates[chosen], apart[chosen]


def _changed_bytes(word: str, edits: int) -> int:
    """Return how many bytes of a word may change by errors.

    A letter outside ASCII has up to four; words with such letters are not searched near a word of ASCII letters.
    """
    return edits if word.isascii() else 4 * edits
