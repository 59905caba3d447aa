"""Phrases, held to looking for them in the words of each answer."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import astuple
from functools import cache
from itertools import product
from math import inf
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from qtbrowser.search.codec import ArraySegment
from qtbrowser.search.commits import read_commit
from qtbrowser.search.index import SearchIndex
from qtbrowser.search.index_values import IndexEntry
from qtbrowser.search.matching import stems_of
from qtbrowser.search.phrases import find_phrase
from qtbrowser.search.place_bits import PlaceBits
from qtbrowser.search.query import QueryWord
from qtbrowser.search.segment import SegmentContent
from qtbrowser.search.segment_merging import open_content

WORDS = ("ant", "bee", "cow", "dog", "doe")
# Two of the words are so frequent that their positions are compared in several blocks.
SHARES = (0.45, 0.45, 0.06, 0.03, 0.01)
COUNT = 60
# Distances of 255 words and more are written in another way.
GAPS = (1, 254, 255, 256, 700)


@cache
def answers() -> list[list[str]]:
    chance = np.random.default_rng(11)
    made = []
    for number in range(COUNT):
        answer = list(chance.choice(WORDS, size=int(chance.choice((3, 40, 3000))), p=SHARES))
        for gap in GAPS if number % 3 == 0 else ():
            answer += ["filler"] * gap + list(chance.choice(WORDS, size=4))
        made.append(answer)
    return made


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> SegmentContent:
    folder: Path = tmp_path_factory.mktemp("phrases") / "index"
    entries = [IndexEntry(f"{number:02}", "Title", " ".join(answer)) for number, answer in enumerate(answers())]
    SearchIndex.create(folder).update(entries)
    segment = read_commit(folder).segments[0]
    assert isinstance(segment, ArraySegment)
    return open_content(folder, segment, mapped=True)


# The documents are longer than they are said to be, as where a text has signs that are no words.
@pytest.fixture(scope="module")
def bits(content: SegmentContent) -> PlaceBits:
    return PlaceBits(content.postings("answer"), np.full(COUNT, 40), common=300)


ALLOWED = np.arange(COUNT) % 5 > 0
# In so few documents a phrase is found one document at a time.
FEW_ALLOWED = np.arange(COUNT) % 7 == 3


@pytest.mark.parametrize("typed", list(product(WORDS[:3], repeat=2)), ids=" ".join)
def test_two_words_side_by_side(content: SegmentContent, bits: PlaceBits, typed: tuple[str, ...]) -> None:
    for allowed in (ALLOWED, FEW_ALLOWED):
        assert found(content, typed, 0, allowed) == looked_for(typed, 0, allowed)
        assert found(content, typed, 0, allowed, bits) == looked_for(typed, 0, allowed)


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from([*WORDS, "filler", "do*"]), min_size=2, max_size=5),
    st.integers(0, 3),
    st.sampled_from((ALLOWED, FEW_ALLOWED)),
)
def test_it_is_what_looking_for_it_gives(
    content: SegmentContent, bits: PlaceBits, typed: list[str], slop: int, allowed: NDArray[np.bool_]
) -> None:
    assert found(content, typed, slop, allowed) == looked_for(typed, slop, allowed)
    assert found(content, typed, slop, allowed, bits) == looked_for(typed, slop, allowed)


def test_words_side_by_side_of_which_some_are_common(content: SegmentContent) -> None:
    bits = PlaceBits(content.postings("answer"), np.full(COUNT, 40), common=3_000)
    for typed in [*product(WORDS[:4], repeat=3), *product(("do*", "ant"), ("bee", "cow"), ("dog", "ant"))]:
        assert found(content, typed, 0, ALLOWED, bits) == looked_for(typed, 0, ALLOWED), typed


def test_bits_are_kept_of_the_words_used_most(content: SegmentContent) -> None:
    postings = content.postings("answer")
    ant, bee, cow = (stems_of(content, QueryWord(word, word))[0][0] for word in WORDS[:3])
    room_for_one = PlaceBits(postings, np.full(COUNT, 40_000), common=300, most_bytes=450_000)
    assert [room_for_one.has(ant) for _ in range(3)] == [False, True, True]
    assert [room_for_one.has(bee) for _ in range(7)] == [False] * 6 + [True]
    assert not room_for_one.has(ant)
    no_room = PlaceBits(postings, np.full(COUNT, 40_000), common=300, most_bytes=1000)
    assert not any(no_room.has(cow) for _ in range(3))
    assert not any(PlaceBits(postings, np.full(COUNT, 40_000)).has(cow) for _ in range(3))


def found(
    content: SegmentContent,
    typed: Sequence[str],
    slop: int,
    allowed: NDArray[np.bool_],
    bits: PlaceBits | None = None,
) -> list[tuple[int, list[int]]]:
    """Return the documents that have a phrase by the index, and how often each of its words is there."""
    words = [QueryWord(word.rstrip("*"), word.rstrip("*"), is_prefix=word.endswith("*")) for word in typed]
    docs, freqs = astuple(
        find_phrase(content.postings("answer"), [stems_of(content, word) for word in words], allowed, slop, bits)
    )
    return list(zip(docs.tolist(), np.transpose(freqs).astype(int).tolist(), strict=True))


def looked_for(typed: Sequence[str], slop: int, allowed: NDArray[np.bool_]) -> list[tuple[int, list[int]]]:
    """Return the same by the words themselves."""
    having = []
    for number in allowed.nonzero()[0].tolist():
        places = [places_of(number, one) for one in typed]
        if any(spread(start, places) <= slop + len(typed) - 1 for start in places[0]):
            having.append((number, list(map(len, places))))
    return having


def spread(start: int, places: Sequence[Sequence[int]]) -> float:
    """Return how far from `start` the last word is, if each following word is taken where it is next."""
    end = start
    for of_word in places[1:]:
        at = bisect_right(of_word, end)
        if at == len(of_word):
            return inf
        end = of_word[at]
    return end - start


@cache
def places_of(number: int, typed: str) -> list[int]:
    return [place for place, word in enumerate(answers()[number]) if meets(word, typed)]


def meets(word: str, typed: str) -> bool:
    return word.startswith(typed[:-1]) if typed.endswith("*") else word == typed
