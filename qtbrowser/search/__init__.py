"""The full-text index and its queries; the only place that imports whoosh and numpy."""

from __future__ import annotations

from qtbrowser.search.index import SearchIndex
from qtbrowser.search.language import parse_query
from qtbrowser.search.model import IndexEntry, Scope, Snippet, Sort
from qtbrowser.search.query import Query
from qtbrowser.search.results import IndexHit, IndexResults
from qtbrowser.search.searcher import Searcher

__all__ = [
    "IndexEntry",
    "IndexHit",
    "IndexResults",
    "Query",
    "Scope",
    "SearchIndex",
    "Searcher",
    "Snippet",
    "Sort",
    "parse_query",
]
