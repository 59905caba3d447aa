"""Measures the similarity of the wording of two questions, including stop words such as `how are they`.

The measure is Dice's coefficient of their words and pairs of adjacent words (L. Dice, Measures of the amount of
ecologic association between species, 1945).
"""

from __future__ import annotations

from itertools import pairwise


class Wording:
    """The wording of one question, to which others are compared.

    Args:
        question: its folded words, joined by spaces.
        is_open: whether the last word may be only the beginning of a word.
    """

    def __init__(self, question: str, *, is_open: bool) -> None:
        self._words = question.split(" ")
        self._beginning = self._words[-1] if is_open else ""

    def likeness(self, other: str) -> float:
        """Return the similarity of another question, in the same form: from 0 to 1, which means the same words."""
        words = other.split(" ")
        own = self._words
        if self._beginning and self._beginning not in words:
            # An incomplete last word is replaced by the first word of the other question that begins with it.
            own = [*own[:-1], next((word for word in words if word.startswith(self._beginning)), self._beginning)]
        parts = {*own, *pairwise(own)}
        others = {*words, *pairwise(words)}
        return 2 * len(parts & others) / (len(parts) + len(others))
