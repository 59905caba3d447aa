"""The plain values that the catalog takes and returns: entries, subjects, topics, selections, changes, progress."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Date
from enum import StrEnum
from typing import NamedTuple, overload


class Entry(NamedTuple):
    """One document as a list shows it. `path` is its identity, `subject` the subject as the tree spells it."""

    path: str
    id: int | str | None
    title: str
    subject: str
    date: Date | None
    hidden: bool


class AskedQuestion(NamedTuple):
    """A question of a file: its words, its anchor on the page, and its kind, see `documents.question_entries`.

    The path of the file and the anchor name it.
    """

    question: str
    anchor: str
    kind: str


class DocumentIdentity(NamedTuple):
    """The values that identify a document.

    Attributes:
        path: where it is, relative to the library.
        id: as text; empty for none.
        address: its ``url``; empty for none.
        digest: of its answer, see `qtbrowser.catalog.folding.answer_digest`; 0 for none.
        title: its title.
    """

    path: str
    id: str = ""
    address: str = ""
    digest: int = 0
    title: str = ""


def entry_key(path: str, anchor: str) -> str:
    """The name of a question of a file, by which personal data knows it."""
    return f"{path}#{anchor}"


def file_of_key(key: str) -> tuple[str, str]:
    """The path and the anchor of an entry's name; an empty anchor for the path of a document.

    A path may hold the sign itself, so that a caller looks for a document of that path first.
    """
    path, sign, anchor = key.rpartition("#")
    return (path, anchor) if sign and path and anchor else (key, "")


@dataclass(frozen=True, slots=True)
class Topic:
    """A keyword that several documents of a subject share. `key` is folded, `name` the commonest spelling."""

    name: str
    key: str
    count: int


class Topics(Sequence[Topic]):
    """The topics of a subject. They are kept in columns, since a large library has hundreds of thousands of them.

    Attributes:
        names: as they are shown.
        keys: folded.
        counts: documents that have them.

    Args:
        columns: name, key and count of each.
    """

    __slots__ = ("counts", "keys", "names")

    def __init__(self, columns: Iterable[tuple[str, str, int]] = ()) -> None:
        names, keys, self.counts = [], [], array("q")
        for name, key, count in columns:
            names.append(name)
            # Most topics are written in small letters: one text is both.
            keys.append(name if key == name else key)
            self.counts.append(count)
        self.names, self.keys = tuple(names), tuple(keys)

    @overload
    def __getitem__(self, place: int) -> Topic: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Topic, ...]: ...
    def __getitem__(self, place: int | slice) -> Topic | tuple[Topic, ...]:
        """The topic at a place, or those of a slice."""
        if isinstance(place, slice):
            return tuple(map(Topic, self.names[place], self.keys[place], self.counts[place]))
        return Topic(self.names[place], self.keys[place], self.counts[place])

    def __len__(self) -> int:
        """How many there are."""
        return len(self.names)

    def __eq__(self, other: object) -> bool:
        """Whether names, keys and counts are the same."""
        if not isinstance(other, Topics):
            return NotImplemented
        return (self.names, self.keys, self.counts) == (other.names, other.keys, other.counts)

    def __hash__(self) -> int:
        """Equal topics have equal hashes."""
        return hash((self.names, self.keys))


NO_TOPICS = Topics()


@dataclass(frozen=True, slots=True)
class Subject:
    """A node of the subject tree.

    Attributes:
        path: the whole name, parts joined by ``/``, in the commonest spelling.
        name: the last part of it.
        key: the folded path, used by selections and look-ups.
        count: documents in it and in the subjects below it.
        topics: its topics, the most frequent first.
        children: the subjects below it, by name.
    """

    path: str
    name: str
    key: str
    count: int
    topics: Topics = NO_TOPICS
    children: tuple[Subject, ...] = ()

    def walk(self) -> Iterator[Subject]:
        """This subject and all below it, parents first."""
        yield self
        for child in self.children:
            yield from child.walk()


class Selection(NamedTuple):
    """A part of the library: a subject with all below it, a topic within it, a month; everything where all are None.

    `month` is written as ``2025-01``; documents without a date are in no month. The paths of `but` are left out.
    """

    subject: str | None = None
    topic: str | None = None
    include_hidden: bool = False
    month: str | None = None
    but: frozenset[str] = frozenset()


class Spread(NamedTuple):
    """How the documents of a selection spread: (name, count), the most frequent first, months the latest first.

    A document counts in its own subject, not in those above it, and in each of its topics.
    """

    subjects: tuple[tuple[str, int], ...] = ()
    topics: tuple[tuple[str, int], ...] = ()
    months: tuple[tuple[str, int], ...] = ()


class Changes(NamedTuple):
    """The result of a refresh.

    Attributes:
        added, updated, removed: the paths of documents that were added, changed and removed.
        waiting: the paths of files that are left for the next look, since another program is writing them.
    """

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.updated or self.removed)


class Stage(StrEnum):
    """The stage of a refresh."""

    SCANNING = "scanning"
    VERIFYING = "verifying"
    READING = "reading"
    JOINING = "joining"
    DONE = "done"


class Progress(NamedTuple):
    """One step of a refresh.

    Attributes:
        stage: what is being done.
        done: documents done.
        total: documents to do; 0 while it is not known.
        committed: True where everything read so far can now be searched and listed.
        changes: only on the last step: what has changed.
    """

    stage: Stage
    done: int = 0
    total: int = 0
    committed: bool = False
    changes: Changes | None = None
