"""The values that go into the index and come out of it; no whoosh, no numpy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from typing import Literal, NamedTuple

# Raised whenever the fields, the files of a segment or the analysis of text change: older indexes are rebuilt.
SCHEMA_VERSION = 4
INDEX_NAME = "MAIN"
Sort = Literal["relevance", "date", "title"]
Match = Literal["all", "some"]
Feature = Literal["math", "code", "table"]
# What an answer may hold beside words; their order is that of the bits in the index.
FEATURES: tuple[Feature, ...] = ("math", "code", "table")


class IndexEntry(NamedTuple):
    """One document as the index sees it.

    `answer` is plain words, free of Markdown; `description`, its summary, is found like it. `subject` is the key of
    the subject the document itself names, `folder` the folder of its path; both, and each of `topics`, are found by
    exact match only. An empty string means that there is none; the root folder is the empty string too. `stored` is
    what `packing.pack_stored` makes of it, where that was done ahead. `also` are the keys of further subjects.
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
    stored: bytes = b""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """Where to search: in any of `subjects`, own or further ones, or `folders`, in any of `topics`, and in `days`.

    `days` are the first and the last, as proleptic ordinals. With `languages`, documents that name another language by
    a folder or before the suffix of their file are left out, and so are the paths of `but`. An empty scope is
    everything.
    """

    subjects: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    days: tuple[int, int] | None = None
    languages: tuple[str, ...] = ()
    but: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage of an answer.

    Attributes:
        text: the passage, an ellipsis where it is cut.
        marks: the found words in it, as [start, end) in code points.
        place: where it stands: how many marks of the whole answer come before those of the passage.
        first: where the found words begin in the answer, in code points; -1 if the passage has none of the answer's.
    """

    text: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    place: int = 0
    first: int = -1


class DocumentTexts(NamedTuple):
    """The plain texts of a document: its question, its summary (empty for none), and its answer."""

    title: str
    description: str
    answer: str
