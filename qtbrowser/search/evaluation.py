"""Evaluates a query against the segments of a commit: finds the matching documents and their scores."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from qtbrowser.search.index_values import FEATURES
from qtbrowser.search.lexicon import to_term
from qtbrowser.search.matching import NOWHERE, Found, Span, find_word, stems_of, word_count
from qtbrowser.search.phrases import find_phrase
from qtbrowser.search.postings import Numbers, joined
from qtbrowser.search.query import (
    AtPaths,
    Clause,
    Dates,
    Either,
    Every,
    Having,
    Identity,
    InLanguage,
    Kept,
    Not,
    Part,
    Query,
    SubjectName,
)
from qtbrowser.search.schema import BOOSTS, TEXT_FIELDS
from qtbrowser.search.scoring import TermStatistics, add_scores, choose
from qtbrowser.search.segment import SegmentContent

Mask = NDArray[np.bool_]


@dataclass(slots=True)
class Matches:
    """The matching documents, by their numbers within the searcher, ascending, and the score of each."""

    docs: Numbers
    scores: NDArray[np.float64]


@dataclass(slots=True)
class SegmentMatches:
    """The intermediate results of one segment while a query is evaluated.

    Attributes:
        content: the segment.
        first: the number, within the searcher, of its first document.
        is_match: for each document, whether it meets the query.
        is_live: for each document, whether it is not deleted; None if none is.
        spans: for each clause, the stems of its words.
        counts: for each clause, what `counts_of` returns.
        found: for each clause, its occurrences in each text field.
    """

    content: SegmentContent
    first: int
    is_match: Mask
    is_live: Mask | None = None
    spans: dict[Clause, list[list[Span]]] = field(default_factory=dict)
    counts: dict[Clause, list[list[int]]] = field(default_factory=dict)
    found: dict[Clause, dict[str, Found]] = field(default_factory=dict)


def match_segment(
    query: Query, content: SegmentContent, first: int, is_allowed: Mask, is_live: Mask | None = None
) -> SegmentMatches:
    """Return which of the allowed documents of a segment meet every part of `query`.

    Args:
        query: what is looked for.
        content, first, is_live: as the attributes of `SegmentMatches`.
        is_allowed: for each document, whether it may be found.
    """
    segment = SegmentMatches(content, first, is_allowed, is_live)
    few: Numbers | None = None

    def effort(part: Part) -> tuple[tuple[int, bool], int]:
        return _effort(part), _count(segment, part)

    for part in sorted(query.parts, key=effort) if len(query.parts) > 1 else query.parts:
        if isinstance(part, Clause):
            segment.is_match = find_in_fields(segment, part, segment.is_match, few)
        else:
            segment.is_match = _matches(segment, part, segment.is_match)
        if len(query.parts) > 1:
            few = segment.is_match.nonzero()[0]
    return segment


def _count(segment: SegmentMatches, part: Part) -> int:
    """Return in how many documents the first word of a clause is, each field counted: rare ones are first."""
    if not isinstance(part, Clause) or is_costly(part):
        return 0
    return sum(counts_of(segment, part)[0])


def find_in_fields(segment: SegmentMatches, clause: Clause, is_candidate: Mask, few: Numbers | None = None) -> Mask:
    """Look a clause up in its fields, store its occurrences, and return which candidates have it.

    If there are no candidates, a costly clause is stored as not found.

    Args:
        few: the candidates, where they are few and nothing but them will be asked for.
    """
    spans = spans_of(segment, clause)
    has_clause = np.zeros(segment.content.document_count, dtype=np.bool_)
    if not all(spans) or (is_costly(clause) and not is_candidate.any()):
        # This is so in most of the small segments that changes create.
        segment.found[clause] = dict.fromkeys(fields_of(clause), NOWHERE)
        return has_clause
    found = segment.found[clause] = {}
    for name in fields_of(clause):
        postings = segment.content.postings(name)
        found[name] = (
            find_word(postings, spans[0], is_candidate, few, segment.content.span_sums(name))
            if len(spans) == 1
            else find_phrase(postings, spans, is_candidate, clause.slop, segment.content.place_bits(name))
        )
        has_clause[found[name].docs] = True
    return is_candidate & has_clause


def spans_of(segment: SegmentMatches, clause: Clause) -> list[list[Span]]:
    """Return the stems of each of a clause's words, and store them."""
    spans = segment.spans.get(clause)
    if spans is None:
        spans = segment.spans[clause] = [stems_of(segment.content, word) for word in clause.words]
    return spans


def counts_of(segment: SegmentMatches, clause: Clause) -> list[list[int]]:
    """Return for each of a clause's words how many documents have it in each of `fields_of`, and store them.

    Deleted documents don't count, so that scores are those of an index without them.
    """
    counts = segment.counts.get(clause)
    if counts is None:
        content, fields = segment.content, fields_of(clause)
        counts = segment.counts[clause] = [
            [word_count(content, name, spans, segment.is_live) for name in fields] if spans else [0] * len(fields)
            for spans in spans_of(segment, clause)
        ]
    return counts


def is_costly(clause: Clause) -> bool:
    """Return whether a clause may match very many words."""
    return clause.words[-1].is_prefix or clause.words[-1].edits > 0 or clause.words[-1].is_inside


