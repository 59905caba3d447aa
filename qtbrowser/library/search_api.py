"""The searching part of a `Library`."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qtbrowser.library.library_index import LibraryIndex
from qtbrowser.library.references import find_path
from qtbrowser.library.search_request import SearchRequest
from qtbrowser.library.search_results import Hit, SearchResults

# Importing Whoosh and NumPy takes long, so each is imported by the first call that needs it.
if TYPE_CHECKING:
    from qtbrowser.catalog.catalog_values import Entry
    from qtbrowser.library.quick_open import QuickOpened
    from qtbrowser.library.sources import Sources
    from qtbrowser.search.query import Query


class SearchApi:
    """Searches the full-text index of a library.

    Args:
        folder: the library's folder, resolved.
        index: its catalog and full-text index.
    """

    def __init__(self, folder: Path, index: LibraryIndex) -> None:
        self._folder = folder
        self._index = index
        self._last_query: Query | None = None

    def search(self, request: SearchRequest) -> SearchResults:
        """Find documents by words, and by meaning where the words match only in part or in few documents.

        Raises:
            SubjectNotFound: no document has this subject.
            UsageError: the sort order or the month is invalid.
            IndexDamaged: the index can't be read; a refresh rebuilds it.
        """
        from qtbrowser.library.kept_documents import kept_documents
        from qtbrowser.library.searching import search

        begin = time.perf_counter()
        kept = partial(kept_documents, folder=self._folder)
        results, answered = self._index.with_sources(lambda sources: search(request, sources, kept))
        self._last_query = answered
        return dataclasses.replace(results, seconds=time.perf_counter() - begin)

    def meeting(self, text: str) -> tuple[str, ...]:
        """The paths of all documents that meet the whole of a query, hidden ones too: none that is only near to it, or
        has its last word only as a beginning.

        Raises:
            UsageError: a part of the query is not understood.
            IndexDamaged: as `search`.
        """
        from qtbrowser.library.kept_documents import kept_documents
        from qtbrowser.library.searching import meeting

        kept = partial(kept_documents, folder=self._folder)
        return self._index.with_sources(lambda sources: meeting(text, sources, kept))

    def meaning_is_to_be_loaded(self, text: str) -> bool:
        """Whether a search for a text would load the sentence model first, which takes some tenths of a second."""
        from qtbrowser.library.fusion import is_by_meaning
        from qtbrowser.library.meaning_index import model_is_loaded
        from qtbrowser.search.language import parse_query

        return self._index.meaning.is_made and not model_is_loaded() and is_by_meaning(parse_query(text))

    def similar(self, reference: int | str, limit: int = 10, *, include_hidden: bool = False) -> list[Hit]:
        """The documents most similar to one, the most similar first; those with the same title come last.

        Args:
            reference: as for `ReadApi.document`.
            limit: the largest number of hits to return.
            include_hidden: also find documents that are hidden from lists.

        Raises:
            DocumentNotFound, AmbiguousReference: as `ReadApi.document`.
            IndexDamaged: as `search`.
        """
        from qtbrowser.library.searching import similar

        path = find_path(self._index.catalog, self._folder, reference)

        def find(sources: Sources | None) -> list[Hit]:
            return [] if sources is None else similar(path, limit, sources, include_hidden=include_hidden)

        return self._index.with_sources(find)

    def related(self, reference: int | str, limit: int = 5) -> list[Hit]:
        """The most similar documents with other titles, shown for a document that names no related ones.

        Raises:
            DocumentNotFound, AmbiguousReference, IndexDamaged: as `similar`.
        """
        from qtbrowser.library.searching import related

        path = find_path(self._index.catalog, self._folder, reference)
        return self._index.with_sources(lambda sources: [] if sources is None else related(path, limit, sources))

    def related_entries(self, path: str, limit: int = 5) -> list[Entry]:
        """The documents of `related` for the one at a path, without snippets.

        Raises:
            DocumentNotFound: the index has no such document.
            IndexDamaged: as `similar`.
        """
        from qtbrowser.library.searching import related_entries

        return self._index.with_sources(
            lambda sources: [] if sources is None else related_entries(path, limit, sources)
        )

    def complete(self, text: str, limit: int = 8, *, include_hidden: bool = False) -> list[str]:
        """Questions of the library that begin with what was typed, or else have all its words; the best first.

        Args:
            text: the query as typed. Only plain words are completed; for anything else the result is empty.
            limit: the largest number of questions to return.

        Raises:
            IndexDamaged: as `search`.
        """

        def find(sources: Sources | None) -> list[str]:
            if sources is None:
                return []
            return sources.searcher.complete(text, limit=limit, include_hidden=include_hidden)

        return self._index.with_sources(find)

    def quick_open(
        self, text: str, limit: int = 50, *, before: Mapping[str, str] | None = None, include_hidden: bool = False
    ) -> QuickOpened:
        """Find documents by their titles as they are typed, typing errors included; see `library.quick_open`.

        Args:
            text: what was typed.
            limit: most documents to return.
            before: the `survivors` of what was found for the text without its last letter.
            include_hidden: documents that ask not to be listed, too.

        Raises:
            IndexDamaged: as `search`.
        """
        from qtbrowser.library.quick_open import QuickOpened, quick_open

        def find(sources: Sources | None) -> QuickOpened:
            if sources is None:
                return QuickOpened(text)
            return quick_open(text, sources, limit, before or {}, include_hidden=include_hidden)

        return self._index.with_sources(find)

    @staticmethod
    def search_help() -> tuple[tuple[str, str], ...]:
        """Examples of queries, each with what it finds."""
        from qtbrowser.search.language import HELP

        return HELP

    def marks(self, text: str, plain: str) -> list[tuple[int, int]]:
        """The ranges of a plain text that a search for `text` matches, as (start, end) in code points, ascending.

        If the last search was for this text and corrected typing errors, the ranges are of the corrected words.
        """
        from qtbrowser.search.language import parse_query

        last = self._last_query
        return (last if last is not None and last.text == text else parse_query(text)).marks(plain)
