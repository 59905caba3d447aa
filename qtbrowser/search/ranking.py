"""The order of hits: how well each one answers what was typed.

A hit's score is the sum of

- for each word, BM25F: its occurrences in question, keywords and answer, each weighted and set against the length of
  its field, are added up before they are saturated (S. Robertson and H. Zaragoza, The Probabilistic Relevance
  Framework: BM25 and Beyond, 2009, section 3.6);
- the closeness of the question: how much of what was typed it holds, and how little else;
- for the best hits, how alike their question is worded if a question was typed (`wording`), and otherwise how near to
  each other the words stand in the answer (`nearness`);
- a lift above all others for questions that are, or begin as, what was typed.

The weights are those that found most known documents again; tests/benchmarks/search measures that.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qtbrowser.search.analysis import STOP_WORDS
from qtbrowser.search.evaluation import Matches, SegmentMatches, fields_of
from qtbrowser.search.lexicon import from_term, to_term
from qtbrowser.search.matching import word_count
from qtbrowser.search.nearness import nearness
from qtbrowser.search.query import Clause, Query
from qtbrowser.search.scoring import Statistics
from qtbrowser.search.segment import BYTE_LENGTHS
from qtbrowser.search.selecting import least_of_best
from qtbrowser.search.wording import Wording

K1 = 2.0
# Of each text field: what an occurrence weighs, and how much of that the field's length takes away.
WEIGHTS = {"title": 8.0, "keywords": 10.0, "answer": 1.0}
LENGTH_SHARES = {"title": 0.5, "keywords": 0.75, "answer": 0.9}
# What the closeness of a question may add, as a part of the weight of all words: for a text that has very common words
# in it (`what is the ...`), and so is a question itself, and for one that is words alone.
CLOSENESS_TO_QUESTION = 1.0
CLOSENESS_TO_WORDS = 0.3
# What the wording of a question may add, likewise, and how many of the best hits are compared by it.
WORDING = 1.0
# What the nearness of the words may add, likewise.
NEARNESS = 0.3
COMPARED = 30
MOST_NEIGHBOURS = 8
QUESTION_FIELD = "title"
# How many typed words make it likely that a question that begins with them is meant.
_ENOUGH_WORDS = 2
# So many documents are looked for among the matches one by one; for more a table is made.
_FEW = 500

Scores = NDArray[np.float64]


def ranked(query: Query, segments: Sequence[SegmentMatches], statistics: Statistics) -> list[Matches]:
    """Return the matches of each segment, with the scores to order them by, all above zero."""
    weights = {clause: clause_weight(clause, segments, statistics) for clause in query.clauses}
    factors = {
        name: statistics.occurrence_weights(name, weight, LENGTH_SHARES[name]) for name, weight in WEIGHTS.items()
    }
    whole = sum(weights.values())
    is_question = bool(STOP_WORDS.intersection(query.question.split()))
    share = CLOSENESS_TO_QUESTION if is_question else CLOSENESS_TO_WORDS
    matches: list[Matches] = []
    ranks: list[Scores | None] = []
    for segment in segments:
        hits = _Hits(segment)
        if not len(hits.docs):
            # As in most of the small segments that changes leave behind.
            matches.append(Matches(hits.docs, hits.zeros()))
            ranks.append(None)
            continue
        scores, held = word_scores(hits, weights, factors)
        if whole:
            add_closeness(scores, query, hits, held, whole, share * whole)
        matches.append(Matches(hits.docs, scores))
        ranks.append(question_ranks(query, hits))
    if whole:
        # Where a question is typed, its wording tells more than how near its words stand in the answers.
        rewards = (WORDING * whole, 0.0) if is_question else (0.0, NEARNESS * whole)
        reward_best(query, segments, matches, wording=rewards[0], near=rewards[1])
    lift = 1.0 + max((float(match.scores.max(initial=0.0)) for match in matches), default=0.0)
    for match, of_segment in zip(matches, ranks, strict=True):
        if of_segment is not None:
            match.scores += lift * of_segment
    return matches


def reward_best(
    query: Query, segments: Sequence[SegmentMatches], matches: Sequence[Matches], *, wording: float, near: float
) -> None:
    """Raise the scores of the best hits.

    Args:
        wording: by how much at most, as far as their questions are worded like the query.
        near: by how much at most, as far as the query's words stand near each other in their answers.
    """
    if not wording and len(query.parts) < 2:
        return
    least = least_of_best([match.scores for match in matches], COMPARED)
    typed = Wording(query.question, is_open=query.is_open) if wording else None
    clauses = [part for part in query.parts if isinstance(part, Clause)][:MOST_NEIGHBOURS]
    for segment, match in zip(segments, matches, strict=True):
        chosen = (match.scores >= least).nonzero()[0][: 2 * COMPARED]
        if near and len(clauses) > 1 and len(chosen) > 1:
            match.scores[chosen] += near * nearness(segment, clauses, match.docs[chosen])
        if typed is not None:
            for place in chosen.tolist():
                question = segment.content.question(int(match.docs[place]))
                match.scores[place] += wording * typed.likeness(from_term(question))


class _Hits:
    """The matching documents of a segment, ascending, and where among them each one stands.

    Args:
        segment: the segment, its matches known.
    """

    def __init__(self, segment: SegmentMatches) -> None:
        self.segment = segment
        self.docs = segment.is_match.nonzero()[0]

    def among(self, docs: NDArray[Any]) -> NDArray[np.intp] | None:
        """Return the indices of those of `docs` that match; None if all do."""
        chosen = self.segment.is_match.take(docs).nonzero()[0]
        return None if len(chosen) == len(docs) else chosen

    def places(self, docs: NDArray[Any]) -> NDArray[np.intp]:
        """Return where documents that match stand in `docs`."""
        return self.docs.searchsorted(docs) if len(docs) <= _FEW else self._places.take(docs)

    @cached_property
    def _places(self) -> NDArray[np.intp]:
        # Filled for the matches alone.
        places = np.empty(len(self.segment.is_match), dtype=np.intp)
        places[self.docs] = np.arange(len(self.docs))
        return places

    def zeros(self) -> Scores:
        """Return a zero for each match."""
        return np.zeros(len(self.docs))


def clause_weight(clause: Clause, segments: Sequence[SegmentMatches], statistics: Statistics) -> float:
    """Return how much a clause says of a document that has it: the sum over its words.

    In how many documents a word stands is taken from the field in which that is most.
    """
    fields = fields_of(clause)
    counts = [[0] * len(fields) for _ in clause.words]
    for segment in segments:
        for of_word, spans in zip(counts, segment.spans[clause], strict=True):
            if spans:
                for place, field in enumerate(fields):
                    of_word[place] += word_count(segment.content, field, spans)
    return sum([statistics.idf(max(of_word)) for of_word in counts])


def word_scores(hits: _Hits, weights: dict[Clause, float], factors: dict[str, Scores]) -> tuple[Scores, Scores]:
    """Return for each match 1 and what its words give it, and the weight of the clauses that its question holds.

    Args:
        weights: of the clauses.
        factors: for each field, what an occurrence weighs in it by the byte that stands for its length.
    """
    scores, held = np.ones(len(hits.docs)), hits.zeros()
    for clause, weight in weights.items():
        amounts = hits.zeros()
        is_first = True
        for name, found in hits.segment.found[clause].items():
            docs, freqs = found.docs, found.freqs[0] if len(found.freqs) == 1 else np.minimum.reduce(found.freqs)
            chosen = hits.among(docs)
            if chosen is not None:
                docs, freqs = docs.take(chosen), freqs.take(chosen)
            if not len(docs):
                continue
            more = factors[name].take(hits.segment.content.lengths(name).take(docs))
            more *= freqs
            places = slice(None) if len(docs) == len(amounts) else hits.places(docs)
            if is_first:
                # Half the work of adding, for the answer, which has most.
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


def add_closeness(scores: Scores, query: Query, hits: _Hits, held: Scores, whole: float, most: float) -> None:
    """Add to the score of each match how close its question comes to what was typed.

    Args:
        held: the weight of the clauses that the question holds.
        whole: of all clauses.
        most: what a question gets that is what was typed.
    """
    having = held.nonzero()[0]
    lengths = BYTE_LENGTHS.take(hits.segment.content.lengths(QUESTION_FIELD).take(hits.docs.take(having)))
    typed = query.question.count(" ") + 1 if query.question else len(query.clauses)
    parts = held.take(having) / whole
    scores[having] += most * parts**2 * (0.5 + 0.5 * np.minimum(1.0, typed / np.maximum(lengths, 1.0)))


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
        chosen = hits.among(docs)
        ranks[hits.places(docs if chosen is None else docs.take(chosen))] = rank
    return ranks
