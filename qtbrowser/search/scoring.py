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
from qtbrowser.search.schema import BOOSTS
from qtbrowser.search.segment import BYTE_LENGTHS, SegmentContent

K1 = 1.2
B = 0.75


class Statistics:
    """What scores need to know of all segments together; deleted documents count, as they do in Whoosh.

    Args:
        segments: of one commit.
    """

    def __init__(self, segments: Sequence[ArraySegment]) -> None:
        self.document_count = sum(segment.document_count for segment in segments)
        self._length_terms: dict[str, NDArray[np.float64]] = {}
        for field in BOOSTS:
            mean = sum(segment.field_length(field) for segment in segments) / (self.document_count or 1) or 1
            self._length_terms[field] = K1 * ((1 - B) + B * BYTE_LENGTHS / mean)

    def idf(self, count: int) -> float:
        """Return the weight of a word that stands in `count` documents."""
        return log(self.document_count / (count + 1)) + 1

    def length_terms(self, content: SegmentContent, field: str) -> NDArray[np.float64]:
        """Return for each document of a segment the part of the formula that depends on its length alone."""
        return self._length_terms[field][content.lengths(field)]


def add_scores(
    scores: NDArray[np.float64],
    found: Found,
    idfs: Sequence[float],
    boost: float,
    length_terms: NDArray[np.float64],
    is_wanted: NDArray[np.bool_],
) -> None:
    """Add to `scores`, one for each document of a segment, what one field gives for one clause.

    Args:
        found: where the field has the clause.
        idfs: of its words.
        length_terms: of all documents, as `Statistics.length_terms` gives them.
        is_wanted: for each document, whether its score matters.
    """
    docs = found.docs
    wanted = np.flatnonzero(is_wanted[docs])
    if not len(wanted):
        return
    choose = len(wanted) < len(docs)
    docs = docs[wanted] if choose else docs
    lengths = length_terms[docs]
    for freqs, idf in zip(found.freqs, idfs, strict=True):
        weights = (freqs[wanted] if choose else freqs) * boost
        scores[docs] += idf * (weights * (K1 + 1) / (weights + lengths))
