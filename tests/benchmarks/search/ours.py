"""QtBrowser in the comparison: its index and catalog alone, and `Library.search` with all that it adds."""

from __future__ import annotations

import time
from pathlib import Path

from qtbrowser.catalog.catalog import Catalog
from qtbrowser.catalog.catalog_values import Selection
from qtbrowser.library import Library
from qtbrowser.library.cache import LibraryCache
from qtbrowser.search.index import SearchIndex
from qtbrowser.search.index_values import Scope, Sort
from qtbrowser.search.language import parse_query
from qtbrowser.search.query import Query
from qtbrowser.search.results import IndexResults
from tests.benchmarks.search.question import Found, Program, Question

OURS = "QtBrowser"
WHOLE = "Library.search"


class QtBrowserSearch(Program):
    """What is compared: the text is parsed, looked up and ranked, and the best hits' titles come from the catalog.

    Args:
        library: the documents; they have been indexed.
        cache: QtBrowser's cache folder.

    Raises:
        FileNotFoundError: they have not.
    """

    name = OURS

    def __init__(self, library: Path, cache: Path) -> None:
        generation = LibraryCache(library.resolve(), cache).current()
        if generation is None:
            raise FileNotFoundError(f"{library} has not been indexed in {cache}.")
        self._catalog = Catalog(generation / "catalog.sqlite3")
        self._index = SearchIndex.open(generation / "index")
        self._searcher = self._index.searcher()

    @property
    def document_count(self) -> int:
        """How many documents there are, hidden ones too."""
        return self._searcher.document_count

    def search(self, question: Question, limit: int) -> Found:
        results = self._find(question, parse_query(question.text), limit)
        entries = self._catalog.entries.of_paths([hit.path for hit in results.hits])
        return Found(results.total, [entries[hit.path].title for hit in results.hits])

    def _find(self, question: Question, query: Query, limit: int, *, facets: bool = False) -> IndexResults:
        scope = Scope()
        if question.subject is not None:
            scope = Scope(*self._catalog.subjects.search_scope(Selection(question.subject)))
        sort: Sort = "date" if question.newest_first else "relevance"
        return self._searcher.search(query, limit=limit, scope=scope, include_hidden=True, sort=sort, facets=facets)

    def snippet_seconds(self, question: Question, limit: int) -> float:
        """Return the processor time for the snippets of the best hits; most questions have so many."""
        query = parse_query(question.text)
        results = self._find(question, query, limit)
        begin = time.process_time()
        for hit in results.hits:
            self._searcher.snippet(hit.number, results.answered or query)
        return time.process_time() - begin

    def facet_seconds(self, question: Question, limit: int) -> float:
        """Return the processor time that the facets of the whole result add to a search."""
        query = parse_query(question.text)
        begin = time.process_time()
        self._find(question, query, limit)
        middle = time.process_time()
        self._find(question, query, limit, facets=True)
        return max(0.0, time.process_time() - middle - (middle - begin))

    def close(self) -> None:
        self._catalog.close()
        self._index.close()


class LibrarySearch(Program):
    """`Library.search` as a front end calls it: with snippets, and suggestions where little is found."""

    name = WHOLE

    def __init__(self, library: Path, cache: Path) -> None:
        self._library = Library.open(library, cache_dir=cache, refresh=False)

    def search(self, question: Question, limit: int) -> Found:
        results = self._library.search(
            question.text,
            limit=limit,
            subject=question.subject,
            sort="date" if question.newest_first else "relevance",
            include_hidden=True,
        )
        return Found(results.total, [hit.title for hit in results.hits])

    def close(self) -> None:
        self._library.close()
