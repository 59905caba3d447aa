"""The base score of found documents: BM25F as Whoosh computes it, to the last digits, over whole posting lists.

For each word and field, idf * w * (K1 + 1) / (w + K1 * (1 - B + B * length / mean length)), w being the word's
frequency times the field's boost, idf = ln(documents / (documents with the word + 1)) + 1; summed over words and
fields (whoosh.scoring.BM25F; S. Robertson and H. Zaragoza, The Probabilistic Relevance Framework, 2009).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from qtbrowser.search.codec import ArraySegment
from qtbrowser.search.matching import Found
from qtbrowser.search.postings import Numbers, joined
from qtbrowser.search.schema import BOOSTS
from qtbrowser.search.segment import BYTE_LENGTHS, SegmentContent

K1 = 1.2
B = 0.75


class TermStatistics:
    """What scores need to know of all segments together; deleted documents count, as they do in Whoosh.

    Args:
        segments: content and entry of each segment of one commit.
    """

    def __init__(self, segments: Sequence[tuple[SegmentContent, ArraySegment]]) -> None:
        self._contents = [content for content, _ in segments]
        self._lengths: dict[str, NDArray[np.uint8]] = {}
        self.document_count = sum(segment.document_count for _, segment in segments)
        self._relative_lengths: dict[str, NDArray[np.float64]] = {}
        self._weights: dict[tuple[str, float, float], NDArray[np.float64]] = {}
        for field in BOOSTS:
            mean = sum(segment.field_length(field) for _, segment in segments) / (self.document_count or 1) or 1
            self._relative_lengths[field] = BYTE_LENGTHS / mean

    def idf(self, count: int) -> float:
        """Return the weight of a word that is in `count` documents; a higher count than theirs means all."""
        return log(self.document_count / (min(count, self.document_count) + 1)) + 1

    def lengths(self, field: str) -> NDArray[np.uint8]:
        """Return the length of a text field in each document of all segments, as Whoosh's byte."""
        found = self._lengths.get(field)
        if found is None:
            found = self._lengths[field] = joined([content.lengths(field) for content in self._contents])
        return found

    def length_terms(self, content: SegmentContent, field: str, docs: Numbers) -> NDArray[np.float64]:
        """Return for each of `docs`, of a segment, the part of the formula that depends on its length alone."""
        shares: NDArray[np.float64] = ((1 - B) + B * self._relative_lengths[field]).take(
            content.lengths(field).take(docs)
        )
        return K1 * shares

    def occurrence_weights(self, field: str, weight: float, share: float) -> NDArray[np.float64]:
        """Return what an occurrence weighs in a field of the length that each byte stands for.

        Args:
            weight: of an occurrence in a field of mean length.
            share: how much of that the length takes away or adds, 0 to 1.
        """
        found = self._weights.get((field, weight, share))
        if found is None:
            lengths = (1 - share) + share * self._relative_lengths[field]
            found = self._weights[field, weight, share] = weight / lengths
        return found


def choose(found: Found, is_wanted: NDArray[np.bool_]) -> Found:
    """Return `found` without the documents that are not wanted; `is_wanted` says so of each one of the segment."""
    chosen = is_wanted.take(found.docs)
    if chosen.all():
        return found
    return Found(found.docs[chosen], [freqs[chosen] for freqs in found.freqs])


def add_scores(
    scores: NDArray[np.float64], found: Found, idfs: Sequence[float], boost: float, length_terms: NDArray[np.float64]
) -> None:
    """Add to `scores`, one for each document of a segment, what one field gives for one clause.

    Args:
        found: where the field has the clause.
        idfs: of its words.
        boost: of the field.
        length_terms: of the documents found.
    """
    for freqs, idf in zip(found.freqs, idfs, strict=True):
        weights = freqs * boost
        scores[found.docs] += idf * (weights * (K1 + 1) / (weights + length_terms))
