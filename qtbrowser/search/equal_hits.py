"""Makes one hit of documents of equal question and equal answer, which a library has in several subjects."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

import numpy as np

from qtbrowser.search.evaluation import Matches
from qtbrowser.search.results import IndexHit


class EqualDocuments:
    """Which documents of a searcher are equal.

    Args:
        groups: the paths of each group of equal documents.
        numbers: path -> number within the searcher; what it doesn't have is passed over.
        count: how many numbers there are.
    """

    def __init__(self, groups: Iterable[Sequence[str]], numbers: Mapping[str, int], count: int) -> None:
        self._group = np.zeros(count, dtype=np.int32)
        for name, paths in enumerate(groups, start=1):
            for path in paths:
                if path in numbers:
                    self._group[numbers[path]] = name

    def group(self, number: int) -> int:
        """Return the number of the group that a document is in; 0 if it has no equals."""
        return int(self._group[number])

    def merge(
        self, matches: Matches, ordered: Callable[[Matches], Sequence[IndexHit]]
    ) -> tuple[Matches, dict[str, tuple[IndexHit, ...]]]:
        """Keep of equal matches the one that comes first.

        Args:
            matches: documents ascending.
            ordered: the hits of some matches, all of them, in the order that is shown.

        Returns:
            The matches that are kept, and for each of them that has equals those, by its path, in order.
        """
        docs, scores = matches.docs, matches.scores
        among = self._group.take(docs) > 0
        if np.count_nonzero(among) < 2:
            return matches, {}
        first: dict[int, str] = {}
        others: dict[str, list[IndexHit]] = {}
        for hit in ordered(Matches(docs[among], scores[among])):
            group = int(self._group[hit.number])
            if group in first:
                others.setdefault(first[group], []).append(hit)
            else:
                first[group] = hit.path
        dropped = [hit.number for hits in others.values() for hit in hits]
        kept = np.isin(docs, dropped, invert=True)
        return Matches(docs[kept], scores[kept]), {path: tuple(hits) for path, hits in others.items()}


def opened_out(
    hits: Sequence[IndexHit], others: Mapping[str, tuple[IndexHit, ...]], apart: Collection[str]
) -> list[IndexHit]:
    """Return hits with the equals of those in `apart`, paths, behind each."""
    shown: list[IndexHit] = []
    for hit in hits:
        shown.append(hit)
        if hit.path in apart:
            shown += others.get(hit.path, ())
    return shown
