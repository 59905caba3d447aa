"""The values that a search returns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from typing import Literal

from qtbrowser.catalog.catalog_values import Entry


@dataclass(frozen=True, slots=True)
class Hit:
    """One found document.

    Attributes:
        path, id, title, subject, date: as in `qtbrowser.catalog.catalog_values.Entry`.
        score: the search's score; higher is better, comparable within one search only.
        snippet: plain text around the found words.
        marks: the found words in `snippet` as (start, end) in code points.
        place: where the snippet is in the answer: the number of found words, as `Library.marks` gives them for its
            plain text, before the first one of the snippet.
        equals: with `merge_equal`, the documents of equal question and answer; those of a hit in `apart` follow.
        is_equal_of: the path of the hit that this one follows for that.
        match: ``words`` if it has words of the query, ``meaning`` if only its meaning is near; its snippet is then the
            summary or the beginning of its answer.
        question, anchor: of a file that asks many, the question that the snippet belongs to, and its place on the page;
            empty for other documents.
    """

    path: str
    id: int | str | None
    title: str
    subject: str
    date: Date | None
    score: float
    snippet: str
    marks: tuple[tuple[int, int], ...]
    place: int = 0
    equals: tuple[Entry, ...] = ()
    is_equal_of: str = ""
    match: Literal["words", "meaning"] = "words"
    question: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class FacetCount:
    """The count of one subject, topic or month in a result.

    Attributes:
        name: the subject, topic or month (``2025-01``), as shown and as the argument of `Library.search`.
        count: the number of documents of the result that have it.
    """

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """The counts of all documents of a result: the most frequent first, months the latest first.

    A document counts in its own subject, not in those above it, and in each of its topics; only the most frequent
    topics are included.
    """

    subjects: tuple[FacetCount, ...] = ()
    topics: tuple[FacetCount, ...] = ()
    months: tuple[FacetCount, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResults:
    """A page of hits.

    Attributes:
        query: the text that was searched for.
        total: exact number of matching documents, and of those found by their meaning alone.
        rows: how many hits there are to page through: with `merge_equal` fewer, where documents are equal.
        distinct: the same without the hits that `apart` adds.
        meant: how many of `total` were found by their meaning alone.
        seconds: time the search took.
        hits: the requested part, best first.
        match: ``all`` if each document matches the whole query; ``some`` if no document or only a few do, and the hits
            are the best partial matches.
        suggestion: what was probably meant, if few or no documents match the whole query.
        ignored: the parts of the text that could not be parsed.
        missing: with ``some``, the words that no hit has.
        best_lacks: with ``some``, where each word is in some hit, those that the first lacks.
        facets: the counts over the whole result, if they were requested.
    """

    query: str
    total: int
    seconds: float
    hits: tuple[Hit, ...]
    match: Literal["all", "some"] = "all"
    suggestion: str | None = None
    ignored: tuple[str, ...] = ()
    facets: Facets | None = None
    missing: tuple[str, ...] = ()
    rows: int = 0
    distinct: int = 0
    meant: int = 0
    best_lacks: tuple[str, ...] = ()
