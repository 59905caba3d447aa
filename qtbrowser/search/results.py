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
        subjects: (key, count) for the subjects that are named in documents.
        folders: (folder, count) for the documents without a named subject.
        topics: (key, count) for the most frequent topics, at most `MOST_TOPICS`.
        months: (`2025-01`, count); documents without a date are not counted.
    """

    subjects: list[tuple[str, int]] = field(default_factory=list)
    folders: list[tuple[str, int]] = field(default_factory=list)
    topics: list[tuple[str, int]] = field(default_factory=list)
    months: list[tuple[str, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class IndexResults:
    """What a search found.

    Attributes:
        total: the exact number of matching documents.
        hits: the requested hits, best first.
        match: `all` if each hit has everything that was typed; `some` if the hits have only a part of it, because few
            documents or none have all.
        answered: the query that was answered, by which words are marked; with `some`, its typing errors are corrected.
        missing: with `some`, the words and phrases, as typed, that none of the hits has.
        best_lacks: with `some`, where each of them is in some hit, those that the best hit lacks.
        held: with `some`, the largest share of the weight of all words that a document has, 0 to 1; otherwise 1.
        rows: the number of hits if equal documents count as one; otherwise as `total`.
        equals: path of a hit -> the hits that are equal to it and shown as one with it.
        facets: the counts over all matching documents, if they were requested.
        full: the number of documents that have everything that was typed; None if other spellings counted as well.
    """

    total: int = 0
    hits: list[IndexHit] = field(default_factory=list)
    match: Match = "all"
    answered: Query | None = None
    facets: IndexFacets | None = None
    missing: tuple[str, ...] = ()
    rows: int = 0
    equals: Mapping[str, tuple[IndexHit, ...]] = field(default_factory=dict)
    held: float = 1.0
    full: int | None = None
    best_lacks: tuple[str, ...] = ()
