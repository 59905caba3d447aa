"""The alphabetical order of a growing list of words."""

from __future__ import annotations

import random

import numpy as np

from qtbrowser.search.lexicon import to_term
from qtbrowser.search.word_list import WordList


def test_the_chosen_are_in_the_order_of_their_bytes_while_the_list_grows() -> None:
    chance = random.Random(1)
    letters = "abz09é漢\ud800\ue000\U0001f600"
    texts = list({"".join(chance.choices(letters, k=chance.randint(0, 4))) for _ in range(900)})
    words = WordList()
    for start in range(0, len(texts), 250):
        for number, text in enumerate(texts[start : start + 250], start):
            assert words.add(text) == number
        for share in (0.0, 0.3, 1.0):
            is_chosen = np.array([chance.random() < share for _ in range(len(words))], dtype=np.bool_)
            terms, numbers = words.chosen(is_chosen)
            assert terms == sorted(to_term(texts[number]) for number in np.flatnonzero(is_chosen).tolist())
            assert terms == [to_term(words[number]) for number in numbers.tolist()]


def test_an_empty_list_has_no_terms() -> None:
    terms, numbers = WordList().chosen(np.zeros(0, dtype=np.bool_))
    assert terms == []
    assert len(numbers) == 0
