"""A query against the segments of a commit: which documents match, and how well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qtbrowser.search.matching import Found, Span, find_clause, stems_of, word_counts
from qtbrowser.search.postings import Numbers
from qtbrowser.search.query import Clause, Query
from qtbrowser.search.ranking import questions_first
from qtbrowser.search.schema import BOOSTS, TEXT_FIELDS
from qtbrowser.search.scoring import Statistics, add_scores, choose
from qtbrowser.search.segment import SegmentContent

QUESTION_FIELD = "title"


@dataclass(slots=True)
class Matches:
    """The matching documents of a segment, ascending, and the score of each."""

    docs: Numbers
    scores: NDArray[np.float64]


@dataclass(slots=True)
class _SegmentMatches:
    """What is known of one segment while a query is evaluated.

    For each clause: the stems of its words, and for each text field where the clause is found there.
    """

    content: SegmentContent
    is_match: NDArray[np.bool_]
    spans: list[list[list[Span]]]
    found: list[dict[str, Found]]


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
    spans = [[stems_of(content, word) for word in clause.words] for clause in query.clauses]
    segment = _SegmentMatches(content, is_allowed, spans, [{} for _ in query.clauses])
    for number in sorted(range(len(spans)), key=lambda number: _effort(query.clauses[number])):
        has_clause = np.zeros(content.document_count, dtype=np.bool_)
        for name in TEXT_FIELDS:
            found = find_clause(content, name, spans[number], segment.is_match)
            has_clause[found.docs] = True
            segment.found[number][name] = found
        segment.is_match = segment.is_match & has_clause
    return segment


def _effort(clause: Clause) -> tuple[bool, bool]:
    """Return what clauses are sorted by, so that the costly ones are looked up among few documents."""
    return clause.words[-1].is_prefix, len(clause.words) > 1


def _scored(segments: Sequence[_SegmentMatches], clause_count: int, statistics: Statistics) -> list[Matches]:
    """Return the matches of each segment with their base scores."""
    scores = [np.zeros(segment.content.document_count) for segment in segments]
    for number in range(clause_count):
        for name in TEXT_FIELDS:
            counts = [word_counts(segment.content, name, segment.spans[number]) for segment in segments]
            idfs = [statistics.idf(sum(of_word)) for of_word in zip(*counts, strict=True)]
            for segment, segment_scores in zip(segments, scores, strict=True):
                found = choose(segment.found[number][name], segment.is_match)
                if len(found.docs):
                    length_terms = statistics.length_terms(segment.content, name, found.docs)
                    add_scores(segment_scores, found, idfs, BOOSTS[name], length_terms)
    docs = [np.flatnonzero(segment.is_match) for segment in segments]
    return [Matches(numbers, part[numbers]) for numbers, part in zip(docs, scores, strict=True)]


def _in_question(segment: _SegmentMatches) -> NDArray[np.bool_]:
    """Return which documents have every clause in their question."""
    in_question = segment.is_match
    for found in segment.found:
        has_clause = np.zeros(len(in_question), dtype=np.bool_)
        has_clause[found[QUESTION_FIELD].docs] = True
        in_question = in_question & has_clause
    return in_question
