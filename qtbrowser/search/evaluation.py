"""A query against the segments of a commit: which documents match, and how well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from qtbrowser.search.matching import Found, Span, find_clause, stems_of
from qtbrowser.search.postings import Numbers
from qtbrowser.search.query import Query
from qtbrowser.search.ranking import questions_first
from qtbrowser.search.schema import BOOSTS, TEXT_FIELDS
from qtbrowser.search.scoring import Statistics, add_scores
from qtbrowser.search.segment import SegmentContent

QUESTION_FIELD = "title"


@dataclass(slots=True)
class Matches:
    """The matching documents of a segment, ascending, and the score of each."""

    docs: Numbers
    scores: NDArray[np.float64]


@dataclass(slots=True)
class _SegmentMatches:
    """What is known of one segment while a query is evaluated: for each clause and text field, where it is found."""

    content: SegmentContent
    is_match: NDArray[np.bool_]
    found: list[dict[str, Found]] = field(default_factory=list)


def evaluate(
    query: Query,
    contents: Sequence[SegmentContent],
    allowed: Sequence[NDArray[np.bool_]],
    statistics: Statistics,
    *,
    rank: bool = True,
) -> list[Matches]:
    """Return the documents that meet every clause of `query`, with their scores, for each segment.

    Args:
        contents: the segments.
        allowed: for each segment, which of its documents may be found.
        statistics: of all segments together.
        rank: False for the base scores as Whoosh computes them, without `ranking`.
    """
    segments = [_match(query, content, is_allowed) for content, is_allowed in zip(contents, allowed, strict=True)]
    matches = _scored(segments, len(query.clauses), statistics)
    if rank:
        in_question = [_in_question(segment)[match.docs] for segment, match in zip(segments, matches, strict=True)]
        for match, scores in zip(matches, questions_first([m.scores for m in matches], in_question), strict=True):
            match.scores = scores
    return matches


def _match(query: Query, content: SegmentContent, is_allowed: NDArray[np.bool_]) -> _SegmentMatches:
    segment = _SegmentMatches(content, is_allowed.copy())
    for clause in query.clauses:
        spans: list[list[Span]] = [stems_of(content, word) for word in clause.words]
        found = {name: find_clause(content, name, clause, spans) for name in TEXT_FIELDS}
        has_clause = np.zeros(content.document_count, dtype=bool)
        for in_field in found.values():
            has_clause[in_field.docs] = True
        segment.found.append(found)
        segment.is_match &= has_clause
    return segment


def _scored(segments: Sequence[_SegmentMatches], clause_count: int, statistics: Statistics) -> list[Matches]:
    """Return the matches of each segment with their base scores."""
    scores = [np.zeros(segment.content.document_count) for segment in segments]
    for number in range(clause_count):
        for name in TEXT_FIELDS:
            found = [segment.found[number][name] for segment in segments]
            idfs = [statistics.idf(sum(counts)) for counts in zip(*(one.counts for one in found), strict=True)]
            for segment, in_segment, segment_scores in zip(segments, found, scores, strict=True):
                length_terms = statistics.length_terms(segment.content, name)
                add_scores(segment_scores, in_segment, idfs, BOOSTS[name], length_terms, segment.is_match)
    docs = [np.flatnonzero(segment.is_match) for segment in segments]
    return [Matches(numbers, part[numbers]) for numbers, part in zip(docs, scores, strict=True)]


def _in_question(segment: _SegmentMatches) -> NDArray[np.bool_]:
    """Return which documents have every clause in their question."""
    in_question = segment.is_match.copy()
    for found in segment.found:
        has_clause = np.zeros(len(in_question), dtype=bool)
        has_clause[found[QUESTION_FIELD].docs] = True
        in_question &= has_clause
    return in_question
