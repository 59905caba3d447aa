"""A question put to every search program alike, and what each gives back."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date as Date
from pathlib import Path
from typing import Literal, NamedTuple

from tests.benchmarks.search.records import Record

Form = Literal["all", "any", "phrase", "fuzzy"]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, apart from any program's language.

    Attributes:
        kind: the row of the table it counts in.
        words: lower case, letters and digits alone.
        beginning: a last word of which only the beginning has been typed.
        form: how the words go together; `fuzzy` is one word with at most one edit.
        subject: the display name of the only subject to search in.
        dates: the only days to search in, the last one included.
        newest_first: order by date, not by relevance.
    """

    kind: str
    words: tuple[str, ...]
    beginning: str = ""
    form: Form = "all"
    subject: str | None = None
    dates: tuple[Date, Date] | None = None
    newest_first: bool = False

    @property
    def text(self) -> str:
        """The question in QtBrowser's own language; white space at the end says that the last word is finished."""
        if self.form == "phrase":
            typed = f'"{" ".join(self.words)}"'
        elif self.form == "any":
            typed = " OR ".join(self.words)
        elif self.form == "fuzzy":
            typed = " ".join(f"{word}~" for word in self.words)
        else:
            typed = " ".join(self.words)
        if self.dates:
            typed += f" date:{self.dates[0]}..{self.dates[1]}"
        return f"{typed} {self.beginning}".lstrip()

    def with_any_word(self) -> Question:
        """The same question where one of the words is enough."""
        return replace(self, form="any")


class Found(NamedTuple):
    """The exact number of matching documents, and the titles of the best of them in order."""

    total: int
    titles: list[str]


class Program(ABC):
    """What can be asked."""

    name: str

    @abstractmethod
    def search(self, question: Question, limit: int) -> Found | None:
        """Answer a question; None where the program has no such kind of query."""

    def timed(self, question: Question, limit: int) -> tuple[Found | None, float]:
        """Answer a question; return also the seconds of processor time that took."""
        begin = time.process_time()
        found = self.search(question, limit)
        return found, time.process_time() - begin

    @abstractmethod
    def close(self) -> None:
        """Let go of the index."""


class Peer(Program):
    """Another search program, over an index it has built in a folder of its own.

    Args:
        folder: where the index is; `build` has been called on it before.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    @abstractmethod
    def build(cls, records: Iterable[Record], folder: Path) -> None:
        """Index documents into an empty folder."""

    has_snippets = False
    """Whether the program makes snippets, see `with_snippets`."""

    def with_snippets(self, question: Question, limit: int) -> list[tuple[str, str]]:
        """Answer a question of words as a reader is to see it: title and marked snippet of each of the best hits."""
        raise NotImplementedError(question, limit)

    def search_or_any(self, question: Question, limit: int) -> Found:
        """Answer a question of words; where no document has all of them, by documents that have any."""
        found = self.search(question, limit)
        if found is None or not found.total:
            found = self.search(question.with_any_word(), limit)
        return found or Found(0, [])
