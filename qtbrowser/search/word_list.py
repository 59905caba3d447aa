"""A list of distinct texts, numbered in the order of addition, that also maintains their alphabetical order."""

from __future__ import annotations

from itertools import compress

import numpy as np
from numpy.typing import NDArray

from qtbrowser.search.lexicon import to_term
from qtbrowser.search.postings import Numbers


class WordList:
    """Distinct texts, numbered from 0 in the order in which they were added."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        # The terms of the texts that are sorted so far, ascending, and the number of each.
        self._terms: list[bytes] = []
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
        return list(compress(self._terms, wanted.tolist())), self._order[wanted]

    def _sort(self) -> None:
        known = len(self._terms)
        if known == len(self._texts):
            return
        pairs = list(zip(self._terms, self._order.tolist(), strict=True))
        pairs += sorted((to_term(text), number) for number, text in enumerate(self._texts[known:], known))
        # Python's sort detects the two ascending runs and merges them.
        pairs.sort()
        self._terms = [term for term, _ in pairs]
        self._order = np.fromiter((number for _, number in pairs), dtype=np.intp, count=len(pairs))
