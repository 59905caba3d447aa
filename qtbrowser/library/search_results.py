"""The values that a search returns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from typing import Literal


@dataclass(frozen=True, slots=True)
class Hit:
    """One found document.

    Attributes:
        path, id, title, subject, date: as in `qtbrowser.catalog.catalog_values.Entry`.
        score: the search's own measure; higher is better, comparable within one search only.
        snippet: plain text around the found words.
        marks: the found words in `snippet` as (start, end) in code points.
        place: where the snippet stands: how many of the found words of the answer, as `Library.marks` gives them for
            its plain text, come before those of the snippet.
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


@dataclass(frozen=True, slots=True)
class FacetCount:
    """A part of a result.

    Attributes:
        name: the subject, topic or month (``2025-01``) as it is shown, and as `Library.search` takes it to narrow.
        count: how many documents of the result belong to it.
    """

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """How all documents of a result spread; the most frequent first, months the latest first.

    A document counts in its own subject, not in those above it, and in each of its topics; of the topics
    only the most frequent are here.
    """

    subjects: tuple[FacetCount, ...] = ()
    topics: tuple[FacetCount, ...] = ()
    months: tuple[FacetCount, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResults:
    """A page of hits.

    Attributes:
        query: the text that was searched for.
        total: exact number of matching documents.
        seconds: time the search took.
        hits: the part that was asked for, best first.
        match: ``all`` where each document has everything that was typed; ``some`` where none has, or only a few by
            chance, and these are the ones that come nearest.
        suggestion: what was probably meant, where few or no documents have all that was typed.
        ignored: the pieces of the text that could not be understood.
        facets: how the whole result spreads, if that was asked for.
    """

    query: str
    total: int
    seconds: float
    hits: tuple[Hit, ...]
    match: Literal["all", "some"] = "all"
    suggestion: str | None = None
    ignored: tuple[str, ...] = ()
    facets: Facets | None = None
