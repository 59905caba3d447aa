"""Counting the topics of some documents."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.search.topic_lists import TopicLists

DOCUMENTS = 12
TOPICS = 5


@given(
    st.lists(st.sets(st.integers(0, TOPICS - 1)), min_size=DOCUMENTS, max_size=DOCUMENTS),
    st.sets(st.integers(0, DOCUMENTS - 1)),
)
def test_topics_are_counted_as_one_by_one(topics: list[set[int]], chosen: set[int]) -> None:
    having = [[document for document in range(DOCUMENTS) if topic in topics[document]] for topic in range(TOPICS)]
    lists = TopicLists(
        np.array([document for documents in having for document in documents], dtype=np.uint16),
        np.array([len(documents) for documents in having], dtype=np.intp),
        DOCUMENTS,
    )
    counted = lists.count(np.array(sorted(chosen), dtype=np.intp))
    expected = Counter(topic for document in chosen for topic in topics[document])
    assert counted.tolist() == [expected[topic] for topic in range(TOPICS)]
