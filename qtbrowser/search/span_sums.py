"""How often the words of one beginning are in each document, kept where the words are very many.

While a query is typed, its last word is a single letter at times. Thousands of words begin with it, which have millions
of postings. Added up at the second use, the sums answer from then on: a number for each document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qtbrowser.search.postings import Postings, joined

MANY = 1 << 17
"""So many postings are soon looked through; the sums of fewer are not kept."""

_MOST_KEPT = 24
_SECOND_USE = 2

Spans = tuple[tuple[int, int], ...]


class SpanSums:
    """Adds up the postings of spans of stems in a text field of a segment.

    Args:
        postings: of the field.
        document_count: of the segment.
        many: sums of more postings than this are kept.
    """

    def __init__(self, postings: Postings, document_count: int, many: int = MANY) -> None:
        self._postings = postings
        self._document_count = document_count
        self._many = many
        self._uses: Counter[Spans] = Counter()
        self._sums: dict[Spans, NDArray[np.uint32]] = {}

    def of(self, spans: Sequence[tuple[int, int]]) -> NDArray[np.uint32] | None:
        """Return for each document how often the stems of some spans are in it; None while the sums are not kept."""
        key = tuple(spans)
        found = self._sums.get(key)
        if found is not None or sum([self._postings.count(*span) for span in key]) <= self._many:
            return found
        self._uses[key] += 1
        if self._uses[key] < _SECOND_USE:
            return None
        if len(self._sums) >= _MOST_KEPT:
            self._sums.clear()
        docs = joined([self._postings.docs(*span) for span in key])
        freqs = joined([self._postings.freqs(*span) for span in key])
        self._sums[key] = np.bincount(docs, freqs, self._document_count).astype(np.uint32)
        return self._sums[key]
