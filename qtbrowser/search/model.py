"""The values that go into the index and come out of it; no whoosh, no numpy."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date as Date
from typing import Literal

Sort = Literal["relevance", "date", "title"]


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One document as the index sees it.

    `answer` is plain words, free of Markdown. `subject` is the key of the subject the document itself names,
    `folder` the folder of its path; both, and each of `topics`, are found by exact match only. An empty string
    means that there is none; the root folder is the empty string too.
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


@dataclass(frozen=True, slots=True)
class Scope:
    """Where to search: in any of `subjects` or `folders`, and in any of `topics`; an empty scope is everything."""

    subjects: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexHit:
    """A found document: its path, its score (above zero, higher is better) and its number within the searcher."""

    path: str
    score: float
    number: int


@dataclass(frozen=True, slots=True)
class IndexResults:
    """`total` counts every matching document; `hits` are the ones asked for, best first."""

    total: int = 0
    hits: list[IndexHit] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage of an answer and the found words in it, as [start, end) in code points of `text`."""

    text: str = ""
    marks: tuple[tuple[int, int], ...] = ()
