"""How the documents of a result spread over subjects, topics and months: counted with arrays over all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qtbrowser.search.evaluation import Matches
from qtbrowser.search.lexicon import from_term, to_term
from qtbrowser.search.results import IndexFacets
from qtbrowser.search.segment import SegmentContent

MOST_TOPICS = 50


def count_facets(contents: Sequence[SegmentContent], matches: Sequence[Matches]) -> IndexFacets:
    """Count the matches of each segment.

    Topics are exact counts of those that are among the most frequent of any segment.
    """
    parts = list(zip(contents, [match.docs for match in matches], strict=True))
    subjects: Counter[str] = Counter()
    folders: Counter[str] = Counter()
    months: Counter[str] = Counter()
    for content, docs in parts:
        own = content.value_ordinals("subject").take(docs)
        subjects.update(_named(content, "subject", own[own >= 0]))
        folders.update(_named(content, "folder", content.value_ordinals("folder").take(docs[own < 0])))
        months.update(_months(content.months.take(docs)))
    return IndexFacets(
        _most_frequent(subjects), _most_frequent(folders), _topics(parts), sorted(months.items(), reverse=True)
    )


def _named(content: SegmentContent, name: str, ordinals: NDArray[np.int32]) -> dict[str, int]:
    counts = np.bincount(ordinals)
    lexicon = content.lexicon(name)
    return {from_term(lexicon[ordinal]): int(counts[ordinal]) for ordinal in np.flatnonzero(counts).tolist()}


def _months(numbers: NDArray[np.int32]) -> dict[str, int]:
    """Return counts by month; months are counted from that of the year 0, no month is 0."""
    counts = np.bincount(numbers)
    return {
        f"{number // 12:04}-{number % 12 + 1:02}": int(counts[number])
        for number in np.flatnonzero(counts).tolist()
        if number
    }


def _topics(parts: Sequence[tuple[SegmentContent, NDArray[np.intp]]]) -> list[tuple[str, int]]:
    counts = [_topic_counts(content, docs) for content, docs in parts]
    totals: Counter[str] = Counter()
    for (content, _), of_segment in zip(parts, counts, strict=True):
        lexicon = content.lexicon("topics")
        totals.update({from_term(lexicon[each]): int(of_segment[each]) for each in _largest(of_segment).tolist()})
    if len(parts) > 1:
        totals = Counter({name: _total(name, parts, counts) for name in totals})
    return _most_frequent(totals)[:MOST_TOPICS]


def _largest(counts: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the ordinals of the largest counts that are not 0: at least those that are wanted in the end."""
    found = np.flatnonzero(counts)
    if len(found) <= MOST_TOPICS:
        return found
    # How many have at least a count, from the highest down.
    having = np.cumsum(np.bincount(counts.take(found))[::-1])
    least = len(having) - 1 - int(np.searchsorted(having, MOST_TOPICS))
    above, equal = found[counts.take(found) > least], found[counts.take(found) == least]
    return np.concatenate((above, equal[:MOST_TOPICS]))


def _total(
    name: str, parts: Sequence[tuple[SegmentContent, NDArray[np.intp]]], counts: Sequence[NDArray[np.intp]]
) -> int:
    """Return how often a topic was counted in all segments."""
    ordinals = [content.lexicon("topics").find(to_term(name)) for content, _ in parts]
    return sum(int(part[each]) for part, each in zip(counts, ordinals, strict=True) if each >= 0)


def _topic_counts(content: SegmentContent, docs: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return for each topic of a segment how many of `docs` have it."""
    has = np.zeros(content.document_count, dtype=np.bool_)
    has[docs] = True
    lists = content.topic_lists
    found = np.flatnonzero(has.take(lists.docs))
    return np.bincount(lists.topics.take(found), minlength=len(content.lexicon("topics")))


def _most_frequent(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
