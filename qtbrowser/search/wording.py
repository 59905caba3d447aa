"""Measures how similarly two questions are worded, very common words such as `how are they` included.

Dice's coefficient of their words and pairs of neighbouring words (L. Dice, Measures of the amount of ecologic
association between species, 1945).
"""

from __future__ import annotations

from itertools import pairwise


class Wording:
    """A question that others are compared with.

    Args:
        question: its folded words, joined by spaces.
        is_open: whether the last word may be only begun.
    """

    def __init__(self, question: str, *, is_open: bool) -> None:
        self._words = question.split(" ")
        self._beginning = self._words[-1] if is_open else ""

    def likeness(self, other: str) -> float:
        """Return how alike `other`, given as the question is, is worded: 0 not at all, 1 word by word."""
        words = other.split(" ")
        own = self._words
        if self._beginning and self._beginning not in words:
            # The word that is being typed is the first that it may become.
            own = [*own[:-1], next((word for word in words if word.startswith(self._beginning)), self._beginning)]
        parts = {*own, *pairwise(own)}
        others = {*words, *pairwise(words)}
        return 2 * len(parts & others) / (len(parts) + len(others))