def fields_of(clause: Clause) -> tuple[str, ...]:
    """Return the text fields that a clause may match in."""
    return (clause.field,) if clause.field else TEXT_FIELDS


def _matches(segment: SegmentMatches, part: Part, is_candidate: Mask) -> Mask:
    """Return which of the candidates meet a part of a query."""
    content = segment.content
    if isinstance(part, Clause):
        return find_in_fields(segment, part, is_candidate)
    if isinstance(part, Every):
        return _every(segment, part.parts, is_candidate)
    if isinstance(part, Either):
        has_any = np.zeros_like(is_candidate)
        for inner in part.parts:
            has_any |= _matches(segment, inner, is_candidate)
        return has_any
    if isinstance(part, Not):
        # Its matches don't count towards the score.
        return is_candidate & ~_matches(SegmentMatches(content, segment.first, is_candidate), part.part, is_candidate)
    if isinstance(part, Dates):
        # As unsigned numbers, days before the first one become larger than the last; no date is 0, so before the first.
        days = (content.column("date") - np.int32(part.first)).view(np.uint32)
        return is_candidate & (days <= part.last - part.first)
    if isinstance(part, Having):
        return is_candidate & ((content.column("features") >> FEATURES.index(part.feature)) & 1 > 0)
    if isinstance(part, Kept):
        # Nobody has said which documents these are.
        return np.zeros_like(is_candidate)
    if isinstance(part, InLanguage):
        return is_candidate & _is_in_language(content, part)
    return is_candidate & (content.documents_at(part.paths) if isinstance(part, AtPaths) else _has_value(content, part))


def _every(segment: SegmentMatches, parts: Sequence[Part], is_candidate: Mask) -> Mask:
    for part in sorted(parts, key=_effort):
        is_candidate = _matches(segment, part, is_candidate)
    return is_candidate


def _effort(part: Part) -> tuple[int, bool]:
    """Return the sort key of a part, so that costly parts are looked up last, among few documents."""
    if isinstance(part, Clause):
        return 1 + is_costly(part), len(part.words) > 1
    return (3, False) if isinstance(part, Not | Either | Every) else (0, False)


def _is_in_language(content: SegmentContent, part: InLanguage) -> Mask:
    """Return which documents have the tag of a language as one of their folders, or before the suffix of their file."""

    def is_it(tag: str) -> bool:
        return tag == part.tag or tag.startswith(part.tag + "-")

    having = np.zeros(content.document_count, dtype=np.bool_)
    for ordinal, languages in enumerate(content.folder_languages):
        if any(map(is_it, languages)):
            having[content.postings("folder").docs(ordinal)] = True
    named = [ordinal for tag, ordinals in content.file_languages.items() if is_it(tag) for ordinal in ordinals]
    return having | np.isin(content.value_ordinals("path"), named)


def _has_value(content: SegmentContent, part: Identity | SubjectName) -> Mask:
    """Return which documents have an id, or a subject, from their field or their folder."""
    having = np.zeros(content.document_count, dtype=np.bool_)
    if isinstance(part, Identity):
        having[content.documents_with("id", to_term(part.value))] = True
        return having
    names_none = content.value_ordinals("subject") < 0
    for name in ("folder", "subject", "also"):
        for ordinal, sound in enumerate(content.sounds[name]):
            if f"/{sound}".find(f"/{part.value}") >= 0:
                having[content.postings(name).docs(ordinal)] = True
        if name == "folder":
            having &= names_none
    return having


def whoosh_scores(segments: Sequence[SegmentMatches], clauses: Sequence[Clause], statistics: TermStatistics) -> Matches:
    """Return the matches with the scores that Whoosh gives them."""
    scores = [np.zeros(segment.content.document_count) for segment in segments]
    for clause in clauses:
        for name in fields_of(clause):
            counts = [
                [word_count(segment.content, name, spans) for spans in segment.spans[clause]] for segment in segments
            ]
            idfs = [statistics.idf(sum(of_word)) for of_word in zip(*counts, strict=True)]
            for segment, segment_scores in zip(segments, scores, strict=True):
                found = choose(segment.found[clause][name], segment.is_match)
                if len(found.docs):
                    length_terms = statistics.length_terms(segment.content, name, found.docs)
                    add_scores(segment_scores, found, idfs, BOOSTS[name], length_terms)
    docs = matching_docs(segments)
    return Matches(docs, joined(scores).take(docs))


def matching_docs(segments: Sequence[SegmentMatches]) -> Numbers:
    """Return the documents that match, by their numbers within the searcher, ascending."""
    return joined([numbered(segment.is_match.nonzero()[0], segment.first) for segment in segments])


def numbered(docs: Numbers, first: int) -> Numbers:
    """Return the numbers within the searcher of documents of the segment that begins there at `first`."""
    return docs + first if first else docs


def split_by_segment(docs: Numbers, firsts: Sequence[int]) -> Iterator[tuple[int, slice]]:
    """Yield for each segment that has some of `docs` its index and its slice of `docs`.

    Args:
        docs: numbers within the searcher, ascending.
        firsts: the number of each segment's first document.
    """
    bounds = [0, *docs.searchsorted(firsts[1:]).tolist(), len(docs)]
    for index, (start, end) in enumerate(pairwise(bounds)):
        if start < end:
            yield index, slice(start, end)
