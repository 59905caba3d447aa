"""Suggests corrections of a mistyped word from the words of the library."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import log

from qtbrowser.search.lexicon import from_term, to_term
from qtbrowser.search.matching import stems_of
from qtbrowser.search.query import QueryWord
from qtbrowser.search.segment import WORDS, SegmentContent

# Shorter words have too many neighbours, and are seldom mistyped.
_SHORTEST = 3
# From this length on, a word may have two errors.
_LONG = 6
# Beginnings of words that sound alike in English, and so are confused.
_ALIKE = (
    ("f", "ph"), ("k", "c"), ("k", "ch"), ("s", "c"), ("s", "ps"), ("s", "sc"), ("sk", "sc"), ("sk", "sch"),
    ("n", "kn"), ("n", "pn"), ("n", "gn"), ("n", "mn"), ("r", "wr"), ("r", "rh"), ("z", "x"), ("z", "s"),
    ("j", "g"), ("w", "wh"), ("h", "wh"), ("kw", "qu"), ("t", "th"), ("t", "pt"), ("e", "ae"), ("e", "oe"),
    ("i", "y"), ("y", "eu"), ("u", "eu"),
)  # fmt: skip
# The same within words.
_ALIKE_INSIDE = (("f", "ph"), ("k", "ch"), ("x", "cks"), ("kw", "qu"), ("shun", "tion"), ("sh", "ti"), ("z", "s"))
_MOST_ALIKE = 12
_MOST_REMEMBERED = 1_000
# How many times as frequent a word must be to count as much as one that is one error nearer.
_RATIO = 1000.0


@dataclass(frozen=True, slots=True)
class Correction:
    """A word of the library near a typed one: the number of errors between them, and its number of occurrences in the
    library.

    With `by_sound` its first letter differs from the typed one; a query that tolerates errors doesn't find such words.
    """

    word: str
    distance: int
    count: int
    by_sound: bool = False

    @property
    def worth(self) -> float:
        """The number by which corrections are compared; higher is better."""
        return log(self.count + 1) - self.distance * log(_RATIO)


def is_known(word: QueryWord, contents: Sequence[SegmentContent]) -> bool:
    """Return whether the library has a word in any form; if it is typed as a beginning, a word that begins so."""
    return any(stems_of(content, word) for content in contents)


def most_edits(word: str) -> int:
    """Return the largest number of errors to correct in a word; within more, too many words would be near."""
    return 0 if len(word) < _SHORTEST or not word.isalpha() else 1 if len(word) < _LONG else 2


def corrections(word: str, contents: Sequence[SegmentContent]) -> list[Correction]:
    """Return the words of the library near `word`, the most probable first.

    A beginning that sounds alike counts as one error. If no words are found so, a part within the word that sounds
    alike also counts as one error, and in long words one of two errors may be the first letter.
    """
    edits = most_edits(word)
    if not edits:
        return []
    near = {found.word: found for found in _near(word, edits, contents)}
    for written in _written_otherwise(word):
        for found in _near(written, edits, contents):
            alike = replace(found, distance=found.distance + 1, by_sound=True)
            if found.word not in near or near[found.word].distance > alike.distance:
                near[found.word] = alike
    near.pop(word, None)
    if not near:
        for written in _sounding_alike(word):
            for found in _near(written, edits, contents):
                alike = replace(found, distance=found.distance + 1, by_sound=True)
                if found.word not in near or near[found.word].distance > alike.distance:
                    near[found.word] = alike
        near.pop(word, None)
    if not near and edits > 1:
        near = {found.word: replace(found, by_sound=True) for found in _near(word, edits, contents, any_first=True)}
    return sorted(near.values(), key=lambda correction: (-correction.worth, correction.word))


def frequent_corrections(word: str, contents: Sequence[SegmentContent], least: int) -> list[Correction]:
    """Return those of `corrections` that are one error from `word` and occur often, in the same order.

    Most words have none, and that is told in a small part of the time that all corrections take.

    Args:
        least: the least number of occurrences.
    """
    if not most_edits(word):
        return []
    found = {
        from_term(content.lexicon(WORDS)[ordinal])
        for content in contents
        # A word that occurs so often in all segments has its share of that in one of them.
        for ordinal in content.near_words.one_error_away(word, least / len(contents)).tolist()
    }
    found |= _written_otherwise(word)
    counts = {near: count_of(near, contents) for near in found}
    # What sounds alike within the word is corrected only if there is nothing else near.
    if all(count < least for count in counts.values()) and all(
        count_of(near, contents) < least for near in _sounding_alike(word)
    ):
        return []
    return [near for near in corrections(word, contents) if near.distance == 1 and near.count >= least]


def _near(
    word: str, edits: int, contents: Sequence[SegmentContent], *, any_first: bool = False
) -> Iterable[Correction]:
    """Return the words within a number of errors of `word`, including `word` itself.

    Args:
        any_first: whether one of two errors may be the first letter.
    """
    near: dict[str, Correction] = {}
    for content in contents:
        ordinals, apart = content.near_words.find(word, edits, any_first=any_first)
        for ordinal, distance in zip(ordinals.tolist(), apart.tolist(), strict=True):
            text = from_term(content.lexicon(WORDS)[ordinal])
            count = int(content.word_counts[ordinal]) + (near[text].count if text in near else 0)
            near[text] = Correction(text, distance, count)
    return near.values()


# Remembered, because the words of a query stay the same while more is typed.
@lru_cache(maxsize=_MOST_REMEMBERED)
def _written_otherwise(word: str) -> frozenset[str]:
    """Return the variants of `word` with other beginnings that sound alike."""
    return frozenset(other + word[len(one) :] for one, other in _both_ways(_ALIKE) if word.startswith(one)) - {word}


@lru_cache(maxsize=_MOST_REMEMBERED)
def _sounding_alike(word: str) -> tuple[str, ...]:
    """Return variants of `word` with one part after its first letter replaced by one that sounds alike; at most
    `_MOST_ALIKE`.
    """
    found = {
        word[:start] + other + word[start + len(one) :]
        for one, other in _both_ways(_ALIKE_INSIDE)
        for start in range(1, len(word) - len(one) + 1)
        if word.startswith(one, start)
    }
    return tuple(sorted(found - {word})[:_MOST_ALIKE])


def _both_ways(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [*pairs, *((other, one) for one, other in pairs)]


def count_of(word: str, contents: Sequence[SegmentContent]) -> int:
    """Return the number of occurrences of a word in the library, in this spelling apart from case and accents."""
    total = 0
    for content in contents:
        ordinal = content.lexicon(WORDS).find(to_term(word))
        total += int(content.word_counts[ordinal]) if ordinal >= 0 else 0
    return total
