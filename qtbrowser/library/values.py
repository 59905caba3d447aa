"""What a search gives back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date


@dataclass(frozen=True, slots=True)
class Hit:
    """One found document.

    Attributes:
        path, id, title, subject, date: as in `qtbrowser.catalog.values.Entry`.
        score: the search's own measure; higher is better, comparable within one search only.
        snippet: plain text around the found words.
        marks: the found words in `snippet` as (start, end) in code points.
    """

    path: str
    id: int | str | None
    title: str
    subject: str
    date: Date | None
    score: float
    snippet: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class SearchResults:
    """A page of hits.

    Attributes:
        query: the text that was searched for.
        total: exact number of matching documents.
        seconds: time the search took.
        hits: the part that was asked for, best first.
    """

    query: str
    total: int
    seconds: float
    hits: tuple[Hit, ...]
