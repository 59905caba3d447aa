"""Finds documents that have most, but not all, of the words typed; they are shown where no document has all.

They are shown as well where the few that have all of many words are worse: a long answer may have them by chance, far
from each other, while another document says in its question and keywords what was meant, but for a word.

Words and runs of text without quotation marks may be missing; where that does not help, phrases in quotation marks may,
beside words. Everything else stays binding: fields, brackets, what is excluded, dates. A word that the library does not
have is taken for a typing error, and means the words nearest to it; if there are none it is ignored.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qtbrowser.search.analysis import stem_word
from qtbrowser.search.evaluation import (
    Mask,
    Matches,
    SegmentMatches,
    find_in_fields,
    is_costly,
    match_segment,
    matching_docs,
)
from qtbrowser.search.index_values import Match
from qtbrowser.search.matching import only
from qtbrowser.search.nearness import nearness
from qtbrowser.search.postings import Numbers
from qtbrowser.search.query import Clause, Query, QueryWord
from qtbrowser.search.ranking import MOST_NEIGHBOURS, QUESTION_FIELD, clause_weight, ranked
from qtbrowser.search.scoring import TermStatistics
from qtbrowser.search.segment import SegmentContent
from qtbrowser.search.selecting import least_of_best
from qtbrowser.search.spelling import corrections, is_known

# What a partial match must have: of the weight of all words that are found at all, unless the best of them has less,
# and of what that one has.
LEAST_OF_ALL = 0.4
LEAST_OF_BEST = 0.6
# More partial matches are not useful.
MOST_MATCHES = 100
# So few documents may have all words by chance, if the words are so many and their nearness is below this: with 0.4,
# neighbouring words of the query are two or three words apart.
FEW_FULL = 3
MANY_WORDS = 5
NEAR = 0.4
_NO_DOCS: Numbers = np.zeros(0, dtype=np.intp)


class FewMatches(NamedTuple):
    """The best matches of a query that few documents meet.

    Attributes:
        match: whether all of what was typed is in each match, or only some.
        answered: the query that was answered.
        matches: the documents.
        missing, best_lacks: with "some", the words that are missing, see `IndexResults`.
        held: see `IndexResults.held`.
    """

    match: Match
    answered: Query
    matches: Matches
    missing: tuple[str, ...] = ()
    held: float = 1.0
    best_lacks: tuple[str, ...] = ()


def match_few(
    query: Query, full: Sequence[SegmentMatches], allowed: Sequence[Mask], statistics: TermStatistics
) -> FewMatches:
    """Return the best matches of a query that at most `FEW_FULL` documents meet.

    Args:
        full: those, in each segment.
        allowed, statistics: as for `match_partly`.

    Returns:
        The matches. Where there are full ones, partial ones are among them only if one of those is the best.
    """
    has_full = any(segment.is_match.any() for segment in full)
    if has_full and not _may_be_chance(query, full):
        return FewMatches("all", query, ranked(query, full, statistics))
    answered, matches, held = match_partly(query, full, allowed, statistics)
    if has_full and _is_best(full, matches):
        return FewMatches("all", query, ranked(query, full, statistics))
    if not len(matches.docs):
        return FewMatches("all", answered, matches)
    missing, best_lacks = _missing(query, full, matches)
    return FewMatches("some", answered, matches, missing, held, () if missing else best_lacks)


def _missing(
    query: Query, segments: Sequence[SegmentMatches], matches: Matches
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words and phrases, as typed, that no match has, and those that the best lacks."""
    contents = [segment.content for segment in segments]
    best = matches.docs[int(np.argmax(matches.scores))]
    in_none, not_in_best = [], []
    for part in query.parts:
        if not isinstance(part, Clause) or part.field:
            continue
        words = " ".join(word.word for word in part.words)
        meant = without_errors(replace(query, parts=(part,)), contents).parts
        having = _having(meant[0], segments, matches.docs) if meant and isinstance(meant[0], Clause) else _NO_DOCS
        if not len(having):
            in_none.append(words)
        if best not in having:
            not_in_best.append(words)
    return tuple(in_none), tuple(not_in_best)


