"""A list of distinct texts, numbered in the order of addition, that also maintains their alphabetical order."""

from __future__ import annotations

from bisect import bisect_left
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from qtbrowser.search.lexicon import to_term
from qtbrowser.search.postings import Numbers


class WordList:
    """Distinct texts without spaces, numbered from 0 in the order in which they were added."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        # The texts that are sorted so far, ascending, and the number of each. Texts are in the order of their terms.
        self._sorted: list[str] = []
        self._order: Numbers = np.zeros(0, dtype=np.intp)

    def __len__(self) -> int:
        return len(self._texts)

    def __getitem__(self, number: int) -> str:
        return self._texts[number]

    def add(self, text: str) -> int:
        """Add a text that is not in the list and return its number."""
        self._texts.append(text)
        return len(self._texts) - 1

    def chosen(self, is_chosen: NDArray[np.bool_]) -> tuple[list[bytes], Numbers]:
        """Return the terms of some of the texts, ascending, and their numbers.

        Args:
            is_chosen: for each text, whether it is returned.
        """
        self._sort()
        wanted = is_chosen[self._order]
        # One call for all: many times as fast as one for each.
        terms = to_term(" ".join(compress(self._sorted, wanted.tolist()))).split(b" ") if wanted.any() else []
        return terms, self._order[wanted]

    def _sort(self) -> None:
        """Sort the added texts in among the others, of which there are usually many times as many."""
        known = len(self._sorted)
        if known == len(self._texts):
            return
        new = sorted(range(known, len(self._texts)), key=self._texts.__getitem__)
        texts = [self._texts[number] for number in new]
        self._order = np.insert(self._order, [bisect_left(self._sorted, text) for text in texts], new)
        self._sorted += texts
        # Python's sort detects the two ascending runs and merges them.
        self._sorted.sort()
