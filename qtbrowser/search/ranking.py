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
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qtbrowser.search.analysis import STOP_WORDS
from qtbrowser.search.evaluation import Matches, SegmentMatches, fields_of
from qtbrowser.search.lexicon import from_term, to_term
from qtbrowser.search.matching import word_counts
from qtbrowser.search.postings import Numbers
from qtbrowser.search.query import Clause, Query
from qtbrowser.search.scoring import Statistics, choose
from qtbrowser.search.segment import BYTE_LENGTHS
from qtbrowser.search.wording import Wording

K1 = 1.2
# Of each text field: what an occurrence weighs, and how much of that the field's length takes away.
WEIGHTS = {"title": 6.0, "keywords": 6.0, "answer": 1.0}
LENGTH_SHARES = {"title": 0.5, "keywords": 0.5, "answer": 0.75}
# What the closeness of a question may add, as a part of the weight of all words: for a text that has very common words
# in it (`what is the ...`), and so is a question itself, and for one that is words alone.
CLOSENESS_TO_QUESTION = 1.0
CLOSENESS_TO_WORDS = 0.3
# What the wording of a question may add, likewise, and how many of the best hits are compared by it.
WORDING = 1.0
COMPARED = 50
QUESTION_FIELD = "title"
# How many typed words make it likely that a question that begins with them is meant.
_ENOUGH_WORDS = 2

Scores = NDArray[np.float64]


def ranked(query: Query, segments: Sequence[SegmentMatches], statistics: Statistics) -> list[Matches]:
    """Return the matches of each segment, with the scores to order them by, all above zero."""
    weights = {clause: clause_weight(clause, segments, statistics) for clause in query.clauses}
    whole = sum(weights.values())
    is_question = bool(STOP_WORDS.intersection(query.question.split()))
    share = CLOSENESS_TO_QUESTION if is_question else CLOSENESS_TO_WORDS
    matches = []
    ranks = []
    for segment in segments:
        hits = _Hits(segment)
        scores = 1.0 + word_scores(hits, weights, statistics)
        if weights:
            scores += share * whole * closeness(query, hits, weights)
        matches.append(Matches(hits.docs, scores))
        ranks.append(question_ranks(query, hits))
    if is_question:
        reward_wording(query, segments, matches, WORDING * whole)
    lift = 1.0 + max((float(match.scores.max(initial=0.0)) for match in matches), default=0.0)
    for match, of_segment in zip(matches, ranks, strict=True):
        if of_segment is not None:
            match.scores += lift * of_segment
    return matches


def reward_wording(query: Query, segments: Sequence[SegmentMatches], matches: Sequence[Matches], reward: float) -> None:
    """Raise the scores of the best hits by up to `reward`, as far as their questions are worded like the query."""
    wording = Wording(query.question, is_open=query.is_open)
    scores = np.concatenate([match.scores for match in matches])
    least = np.partition(scores, len(scores) - COMPARED)[len(scores) - COMPARED] if len(scores) > COMPARED else 0.0
    for segment, match in zip(segments, matches, strict=True):
        content = segment.content
        for place in np.flatnonzero(match.scores >= least)[: 2 * COMPARED].tolist():
            question = content.lexicon("question")[int(content.value_ordinals("question")[match.docs[place]])]
            match.scores[place] += reward * wording.likeness(from_term(question))


class _Hits:
    """The matching documents of a segment, ascending, and where among them each one stands.

    Args:
        segment: the segment, its matches known.
    """

    def __init__(self, segment: SegmentMatches) -> None:
        self.segment = segment
        self.docs = np.flatnonzero(segment.is_match)
        self._places: NDArray[np.int32] | None = None

    def places(self, docs: NDArray[Any]) -> Numbers:
        """Return where documents, all of which match, stand in `docs`."""
        if len(docs) < len(self.docs) // 16:
            return np.searchsorted(self.docs, docs)
        if self._places is None:
            self._places = np.empty(len(self.segment.is_match), dtype=np.int32)
            self._places[self.docs] = np.arange(len(self.docs), dtype=np.int32)
        return self._places.take(docs).astype(np.intp)

    def zeros(self) -> Scores:
        """Return a zero for each match."""
        return np.zeros(len(self.docs))


def clause_weight(clause: Clause, segments: Sequence[SegmentMatches], statistics: Statistics) -> float:
    """Return how much a clause says of a document that has it: the sum over its words."""
    counts = []
    for name in fields_of(clause):
        of_segments = [word_counts(segment.content, name, segment.spans[clause]) for segment in segments]
        counts.append([sum(of_word) for of_word in zip(*of_segments, strict=True)])
    return sum(statistics.idf(max(of_word)) for of_word in zip(*counts, strict=True))


def word_scores(hits: _Hits, weights: dict[Clause, float], statistics: Statistics) -> Scores:
    """Return for each match what its words give it."""
    scores = hits.zeros()
    content = hits.segment.content
    for clause, weight in weights.items():
        amounts = hits.zeros()
        for name, found in hits.segment.found[clause].items():
            found = choose(found, hits.segment.is_match)
            if len(found.docs):
                freqs = found.freqs[0] if len(found.freqs) == 1 else np.minimum.reduce(found.freqs)
                shares = statistics.length_shares(content, name, LENGTH_SHARES[name], found.docs)
                amounts[hits.places(found.docs)] += WEIGHTS[name] * freqs / shares
        scores += weight * amounts * (K1 + 1) / (amounts + K1)
    return scores


def closeness(query: Query, hits: _Hits, weights: dict[Clause, float]) -> Scores:
    """Return for each match how close its question comes to what was typed, 0 to 1."""
    held = hits.zeros()
    for clause, weight in weights.items():
        found = hits.segment.found[clause].get(QUESTION_FIELD)
        if found is not None:
            docs = found.docs[hits.segment.is_match.take(found.docs)]
            held[hits.places(docs)] += weight
    held /= sum(weights.values())
    lengths = BYTE_LENGTHS.take(hits.segment.content.lengths(QUESTION_FIELD).take(hits.docs))
    typed = query.question.count(" ") + 1 if query.question else len(weights)
    closest: Scores = held * held * (0.5 + 0.5 * np.minimum(1.0, typed / np.maximum(lengths, 1.0)))
    return closest


def question_ranks(query: Query, hits: _Hits) -> Scores | None:
    """Return for each match 2 where its question is what was typed, 1 where it begins so, else 0; None for no such."""
    if not query.question:
        return None
    content = hits.segment.content
    key = to_term(query.question)
    lexicon, postings = content.lexicon("question"), content.postings("question")
    is_long = query.question.count(" ") + 1 >= _ENOUGH_WORDS
    first, end = lexicon.span(key if query.is_open else key + b" ") if is_long else (0, 0)
    begins, equal = postings.docs(first, end), content.documents_with("question", key)
    if not len(begins) and not len(equal):
        return None
    ranks = hits.zeros()
    for rank, docs in ((1, begins), (2, equal)):
        ranks[hits.places(docs[hits.segment.is_match.take(docs)])] = rank
    return ranks
