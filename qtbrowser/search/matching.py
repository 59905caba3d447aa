"""Where the words of a query are found in a segment: whole posting lists at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qtbrowser.search.lexicon import to_term
from qtbrowser.search.postings import Numbers, Postings
from qtbrowser.search.query import Clause, QueryWord
from qtbrowser.search.segment import WORDS, SegmentContent

Span = tuple[int, int]


@dataclass(slots=True)
class Found:
    """The documents, ascending, that a word or a phrase is in, within one text field of one segment.

    `freqs` holds for each word how often it stands in each of `docs`; `counts` in how many documents of the
    segment each word stands at all.
    """

    docs: Numbers
    freqs: list[NDArray[Any]]
    counts: list[int]


def stems_of(content: SegmentContent, word: QueryWord) -> list[Span]:
    """Return the ordinals of the stems that a query's word stands for, as ascending [start, end) spans.

    A beginning of words stands for the stems of all written words that begin so, and for its own stem, so that
    what a word finds, each of its beginnings found before.
    """
    own = content.lexicon("title").find(to_term(word.stem))
    if not word.is_prefix:
        return [(own, own + 1)] if own >= 0 else []
    first, end = content.lexicon(WORDS).span(to_term(word.word))
    stems = np.unique(content.stem_of_word[first:end]).astype(np.intp)
    if own >= 0:
        stems = np.union1d(stems, [own])
    if not len(stems):
        return []
    breaks = np.flatnonzero(np.diff(stems) != 1) + 1
    firsts = stems[np.concatenate(([0], breaks))].tolist()
    lasts = stems[np.concatenate((breaks - 1, [len(stems) - 1]))].tolist()
    return [(low, high + 1) for low, high in zip(firsts, lasts, strict=True)]


def find_clause(content: SegmentContent, field: str, clause: Clause, spans: Sequence[Sequence[Span]]) -> Found:
    """Return where a text field has a clause.

    Args:
        spans: for each word of the clause, what `stems_of` gives.
    """
    postings = content.postings(field)
    if len(clause.words) == 1:
        return _find_word(postings, content.document_count, spans[0])
    return _find_phrase(postings, content.document_count, spans)


def _find_word(postings: Postings, document_count: int, spans: Sequence[Span]) -> Found:
    docs, freqs = _listed(postings, spans)
    if not len(docs):
        return Found(docs, [freqs], [0])
    if sum(end - first for first, end in spans) > 1:
        # Stems of one beginning count as one term, with all their occurrences.
        sums = np.bincount(docs, weights=freqs, minlength=document_count)
        docs = np.flatnonzero(sums)
        freqs = sums[docs]
    return Found(docs, [freqs], [len(docs)])


def _listed(postings: Postings, spans: Sequence[Span]) -> tuple[Numbers, NDArray[Any]]:
    """Return documents and frequencies of several stems, stem by stem."""
    if len(spans) == 1:
        return postings.docs(*spans[0]).astype(np.intp), postings.freqs(*spans[0])
    none = np.zeros(0, dtype=np.intp)
    docs = [postings.docs(*span) for span in spans]
    freqs = [postings.freqs(*span) for span in spans]
    return np.concatenate([none, *docs]).astype(np.intp), np.concatenate([none, *freqs])


def _find_phrase(postings: Postings, document_count: int, spans: Sequence[Sequence[Span]]) -> Found:
    words = [_find_word(postings, document_count, word_spans) for word_spans in spans]
    in_all = np.zeros(document_count, dtype=np.int32)
    for word in words:
        in_all[word.docs] += 1
    is_candidate = in_all == len(words)
    begins: Numbers | None = None
    for index in sorted(range(len(words)), key=lambda index: len(words[index].docs)):
        if not is_candidate.any():
            break
        found = _begins(postings, spans[index], is_candidate, index)
        begins = found if begins is None else _intersection(begins, found)
        is_candidate = np.zeros(document_count, dtype=bool)
        is_candidate[begins >> _PLACE_BITS] = True
    freqs = [word.freqs[0][is_candidate[word.docs]] for word in words]
    return Found(np.flatnonzero(is_candidate), freqs, [word.counts[0] for word in words])


# A document and a place in it are one number: the place takes the lower bits. A text of 2**40 words is no matter.
_PLACE_BITS = 40


def _begins(postings: Postings, spans: Sequence[Span], is_candidate: NDArray[np.bool_], index: int) -> Numbers:
    """Return where phrases may begin whose word number `index` is one of the stems: document and place, ascending."""
    found = [np.zeros(0, dtype=np.intp)]
    for first, end in spans:
        docs = postings.docs(first, end).astype(np.intp)
        chosen = np.flatnonzero(is_candidate[docs])
        if len(chosen):
            freqs, places = postings.places(first, end, chosen)
            places -= index
            begins = (np.repeat(docs[chosen], freqs) << _PLACE_BITS) + places
            found.append(begins[places >= 0])
    single = len(spans) == 1 and spans[0][1] - spans[0][0] == 1
    return found[-1] if single else np.unique(np.concatenate(found))


def _intersection(some: Numbers, others: Numbers) -> Numbers:
    """Return what two ascending arrays of distinct numbers have in common."""
    few, many = (some, others) if len(some) <= len(others) else (others, some)
    if not len(few):
        return few
    at = np.searchsorted(many, few)
    at[at == len(many)] = 0
    common: Numbers = few[many[at] == few]
    return common
