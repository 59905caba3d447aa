"""Encodes the texts of a library that have no vector yet."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

from qtbrowser.meaning.sentence_model import SentenceModel, Vectors
from qtbrowser.meaning.vector_file import VectorKind
from qtbrowser.meaning.vector_store import VectorStore

# So often, in seconds, what was encoded is written: what a process that is killed loses at most.
WRITTEN_EVERY = 10.0
# So many texts are encoded between two reports of progress: enough for batches of like length.
_STEP = 64


class VectorBuilder:
    """Adds vectors to a store.

    Args:
        store: where they are kept; no other process may write to it meanwhile.
        keys: of all texts of the library.
        threads: processors to use.

    Raises:
        OSError: the store can't be written.
    """

    def __init__(self, store: VectorStore, keys: Iterable[int], threads: int = 1) -> None:
        self._store = store
        self._threads = threads
        self._model: SentenceModel | None = None
        self._keys = np.unique(np.fromiter(keys, dtype=np.uint64))
        store.tidy(self._keys)
        self._kept = {kind: vectors.keys for kind, vectors in store.load().items()}

    def missing(self, kind: VectorKind, keys: Iterable[int]) -> list[int]:
        """Return those of some keys that have no vector of a kind."""
        wanted = np.fromiter(keys, dtype=np.uint64)
        return [int(key) for key in np.setdiff1d(wanted, self._kept[kind])]

    def build(
        self, kind: VectorKind, keys: Sequence[int], text_of: Callable[[int], str | None]
    ) -> Iterator[tuple[int, bool]]:
        """Encode texts.

        Args:
            kind: what the texts are.
            keys: of the texts to encode.
            text_of: gives the text of a key; None if its document is gone.

        Yields:
            How many are done, and whether all of these are written.

        Raises:
            MeaningUnavailable: a part of the installation is missing or damaged.
            OSError: the disk is full or can't be written.
        """
        if not keys:
            return
        if self._model is None:
            self._model = SentenceModel(self._threads)
        waiting: list[tuple[int, Vectors]] = []
        written_at = time.monotonic()
        for start in range(0, len(keys), _STEP):
            part = keys[start : start + _STEP]
            texts = [(key, text) for key in part if (text := text_of(key)) is not None]
            vectors = self._model.encode([text for _, text in texts])
            waiting += [(key, vector) for (key, _), vector in zip(texts, vectors, strict=True)]
            is_last = start + _STEP >= len(keys)
            if is_due := bool(waiting) and (is_last or time.monotonic() - written_at >= WRITTEN_EVERY):
                self._write(kind, waiting)
                waiting, written_at = [], time.monotonic()
            yield start + len(part), is_due

    def _write(self, kind: VectorKind, waiting: Sequence[tuple[int, Vectors]]) -> None:
        keys = np.array([key for key, _ in waiting], dtype=np.uint64)
        self._store.add(kind, keys, np.stack([vector for _, vector in waiting]))
