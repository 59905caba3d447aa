"""The sums of beginnings of words, held to counting the words of each document."""

from __future__ import annotations

from dataclasses import astuple
from pathlib import Path

import numpy as np

from qtbrowser.search.codec import ArraySegment
from qtbrowser.search.commits import read_commit
from qtbrowser.search.index import SearchIndex
from qtbrowser.search.index_values import IndexEntry
from qtbrowser.search.matching import find_word, stems_of
from qtbrowser.search.query import QueryWord
from qtbrowser.search.segment import SegmentContent
from qtbrowser.search.segment_merging import open_content
from qtbrowser.search.span_sums import SpanSums

ANSWERS = ("saw sun", "tree", "sun sun sea", "sand tree", "son son son")
ALLOWED = np.array([True, True, True, False, True])


def test_sums_are_kept_from_the_second_use_and_give_the_same(tmp_path: Path) -> None:
    content = content_of(tmp_path / "index")
    postings = content.postings("answer")
    sums = SpanSums(postings, len(ANSWERS), many=3)
    begun = stems_of(content, QueryWord("s", "s", is_prefix=True))
    assert sums.of(begun) is None
    kept = sums.of(begun)
    assert kept is not None
    assert kept.tolist() == [2, 0, 3, 1, 3]
    for allowed in (ALLOWED, np.ones(len(ANSWERS), dtype=np.bool_)):
        for known in (None, sums):
            docs, freqs = astuple(find_word(postings, begun, allowed, sums=known))
            wanted = [number for number in (0, 2, 3, 4) if allowed[number]]
            assert docs.tolist() == wanted
            assert [int(freq) for freq in freqs[0]] == [kept[number] for number in wanted]


def test_of_few_postings_none_are_kept(tmp_path: Path) -> None:
    content = content_of(tmp_path / "index")
    sums = SpanSums(content.postings("answer"), len(ANSWERS))
    begun = stems_of(content, QueryWord("s", "s", is_prefix=True))
    assert [sums.of(begun) for _ in range(3)] == [None] * 3


def content_of(folder: Path) -> SegmentContent:
    entries = [IndexEntry(str(number), "Title", answer) for number, answer in enumerate(ANSWERS)]
    SearchIndex.create(folder).update(entries)
    segment = read_commit(folder).segments[0]
    assert isinstance(segment, ArraySegment)
    return open_content(folder, segment, mapped=True)