def _having(clause: Clause, segments: Sequence[SegmentMatches], docs: Numbers) -> Numbers:
    """Return those of `docs` that have a clause."""
    found = [_NO_DOCS]
    for segment in segments:
        own = docs - segment.first
        is_own = (own >= 0) & (own < len(segment.is_match))
        among = only(np.ones_like(segment.is_match), own[is_own])
        found.append(find_in_fields(segment, clause, among).nonzero()[0] + segment.first)
    return np.concatenate(found)


def _may_be_chance(query: Query, full: Sequence[SegmentMatches]) -> bool:
    """Return whether full matches may have many words by chance: none has them in its question or near each other."""
    words = [part for part in query.parts if isinstance(part, Clause) and not part.field and not part.is_quoted]
    if len(words) < MANY_WORDS:
        return False
    docs = matching_docs(full)
    for segment in full:
        own = segment.is_match.nonzero()[0]
        holds_all = np.ones(len(own), dtype=np.bool_)
        for clause in words:
            holds_all &= _are_among(own, segment.found[clause][QUESTION_FIELD].docs)
        if holds_all.any():
            return False
    return not (nearness(full, words[:MOST_NEIGHBOURS], docs) >= NEAR).any()


def _are_among(few: Numbers, docs: Numbers) -> Mask:
    """Return which of a few numbers are among ascending ones; NumPy's `isin` would sort them all."""
    if not len(docs):
        return np.zeros(len(few), dtype=np.bool_)
    is_there: Mask = docs.take(docs.searchsorted(few), mode="clip") == few
    return is_there


def _is_best(full: Sequence[SegmentMatches], matches: Matches) -> bool:
    """Return whether no match has a higher score than each of the full ones."""
    best = matches.docs[matches.scores >= matches.scores.max(initial=0.0)]
    return bool(np.isin(best, matching_docs(full)).any())


def match_partly(
    query: Query, full: Sequence[SegmentMatches], allowed: Sequence[Mask], statistics: TermStatistics
) -> tuple[Query, Matches, float]:
    """Return the best partial matches of `query`.

    Args:
        full: the segments, with what meets all of the query, which does not count here.
        allowed: for each segment, which of its documents may be found.
        statistics: of all segments together.

    Returns:
        the query that was answered in its place, with what typing errors were taken for; the matches, at most
        `MOST_MATCHES` and those as good as the last of them; and `IndexResults.held`.
    """
    answered = without_errors(query, [segment.content for segment in full])
    clauses = [part for part in answered.parts if isinstance(part, Clause) and not part.field]
    words = [clause for clause in clauses if not clause.is_quoted]
    matches, held = _match(answered, words, full, allowed, statistics)
    if len(clauses) > len(words) > 0 and not len(matches.docs):
        matches, held = _match(answered, clauses, full, allowed, statistics)
    # Words that no document has are missing as well: each weighs as much as a word that one document has.
    unknown = sum(isinstance(part, Clause) for part in query.parts) - sum(
        isinstance(part, Clause) for part in answered.parts
    )
    if unknown:
        known = sum(clause_weight(clause, full, statistics) for clause in clauses)
        held *= known / (known + unknown * statistics.rarity(1))
    return answered, matches, held


