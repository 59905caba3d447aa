"""How near to each other the words of a query stand in an answer.

Of each two neighbouring parts of the query, the nearest of their occurrences are looked for, in either order. Side by
side they give 1, with d words from one to the other 1 / d, further apart than `FAR` nothing (after the idea of
Y. Rasolofo and J. Savoy, Term Proximity Scoring for Keyword-Based Retrieval Systems, 2003).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from qtbrowser.search.evaluation import SegmentMatches
from qtbrowser.search.matching import PLACE_BITS, places_of
from qtbrowser.search.postings import Numbers
from qtbrowser.search.query import Clause

FIELD = "answer"
FAR = 10


def nearness(segment: SegmentMatches, clauses: Sequence[Clause], docs: Numbers) -> NDArray[np.float64]:
    """Return for each of `docs` how near the clauses stand in its answer: 0 far apart, 1 all side by side.

    Args:
        segment: in which the clauses were looked up.
        clauses: two or more, in the order of the query.
        docs: ascending.
    """
    postings = segment.content.postings(FIELD)
    document_count = segment.content.document_count
    places = [places_of(postings, segment.spans[clause][0], docs, document_count) for clause in clauses]
    sums = np.zeros(len(docs))
    for one, other in pairwise(places):
        if len(one) and len(other):
            sums += _pair(one, other, docs)
    return sums / (len(clauses) - 1)


def _pair(one: Numbers, other: Numbers, docs: Numbers) -> NDArray[np.float64]:
    """Return 1 / distance of the nearest places of two words in each document."""
    at = np.searchsorted(other, one)
    after = other[np.minimum(at, len(other) - 1)] - one
    before = one - other[np.maximum(at - 1, 0)]
    # A place in another document is as far away as documents are apart.
    distances = np.minimum(np.where(after > 0, after, _FAR_AWAY), np.where(before > 0, before, _FAR_AWAY))
    is_near = distances <= FAR
    values = np.zeros(len(docs))
    np.maximum.at(values, np.searchsorted(docs, one[is_near] >> PLACE_BITS), 1.0 / distances[is_near])
    return values


_FAR_AWAY = 1 << PLACE_BITS
