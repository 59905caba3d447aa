"""What a search is asked for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """The arguments of a search.

    Attributes:
        text: the query, in the language that `Library.search_help` shows. No text is an error in it.
        limit: the largest number of hits to return.
        subject: only documents of this subject and those below it, in any case and spacing.
        sort: ``relevance``, ``date`` (newest first) or ``title``.
        topic: only documents with this keyword.
        month: only documents of this month (``2025-01``), day or year.
        offset: the number of hits to skip.
        include_hidden: also find documents that are hidden from lists.
        facets: count the subjects, topics and months of the whole result.
        merge_equal: make one hit of documents of equal question and equal answer; `SearchResults.total` still counts
            each.
        apart: paths of hits whose equals are hits all the same, each behind its own.
        words_only: leave out what is found by its meaning alone, and don't order hits by meaning.
        languages: tags of languages (``de``, ``pt-br``): leave out documents that name other ones by their folders or
            files; empty for all.
        but: paths of documents to leave out.
    """

    text: str
    limit: int = 20
    subject: str | None = None
    sort: str = "relevance"
    topic: str | None = None
    month: str | None = None
    offset: int = 0
    include_hidden: bool = False
    facets: bool = False
    merge_equal: bool = False
    apart: frozenset[str] = frozenset()
    words_only: bool = False
    languages: tuple[str, ...] = ()
    but: frozenset[str] = frozenset()
