"""Makes "did you mean" suggestions: the text that was typed, with probable typing errors corrected."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product

from qtbrowser.search.analysis import STOP_WORDS, analyse, tokens
from qtbrowser.search.language import parse_query
from qtbrowser.search.query import Query, QueryWord
from qtbrowser.search.segment import SegmentContent
from qtbrowser.search.spelling import corrections, count_of, is_known

# With more hits than this no suggestion is made.
FEW = 3
# A word of the library is considered an error if a word one error away is at least this many times as frequent.
_RATIO = 10
_CHOICES = 3
_MOST_TRIES = 9


@dataclass(frozen=True, slots=True)
class _Place:
    """A word of the text that may be an error.

    Attributes:
        start, end: [start, end) in code points.
        choices: the words that may have been meant, the most probable first.
        is_known: whether the library nevertheless has it.
    """

    start: int
    end: int
    choices: tuple[str, ...]
    is_known: bool


def suggest(query: Query, contents: Sequence[SegmentContent], count: Callable[[Query], int], found: int) -> str | None:
    """Return the probably intended query as text; None if no better one is known.

    Args:
        query: the typed query.
        contents: the contents of all segments, whose words can be suggested.
        count: returns the number of documents that have all parts of a query.
        found: the result of `count` for `query`.
    """
    places = [place for place in _places(query, contents) if place.choices]
    # If there are unknown words, only those are corrected.
    places = [place for place in places if not place.is_known] or places
    if not places:
        return None
    # The product yields the combination of the most probable words first.
    for chosen in islice(product(*(place.choices for place in places)), _MOST_TRIES):
        text = _replaced(query.text, places, chosen)
        if count(parse_query(f"{text} ")) > found:
            return _without_ignored(text)
    # If no document has all words of any combination, a corrected text is still better than the typed one.
    return None if found else _without_ignored(_replaced(query.text, places, [place.choices[0] for place in places]))


def _places(query: Query, contents: Sequence[SegmentContent]) -> Iterator[_Place]:
    asked = {word.word: word for clause in query.clauses for word in clause.words if not word.edits}
    for token in tokens(query.text):
        word = asked.get(token.word)
        if word is not None and word.word not in STOP_WORDS:
            yield _Place(token.start, token.end, _choices(word, contents), is_known(word, contents))


def _choices(word: QueryWord, contents: Sequence[SegmentContent]) -> tuple[str, ...]:
    """Return the words that may have been meant by a word; none if it is too common to be an error."""
    known = is_known(word, contents)
    if known and word.is_prefix:
        return ()
    near = corrections(word.word, contents)
    if known:
        # Another form of the same word would find the same documents.
        least = _RATIO * max(count_of(word.word, contents), 1)
        frequent = [correction for correction in near if correction.distance == 1 and correction.count >= least]
        near = [correction for correction in frequent if analyse(correction.word).stem != word.stem]
    return tuple(correction.word for correction in near[:_CHOICES])


def _replaced(text: str, places: Sequence[_Place], words: Sequence[str]) -> str:
    parts, end = [], 0
    for place, word in zip(places, words, strict=True):
        parts += [text[end : place.start], _in_case_of(text[place.start : place.end], word)]
        end = place.end
    return "".join([*parts, text[end:]]).strip()


def _without_ignored(text: str) -> str:
    """Return `text` without the parts that the query ignores; unchanged if it would then be another query."""
    query = parse_query(f"{text} ")
    shorter = text
    for piece in reversed(query.ignored):
        before, found, after = shorter.rpartition(piece)
        shorter = f"{before.rstrip()} {after.lstrip()}".strip() if found else shorter
    return shorter if parse_query(f"{shorter} ").parts == query.parts else text


def _in_case_of(typed: str, word: str) -> str:
    """Return `word` capitalized, or in capitals, if the typed word is."""
    if typed.isupper() and len(typed) > 1:
        return word.upper()
    return word.capitalize() if typed[:1].isupper() else word
