"""Ranks hits: computes the score by which they are ordered.

A hit's score is the sum of

- for each word, BM25F: its occurrences in question, keywords and answer, weighted by field and normalized by the length
  of the field, are added up before they are saturated (S. Robertson and H. Zaragoza, The Probabilistic Relevance
  Framework: BM25 and Beyond, 2009, section 3.6);
- the closeness of the question: how many of the query's words it contains, and how few others;
- for the best hits, the similarity of the question's wording if a question was typed (`wording`), otherwise the
  proximity of the words in the answer (`nearness`);
- a bonus that ranks questions that equal the query, or begin with it, above all others.

The weights are those with which most known documents were found again; tests/benchmarks/search measures that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qtbrowser.search.analysis import STOP_WORDS
from qtbrowser.search.evaluation import (
    Matches,
    SegmentMatches,
    counts_of,
    fields_of,
    matching_docs,
    numbered,
    split_by_segment,
)
from qtbrowser.search.lexicon import from_term, to_term
from qtbrowser.search.nearness import nearness
from qtbrowser.search.postings import Numbers, joined
from qtbrowser.search.query import Clause, Query
from qtbrowser.search.scoring import TermStatistics
from qtbrowser.search.segment import BYTE_LENGTHS
from qtbrowser.search.selecting import least_of_best
from qtbrowser.search.wording import Wording

K1 = 2.0
# For each text field: the weight of an occurrence (BM25F's w), and the degree of length normalization (its b).
WEIGHTS = {"title": 8.0, "keywords": 10.0, "answer": 1.0}
LENGTH_SHARES = {"title": 0.5, "keywords": 0.75, "answer": 0.9}
# The largest bonus for closeness, relative to the weight of all words: for queries that contain stop words, which are
# probably questions (`what is the ...`), and for other queries.
CLOSENESS_TO_QUESTION = 1.0
CLOSENESS_TO_WORDS = 0.3
# The largest bonus for similar wording, relative to the weight of all words.
WORDING = 1.0
# The largest bonus for the proximity of the words, relative to the weight of all words.
NEARNESS = 0.3
# The number of best hits that are compared by wording or proximity; more of them if scores are equal.
COMPARED = 30
MOST_COMPARED = 2 * COMPARED
MOST_NEIGHBOURS = 8
QUESTION_FIELD = "title"
# With at least this many typed words, a question that begins with them is probably the one that is meant.
_ENOUGH_WORDS = 2
# Up to this many documents are found among the matches by binary search; for more, a table is faster.
_FEW = 500

Scores = NDArray[np.float64]


def ranked(query: Query, segments: Sequence[SegmentMatches], statistics: TermStatistics) -> Matches:
    """Return the matches with their scores, which are all above zero."""
    hits = Hits(segments, statistics)
    if not len(hits.docs):
        return Matches(hits.docs, hits.zeros())
    weights = {clause: clause_weight(clause, segments, statistics) for clause in query.clauses}
    whole = sum(weights.values())
    is_question = bool(STOP_WORDS.intersection(query.question.split()))
    share = CLOSENESS_TO_QUESTION if is_question else CLOSENESS_TO_WORDS
    scores, held = word_scores(hits, weights, statistics)
    if whole:
        add_closeness(scores, query, hits, held, whole, share * whole)
        # If a question is typed, its wording says more than the proximity of its words in the answers.
        rewards = (WORDING * whole, 0.0) if is_question else (0.0, NEARNESS * whole)
        reward_best(query, hits, scores, wording=rewards[0], near=rewards[1])
    ranks = question_ranks(query, hits)
    if ranks is not None:
        scores += (1.0 + float(scores.max())) * ranks
    return Matches(hits.docs, scores)


def reward_best(query: Query, hits: Hits, scores: Scores, *, wording: float, near: float) -> None:
    """Raise the scores of the best hits.

    Args:
        scores: the scores of all hits; changed in place.
        wording: the largest bonus for a question that is worded like the query.
        near: the largest bonus for an answer in which the query's words are near each other.
    """
    if not wording and len(query.parts) < 2:
        return
    chosen = (scores >= least_of_best(scores, COMPARED)).nonzero()[0][:MOST_COMPARED]
    docs = hits.docs.take(chosen)
    clauses = [part for part in query.parts if isinstance(part, Clause)][:MOST_NEIGHBOURS]
    if near and len(clauses) > 1 and len(chosen) > 1:
        scores[chosen] += near * nearness(hits.segments, clauses, docs)
    if wording:
        typed = Wording(query.question, is_open=query.is_open)
        for index, part in split_by_segment(docs, [segment.first for segment in hits.segments]):
            segment = hits.segments[index]
            for place, document in zip(chosen[part].tolist(), (docs[part] - segment.first).tolist(), strict=True):
                scores[place] += wording * typed.likeness(from_term(segment.content.question(document)))


class Hits:
    """The matching documents of all segments, and the index of each among them.

    The segments are processed together, because for most queries the overhead of NumPy's calls exceeds their work.

    Args:
        segments: the segments, with their matches.
        statistics: the statistics of all segments together.

    Attributes:
        docs: the numbers of the matches within the searcher, ascending.
    """

    def __init__(self, segments: Sequence[SegmentMatches], statistics: TermStatistics) -> None:
        self.segments = segments
        self.statistics = statistics
        self.docs = matching_docs(segments)
        self._is_match = joined([segment.is_match for segment in segments])

    def found(self, clause: Clause, name: str) -> tuple[Numbers, NDArray[Any]]:
        """Return the numbers, within the searcher, of the matches that have a clause in a field, and the number of its
        occurrences in each.
        """
        docs, freqs = [], []
        for segment in self.segments:
            found = segment.found[clause][name]
            if len(found.docs):
                docs.append(numbered(found.docs, segment.first))
                freqs.append(found.freqs[0] if len(found.freqs) == 1 else np.minimum.reduce(found.freqs))
        all_docs, all_freqs = joined(docs), joined(freqs)
        chosen = self._is_match.take(all_docs).nonzero()[0]
        if len(chosen) == len(all_docs):
            return all_docs, all_freqs
        return all_docs.take(chosen), all_freqs.take(chosen)

    def matching(self, docs: Numbers) -> Numbers:
        """Return those of `docs` that match."""
        return docs.take(self._is_match.take(docs).nonzero()[0])

    def places(self, docs: Numbers) -> Numbers:
        """Return the indices in `docs` of documents that match."""
        return self.docs.searchsorted(docs) if len(docs) <= _FEW else self._places.take(docs)

    @cached_property
    def _places(self) -> Numbers:
        # Only the items of matches are set.
        places = np.empty(len(self._is_match), dtype=np.intp)
        places[self.docs] = np.arange(len(self.docs))
        return places

    def zeros(self) -> Scores:
        """Return a zero for each match."""
        return np.zeros(len(self.docs))


def clause_weight(clause: Clause, segments: Sequence[SegmentMatches], statistics: TermStatistics) -> float:
    """Return the weight of a clause: the sum of the inverse document frequencies of its words.

    A word's document frequency is the largest one among the fields.
    """
    by_word = zip(*(counts_of(segment, clause) for segment in segments), strict=True)
    return sum([statistics.rarity(max(map(sum, zip(*of_word, strict=True)))) for of_word in by_word])


def word_scores(hits: Hits, weights: Mapping[Clause, float], statistics: TermStatistics) -> tuple[Scores, Scores]:
    """Return for each match 1 plus the scores of its words, and the weight of the clauses that its question contains.

    Args:
        weights: the weight of each clause.
    """
    scores, held = np.ones(len(hits.docs)), hits.zeros()
    for clause, weight in weights.items():
        amounts = hits.zeros()
        is_first = True
        for name in fields_of(clause):
            docs, freqs = hits.found(clause, name)
            if not len(docs):
                continue
            factors = statistics.occurrence_weights(name, WEIGHTS[name], LENGTH_SHARES[name])
            more = factors.take(statistics.lengths(name).take(docs))
            more *= freqs
            places = slice(None) if len(docs) == len(amounts) else hits.places(docs)
            if is_first:
                # Assigning takes half the time of adding; the first field is the answer, which has the most matches.
                amounts[places] = more
                is_first = False
            else:
                amounts[places] += more
            if name == QUESTION_FIELD:
                held[places] += weight
        # weight * (K1 + 1) * amounts / (amounts + K1), in place.
        rest = amounts + K1
        np.divide(amounts, rest, out=amounts)
        amounts *= weight * (K1 + 1)
        scores += amounts
    return scores, held


def add_closeness(scores: Scores, query: Query, hits: Hits, held: Scores, whole: float, most: float) -> None:
    """Add to the score of each match a bonus for the similarity of its question to the query.

    Args:
        held: for each match, the weight of the clauses that its question contains.
        whole: the weight of all clauses.
        most: the bonus of a question that equals the query.
    """
    having = held.nonzero()[0]
    lengths = BYTE_LENGTHS.take(hits.statistics.lengths(QUESTION_FIELD).take(hits.docs.take(having)))
    typed = query.question.count(" ") + 1 if query.question else len(query.clauses)
    parts = held.take(having) / whole
    scores[having] += most * parts**2 * (0.5 + 0.5 * np.minimum(1.0, typed / np.maximum(lengths, 1.0)))


def question_ranks(query: Query, hits: Hits) -> Scores | None:
    """Return for each match 2 if its question equals the query, 1 if it begins with the query, else 0; None if all are
    0.
    """
    if not query.question:
        return None
    key = to_term(query.question)
    is_long = query.question.count(" ") + 1 >= _ENOUGH_WORDS
    ranks: Scores | None = None
    for segment in hits.segments:
        content = segment.content
        lexicon = content.lexicon("question")
        first, end = lexicon.span(key if query.is_open else key + b" ") if is_long else (0, 0)
        begins, equal = content.postings("question").docs(first, end), content.documents_with("question", key)
        for rank, docs in ((1, begins), (2, equal)):
            if len(docs):
                ranks = hits.zeros() if ranks is None else ranks
                ranks[hits.places(hits.matching(numbered(docs.astype(np.intp), segment.first)))] = rank
    return ranks
