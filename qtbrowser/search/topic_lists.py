"""The topics of each document of a segment, for counting the topics of a result."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from qtbrowser.search.postings import Numbers


class TopicLists:
    """The topics of documents, document by document.

    Args:
        docs: the documents of each topic, topic by topic; distinct within a topic.
        counts: the number of documents of each topic.
        document_count: the number of documents of the segment.
    """

    def __init__(self, docs: NDArray[np.uint16], counts: Numbers, document_count: int) -> None:
        self._totals = counts
        of_document = np.bincount(docs, minlength=document_count)
        self._lengths = of_document.astype(np.int32)
        self._starts = (of_document.cumsum() - of_document).astype(np.int32)
        topics = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
        self._topics = topics.take(np.argsort(docs, kind="stable"))

    def count(self, docs: Numbers) -> NDArray[np.intp]:
        """Return for each topic how many of `docs` have it; `docs` are ascending and distinct."""
        if 2 * len(docs) <= len(self._lengths):
            return self._count(docs)
        # It is faster to count the other documents and subtract.
        is_out = np.ones(len(self._lengths), dtype=np.bool_)
        is_out[docs] = False
        return self._totals - self._count(is_out.nonzero()[0])

    def _count(self, docs: Numbers) -> NDArray[np.intp]:
        lengths = self._lengths.take(docs)
        ends = lengths.cumsum()
        # The indices of the topics of all these documents.
        places = (self._starts.take(docs) - ends + lengths).repeat(lengths)
        places += np.arange(len(places))
        return np.bincount(self._topics.take(places), minlength=len(self._totals))
