"""Computes how near to each other the words of a query are in an answer.

For each two neighbouring parts of the query, the nearest two of their occurrences are found, in either order. Side by
side they give 1, at a distance of d words 1 / d, further apart than `FAR` 0 (after the idea of Y. Rasolofo and J.
Savoy, Term Proximity Scoring for Keyword-Based Retrieval Systems, 2003).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qtbrowser.search.evaluation import SegmentMatches, split_by_segment
from qtbrowser.search.matching import WORD_BITS, places_of
from qtbrowser.search.postings import PLACE_BITS, Numbers, joined
from qtbrowser.search.query import Clause

FIELD = "answer"
FAR = 10


def nearness(segments: Sequence[SegmentMatches], clauses: Sequence[Clause], docs: Numbers) -> NDArray[np.float64]:
    """Return for each of `docs` how near the clauses are to each other in its answer: 0 far apart, 1 all side by side.

    Args:
        segments: in which the clauses were looked up.
        clauses: two or more, in the order of the query.
        docs: few, by their numbers within the searcher, ascending.
    """
    found: list[Numbers] = []
    for index, part in split_by_segment(docs, [segment.first for segment in segments]):
        content = segments[index].content
        words = [segments[index].spans[clause][0] for clause in clauses]
        own = docs[part] - segments[index].first
        found += places_of(content.postings(FIELD), words, own, content.document_count, part.start)
    if not found:
        return np.zeros(len(docs))
    # The words' numbers come first in a place: what one array has is in order already.
    places = found[0] if len(found) == 1 else np.sort(joined(found), kind="stable")
    # Each place is looked for among those of the next word; what is in another document is as far away as that.
    wanted = places[: places.searchsorted(len(clauses) - 1 << WORD_BITS)] + _NEXT_WORD
    at = places.searchsorted(wanted)
    before = wanted - places.take(at - 1, mode="clip")
    # The very same place, where two words stand for the same one, is not near itself.
    at += places.take(at, mode="clip") == wanted
    after = places.take(at, mode="clip") - wanted
    distances = np.minimum(np.where(after > 0, after, _FAR_AWAY), np.where(before > 0, before, _FAR_AWAY))
    near = (distances <= FAR).nonzero()[0]
    of_pair_and_document = (wanted.take(near) >> PLACE_BITS) - (_NEXT_WORD >> PLACE_BITS)
    values = np.zeros((len(clauses) - 1, len(docs)))
    pairs, numbers = of_pair_and_document >> WORD_BITS - PLACE_BITS, of_pair_and_document & _DOCUMENT
    np.maximum.at(values, (pairs, numbers), 1.0 / distances.take(near))
    nearest: NDArray[np.float64] = values.sum(axis=0)
    return nearest / (len(clauses) - 1)


_NEXT_WORD = 1 << WORD_BITS
_DOCUMENT = (1 << WORD_BITS - PLACE_BITS) - 1
_FAR_AWAY = 1 << PLACE_BITS
