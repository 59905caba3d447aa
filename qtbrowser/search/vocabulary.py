"""Numbers for the forms of text met while indexing: each form is analysed once, however often it comes."""

from __future__ import annotations

from array import array

import numpy as np
from numpy.typing import NDArray

from qtbrowser.search.analysis import terms_of

# The number of no form: it takes a place in the text but is not indexed.
GAP = 0


class Vocabulary(dict[str, int]):
    """form -> number; asked for an unknown form, it gives it one.

    `words` are the distinct folded words, and symbols, that the forms stand for; `stems` are those of the words.
    """

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.stems: list[str] = []
        self._stem_of_word = array("i")
        self._word_of_form = array("i", [-1])
        self._symbol_of_form = array("i", [-1])
        self._word_numbers: dict[str, int] = {}
        self._stem_numbers: dict[str, int] = {}

    def __missing__(self, form: str) -> int:
        terms = terms_of(form)
        # Equal texts are kept once: most forms are their own words, many words their own stems.
        word = form if terms.word == form else terms.word
        stem = word if terms.stem == word else terms.stem
        number = self[form] = len(self._word_of_form)
        self._word_of_form.append(self._word(word, stem) if word else -1)
        self._symbol_of_form.append(self._word(terms.symbol, terms.symbol) if terms.symbol else -1)
        return number

    def _word(self, word: str, stem: str) -> int:
        number = self._word_numbers.get(word)
        if number is None:
            number = self._word_numbers[word] = len(self.words)
            self.words.append(word)
            self._stem_of_word.append(self._stem_numbers.setdefault(stem, len(self.stems)))
            if len(self._stem_numbers) > len(self.stems):
                self.stems.append(stem)
        return number

    def word_of_form(self) -> NDArray[np.int32]:
        """Return for each number of a form the index of its word in `words`, -1 for none."""
        return np.array(self._word_of_form, dtype=np.int32)

    def symbol_of_form(self) -> NDArray[np.int32]:
        """Return for each number of a form the index of its symbol in `words`, -1 for none."""
        return np.array(self._symbol_of_form, dtype=np.int32)

    def stem_of_word(self) -> NDArray[np.int32]:
        """Return for each word the index of its stem in `stems`."""
        return np.array(self._stem_of_word, dtype=np.int32)
