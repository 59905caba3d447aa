"""The values of the catalog."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.catalog.catalog_values import Topic, Topics

COLUMNS = st.lists(st.tuples(st.text(), st.text(), st.integers(0, 2**40)))


@given(columns=COLUMNS, others=COLUMNS)
def test_topics_in_columns_are_a_sequence_of_topics(
    columns: list[tuple[str, str, int]], others: list[tuple[str, str, int]]
) -> None:
    topics = Topics(columns)
    assert list(topics) == list(topics[:]) == [Topic(*column) for column in columns]
    assert topics[1:3] == tuple(Topic(*column) for column in columns[1:3])
    assert len(topics) == len(columns)
    assert (topics == Topics(others)) is (columns == others)
    assert hash(topics) == hash(Topics(list(columns)))
