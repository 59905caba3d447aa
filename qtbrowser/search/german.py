"""Other spellings of a word in German text: `ue` for `ü`, and `ü` for `ue`.

Case folding makes `ss` of `ß`, and removes the accents of `ä`, `ö` and `ü` (see `analysis.fold`), so that `Müller` is
indexed as `muller`. Who has no such keys writes `Mueller`; a text may be written so, too. DIN 5007-2 has the rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from qtbrowser.search.analysis import stem_word
from qtbrowser.search.matching import stems_of
from qtbrowser.search.query import Clause, Either, Every, Not, Part, Query, QueryWord
from qtbrowser.search.segment import SegmentContent
from qtbrowser.search.spelling import count_of

_COMMON = ("und", "der", "nicht", "ist", "ein", "eine", "wird", "auch")
"""Words that are common in German and rare in other languages."""

_SHARE = 100
"""In a library with German documents, one in so many words is one of these: in German text one in ten is."""

_VOWELS = "aou"
_MOST_PLACES = 4
_SHORTEST = 3


def is_german(contents: Sequence[SegmentContent]) -> bool:
    """Return whether a good part of the library is in German."""
    total = sum(int(content.word_counts.sum(dtype="int64")) for content in contents)
    return total > 0 and _SHARE * sum(count_of(word, contents) for word in _COMMON) >= total


def with_umlauts(query: Query, contents: Sequence[SegmentContent]) -> Query:
    """Return a query whose words also mean the other spellings of them that the library has."""
    parts = tuple(_with_umlauts(part, contents) for part in query.parts)
    return query if parts == query.parts else replace(query, parts=parts)


def _with_umlauts(part: Part, contents: Sequence[SegmentContent]) -> Part:
    if isinstance(part, Clause):
        return replace(part, words=tuple(_spelled(word, contents) for word in part.words))
    if isinstance(part, Not):
        return Not(_with_umlauts(part.part, contents))
    if isinstance(part, Either | Every):
        return replace(part, parts=tuple(_with_umlauts(inner, contents) for inner in part.parts))
    return part


def _spelled(word: QueryWord, contents: Sequence[SegmentContent]) -> QueryWord:
    if len(word.word) < _SHORTEST or word.edits or not word.word.isalpha():
        return word
    others = (replace(word, word=other, stem=stem_word(other)) for other in spellings(word.word))
    known = tuple(other for other in others if any(stems_of(content, other) for content in contents))
    return replace(word, also=known) if known else word


def spellings(word: str) -> Iterator[str]:
    """Yield the other spellings of a folded word.

    Args:
        word: in it, up to four vowels are written otherwise.
    """
    pieces: list[tuple[str, ...]] = []
    places = position = 0
    while position < len(word):
        letter = word[position]
        has_e = word[position + 1 : position + 2] == "e"
        if letter in _VOWELS and places < _MOST_PLACES:
            places += 1
            pieces.append((letter + "e", letter) if has_e else (letter, letter + "e"))
        else:
            has_e = False
            pieces.append((letter,))
        position += 1 + has_e
    for chosen in product(*pieces):
        other = "".join(chosen)
        if other != word:
            yield other
