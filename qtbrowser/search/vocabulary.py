"""Assigns numbers to the words of texts while indexing, so that each distinct word is analysed once."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qtbrowser.search.analysis import END_SIGN, GAP_SIGN, find_forms, has_word_breaks, spaced_pieces, terms_of
from qtbrowser.search.piece_table import PieceTable
from qtbrowser.search.postings import Numbers, runs
from qtbrowser.search.word_list import WordList

# The number of a gap: it takes a position in the text but is not indexed.
GAP = 0
# The number that ends a field; it belongs to no field.
_END = 1
_SIGNS = {GAP_SIGN: GAP, END_SIGN: _END}
# The number of gaps between two texts of a field, so that no phrase is found across them.
TEXT_GAP = 5
_BETWEEN = f" {GAP_SIGN}" * TEXT_GAP + " "
_LAST = f" {END_SIGN} "


class Texts(NamedTuple):
    """The texts of a field of some documents: the numbers of their pieces, and how many pieces each document has."""

    pieces: NDArray[np.int32]
    counts: NDArray[np.int64]


class Vocabulary(dict[str, int]):
    """piece of text -> number; an unknown piece is given the next number.

    The number of a piece (see `analysis.spaced_pieces`) is that of its form. A piece with several forms, or with none,
    has a negative number, which `forms` replaces by the numbers of its forms. `words` are the distinct folded words and
    symbols of all forms; `stems` are the stems of the words.
    """

    def __init__(self) -> None:
        super().__init__()
        self._table = PieceTable(self.__getitem__)
        self.forget()

    def forget(self) -> None:
        """Delete everything; numbers returned so far become invalid."""
        self.clear()
        self._table.clear()
        self.words = WordList()
        self.stems = WordList()
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

    def numbers(self, documents: Sequence[Sequence[Sequence[str]]]) -> list[Texts]:
        """Convert texts to the numbers of their pieces.

        Args:
            documents: for each document, one or more, its fields, and for each field its texts. All documents have the
                same number of fields.

        Returns:
            for each field, the numbers of the pieces of its texts, with `TEXT_GAP` gaps between two texts.
        """
        parts: list[NDArray[np.int32]] = []
        together: list[str] = []
        # The texts are joined field by field, so that the numbers need not be sorted by field.
        for texts in chain.from_iterable(zip(*documents, strict=True)):
            joined = _BETWEEN.join(texts) + _LAST
            gaps = TEXT_GAP * (len(texts) - 1) if texts else 0
            if joined.count(END_SIGN) == 1 and joined.count(GAP_SIGN) == gaps and has_word_breaks(joined):
                together.append(joined)
            else:
                parts += [self._table.numbers(spaced_pieces("".join(together))), self._numbers_apart(texts)]
                together.clear()
        parts.append(self._table.numbers(spaced_pieces("".join(together))))
        numbers = np.concatenate(parts)
        ends = np.flatnonzero(numbers == _END)
        counts = (np.diff(ends, prepend=-1) - 1).reshape(-1, len(documents))
        pieces = np.split(numbers[numbers != _END], np.cumsum(counts.sum(axis=1))[:-1])
        return [Texts(*of_field) for of_field in zip(pieces, counts, strict=True)]

    def _numbers_apart(self, texts: Sequence[str]) -> NDArray[np.int32]:
        """Return the numbers of one field and its end. Its texts may contain our separators, and words without spaces
        between them.
        """
        found: list[int] = []
        for number, text in enumerate(texts):
            found += [GAP] * (TEXT_GAP if number else 0)
            plain = text.replace(GAP_SIGN, " ").replace(END_SIGN, " ")
            if has_word_breaks(plain):
                found += self._table.numbers(spaced_pieces(plain)).tolist()
            else:
                found += map(self.__getitem__, find_forms(plain))
        return np.array([*found, _END], dtype=np.int32)

    def forms(self, texts: Texts) -> Texts:
        """Return texts with the numbers of pieces replaced by those of their forms, which are all at least `GAP`."""
        numbers, counts = texts
        places = np.flatnonzero(numbers < 0)
        if not len(places):
            return texts
        compounds = -numbers[places] - 1
        ends = np.array(self._compound_ends)
        form_counts = np.diff(ends)[compounds]
        lengths: Numbers = np.ones(len(numbers), dtype=np.intp)
        lengths[places] = form_counts
        forms = np.repeat(numbers, lengths)
        # Numbers of pieces that are left in it are of those that are to be replaced.
        forms[forms < 0] = np.array(self._compound_forms, dtype=np.int32)[runs(form_counts, ends[compounds])]
        del lengths
        added = np.zeros(len(places) + 1, dtype=np.int64)
        np.cumsum(form_counts - 1, out=added[1:])
        text_ends = np.cumsum(counts)
        text_ends += added[np.searchsorted(places, text_ends)]
        return Texts(forms, np.diff(text_ends, prepend=0))

    def _add_form(self, form: str) -> int:
        terms = terms_of(form)
        # Equal strings are shared: most forms equal their word, and many words equal their stem.
        word = form if terms.word == form else terms.word
        stem = word if terms.stem == word else terms.stem
        self._word_of_form.append(self._word(word, stem) if word else -1)
        self._symbol_of_form.append(self._word(terms.symbol, terms.symbol) if terms.symbol else -1)
        return len(self._word_of_form) - 1

    def _word(self, word: str, stem: str) -> int:
        number = self._word_numbers.get(word)
        if number is None:
            number = self._word_numbers[word] = self.words.add(word)
            stem_number = self._stem_numbers.get(stem)
            if stem_number is None:
                stem_number = self._stem_numbers[stem] = self.stems.add(stem)
            self._stem_of_word.append(stem_number)
        return number

    def word_of_form(self) -> NDArray[np.int32]:
        """Return for each form the index of its word in `words`; -1 if it has none."""
        return np.array(self._word_of_form, dtype=np.int32)

    def symbol_of_form(self) -> NDArray[np.int32]:
        """Return for each form the index of its symbol in `words`; -1 if it has none."""
        return np.array(self._symbol_of_form, dtype=np.int32)

    def stem_of_word(self) -> NDArray[np.int32]:
        """Return for each word the index of its stem in `stems`."""
        return np.array(self._stem_of_word, dtype=np.int32)
