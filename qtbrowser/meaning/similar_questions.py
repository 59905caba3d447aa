"""Finds pairs of documents that ask the same in other words, by their vectors.

Every two questions are compared once: what was compared is kept in a file, and the next call compares only what is new.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from qtbrowser.held_files import remove_file, replace_file
from qtbrowser.meaning.vector_file import VectorKind, VectorSet
from qtbrowser.meaning.vector_store import VectorStore

LEAST_OF_QUESTIONS = 0.9
LEAST_OF_ANSWERS = 0.86
"""The least cosines of the questions and of the answers (summaries, or beginnings of answers) of such a pair.

Over 1,848 documents all seven pairs above both, without those that name different things, were the same question; below
either, most were not: the same terms in another relation.
"""

_FILE = "similar-questions.npz"
_BLOCK = 512
_MOST_NEW_PAIRS = 20_000
"""A library made of one pattern ("Who was nominated for ... in ...?") may have millions; no person looks at so many."""


class SimilarPair(NamedTuple):
    """The keys of two documents, and the cosine of their questions."""

    one: int
    other: int
    nearness: float


class _Compared(NamedTuple):
    """What was compared: the keys, ascending, and of each pair its two keys and the cosine."""

    keys: NDArray[np.uint64]
    pairs: NDArray[np.uint64]
    nearness: NDArray[np.float32]


def similar_pairs(store: VectorStore, folder: Path, used: Sequence[int]) -> list[SimilarPair]:
    """Return the pairs of documents that ask the same, the nearest first.

    Args:
        store: the vectors.
        folder: where it is kept what was compared; if it can't be written, nothing is kept.
        used: the keys of the library's documents. Those without both vectors are left out.
    """
    vectors = store.load()
    questions, answers = vectors[VectorKind.QUESTION], vectors[VectorKind.ANSWER]
    both = np.intersect1d(questions.keys, answers.keys)
    keys = np.intersect1d(both, np.array(used, dtype=np.uint64))
    before = _read(folder / _FILE)
    kept = np.isin(before.pairs, keys).all(axis=1)
    pairs, nearness = before.pairs[kept], before.nearness[kept]
    is_new = ~np.isin(keys, before.keys)
    if is_new.any():
        more_pairs, more_nearness = _compare(keys, is_new, _rows(questions, keys), _rows(answers, keys))
        pairs, nearness = np.concatenate((pairs, more_pairs)), np.concatenate((nearness, more_nearness))
    if is_new.any() or len(keys) != len(before.keys):
        # What can't be kept is compared again.
        with contextlib.suppress(OSError):
            _write(folder / _FILE, _Compared(keys, pairs, nearness))
    order = np.lexsort((pairs[:, 1], pairs[:, 0], -nearness))
    rows = zip(pairs[order].tolist(), nearness[order].tolist(), strict=True)
    return [SimilarPair(one, other, cosine) for (one, other), cosine in rows]


def forget_pairs(folder: Path) -> None:
    """Remove what `similar_pairs` keeps in a folder; on Windows it stays if another process reads it for long."""
    with contextlib.suppress(OSError):
        remove_file(folder / _FILE)


def _rows(vectors: VectorSet, keys: NDArray[np.uint64]) -> NDArray[np.float32]:
    """Return the vectors of some keys, shape (keys, dimensions)."""
    found = vectors.take(np.searchsorted(vectors.keys, keys))
    rows: NDArray[np.float32] = found.vectors.astype(np.float32) * found.scales[:, None]
    return rows


def _compare(
    keys: NDArray[np.uint64], is_new: NDArray[np.bool_], questions: NDArray[np.float32], answers: NDArray[np.float32]
) -> tuple[NDArray[np.uint64], NDArray[np.float32]]:
    """Return the pairs of which at least one is new, with the cosines of their questions."""
    pairs, nearness = [np.zeros((0, 2), dtype=np.uint64)], [np.zeros(0, dtype=np.float32)]
    count = 0
    for ones, others, cosines in _near(is_new.nonzero()[0], is_new, questions):
        alike = np.einsum("nd,nd->n", answers.take(ones, axis=0), answers.take(others, axis=0)) >= LEAST_OF_ANSWERS
        pairs.append(np.sort(np.stack((keys[ones[alike]], keys[others[alike]]), axis=1), axis=1))
        nearness.append(cosines[alike])
        count += len(pairs[-1])
        if count > _MOST_NEW_PAIRS:
            break
    return np.concatenate(pairs), np.concatenate(nearness)


def _near(
    new: NDArray[np.intp], is_new: NDArray[np.bool_], questions: NDArray[np.float32]
) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float32]]]:
    """Yield pairs of rows whose questions are near, each pair once, and their cosines."""
    for start in range(0, len(new), _BLOCK):
        block = new[start : start + _BLOCK]
        cosines = questions.take(block, axis=0) @ questions.T
        places, others = (cosines >= LEAST_OF_QUESTIONS).nonzero()
        ones = block[places]
        # Of two new ones, the pair is seen from both.
        once = (~is_new[others] | (ones < others)).nonzero()[0]
        yield ones[once], others[once], cosines[places[once], others[once]]


def _read(file: Path) -> _Compared:
    """Return what was kept; nothing where the file is missing or damaged."""
    nothing = _Compared(np.zeros(0, np.uint64), np.zeros((0, 2), np.uint64), np.zeros(0, np.float32))
    # numpy raises many kinds of errors for a damaged file; what it held is computed again.
    with contextlib.suppress(Exception), open(file, "rb") as stream, np.load(stream, allow_pickle=False) as arrays:
        found = _Compared(*(_array(arrays, name, kept) for name, kept in nothing._asdict().items()))
        if len(found.pairs) == len(found.nearness):
            return found
    return nothing


def _array(arrays: Any, name: str, like: NDArray[Any]) -> NDArray[Any]:
    found: NDArray[Any] = arrays[name]
    if found.dtype != like.dtype or found.shape[1:] != like.shape[1:]:
        raise ValueError(name)
    return found


def _write(file: Path, compared: _Compared) -> None:
    fresh = file.with_suffix(".new")
    with open(fresh, "wb") as stream:
        np.savez(stream, **compared._asdict())
    replace_file(fresh, file)
