"""A table of numbers agrees with a dictionary."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.search.piece_table import PieceTable

LENGTHS = (7, 8, 9, 255, 256, 257, 999)
PIECE = st.one_of(
    st.text(st.sampled_from("ab.é中\ud800"), max_size=12),
    st.sampled_from(["x" * length for length in LENGTHS]),
)


class Numbering(dict[str, int]):
    """Numbers pieces by a dictionary, and says what it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def number(self, piece: str) -> int:
        self.asked.append(piece)
        return self.setdefault(piece, len(self))


def expected(numbering: Numbering, texts: list[str]) -> list[list[int]]:
    pieces = [[piece.removesuffix(".") for piece in text.split(" ")] for text in texts]
    return [[numbering[piece] for piece in some if piece] for some in pieces]


@given(st.lists(st.lists(PIECE, max_size=30).map(" ".join), max_size=6))
def test_it_agrees_with_a_dictionary(texts: list[str]) -> None:
    numbering = Numbering()
    table = PieceTable(numbering.number)
    found = [table.numbers(text.encode("utf-8", "surrogatepass")).tolist() for text in texts]
    assert found == expected(numbering, texts)
    short = [piece for piece in numbering.asked if len(piece.encode("utf-8", "surrogatepass")) <= 256]
    assert len(short) == len(set(short)), "each is asked for once"


def test_a_long_text_is_looked_at_in_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qtbrowser.search.piece_table._MOST_AT_ONCE", 10)
    numbering = Numbering()
    table = PieceTable(numbering.number)
    texts = [
        "",
        "a",
        "a" * 30,
        "a " * 30,
        f"{'b' * 25} c",
        f"a. {'b' * 9} c. d {'e' * 11} f",
        " " * 30 + "a",
        "a" + " " * 30,
    ]
    assert [table.numbers(text.encode()).tolist() for text in texts] == expected(numbering, texts)


def test_many_pieces_that_want_the_same_slots(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qtbrowser.search.piece_table._FIRST_BITS", 3)
    numbering = Numbering()
    table = PieceTable(numbering.number)
    chance = random.Random(5)
    texts = [" ".join(f"w{chance.randrange(size)}" for _ in range(size)) for size in (1, 3, 2, 40, 3_000, 50_000)]
    for _ in range(2):
        assert [table.numbers(text.encode()).tolist() for text in texts] == expected(numbering, texts)
    assert len(numbering.asked) == len(numbering)
    table.clear()
    assert table.numbers(b"w1 w2").dtype == np.int32
    assert numbering.asked[-2:] == ["w1", "w2"]
