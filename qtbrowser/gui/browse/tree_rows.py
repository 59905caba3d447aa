"""The subject tree as flat arrays: made in the worker, shown by the tree model without another copy.

A large library has hundreds of thousands of topics. Python's garbage collector does not scan lists of plain strings one
by one, nor arrays of numbers; with an object or even a tuple for each topic it would stop the window for a tenth of a
second.
"""

from __future__ import annotations

from array import array
from enum import IntEnum
from itertools import repeat
from typing import TYPE_CHECKING

from qtbrowser.gui.widgets.nouns import Noun

if TYPE_CHECKING:
    from qtbrowser.catalog.catalog_values import Subject

NodeKey = tuple[str | None, str | None]
EVERYTHING: NodeKey = (None, None)


class NodeKind(IntEnum):
    """The kind of a row of the tree."""

    EVERYTHING = 0
    SUBJECT = 1
    TOPIC = 2


class TreeRows:
    """The tree's nodes, numbered parents first; `names`, `keys`, `counts`, `parents` and `places` have one item a node.

    Attributes:
        names: as shown; empty for the first node, which the window names.
        keys: a subject's or topic's own key; empty for the first node.
        counts: documents in it.
        parents: number of the parent node, -1 at the top.
        places: index among its siblings.
        children: the nodes below a subject: subjects, then topics. -1 is the top.
        subjects: number of the node of each subject, by its key.
        noun: what the documents are called.
    """

    def __init__(self, noun: Noun = Noun.QUESTION) -> None:
        self.names: list[str] = []
        self.keys: list[str] = []
        self.counts = _numbers()
        self.parents = _numbers()
        self.places = _numbers()
        self.children: dict[int, array[int]] = {-1: _numbers()}
        self.subjects: dict[str, int] = {}
        self.noun = noun

    @classmethod
    def of(cls, subjects: tuple[Subject, ...], total: int, noun: Noun = Noun.QUESTION) -> TreeRows:
        """The nodes of a library with `total` documents in all, which are called by `noun`."""
        rows = cls(noun=noun)
        rows._add("", "", total, -1)
        for subject in subjects:
            rows._add_subject(subject, -1)
        return rows

    def kind(self, number: int) -> NodeKind:
        """The kind of a node."""
        if number == 0:
            return NodeKind.EVERYTHING
        return NodeKind.SUBJECT if self.subjects.get(self.keys[number]) == number else NodeKind.TOPIC

    def key(self, number: int) -> NodeKey:
        """(subject key, topic key) of a node; both None for everything, no topic key for a subject."""
        kind = self.kind(number)
        if kind is NodeKind.EVERYTHING:
            return EVERYTHING
        if kind is NodeKind.SUBJECT:
            return self.keys[number], None
        return self.keys[self.parents[number]], self.keys[number]

    def find(self, key: NodeKey) -> int | None:
        """The node with a key, or None."""
        subject, topic = key
        if subject is None:
            return 0 if self.names else None
        number = self.subjects.get(subject)
        if topic is None or number is None:
            return number
        below = (child for child in self.children.get(number, ()) if self.keys[child] == topic)
        return next((child for child in below if self.kind(child) is NodeKind.TOPIC), None)

    def find_subject(self, subject: str) -> NodeKey | None:
        """The key of a subject by its key, or by its name as documents give it; None where there is none.

        Args:
            subject: parts joined by ``/``, spelled as in the tree.
        """
        if subject in self.subjects:
            return subject, None
        number = -1
        for part in filter(None, (" ".join(part.split()) for part in subject.split("/"))):
            below = (child for child in self.children.get(number, ()) if self.names[child] == part)
            found = next((child for child in below if self.kind(child) is NodeKind.SUBJECT), None)
            if found is None:
                return None
            number = found
        return None if number < 0 else self.key(number)

    def same_nodes(self, other: TreeRows) -> bool:
        """Whether `other` differs in nothing but counts."""
        return (
            self.noun is other.noun
            and self.names == other.names
            and self.keys == other.keys
            and self.parents == other.parents
        )

    def _add_subject(self, subject: Subject, parent: int) -> None:
        number = self._add(subject.name, subject.key, subject.count, parent)
        self.subjects[subject.key] = number
        for child in subject.children:
            self._add_subject(child, number)
        if subject.topics:
            self._add_topics(subject, number)

    def _add_topics(self, subject: Subject, parent: int) -> None:
        topics = subject.topics
        siblings = self.children.setdefault(parent, _numbers())
        first, place = len(self.names), len(siblings)
        self.names += topics.names
        self.keys += topics.keys
        self.counts.extend(topics.counts)
        self.parents.extend(repeat(parent, len(topics)))
        self.places.extend(range(place, place + len(topics)))
        siblings.extend(range(first, first + len(topics)))

    def _add(self, name: str, key: str, count: int, parent: int) -> int:
        number = len(self.names)
        siblings = self.children.setdefault(parent, _numbers())
        self.names.append(name)
        self.keys.append(key)
        self.counts.append(count)
        self.parents.append(parent)
        self.places.append(len(siblings))
        siblings.append(number)
        return number


def _numbers() -> array[int]:
    return array("q")
