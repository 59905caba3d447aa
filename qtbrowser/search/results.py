"""The plain values that a searcher returns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from qtbrowser.search.index_values import Match
from qtbrowser.search.query import Query


class IndexHit(NamedTuple):
    """A found document: its path, its score (above zero, higher is better) and its number within the searcher."""

    path: str
    score: float
    number: int


@dataclass(frozen=True, slots=True)
class IndexFacets:
    """Counts over all documents of a result, the most frequent first; months the newest first.

    Attributes:
        subjects: (key, count) of the subjects that documents name themselves.
        folders: (folder, count) of the documents that name none.
        topics: (key, count) of the most frequent topics, at most `MOST_TOPICS`.
        months: (`2025-01`, count); documents without a date are in none.
    """

    subjects: list[tuple[str, int]] = field(default_factory=list)
    folders: list[tuple[str, int]] = field(default_factory=list)
    topics: list[tuple[str, int]] = field(default_factory=list)
    months: list[tuple[str, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class IndexResults:
    """What a search found.

    Attributes:
        total: how many documents match, exactly.
        hits: those asked for, best first.
        match: `all` where each of them has everything that was typed, `some` where these come nearer than the few
            that have, if any.
        answered: the query they answer, and that their marks go by: with `some`, typing errors are put right in it.
        missing: with `some`, the words and phrases, as typed, that none of these documents has; where each has some of
            them, those that the best lacks.
        rows: how many hits there are where equal documents are one; else as `total`.
        equals: path of a hit -> the hits that were made one with it.
        facets: how all of them spread over subjects, topics and months, if that was asked for.
    """

    total: int = 0
    hits: list[IndexHit] = field(default_factory=list)
    match: Match = "all"
    answered: Query | None = None
    facets: IndexFacets | None = None
    missing: tuple[str, ...] = ()
    rows: int = 0
    equals: Mapping[str, tuple[IndexHit, ...]] = field(default_factory=dict)
