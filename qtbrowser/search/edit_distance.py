"""Computes the edit distance of words, and finds the words of a lexicon near a given one.

A typing error is an extra, a missing or a wrong letter, or two transposed neighbours: the restricted
Damerau-Levenshtein distance ("optimal string alignment"; F. Damerau, A technique for computer detection and correction
of spelling errors, 1964).

With two errors the first letter, which is seldom mistyped, must be right, unless the caller allows otherwise: too many
words would be near by chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from qtbrowser.search.lexicon import Lexicon, from_term, to_term

_FAR = 100


def is_within(word: str, other: str, edits: int) -> bool:
    """Return whether two words are at most `edits` (1 or 2) typing errors apart."""
    if edits > 1 and word[:1] != other[:1]:
        return is_within(word, other, 1)
    # An error changes the length by at most one and the set of letters by at most two: that excludes most words.
    if abs(len(word) - len(other)) > edits or len(set(word) ^ set(other)) > 2 * edits:
        return False
    return _distance(word, other) <= edits


def is_one_error(word: str, other: str) -> bool:
    """Return whether two words are exactly one typing error apart; for few words faster than `distances`."""
    place, most = 0, min(len(word), len(other))
    while place < most and word[place] == other[place]:
        place += 1
    one, two = word[place:], other[place:]
    if len(one) == len(two):
        return bool(one) and (one[1:] == two[1:] or (one[:2] == two[1::-1] and one[2:] == two[2:]))
    return one[1:] == two if len(one) == len(two) + 1 else len(two) == len(one) + 1 and two[1:] == one


@lru_cache(maxsize=1024)
def _distance(word: str, other: str) -> int:
    return int(distances([word], other)[0])


def distances(words: Sequence[str], other: str) -> NDArray[np.int16]:
    """Return the edit distance of each of `words` to `other`.

    The usual table of the algorithm is computed row by row of `other`, for all words at once.
    """
    width = max(map(len, words), default=0)
    if not width:
        return np.full(len(words), len(other), dtype=np.int16)
    letters = _letters(words, width)
    before: NDArray[np.int16] = np.zeros((0, 0), dtype=np.int16)
    row = np.tile(np.arange(width + 1, dtype=np.int16), (len(words), 1))
    for number, letter in enumerate(map(ord, other)):
        above, row = row, np.empty_like(row)
        row[:, 0] = number + 1
        is_other = letters != letter
        for place in range(width):
            best = np.minimum(above[:, place + 1], row[:, place]) + 1
            np.minimum(best, above[:, place] + is_other[:, place], out=best)
            if number and place:
                swapped = ~is_other[:, place - 1] & (letters[:, place] == ord(other[number - 1]))
                np.minimum(best, np.where(swapped, before[:, place - 1] + 1, _FAR), out=best)
            row[:, place + 1] = best
        before = above
    lengths = np.fromiter(map(len, words), dtype=np.intp, count=len(words))
    found: NDArray[np.int16] = row[np.arange(len(words)), lengths]
    return found


def _letters(words: Sequence[str], width: int) -> NDArray[np.uint32]:
    """Return the code points of words, one row a word, padded with zeros."""
    packed = "".join(word.ljust(width, "\0") for word in words).encode("utf-32-le", "surrogatepass")
    return np.frombuffer(packed, dtype="<u4").reshape(len(words), width)


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
        ordinals = self._alike(candidates[near], word, 1).tolist()
        found = (ordinal for ordinal in ordinals if is_one_error(from_term(self._lexicon[ordinal]), word))
        return np.fromiter(found, dtype=np.intp)

    def _alike(self, candidates: NDArray[np.intp], word: str, edits: int) -> NDArray[np.intp]:
        """Return those of some ordinals whose words have a set of letters like that of `word`."""
        bag = np.bitwise_or.reduce(np.left_shift(np.uint32(1), np.frombuffer(to_term(word), np.uint8) & 31))
        other = self._bags[candidates] ^ bag
        alike: NDArray[np.intp] = candidates[_bit_counts(other) <= 2 * _changed_bytes(word, edits)]
        return alike

    def _near_among(
        self, candidates: NDArray[np.intp], word: str, edits: int
    ) -> tuple[NDArray[np.intp], NDArray[np.int16]]:
        """Return which of the words of some ordinals are near, and their distances."""
        candidates = self._alike(candidates, word, edits)
        words = [from_term(self._lexicon[ordinal]) for ordinal in candidates.tolist()]
        apart = distances(words, word)
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
