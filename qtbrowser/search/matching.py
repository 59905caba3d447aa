"""Finds the words of a query in a segment, whole posting lists at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qtbrowser.search.lexicon import to_term
from qtbrowser.search.postings import PLACE_BITS, Choice, Numbers, Postings, joined
from qtbrowser.search.query import QueryWord
from qtbrowser.search.segment import STEMS, WORDS, SegmentContent
from qtbrowser.search.span_sums import SpanSums

Span = tuple[int, int]


MOST_CONTAINING = 1_000
"""Most words that are found because a typed one is within them."""


FEW = 8
"""With so many times fewer documents than a word has, they are searched for among its own; else all are looked at."""


@dataclass(slots=True)
class Found:
    """The documents, ascending, that a word or a phrase is in, within one text field of one segment.

    `freqs` has for each word its number of occurrences in each of `docs`.
    """

    docs: Numbers
    freqs: list[NDArray[Any]]


NOWHERE = Found(np.zeros(0, dtype=np.intp), [np.zeros(0, dtype=np.uint8)])


def stems_of(content: SegmentContent, word: QueryWord) -> list[Span]:
    """Return the ordinals of the stems that a query's word matches, as ascending [start, end) spans.

    A beginning of words stands for the stems of all written words that begin so, and for its own stem, so that
    what a word finds, each of its beginnings found before. A word with typing errors stands for all words near it.
    """
    if word.also:
        spans = [stems_of(content, one) for one in (replace(word, also=()), *word.also)]
        return _spans(np.array([ordinal for span in chain(*spans) for ordinal in range(*span)], dtype=np.intp), -1)
    own = content.lexicon(STEMS).find(to_term(word.stem))
    if word.is_inside:
        having = content.lexicon(WORDS).containing(to_term(word.word), MOST_CONTAINING)
        return _spans(content.stem_of_word[having].astype(np.intp), own)
    if word.edits:
        near, _ = content.near_words.find(word.word, word.edits)
        return _spans(content.stem_of_word[near].astype(np.intp), own)
    if not word.is_prefix:
        return [(own, own + 1)] if own >= 0 else []
    first, end = content.lexicon(WORDS).span(to_term(word.word))
    return _spans(content.stem_of_word[first:end].astype(np.intp), own)


def _spans(stems: Numbers, own: int) -> list[Span]:
    """Return ordinals of stems, and another one that may be -1 for none, as ascending spans."""
    meant = np.append(stems, own) if own >= 0 else stems
    if not len(meant):
        return []
    meant = np.sort(meant)
    breaks = (meant[1:] - meant[:-1] > 1).nonzero()[0]
    firsts, lasts = meant.take(breaks + 1).tolist(), meant.take(breaks).tolist()
    return [(first, last + 1) for first, last in zip([int(meant[0]), *firsts], [*lasts, int(meant[-1])], strict=True)]


def is_single(spans: Sequence[Span]) -> bool:
    """Return whether a word matches one stem only."""
    return len(spans) == 1 and spans[0][1] - spans[0][0] == 1


def word_count(
    content: SegmentContent, field: str, spans: Sequence[Span], is_live: NDArray[np.bool_] | None = None
) -> int:
    """Return how many documents of a segment have a word.

    For the beginning of words that is the sum over their stems: an upper bound, which is cheap.

    Args:
        content: the segment.
        field: a text field.
        spans: what `stems_of` gives.
        is_live: for each document, whether it is not deleted; if None, all count.
    """
    postings = content.postings(field)
    if is_live is None:
        return sum([postings.count(*span) for span in spans])
    return sum([int(np.count_nonzero(is_live.take(postings.docs(*span)))) for span in spans])


def find_word(
    postings: Postings,
    spans: Sequence[Span],
    is_candidate: NDArray[np.bool_],
    few: Numbers | None = None,
    sums: SpanSums | None = None,
) -> Found:
    """Return where a text field has a word.

    Args:
        postings: of the field.
        spans: what `stems_of` gives.
        is_candidate: for each document of the segment, whether it matters; others may be left out.
        few: the documents that matter, ascending, where they are few.
        sums: of the field, where beginnings of words are looked for often.
    """
    if is_single(spans):
        stem = spans[0][0]
        if few is not None and len(few) * FEW < postings.count(stem):
            docs, at = common_docs(few, postings.docs(stem), is_candidate)
            return Found(docs, [postings.freqs(stem).take(at)])
        return Found(postings.docs(*spans[0]).astype(np.intp), [postings.freqs(*spans[0])])
    # The stems of one beginning count as one term, with all their occurrences.
    if sums is not None and (of_document := sums.of(spans)) is not None:
        having = (is_candidate & (of_document > 0)).nonzero()[0]
        return Found(having, [of_document.take(having)])
    docs = joined([postings.docs(*span) for span in spans])
    freqs = joined([postings.freqs(*span) for span in spans])
    if not is_candidate.all():
        # `take` is more than twice as fast as indexing with two-byte numbers.
        chosen = is_candidate.take(docs).nonzero()[0]
        docs, freqs = docs.take(chosen), freqs.take(chosen)
    docs = docs.astype(np.intp)
    # Which sums are above zero is told by numbers of one byte: in those of eight it takes five times as long.
    is_found = np.zeros(len(is_candidate), dtype=np.bool_)
    is_found[docs] = True
    found = is_found.nonzero()[0]
    return Found(found, [np.bincount(docs, freqs, len(is_found)).take(found)])


def common_docs(
    docs: Numbers | None, having: NDArray[np.uint16], is_candidate: NDArray[np.bool_]
) -> tuple[Numbers, Numbers]:
    """Return those of some documents that are among the documents of a word, and the index of each there.

    Args:
        docs: the documents, ascending; None for all candidates.
        having: the documents of the word.
        is_candidate: for each document of the segment, whether it is a candidate.
    """
    if docs is not None and len(docs) * FEW < len(having):
        narrow = docs.astype(np.uint16)
        at = having.searchsorted(narrow)
        is_there = (having.take(at, mode="clip") == narrow).nonzero()[0]
        return docs.take(is_there), at.take(is_there)
    if docs is not None and len(having) == len(is_candidate):
        return docs, docs
    is_wanted = is_candidate if docs is None else mask_of(docs, len(is_candidate))
    at = is_wanted.take(having).nonzero()[0]
    return having.take(at).astype(np.intp), at


def mask_of(docs: Numbers, count: int) -> NDArray[np.bool_]:
    """Return for each of `count` documents whether it is among `docs`."""
    is_there = np.zeros(count, dtype=np.bool_)
    is_there[docs] = True
    return is_there


def only(is_candidate: NDArray[np.bool_], docs: Numbers) -> NDArray[np.bool_]:
    """Return which of the candidates are among `docs`."""
    left = np.zeros(len(is_candidate), dtype=np.bool_)
    left[docs] = is_candidate.take(docs)
    return left


# Where words are told apart too, a document's number is the sixteen bits in between.
WORD_BITS = PLACE_BITS + 16
_PLACE = (1 << PLACE_BITS) - 1


def begins_of(postings: Postings, spans: Sequence[Span], is_candidate: NDArray[np.bool_], index: int) -> Numbers:
    """Return where phrases may begin whose word number `index` is one of the stems: document and place, ascending."""
    found = [np.zeros(0, dtype=np.intp)]
    for first, end in spans:
        docs = postings.docs(first, end)
        chosen = is_candidate.take(docs).nonzero()[0]
        if len(chosen):
            # A place before `index` gives a phrase that begins nowhere: none is found for its first word.
            begins = (docs[chosen].astype(np.intp) << PLACE_BITS) - index
            found.append(postings.chosen_places([Choice(first, end, chosen, begins)]))
    return found[-1] if is_single(spans) else np.unique(np.concatenate(found))


def places_of(
    postings: Postings, words: Sequence[Sequence[Span]], docs: Numbers, document_count: int, number: int
) -> list[Numbers]:
    """Return the positions of words in documents: the word's number, shifted by `WORD_BITS`, the document's, by
    `PLACE_BITS`, and the place.

    Args:
        words: for each word what `stems_of` gives.
        docs: few, ascending.
        document_count: of the segment.
        number: that of the first of `docs`; the others have the numbers after it.

    Returns:
        the places of some words each; in each array they ascend.
    """
    choices = []
    places = []
    narrow = docs.astype(np.uint16)
    offsets = np.arange(number, number + len(docs)) << PLACE_BITS
    for word, spans in enumerate(words):
        if is_single(spans):
            stem = spans[0][0]
            having = postings.docs(stem)
            if not len(having):
                continue
            at = having.searchsorted(narrow)
            has = (having.take(at, mode="clip") == narrow).nonzero()[0]
            if len(has):
                choices.append(Choice(stem, None, at.take(has), offsets.take(has) + (word << WORD_BITS)))
        elif spans:
            is_candidate = np.zeros(document_count, dtype=np.bool_)
            is_candidate[docs] = True
            found = begins_of(postings, spans, is_candidate, 0)
            numbers = offsets.take(docs.searchsorted(found >> PLACE_BITS))
            places.append((found & _PLACE) + numbers + (word << WORD_BITS))
    if choices:
        places.append(postings.chosen_places(choices))
    return places
