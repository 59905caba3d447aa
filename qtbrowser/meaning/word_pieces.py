"""Cuts text into the word pieces that the sentence model was trained on.

The algorithm is that of BERT's uncased models (J. Devlin et al., BERT: Pre-training of Deep Bidirectional Transformers,
2019; WordPiece, Y. Wu et al., Google's Neural Machine Translation System, 2016, section 4.1): text is folded and split
at white space and punctuation, and each word is cut into the longest pieces of the vocabulary, from its beginning.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

BEGIN = "[CLS]"
END = "[SEP]"
UNKNOWN = "[UNK]"
# A longer word is unknown as a whole.
_LONGEST_WORD = 100
_CONTINUATION = "##"
# The ideographs that are words of their own.
_IDEOGRAPHS = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B920, 0x2CEAF),
    (0xF900, 0xFAFF),
    (0x2F800, 0x2FA1F),
)
_ASCII_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_CACHED_WORDS = 20_000


class _Folding(dict[int, str]):
    """Code point -> what is put in its place, for `str.translate`; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold(chr(code))
        return folded


def _fold(character: str) -> str:
    code = ord(character)
    category = unicodedata.category(character)
    if character in "\t\n\r" or category in ("Zs", "Zl", "Zp"):
        return " "
    if code == 0xFFFD or category == "Mn" or category.startswith("C"):
        return ""
    if character in _ASCII_PUNCTUATION or category.startswith("P"):
        return f" {character} "
    if any(first <= code <= last for first, last in _IDEOGRAPHS):
        return f" {character} "
    # One character at a time: the lower case of a word's last sigma is no other than within it.
    return character.lower()


_FOLDING = _Folding()


class WordPieces:
    """A vocabulary of word pieces.

    Args:
        pieces: the pieces; the place of each is its number. Those that continue a word begin with ``##``.

    Raises:
        ValueError: a piece that every vocabulary has is missing.
    """

    def __init__(self, pieces: Sequence[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(pieces)}
        try:
            self._begin, self._end, self._unknown = (self._numbers[piece] for piece in (BEGIN, END, UNKNOWN))
        except KeyError as error:
            raise ValueError(f"The vocabulary of word pieces lacks {error}.") from error
        self._longest = max(map(len, pieces))
        self._cut = lru_cache(_CACHED_WORDS)(self._cut_word)

    @classmethod
    def read(cls, file: Path) -> WordPieces:
        """Read a vocabulary: a text file in UTF-8 with one piece a line.

        Raises:
            OSError, ValueError: the file can't be read, or is no vocabulary.
        """
        return cls(file.read_text(encoding="utf-8").split("\n")[:-1])

    def __len__(self) -> int:
        return len(self._numbers)

    def numbers(self, text: str, limit: int) -> list[int]:
        """Return the numbers of a text's pieces, with the marks of begin and end around them.

        Args:
            text: plain text. The names of marks in it are taken for words like others.
            limit: the largest length of the result, at least 2; further pieces are left out.
        """
        numbers = [self._begin]
        for word in unicodedata.normalize("NFD", text).translate(_FOLDING).split(" "):
            if word:
                numbers += self._cut(word)
                if len(numbers) >= limit:
                    break
        return [*numbers[: limit - 1], self._end]

    def _cut_word(self, word: str) -> tuple[int, ...]:
        if len(word) > _LONGEST_WORD:
            return (self._unknown,)
        numbers = []
        start, prefix = 0, ""
        while start < len(word):
            for end in range(min(len(word), start + self._longest), start, -1):
                number = self._numbers.get(prefix + word[start:end])
                if number is not None:
                    numbers.append(number)
                    break
            else:
                return (self._unknown,)
            start, prefix = end, _CONTINUATION
        return tuple(numbers)
