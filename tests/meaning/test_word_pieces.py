"""Cutting text into word pieces: by examples, by properties, and held equal to the reference implementation."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.meaning.word_pieces import WordPieces
from qtbrowser.resources import resource_path

PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "a", "un", "##able", "##a", "do", "!", "cafe", "\u6c34", "\u03c3"]
VOCABULARY = WordPieces.read(resource_path("meaning/vocabulary.txt"))
SAMPLE = Path(__file__).parents[2] / "sample_content"
BEGIN, END, UNKNOWN = 2, 3, 1


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []),
        ("a do", ["a", "do"]),
        ("Undoable", ["[UNK]"]),
        ("unable", ["un", "##able"]),
        ("unaa", ["un", "##a", "##a"]),
        ("DO!!a", ["do", "!", "!", "a"]),
        ("Café", ["cafe"]),
        ("Cafe\u0301", ["cafe"]),
        ("a\u6c34a", ["a", "\u6c34", "a"]),
        ("a\u00a0\t\na", ["a", "a"]),
        ("d\u200bo\x00", ["do"]),
        ("\u03a3", ["\u03c3"]),
        ("b", ["[UNK]"]),
        ("a" * 101, ["[UNK]"]),
        ("[CLS]", ["[UNK]", "[UNK]", "[UNK]"]),
    ],
)
def test_pieces(text: str, pieces: list[str]) -> None:
    numbers = WordPieces(PIECES).numbers(text, 200)
    assert [PIECES[number] for number in numbers] == ["[CLS]", *pieces, "[SEP]"]


def test_longest_piece_first() -> None:
    assert WordPieces([*PIECES, "una", "##ble"]).numbers("unable", 9) == [BEGIN, 13, 14, END]


@given(st.text(), st.integers(2, 20))
def test_length_is_bounded(text: str, limit: int) -> None:
    numbers = VOCABULARY.numbers(text, limit)
    assert len(numbers) <= limit
    assert (numbers[0], numbers[-1]) == (101, 102)


def test_vocabulary_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="lacks"):
        WordPieces(["a", "b"])


def test_equal_to_the_reference(tmp_path: Path) -> None:
    """The package `tokenizers` cuts every document of the sample library, and hard cases, into the same pieces."""
    tokenizers = pytest.importorskip("tokenizers")
    reference = tokenizers.BertWordPieceTokenizer(str(resource_path("meaning/vocabulary.txt")), lowercase=True)
    texts = [file.read_text(encoding="utf-8") for file in sorted(SAMPLE.rglob("*.md"))]
    texts += [
        "\u0391\u03a3 \u038c\u03a3\u039f\u03a3. \u0130stanbul \ufb01ne \u00bd \u200b\u00ad x\u0301y",
        "\ud55c\uad6d\uc5b4 \u65e5\u672c\u8a9e\u3067\u3059 \u0e44\u0e17\u0e22 \ue000 \ufdfa \u01c5 \u1e9e \u00df",
        "a\x00b \x1c \x85 a\u2028b \u00bfqu\u00e9? \u037e \uf900 \U0002f800 \ufffd",
        "x" * 101 + " " + "y" * 100,
        "don't e.g. C++ a_b 3.14 $x^2$ <b>",
    ]
    assert len(texts) > 90
    for text in texts:
        assert VOCABULARY.numbers(text, 10**6) == reference.encode(text).ids
