"""The nearness of words, held to counting in the words of each answer."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.search.codec import ArraySegment
from qtbrowser.search.commits import read_commit
from qtbrowser.search.evaluation import match_segment
from qtbrowser.search.index import SearchIndex
from qtbrowser.search.index_values import IndexEntry
from qtbrowser.search.language import parse_query
from qtbrowser.search.nearness import FAR, nearness
from qtbrowser.search.segment import SegmentContent
from qtbrowser.search.segment_merging import open_content

WORDS = ("ant", "bee", "cow", "dog", "doe")
COUNT = 60
DOCUMENTS = st.sets(st.integers(0, COUNT - 1), min_size=1).map(sorted)
# Gaps of more than 255 words are written in another way.
GAPS = (0, 1, 5, 9, 10, 11, 254, 255, 256, 700)


@cache
def answers() -> list[list[str]]:
    chance = np.random.default_rng(5)
    made = []
    for _ in range(COUNT):
        answer: list[str] = []
        for _ in range(int(chance.integers(0, 12))):
            answer += ["filler"] * int(chance.choice(GAPS)) + [str(chance.choice(WORDS))]
        made.append(answer)
    return made


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> SegmentContent:
    folder: Path = tmp_path_factory.mktemp("nearness") / "index"
    entries = [IndexEntry(f"{number:02}", "Title", " ".join(answer)) for number, answer in enumerate(answers())]
    SearchIndex.create(folder).update(entries)
    segment = read_commit(folder).segments[0]
    assert isinstance(segment, ArraySegment)
    return open_content(folder, segment, mapped=True)


@given(st.lists(st.sampled_from([*WORDS, "do*", "absent"]), min_size=2, max_size=4, unique=True), DOCUMENTS)
def test_it_is_what_counting_gives(content: SegmentContent, typed: list[str], docs: list[int]) -> None:
    query = parse_query(" OR ".join(typed) + " ")
    segment = match_segment(query, content, 0, np.ones(COUNT, dtype=np.bool_))
    found = nearness([segment], query.clauses, np.array(docs))
    assert found == pytest.approx([counted(answers()[document], typed) for document in docs])


def counted(answer: list[str], typed: list[str]) -> float:
    places = [[place for place, word in enumerate(answer) if meets(word, one)] for one in typed]
    sums = 0.0
    for one, other in pairwise(places):
        distances = [abs(a - b) for a in one for b in other if 0 < abs(a - b) <= FAR]
        sums += 1 / min(distances) if distances else 0.0
    return sums / (len(typed) - 1)


def meets(word: str, typed: str) -> bool:
    return word.startswith(typed[:-1]) if typed.endswith("*") else word == typed
