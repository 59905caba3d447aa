"""The values that go into the index and come out of it; no whoosh, no numpy."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date as Date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from qtbrowser.search.facets import IndexFacets
    from qtbrowser.search.query import Query

Sort = Literal["relevance", "date", "title"]
Match = Literal["all", "some"]
Feature = Literal["math", "code", "table"]
# What an answer may hold beside words; their order is that of the bits in the index.
FEATURES: tuple[Feature, ...] = ("math", "code", "table")


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One document as the index sees it.

    `answer` is plain words, free of Markdown; `description`, its summary, is found like it. `subject` is the key of
    the subject the document itself names, `folder` the folder of its path; both, and each of `topics`, are found by
    exact match only. An empty string means that there is none; the root folder is the empty string too.
    """

    path: str
    title: str
    answer: str = ""
    keywords: tuple[str, ...] = ()
    id: str = ""
    subject: str = ""
    folder: str = ""
    topics: tuple[str, ...] = ()
    date: Date | None = None
    hidden: bool = False
    description: str = ""
    features: tuple[Feature, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """Where to search: in any of `subjects` or `folders`, in any of `topics`, and in `days`.

    `days` are the first and the last, as proleptic ordinals. An empty scope is everything.
    """

    subjects: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    days: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class IndexHit:
    """A found document: its path, its score (above zero, higher is better) and its number within the searcher."""

    path: str
    score: float
    number: int


@dataclass(frozen=True, slots=True)
class IndexResults:
    """What a search found.

    Attributes:
        total: how many documents match, exactly.
        hits: those asked for, best first.
        match: `all` where each of them has everything that was typed, `some` where none has and these come nearest.
        answered: the query they answer, and that their marks go by: with `some`, typing errors are put right in it.
        facets: how all of them spread over subjects, topics and months, if that was asked for.
    """

    total: int = 0
    hits: list[IndexHit] = field(default_factory=list)
    match: Match = "all"
    answered: Query | None = None
    facets: IndexFacets | None = None


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage of an answer.

    Attributes:
        text: the passage, an ellipsis where it is cut.
        marks: the found words in it, as [start, end) in code points.
        place: where it stands: how many marks of the whole answer come before those of the passage.
    """

    text: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    place: int = 0
