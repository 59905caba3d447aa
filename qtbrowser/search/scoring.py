"""The base score of found documents: BM25F with the same results as Whoosh's, computed on whole posting lists.

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
    """The statistics of all segments that scores depend on.

    Those of the base score, `idf` and `length_terms`, include deleted documents, as in Whoosh.

    Args:
        segments: the content and the entry of each segment of one commit.
        live: for each segment, which of its documents are not deleted.
    """

    def __init__(
        self, segments: Sequence[tuple[SegmentContent, ArraySegment]], live: Sequence[NDArray[np.bool_]]
    ) -> None:
        self._contents = [content for content, _ in segments]
        self._lengths: dict[str, NDArray[np.uint8]] = {}
        self.document_count = sum(segment.document_count for _, segment in segments)
        self._relative_lengths: dict[str, NDArray[np.float64]] = {}
        self._live = live
        self._live_count = sum(segment.live_count for _, segment in segments)
        self._weights: dict[tuple[str, float, float], NDArray[np.float64]] = {}
        for field in BOOSTS:
            mean = sum(segment.field_length(field) for _, segment in segments) / (self.document_count or 1) or 1
            self._relative_lengths[field] = BYTE_LENGTHS / mean

    def idf(self, count: int) -> float:
        """Return the inverse document frequency of a word in `count` documents; `count` is limited to their number."""
        return log(self.document_count / (min(count, self.document_count) + 1)) + 1

    def rarity(self, count: int) -> float:
        """Return the inverse document frequency of a word in `count` documents, none of them deleted."""
        live = max(self._live_count, 1)
        return log(live / (min(count, live) + 1)) + 1

    def lengths(self, field: str) -> NDArray[np.uint8]:
        """Return the length of a text field in each document of all segments, as Whoosh's byte."""
        found = self._lengths.get(field)
        if found is None:
            found = self._lengths[field] = joined([content.lengths(field) for content in self._contents])
        return found

    def length_terms(self, content: SegmentContent, field: str, docs: Numbers) -> NDArray[np.float64]:
        """Return for each of `docs`, in one segment, K1 * (1 - B + B * length / mean length)."""
        shares: NDArray[np.float64] = ((1 - B) + B * self._relative_lengths[field]).take(
            content.lengths(field).take(docs)
        )
        return K1 * shares

    def occurrence_weights(self, field: str, weight: float, share: float) -> NDArray[np.float64]:
        """Return the weight of an occurrence in a field, for each of the 256 length bytes.

        Args:
            field: a text field.
            weight: the weight in a field of mean length.
            share: the degree of length normalization, 0 to 1.
        """
        found = self._weights.get((field, weight, share))
        if found is None:
            lengths = (1 - share) + share * self._relative_lengths[field] * self._mean_ratio(field)
            found = self._weights[field, weight, share] = weight / lengths
        return found

    def _mean_ratio(self, field: str) -> float:
        """Return the mean length of a field in all documents, relative to that in those that are not deleted."""
        if self._live_count in (0, self.document_count):
            return 1.0
        lengths = BYTE_LENGTHS.take(self.lengths(field))
        of_live = float(lengths[joined(self._live)].mean())
        return float(lengths.mean()) / of_live if of_live else 1.0


def choose(found: Found, is_wanted: NDArray[np.bool_]) -> Found:
    """Return `found` without unwanted documents; `is_wanted` has a value for each document of the segment."""
    chosen = is_wanted.take(found.docs)
    if chosen.all():
        return found
    return Found(found.docs[chosen], [freqs[chosen] for freqs in found.freqs])


def add_scores(
    scores: NDArray[np.float64], found: Found, idfs: Sequence[float], boost: float, length_terms: NDArray[np.float64]
) -> None:
    """Add the scores of one clause in one field to `scores`, which has one for each document of a segment.

    Args:
        found: the documents that have the clause in the field.
        idfs: the inverse document frequencies of the clause's words.
        boost: the field's boost.
        length_terms: the result of `TermStatistics.length_terms` for the documents found.
    """
    for freqs, idf in zip(found.freqs, idfs, strict=True):
        weights = freqs * boost
        scores[found.docs] += idf * (weights * (K1 + 1) / (weights + length_terms))
