"""Holds the vectors of a library open in this process, and joins them with the documents of its index."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from qtbrowser.catalog.catalog import Catalog
from qtbrowser.errors import MeaningUnavailable
from qtbrowser.program_log import note

# Importing NumPy and ONNX Runtime takes long, so each is imported by the first call that needs it.
if TYPE_CHECKING:
    from qtbrowser.meaning.nearest_documents import NearestDocuments
    from qtbrowser.meaning.sentence_model import SentenceModel, Vectors
    from qtbrowser.search.searcher import Searcher

_model_lock = threading.Lock()
_models: list[SentenceModel] = []
_failures: list[str] = []


def shared_model() -> SentenceModel:
    """Return the sentence model, which all libraries of a process share; the first call loads it.

    Raises:
        MeaningUnavailable: a part of the installation is missing or damaged.
    """
    from qtbrowser.meaning.sentence_model import SentenceModel

    with _model_lock:
        if not _models:
            _models.append(SentenceModel())
        return _models[0]


def model_is_loaded() -> bool:
    """Whether `shared_model` returns at once, or has failed."""
    return bool(_models) or bool(_failures)


class MeaningIndex:
    """The vectors of one library, as `MeaningBuilder` has written them.

    Args:
        folder: where they are kept.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._searcher: Searcher | None = None
        self._version: tuple[tuple[str, int], ...] = ()
        self._nearest: NearestDocuments | None = None
        # The text that was encoded last, and its vector: what else is asked about hits is asked right after them.
        self._encoded: tuple[str, Vectors] | None = None

    @property
    def is_made(self) -> bool:
        """Whether there are vectors. Loads nothing."""
        return any(self.folder.glob("vectors-*.qbv"))

    def nearest(self, catalog: Catalog, searcher: Searcher) -> NearestDocuments | None:
        """Return the vectors of the documents of a searcher; None if there are none."""
        if not self.is_made:
            return None
        from qtbrowser.meaning.encoded_texts import asked_questions
        from qtbrowser.meaning.nearest_documents import NearestDocuments
        from qtbrowser.meaning.vector_store import VectorStore

        store = VectorStore(self.folder)
        version = store.version()
        if self._nearest is None or self._searcher is not searcher or self._version != version:
            asked = asked_questions(catalog.questions.texts())
            self._nearest = NearestDocuments(searcher.numbers(), catalog.text_keys(), store.load(), asked)
            self._searcher, self._version = searcher, version
        return self._nearest if len(self._nearest) else None

    def similar_questions(self, catalog: Catalog) -> list[tuple[str, str, float]]:
        """Return pairs of documents that ask the same in other words: two paths, and how near they are, 0 to 1.

        Only documents that have vectors are compared.
        """
        if not self.is_made:
            return []
        from qtbrowser.meaning.similar_questions import similar_pairs
        from qtbrowser.meaning.vector_store import VectorStore

        paths = {key: path for path, key in catalog.text_keys().items()}
        pairs = similar_pairs(VectorStore(self.folder), self.folder, list(paths))
        return [(paths[pair.one], paths[pair.other], min(1.0, pair.nearness)) for pair in pairs]

    def encode(self, text: str) -> Vectors | None:
        """Return the vector of a text; None if texts can't be compared by meaning here."""
        if _failures:
            return None
        if self._encoded is not None and self._encoded[0] == text:
            return self._encoded[1]
        try:
            vectors: Vectors = shared_model().encode([text])[0]
        except MeaningUnavailable as error:
            # Found out once: words are searched for without a word about it at each search.
            note(error.reason)
            _failures.append(error.reason)
            return None
        self._encoded = text, vectors
        return vectors
