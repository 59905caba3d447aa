"""The part of a `Library` that makes the vectors for search by meaning.

Vectors of questions are made first, so that they can soon be searched, then those of answers. Only new and changed
documents are encoded. What was encoded is written every few seconds; a process that is killed goes on from there.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from qtbrowser.catalog.damage import writing_told
from qtbrowser.errors import DocumentNotFound, IndexBusy, MeaningUnavailable
from qtbrowser.library.cache import LibraryCache
from qtbrowser.library.library_index import LibraryIndex

# Importing NumPy takes long, so it is imported by the first call that needs it.
if TYPE_CHECKING:
    from qtbrowser.library.sources import Sources

# Of the words of an English text about two fifths are among the commonest; of other languages' at most a tenth.
LEAST_COMMON_WORDS = 0.15
_FEWEST_WORDS = 100
_SAMPLE = 200
_SAMPLE_LETTERS = 400
_MOST_THREADS = 2


@dataclass(frozen=True, slots=True)
class MeaningProgress:
    """One step of making vectors.

    Attributes:
        done, total: texts; a document has two, its question and its answer, and one for each further question it asks.
        written: True where all that is done can be searched.
    """

    done: int
    total: int
    written: bool = False


class MeaningApi:
    """Makes, counts and removes the vectors of a library.

    Args:
        cache: the library's cache folder.
        index: its catalog and full-text index.
    """

    def __init__(self, cache: LibraryCache, index: LibraryIndex) -> None:
        self._cache = cache
        self._index = index

    def make(self) -> Generator[MeaningProgress, None, None]:
        """Make the vectors of the documents that have none.

        Yields:
            Progress; what is written can be searched at once. The last one has as many done as there are.

        Raises:
            MeaningUnavailable: a part of the installation is missing, or the library is not in English.
            IndexBusy: another process is making them.
            CacheNotWritable: the cache's disk is full or can't be written.
        """
        from qtbrowser.meaning.sentence_model import why_unavailable

        if reason := why_unavailable():
            raise MeaningUnavailable(reason)
        lock = FileLock(self._cache.root / "meaning.lock")
        with writing_told(self._cache.root):
            try:
                lock.acquire(timeout=0)
            except Timeout as error:
                raise IndexBusy("Another process is making this library's vectors.") from error
            try:
                sources = self._index.with_sources(lambda found: found)
                if sources is not None:
                    yield from _make(sources)
            finally:
                lock.release()

    def remove(self) -> None:
        """Remove all vectors of the library, and what was found by comparing them."""
        from qtbrowser.meaning.similar_questions import forget_pairs
        from qtbrowser.meaning.vector_store import VectorStore

        VectorStore(self._index.meaning.folder).clear()
        forget_pairs(self._index.meaning.folder)


def _make(sources: Sources) -> Iterator[MeaningProgress]:
    from qtbrowser.meaning.encoded_texts import answer_text, asked_questions
    from qtbrowser.meaning.vector_building import VectorBuilder
    from qtbrowser.meaning.vector_file import VectorKind
    from qtbrowser.meaning.vector_store import VectorStore

    searcher = sources.searcher
    keys = sources.catalog.text_keys()
    store = VectorStore(sources.meaning.folder)
    if not _is_english(sources, keys):
        store.clear()
        raise MeaningUnavailable(
            "This library can be searched by words only: the sentence model knows English, and most documents here "
            "are in another language."
        )
    paths = {key: path for path, key in keys.items()}
    numbers = searcher.numbers()
    asked = {one.key: one.question for one in asked_questions(sources.catalog.questions.texts())}
    builder = VectorBuilder(store, [*paths, *asked], min(_MOST_THREADS, os.cpu_count() or 1))

    def question(key: int) -> str | None:
        if key in asked:
            return asked[key]
        number = numbers.get(paths[key])
        return None if number is None else searcher.texts(number).title

    def answer(key: int) -> str | None:
        number = numbers.get(paths[key])
        return None if number is None else answer_text(*searcher.texts(number))

    missing = {
        VectorKind.QUESTION: builder.missing(VectorKind.QUESTION, [*paths, *asked]),
        VectorKind.ANSWER: builder.missing(VectorKind.ANSWER, paths),
    }
    total = sum(map(len, missing.values()))
    before = 0
    yield MeaningProgress(0, total)
    for kind, text_of in ((VectorKind.QUESTION, question), (VectorKind.ANSWER, answer)):
        for done, is_written in builder.build(kind, missing[kind], text_of):
            yield MeaningProgress(before + done, total, is_written)
        before += len(missing[kind])


def _is_english(sources: Sources, paths: Iterable[str]) -> bool:
    """Whether the documents are in English, as far as a sample of them tells."""
    from qtbrowser.search.analysis import STOP_WORDS, tokens

    ordered = sorted(paths)
    words = common = 0
    for path in ordered[:: max(1, len(ordered) // _SAMPLE)]:
        try:
            texts = sources.searcher.texts(path)
        except DocumentNotFound:
            # The index is ahead of the catalog.
            continue
        for token in tokens(f"{texts.title} {texts.answer[:_SAMPLE_LETTERS]}"):
            words += 1
            common += token.word in STOP_WORDS
    return words < _FEWEST_WORDS or common >= LEAST_COMMON_WORDS * words
