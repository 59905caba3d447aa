"""The order of hits: how well each one answers what was typed.

A hit's score is the sum of

- for each word, BM25F: its occurrences in question, keywords and answer, each weighted and set against the length of
  its field, are added up before they are saturated (S. Robertson and H. Zaragoza, The Probabilistic Relevance
  Framework: BM25 and Beyond, 2009, section 3.6);
- the closeness of the question: how much of what was typed it holds, and how little else;
- for the best hits, the nearness of neighbouring words of the query in the text (`nearness`);
- a lift above all others for questions that are, or begin as, what was typed.

The weights are those that found most known documents again; tests/benchmarks/search measures that.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qtbrowser.search.evaluation import Matches, SegmentMatches, fields_of
from qtbrowser.search.lexicon import to_term
from qtbrowser.search.matching import word_counts
from qtbrowser.search.query import Clause, Query
from qtbrowser.search.scoring import Statistics, choose
from qtbrowser.search.segment import BYTE_LENGTHS, SegmentContent

K1 = 1.2
# Of each text field: what an occurrence weighs, and how much of that the field's length takes away.
WEIGHTS = {"title": 4.0, "keywords": 2.0, "answer": 1.0}
LENGTH_SHARES = {"title": 0.5, "keywords": 0.5, "answer": 0.75}
# What the closeness of a question may add, as a part of the weight of all words.
CLOSENESS = 1.0
QUESTION_FIELD = "title"
# How many typed words make it likely that a question that begins with them is meant.
_ENOUGH_WORDS = 2

Scores = NDArray[np.float64]


def ranked(query: Query, segments: Sequence[SegmentMatches], statistics: Statistics) -> list[Matches]:
    """Return the matches of each segment, with the scores to order them by, all above zero."""
    weights = {clause: clause_weight(clause, segments, statistics) for clause in query.clauses}
    docs = [np.flatnonzero(segment.is_match) for segment in segments]
    scores = [
        word_scores(segment, weights, statistics)[numbers] + 1.0 for segment, numbers in zip(segments, docs, strict=True)
    ]
    if weights:
        for segment, numbers, part in zip(segments, docs, scores, strict=True):
            part += CLOSENESS * sum(weights.values()) * closeness(query, segment, weights)[numbers]
    lift = 1.0 + max((float(part.max(initial=0.0)) for part in scores), default=0.0)
    for segment, numbers, part in zip(segments, docs, scores, strict=True):
        part += lift * question_ranks(query, segment.content)[numbers]
    return [Matches(numbers, part) for numbers, part in zip(docs, scores, strict=True)]


def clause_weight(clause: Clause, segments: Sequence[SegmentMatches], statistics: Statistics) -> float:
    """Return how much a clause says of a document that has it: the sum over its words."""
    counts = []
    for name in fields_of(clause):
        of_segments = [word_counts(segment.content, name, segment.spans[clause]) for segment in segments]
        counts.append([sum(of_word) for of_word in zip(*of_segments, strict=True)])
    return sum(statistics.idf(max(of_word)) for of_word in zip(*counts, strict=True))


def word_scores(segment: SegmentMatches, weights: dict[Clause, float], statistics: Statistics) -> Scores:
    """Return for each document of a segment what its words give it."""
    scores = np.zeros(segment.content.document_count)
    for clause, weight in weights.items():
        amounts = np.zeros(segment.content.document_count)
        for name, found in segment.found[clause].items():
            found = choose(found, segment.is_match)
            if len(found.docs):
                freqs = found.freqs[0] if len(found.freqs) == 1 else np.minimum.reduce(found.freqs)
                shares = statistics.length_shares(segment.content, name, LENGTH_SHARES[name], found.docs)
                amounts[found.docs] += WEIGHTS[name] * freqs / shares
        scores += weight * amounts * (K1 + 1) / (amounts + K1)
    return scores


def closeness(query: Query, segment: SegmentMatches, weights: dict[Clause, float]) -> Scores:
    """Return for each document how close its question comes to what was typed, 0 to 1."""
    held = np.zeros(segment.content.document_count)
    for clause, weight in weights.items():
        found = segment.found[clause].get(QUESTION_FIELD)
        if found is not None:
            held[found.docs] += weight
    held /= sum(weights.values())
    lengths = BYTE_LENGTHS[segment.content.lengths(QUESTION_FIELD)]
    typed = max(1, len(query.question.split())) if query.question else len(weights)
    return held * held * (0.5 + 0.5 * np.minimum(1.0, typed / np.maximum(lengths, 1.0)))


def question_ranks(query: Query, content: SegmentContent) -> Scores:
    """Return for each document 2 where its question is what was typed, 1 where it begins so, else 0."""
    ranks = np.zeros(content.document_count)
    if not query.question:
        return ranks
    key = to_term(query.question)
    lexicon, postings = content.lexicon("question"), content.postings("question")
    if query.question.count(" ") + 1 >= _ENOUGH_WORDS:
        first, end = lexicon.span(key if query.is_open else key + b" ")
        ranks[postings.docs(first, end)] = 1
    ranks[content.documents_with("question", key)] = 2
    return ranks
