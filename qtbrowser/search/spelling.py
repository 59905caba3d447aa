"""Which words of the library a mistyped word may have been meant for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from qtbrowser.search.lexicon import from_term, to_term
from qtbrowser.search.matching import stems_of
from qtbrowser.search.query import QueryWord
from qtbrowser.search.segment import WORDS, SegmentContent

# Shorter words have too many neighbours, and are seldom mistyped.
_SHORTEST = 3
# From this length on, a word may have two errors.
_LONG = 6
# How many times as frequent a word must be to count as much as one that is one error nearer.
_RATIO = 1000.0


@dataclass(frozen=True, slots=True)
class Correction:
    """A word of the library near a typed one: how many errors lie between, how often it stands in the library."""

    word: str
    distance: int
    count: int

    @property
    def worth(self) -> float:
        """By what corrections are compared; higher is better."""
        return log(self.count + 1) - self.distance * log(_RATIO)


def is_known(word: QueryWord, contents: Sequence[SegmentContent]) -> bool:
    """Return whether the library holds a word in any form, or words that begin so where it is only begun."""
    return any(stems_of(content, word) for content in contents)


def most_edits(word: str) -> int:
    """Return how many errors a word may have: more, and it could be anything."""
    return 0 if len(word) < _SHORTEST or not word.isalpha() else 1 if len(word) < _LONG else 2


def nearest_distance(word: str, contents: Sequence[SegmentContent]) -> int:
    """Return how many errors lie between `word` and the nearest word of the library; 0 where none is near."""
    found = corrections(word, contents)
    return min((correction.distance for correction in found), default=0)


def corrections(word: str, contents: Sequence[SegmentContent]) -> list[Correction]:
    """Return the words of the library near `word`, the most probable first."""
    edits = most_edits(word)
    near: dict[str, Correction] = {}
    for content in contents if edits else ():
        ordinals, apart = content.near_words.find(word, edits)
        for ordinal, distance in zip(ordinals.tolist(), apart.tolist(), strict=True):
            text = from_term(content.lexicon(WORDS)[ordinal])
            count = int(content.word_counts[ordinal])
            count += near[text].count if text in near else 0
            if distance:
                near[text] = Correction(text, distance, count)
    return sorted(near.values(), key=lambda correction: (-correction.worth, correction.word))


def count_of(word: str, contents: Sequence[SegmentContent]) -> int:
    """Return how often a word, written so but for case and accents, stands in the library."""
    total = 0
    for content in contents:
        ordinal = content.lexicon(WORDS).find(to_term(word))
        total += int(content.word_counts[ordinal]) if ordinal >= 0 else 0
    return total
