"""Makes "did you mean" suggestions: the text that was typed, with probable typing errors corrected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product

from qtbrowser.search.analysis import STOP_WORDS, Token, analyse, tokens
from qtbrowser.search.language import parse_query
from qtbrowser.search.query import Query, QueryWord
from qtbrowser.search.segment import SegmentContent
from qtbrowser.search.spelling import corrections, count_of, frequent_corrections, is_known

# With more hits than this no suggestion is made.
FEW = 3
# A word of the library is considered an error if a word one error away is at least this many times as frequent.
_RATIO = 10
_CHOICES = 3
_MOST_TRIES = 9


@dataclass(frozen=True, slots=True)
class _Place:
    """A word of the text that may be an error: [start, end) in code points, and the words that may have been meant, the
    most probable first.
    """

    start: int
    end: int
    choices: tuple[str, ...]


def suggest(query: Query, contents: Sequence[SegmentContent], count: Callable[[Query], int], found: int) -> str | None:
    """Return the probably intended query as text; None if no better one is known.

    Args:
        query: the typed query.
        contents: the contents of all segments, whose words can be suggested.
        count: returns the number of documents that have all parts of a query.
        found: the result of `count` for `query`.
    """
    places = _places(query, contents, is_found=found > 0)
    if not places:
        return None
    # The product yields the combination of the most probable words first.
    for chosen in islice(product(*(place.choices for place in places)), _MOST_TRIES):
        text = _replaced(query.text, places, chosen)
        if count(parse_query(f"{text} ")) > found:
            return _without_ignored(text)
    # If no document has all words of any combination, a corrected text is still better than the typed one.
    return None if found else _without_ignored(_replaced(query.text, places, [place.choices[0] for place in places]))


def _places(query: Query, contents: Sequence[SegmentContent], *, is_found: bool) -> list[_Place]:
    """Return the words of a query that may be errors: where the library lacks some of them, only those.

    Args:
        is_found: whether a document has all parts of the query; what is in quotation marks is meant to the letter then.
    """
    clauses = [clause for clause in query.clauses if not (is_found and clause.is_quoted)]
    asked = {word.word: word for clause in clauses for word in clause.words if not word.edits}
    known: list[tuple[Token, QueryWord]] = []
    unknown: list[tuple[Token, QueryWord]] = []
    for token in tokens(query.text):
        word = asked.get(token.word)
        if word is not None and word.word not in STOP_WORDS:
            # Where nothing has all words, the last one may be complete, too: `labor` is no beginning of `laboratory`.
            meant = word if is_found else replace(word, is_prefix=False)
            (known if is_known(meant, contents) else unknown).append((token, word))
    for words, choices_of in ((unknown, _of_unknown), (known, _of_known)):
        places = [_Place(token.start, token.end, choices_of(word, contents)) for token, word in words]
        if any(place.choices for place in places):
            return [place for place in places if place.choices]
    return []


def _of_unknown(word: QueryWord, contents: Sequence[SegmentContent]) -> tuple[str, ...]:
    """Return the words that may have been meant by one that the library lacks."""
    # Very common words are not looked for: none of them is what was meant.
    words = (correction.word for correction in corrections(word.word, contents))
    return tuple(islice((near for near in words if near not in STOP_WORDS), _CHOICES))


def _of_known(word: QueryWord, contents: Sequence[SegmentContent]) -> tuple[str, ...]:
    """Return the words that may have been meant by one that the library has; none for a common one."""
    if word.is_prefix:
        return ()
    near = frequent_corrections(word.word, contents, _RATIO * max(count_of(word.word, contents), 1))
    # Another form of the same word would find the same documents.
    others = [correction.word for correction in near if analyse(correction.word).stem != word.stem]
    return tuple(other for other in others if other not in STOP_WORDS)[:_CHOICES]


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
