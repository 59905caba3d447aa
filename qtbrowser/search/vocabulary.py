"""Numbers for the words of texts met while indexing: each is analysed once, however often it comes."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qtbrowser.search.analysis import END_SIGN, GAP_SIGN, find_forms, has_word_breaks, split_pieces, terms_of
from qtbrowser.search.postings import Numbers, runs

# The number of no form: it takes a place in the text but is not indexed.
GAP = 0
# Where a field ends: in no field.
_END = 1
_SIGNS = {GAP_SIGN: GAP, END_SIGN: _END}
# Places left free between the texts of a field, so that no phrase goes from one into the next.
TEXT_GAP = 5
_BETWEEN = f" {GAP_SIGN}" * TEXT_GAP + " "


class Vocabulary(dict[str, int]):
    """piece of text -> number; asked for an unknown piece, it gives it one.

    A piece, see `analysis.split_pieces`, has the number of its form; one of several forms, or of none, has a negative
    number, which `forms` takes apart. `words` are the distinct folded words, and symbols, that the forms stand for;
    `stems` are those of the words.
    """

    def __init__(self) -> None:
        super().__init__()
        self.forget()

    def forget(self) -> None:
        """Forget all: numbers given so far mean nothing any more."""
        self.clear()
        self.words: list[str] = []
        self.stems: list[str] = []
        self._stem_of_word = array("i")
        self._word_of_form = array("i", [-1, -1])
        self._symbol_of_form = array("i", [-1, -1])
        self._word_numbers: dict[str, int] = {}
        self._stem_numbers: dict[str, int] = {}
        self._compound_forms = array("i")
        self._compound_ends = array("i", [0])

    def __missing__(self, piece: str) -> int:
        forms = find_forms(piece)
        if piece in _SIGNS:
            number = _SIGNS[piece]
        elif forms == [piece]:
            number = self._add_form(piece)
        elif len(forms) == 1:
            number = self[forms[0]]
        else:
            self._compound_forms.extend([self[form] for form in forms])
            number = -len(self._compound_ends)
            self._compound_ends.append(len(self._compound_forms))
        self[piece] = number
        return number

    def numbers(self, fields: Sequence[Sequence[str]]) -> list[list[int]]:
        """Return for each field the numbers of the pieces of its texts, in order, `TEXT_GAP` gaps between two texts."""
        joined = "".join([f"{_BETWEEN.join(texts)} {END_SIGN} " for texts in fields])
        gaps = TEXT_GAP * sum([len(texts) - 1 for texts in fields if texts])
        if joined.count(END_SIGN) != len(fields) or joined.count(GAP_SIGN) != gaps or not has_word_breaks(joined):
            return [self._numbers_apart(texts) for texts in fields]
        # All at once: what a call costs comes up to what it does for the few words of a keyword.
        numbers = list(map(self.__getitem__, split_pieces(joined)))
        found = []
        begin = 0
        for _ in fields:
            end = numbers.index(_END, begin)
            found.append(numbers[begin:end])
            begin = end + 1
        return found

    def _numbers_apart(self, texts: Sequence[str]) -> list[int]:
        """Return what `numbers` does for one field, whose texts may hold our signs and words without spaces."""
        found: list[int] = []
        for number, text in enumerate(texts):
            plain = text.replace(GAP_SIGN, " ").replace(END_SIGN, " ")
            pieces = split_pieces(plain) if has_word_breaks(plain) else find_forms(plain)
            found += [GAP] * (TEXT_GAP if number else 0)
            found += map(self.__getitem__, pieces)
        return found

    def forms(
        self, numbers: NDArray[np.int32], counts: NDArray[np.int64]
    ) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """Take pieces apart.

        Args:
            numbers: of the pieces of some texts, one text after the other.
            counts: how many pieces each text has.

        Returns:
            the numbers of their forms, all above or equal to `GAP`, and how many forms each text has.
        """
        places = np.flatnonzero(numbers < 0)
        if not len(places):
            return numbers, counts
        compounds = -numbers[places] - 1
        ends = np.array(self._compound_ends)
        lengths: Numbers = np.ones(len(numbers), dtype=np.intp)
        lengths[places] = np.diff(ends)[compounds]
        forms = np.repeat(numbers, lengths)
        inner = runs(lengths[places], ends[compounds])
        forms[np.repeat(numbers < 0, lengths)] = np.array(self._compound_forms, dtype=np.int32)[inner]
        sums = np.zeros(len(lengths) + 1, dtype=np.int64)
        np.cumsum(lengths, out=sums[1:])
        text_ends = sums[np.cumsum(counts)]
        return forms, np.diff(text_ends, prepend=0)

    def _add_form(self, form: str) -> int:
        terms = terms_of(form)
        # Equal texts are kept once: most forms are their own words, many words their own stems.
        word = form if terms.word == form else terms.word
        stem = word if terms.stem == word else terms.stem
        self._word_of_form.append(self._word(word, stem) if word else -1)
        self._symbol_of_form.append(self._word(terms.symbol, terms.symbol) if terms.symbol else -1)
        return len(self._word_of_form) - 1

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