def _match(
    answered: Query,
    optional: Sequence[Clause],
    full: Sequence[SegmentMatches],
    allowed: Sequence[Mask],
    statistics: TermStatistics,
) -> tuple[Matches, float]:
    """Return the best matches in which clauses that are `optional` may be missing, and `IndexResults.held`."""
    binding = replace(answered, parts=tuple(part for part in answered.parts if part not in optional))
    segments = [
        match_segment(binding, segment.content, segment.first, part, segment.is_live)
        for segment, part in zip(full, allowed, strict=True)
    ]
    weights = {clause: clause_weight(clause, segments, statistics) for clause in optional}
    has_clause = _find_optional(segments, weights)
    amounts = [_amounts(of_segment, weights) for of_segment in has_clause]
    best = _largest(amounts)
    # The sums are not exact: what is equal may differ in the last digits.
    known = sum(weights[clause] for clause in optional if any(of_segment[clause].any() for of_segment in has_clause))
    least = max(LEAST_OF_BEST * best, min(LEAST_OF_ALL * known, best)) * (1 - 1e-9)
    for segment, (docs, amount) in zip(segments, amounts, strict=True):
        segment.is_match = only(segment.is_match, docs[amount >= least])
    return _best(ranked(answered, segments, statistics)), best / (sum(weights.values()) or 1.0)


def _find_optional(segments: Sequence[SegmentMatches], weights: Mapping[Clause, float]) -> list[dict[Clause, Mask]]:
    """Return for each segment which documents have each of some clauses.

    Args:
        weights: of the clauses. Costly ones are looked for only in documents that can have enough with them.
    """
    costly = [clause for clause in weights if is_costly(clause)]
    has_clause = [
        {clause: find_in_fields(segment, clause, segment.is_match) for clause in weights if clause not in costly}
        for segment in segments
    ]
    if costly:
        amounts = [_amounts(of_segment, weights) for of_segment in has_clause]
        least = (LEAST_OF_BEST * _largest(amounts) - sum(weights[clause] for clause in costly)) * (1 - 1e-9)
        for segment, of_segment, (docs, amount) in zip(segments, has_clause, amounts, strict=True):
            is_candidate = segment.is_match if least <= 0 else only(segment.is_match, docs[amount >= least])
            of_segment.update({clause: find_in_fields(segment, clause, is_candidate) for clause in costly})
    return has_clause


_Amounts = tuple[Numbers, NDArray[np.float64]]


def _amounts(has_clause: Mapping[Clause, Mask], weights: Mapping[Clause, float]) -> _Amounts:
    """Return the documents that have one of the clauses or more, and the weight of those that each has."""
    if not has_clause:
        return np.zeros(0, dtype=np.intp), np.zeros(0)
    docs = np.logical_or.reduce(list(has_clause.values())).nonzero()[0]
    amounts = np.zeros(len(docs))
    for clause, has in has_clause.items():
        amounts += weights[clause] * has.take(docs)
    return docs, amounts


def _largest(amounts: Sequence[_Amounts]) -> float:
    return max((float(amount.max(initial=0.0)) for _, amount in amounts), default=0.0)


def without_errors(query: Query, contents: Sequence[SegmentContent]) -> Query:
    """Return `query` with words the library does not know read as typing errors, or left out if near none."""
    parts = []
    for part in query.parts:
        if isinstance(part, Clause) and not part.field and not part.is_quoted:
            words = [_without_error(word, contents) for word in part.words]
            if None in words:
                continue
            part = replace(part, words=tuple(word for word in words if word is not None))
        parts.append(part)
    return replace(query, parts=tuple(parts))


def _without_error(word: QueryWord, contents: Sequence[SegmentContent]) -> QueryWord | None:
    if is_known(word, contents):
        return word
    near = corrections(word.word, contents)
    if near and near[0].by_sound and not word.edits:
        return QueryWord(near[0].word, stem_word(near[0].word))
    distance = min((correction.distance for correction in near if not correction.by_sound), default=0)
    return replace(word, is_prefix=False, edits=distance) if distance else None


def _best(matches: Matches) -> Matches:
    """Return the `MOST_MATCHES` best of matches, and those as good as the last of them."""
    kept = matches.scores >= least_of_best(matches.scores, MOST_MATCHES)
    return Matches(matches.docs[kept], matches.scores[kept])
