"""Counts the documents of a result by subject, topic and month, with arrays over all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qtbrowser.search.evaluation import split_by_segment
from qtbrowser.search.lexicon import from_term, to_term
from qtbrowser.search.postings import Numbers
from qtbrowser.search.results import IndexFacets
from qtbrowser.search.segment import SegmentContent

MOST_TOPICS = 50


def count_facets(contents: Sequence[SegmentContent], firsts: Sequence[int], docs: Numbers) -> IndexFacets:
    """Count the documents of a result.

    Topics are counted exactly if they are among the most frequent ones of a segment.

    Args:
        contents: the segments.
        firsts: the number, within the searcher, of the first document of each.
        docs: the documents by their numbers, ascending.
    """
    parts = [(contents[index], docs[part] - firsts[index]) for index, part in split_by_segment(docs, firsts)]
    subjects: Counter[str] = Counter()
    folders: Counter[str] = Counter()
    months: Counter[str] = Counter()
    for content, local in parts:
        own = content.value_ordinals("subject").take(local)
        subjects.update(_named(content, "subject", own[own >= 0]))
        if content.further_subjects is not None:
            further = content.further_subjects.count(local)
            subjects.update(_named_counts(content, "also", further, np.flatnonzero(further)))
        folders.update(_named(content, "folder", content.value_ordinals("folder").take(local[own < 0])))
        months.update(_months(content, local))
    return IndexFacets(
        _most_frequent(subjects), _most_frequent(folders), _topics(parts), sorted(months.items(), reverse=True)
    )


def _named(content: SegmentContent, name: str, ordinals: NDArray[np.int32]) -> dict[str, int]:
    """Return how often each value of a field is among `ordinals`."""
    counts = np.bincount(ordinals)
    return _named_counts(content, name, counts, counts.nonzero()[0])


def _named_counts(content: SegmentContent, name: str, counts: Numbers, chosen: Numbers) -> dict[str, int]:
    """Return some of the counts of a field's values, by value."""
    values = map(from_term, content.lexicon(name).terms(chosen.tolist()))
    return dict(zip(values, counts.take(chosen).tolist(), strict=True))


def _months(content: SegmentContent, docs: Numbers) -> dict[str, int]:
    """Return counts by month."""
    months, before = content.months
    counts = np.bincount(months.take(docs))
    counts[0] = 0
    found = counts.nonzero()[0]
    numbers = (found + before).tolist()
    return {
        f"{number // 12:04}-{number % 12 + 1:02}": count
        for number, count in zip(numbers, counts.take(found).tolist(), strict=True)
    }


def _topics(parts: Sequence[tuple[SegmentContent, Numbers]]) -> list[tuple[str, int]]:
    counts = [content.topic_lists.count(docs) for content, docs in parts]
    largest = [
        _named_counts(content, "topics", of_segment, _largest(of_segment))
        for (content, _), of_segment in zip(parts, counts, strict=True)
    ]
    totals: Counter[str] = Counter()
    for named in largest:
        totals.update(named)
    for (content, _), of_segment, named in zip(parts, counts, largest, strict=True):
        if len(named) < np.count_nonzero(of_segment):
            # Topics that are frequent in another segment are counted here too.
            for name in totals.keys() - named.keys():
                ordinal = content.lexicon("topics").find(to_term(name))
                totals[name] += int(of_segment[ordinal]) if ordinal >= 0 else 0
    return _most_frequent(totals)[:MOST_TOPICS]


def _largest(counts: Numbers) -> Numbers:
    """Return the ordinals of the largest counts above 0: at least as many as the result needs."""
    found = np.flatnonzero(counts)
    if len(found) <= MOST_TOPICS:
        return found
    # The number of ordinals with at least each count, from the highest count down.
    having = np.cumsum(np.bincount(counts.take(found))[::-1])
    least = len(having) - 1 - int(np.searchsorted(having, MOST_TOPICS))
    above, equal = found[counts.take(found) > least], found[counts.take(found) == least]
    return np.concatenate((above, equal[:MOST_TOPICS]))


def _most_frequent(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
