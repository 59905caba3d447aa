"""One list of what has the words and of what means the same."""

from __future__ import annotations

from typing import Literal

import pytest

from qtbrowser.library.fusion import fuse, is_by_meaning, words_decide
from qtbrowser.search.language import parse_query
from qtbrowser.search.results import IndexHit, IndexResults


def hits(*scored: tuple[str, float]) -> list[IndexHit]:
    return [IndexHit(path, score, number) for number, (path, score) in enumerate(scored)]


def order(words: list[IndexHit], nearness: list[float], meant: list[IndexHit], *, keeps_order: bool) -> str:
    return "".join(each.hit.path for each in fuse(words, nearness, meant, {}, keeps_order=keeps_order))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("why is the sky blue", True),
        ("why is the sky blue?", True),
        ("sky", True),
        ('"why is the sky blue"', False),
        ('why is the "blue sky"', False),
        ("sky -blue", False),
        ("sky OR sea", False),
        ("title:sky blue", False),
        ("subject:physics sky", False),
        ("sky date:2024", False),
        ("sk* blue", False),
        ("", False),
    ],
)
def test_only_plain_words_have_a_meaning(text: str, expected: bool) -> None:
    assert is_by_meaning(parse_query(text)) is expected


@pytest.mark.parametrize(
    ("text", "match", "held", "expected"),
    [
        ("why does the dough get bigger", "all", 1.0, True),
        ("why does the dough get bigger", "some", 0.97, True),
        ("why does the dough get bigger", "some", 0.7, False),
        ("dough bigger oven", "some", 0.7, True),
        ("dough bigger oven", "some", 0.4, False),
        ("the dough", "some", 0.4, True),
    ],
)
def test_words_decide_where_they_match_well(
    text: str, match: Literal["all", "some"], held: float, expected: bool
) -> None:
    found = IndexResults(2, hits(("a", 9), ("b", 8)), match, held=held)
    assert words_decide(parse_query(text), found) is expected


def test_the_order_of_words_stays_where_they_match_well() -> None:
    assert order(hits(("a", 9), ("b", 8)), [0.1, 0.9], hits(("c", 0.8)), keeps_order=True) == "abc"


def test_what_is_meant_comes_first_where_words_match_in_part() -> None:
    assert order(hits(("a", 9), ("b", 8)), [0.1, 0.9], hits(("c", 0.8)), keeps_order=False) == "bca"


def test_words_decide_between_what_is_equally_near() -> None:
    assert order(hits(("a", 9), ("b", 1)), [0.5, 0.5], hits(("c", 0.5)), keeps_order=False) == "abc"


def test_documents_without_a_vector_come_behind() -> None:
    assert order(hits(("a", 9), ("b", 8)), [-1, 0.2], [], keeps_order=False) == "ba"


def test_equal_documents_stay_together() -> None:
    found = fuse(hits(("a", 9), ("copy", 9), ("b", 8)), [0.1, 0.9, 0.5], [], {"copy": "a"}, keeps_order=False)
    assert [each.hit.path for each in found] == ["b", "a", "copy"]


def test_by_meaning_alone_is_told() -> None:
    found = fuse(hits(("a", 9)), [0.1], hits(("c", 0.8)), {}, keeps_order=False)
    assert [(each.hit.path, each.by_meaning) for each in found] == [("c", True), ("a", False)]
