"""Computes the edit distance of words, and finds the words of a lexicon near a given one.

A typing error is an extra, a missing or a wrong letter, or two transposed neighbours: the restricted
Damerau-Levenshtein distance ("optimal string alignment"; F. Damerau, A technique for computer detection and correction
of spelling errors, 1964).

With two errors the first letter, which is seldom mistyped, must be right, unless the caller allows otherwise: too many
words would be near by chance.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from qtbrowser.search.lexicon import Lexicon, from_term, to_term


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
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
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

    def one_error_away(self, word: str, is_candidate: NDArray[np.bool_]) -> NDArray[np.intp]:
        """Return the ordinals of the words exactly one typing error from `word`.

        Args:
            is_candidate: for each word of the lexicon, whether it is looked at; of few that takes little time.
        """
        candidates = is_candidate.nonzero()[0]
        near = np.abs(self._lengths.take(candidates) - len(to_term(word))) <= _changed_bytes(word, 1)
        found, apart = self._near_among(candidates[near], word, 1)
        exactly: NDArray[np.intp] = found[apart == 1]
        return exactly

    def _near_among(
        self, candidates: NDArray[np.intp], word: str, edits: int
    ) -> tuple[NDArray[np.intp], NDArray[np.int16]]:
        """Return which of the words of some ordinals are near, and their distances."""
        bag = np.bitwise_or.reduce(np.left_shift(np.uint32(1), np.frombuffer(to_term(word), np.uint8) & 31))
        other = self._bags[candidates] ^ bag
        candidates = candidates[_bit_counts(other) <= 2 * _changed_bytes(word, edits)]
        words = [from_term(self._lexicon[ordinal]) for ordinal in candidates.tolist()]
        apart = distances(words, word, edits)
        chosen = apart <= edits
        return candidates[chosen], apart[chosen]


def _changed_bytes(word: str, edits: int) -> int:
    """Return how many bytes of a word may change by errors.

    A letter outside ASCII has up to four; words with such letters are not searched near a word of ASCII letters.
    """
    return edits if word.isascii() else 4 * edits


def _bit_counts(numbers: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """Return how many bits of each number are set."""
    counts: NDArray[np.uint8] = np.zeros(len(numbers), dtype=np.uint8)
    for shift in (0, 8, 16, 24):
        counts += _BITS_OF_BYTE[(numbers >> np.uint32(shift)) & np.uint32(255)]
    return counts


_BITS_OF_BYTE = np.array([byte.bit_count() for byte in range(256)], dtype=np.uint8)
