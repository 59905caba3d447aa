"""Finds the documents that are nearest in meaning to a text: every vector is compared, nothing is approximated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qtbrowser.meaning.encoded_texts import Asked
from qtbrowser.meaning.vector_file import VectorKind, VectorSet

# So many vectors are turned into floating-point numbers at a time, which stays within a processor's cache.
_BLOCK = 2048

Nearness = NDArray[np.float32]


class NearestDocuments:
    """The vectors of the documents of one commit of the index.

    Args:
        numbers: path of each document -> its number within the searcher.
        keys: path of each document -> the key of its text.
        vectors: of each kind, in the order of their keys.
        asked: the questions of files that ask many.

    Attributes:
        paths: number of each document -> its path.
    """

    def __init__(
        self,
        numbers: Mapping[str, int],
        keys: Mapping[str, int],
        vectors: Mapping[VectorKind, VectorSet],
        asked: Iterable[Asked] = (),
    ) -> None:
        self.paths = dict(sorted((number, path) for path, number in numbers.items() if path in keys))
        self._numbers: NDArray[np.intp] = np.fromiter(self.paths, dtype=np.intp, count=len(self.paths))
        own = np.fromiter((keys[path] for path in self.paths.values()), dtype=np.uint64, count=len(self.paths))
        self._sets = vectors
        self._rows = {kind: _rows(own, of_kind) for kind, of_kind in vectors.items()}
        known = [one for one in asked if one.path in numbers and one.path in keys]
        rows = (
            _rows(np.array([one.key for one in known], dtype=np.uint64), vectors[VectorKind.QUESTION]) if known else ()
        )
        # Of each question of a file: the document's place here, its own number in the file, and the row of its vector.
        self._asked: NDArray[np.intp] = np.array(
            [
                (self._places([numbers[one.path]])[0], one.place, row)
                for one, row in zip(known, rows, strict=True)
                if row >= 0
            ],
            dtype=np.intp,
        ).reshape(-1, 3)

    def __len__(self) -> int:
        """The number of documents that have a vector."""
        return int(np.count_nonzero(self._rows[VectorKind.QUESTION] >= 0)) if self._rows else 0

    def to_text(self, vector: NDArray[Any]) -> Nearness:
        """Return how near each document is to a text.

        Args:
            vector: of the text, shape (dimensions,), of length 1.

        Returns:
            For each document the largest cosine of its question, its answer and further questions that it asks; -1 for
            those without a vector.
        """
        nearness = np.full(len(self._numbers), -1, dtype=np.float32)
        for kind, vectors in self._sets.items():
            rows = self._rows[kind]
            has = rows >= 0
            if has.any():
                nearness[has] = np.maximum(nearness[has], _cosines(vectors, vector).take(rows[has]))
        if len(self._asked):
            np.maximum.at(nearness, self._asked[:, 0], self._asked_cosines(vector))
        return nearness

    def nearest_asked(self, nearness: Nearness, vector: NDArray[Any], numbers: Sequence[int]) -> dict[int, int]:
        """Return which of their questions makes documents as near to a text as they are.

        Args:
            nearness: of each document, from `to_text`.
            vector: of the text.
            numbers: of the documents.

        Returns:
            Number of a document -> that of its question, from 0. Documents that are nearer by their own title or answer
            are left out, and so are those that ask one question only.
        """
        if not len(self._asked):
            return {}
        places, cosines = self._asked[:, 0], self._asked_cosines(vector)
        wanted = np.isin(places, self._places(numbers))
        is_it = (wanted & (cosines >= nearness.take(places))).nonzero()[0]
        found: dict[int, int] = {}
        for row in is_it.tolist():
            found.setdefault(int(self._numbers[places[row]]), int(self._asked[row, 1]))
        return found

    def _places(self, numbers: Sequence[int]) -> NDArray[np.intp]:
        """Return where documents are in arrays that have an item for each document; -1 for those without a vector."""
        wanted = np.array(numbers, dtype=np.intp)
        if not len(self._numbers):
            return np.full(len(wanted), -1, dtype=np.intp)
        at = np.minimum(self._numbers.searchsorted(wanted), len(self._numbers) - 1)
        return np.where(self._numbers.take(at) == wanted, at, -1)

    def _asked_cosines(self, vector: NDArray[Any]) -> NDArray[np.float32]:
        vectors = self._sets[VectorKind.QUESTION]
        rows = self._asked[:, 2]
        found: NDArray[np.float32] = _cosines(vectors.take(rows), vector)
        return found

    def to_document(self, number: int) -> Nearness | None:
        """Return how near each document is to one.

        Args:
            number: of the one, within the searcher.

        Returns:
            For each document the mean of the cosines of their questions and of their answers, as far as both have them;
            -1 for those without a vector. None if the one has no vector.
        """
        place = int(self._places([number])[0])
        if place < 0:
            return None
        sums = np.zeros(len(self._numbers), dtype=np.float32)
        counts = np.zeros(len(self._numbers), dtype=np.float32)
        for kind, vectors in self._sets.items():
            rows = self._rows[kind]
            row = int(rows[place])
            if row >= 0:
                has = rows >= 0
                own = vectors.vectors[row].astype(np.float32) * vectors.scales[row]
                sums[has] += _cosines(vectors, own).take(rows[has])
                counts[has] += 1
        if not counts.any():
            return None
        return np.where(counts > 0, sums / np.maximum(counts, 1), np.float32(-1))

    def best(self, nearness: Nearness, allowed: NDArray[np.bool_], count: int, least: float) -> list[tuple[int, float]]:
        """Return the nearest documents, the nearest first.

        Args:
            nearness: of each document.
            allowed: for each number within the searcher, whether it may be among them.
            count: the largest number of them.
            least: the least nearness.

        Returns:
            number and nearness of each.
        """
        among = (allowed.take(self._numbers) & (nearness >= least)).nonzero()[0]
        if len(among) > count:
            among = among[np.argpartition(-nearness.take(among), count - 1)[:count]]
        # Of equally near ones the one with the lower number comes first.
        order = among[np.lexsort((self._numbers.take(among), -nearness.take(among)))]
        return list(zip(self._numbers.take(order).tolist(), nearness.take(order).tolist(), strict=True))

    def of(self, nearness: Nearness, numbers: Sequence[int]) -> list[float]:
        """Return the nearness of some documents; -1 for those without a vector."""
        places = self._places(numbers).tolist()
        return [-1.0 if place < 0 else float(nearness[place]) for place in places]


def _rows(keys: NDArray[np.uint64], vectors: VectorSet) -> NDArray[np.intp]:
    """Return for each key the row of its vector, -1 for none."""
    if not len(vectors):
        return np.full(len(keys), -1, dtype=np.intp)
    rows = np.minimum(np.searchsorted(vectors.keys, keys), len(vectors) - 1)
    return np.where(vectors.keys.take(rows) == keys, rows, -1)


def _cosines(vectors: VectorSet, vector: NDArray[Any]) -> NDArray[np.float32]:
    found = np.empty(len(vectors), dtype=np.float32)
    wanted = vector.astype(np.float32)
    for start in range(0, len(vectors), _BLOCK):
        block = vectors.vectors[start : start + _BLOCK].astype(np.float32)
        found[start : start + _BLOCK] = block @ wanted
    return found * vectors.scales
