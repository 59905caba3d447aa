"""The subject tree as flat arrays: made in the worker, shown by the tree model without another copy."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

from qtbrowser.catalog.values import Subject

NodeKey = tuple[str | None, str | None]
EVERYTHING: NodeKey = (None, None)


class NodeKind(IntEnum):
    """What a row of the tree stands for."""

    EVERYTHING = 0
    SUBJECT = 1
    TOPIC = 2


@dataclass(slots=True)
class TreeRows:
    """The tree's nodes, numbered parents first; every list but `top` has one item a node.

    Attributes:
        top: the nodes at the top: everything, then the subjects.
        names: as shown; empty for the first node, which the window names.
        keys: (subject key, topic key); both None for everything, no topic key for a subject.
        kinds: what each node stands for.
        counts: documents in it.
        parents: number of the node above, -1 at the top.
        places: place among its siblings.
        children: the nodes below it: subjects, then topics.
        numbers: node number by key.
    """

    top: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    keys: list[NodeKey] = field(default_factory=list)
    kinds: list[NodeKind] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    children: list[list[int]] = field(default_factory=list)
    numbers: dict[NodeKey, int] = field(default_factory=dict)

    @classmethod
    def of(cls, subjects: tuple[Subject, ...], total: int) -> TreeRows:
        """The nodes of a library with `total` documents in all."""
        rows = cls()
        rows._add("", EVERYTHING, NodeKind.EVERYTHING, total, -1)
        for subject in subjects:
            rows._add_subject(subject, -1)
        return rows

    def same_nodes(self, other: TreeRows) -> bool:
        """Whether `other` differs in nothing but counts."""
        return self.keys == other.keys and self.names == other.names and self.parents == other.parents

    def _add_subject(self, subject: Subject, parent: int) -> None:
        number = self._add(subject.name, (subject.key, None), NodeKind.SUBJECT, subject.count, parent)
        for child in subject.children:
            self._add_subject(child, number)
        for topic in subject.topics:
            self._add(topic.name, (subject.key, topic.key), NodeKind.TOPIC, topic.count, number)

    def _add(self, name: str, key: NodeKey, kind: NodeKind, count: int, parent: int) -> int:
        number = len(self.names)
        siblings = self.children[parent] if parent >= 0 else self.top
        self.names.append(name)
        self.keys.append(key)
        self.kinds.append(kind)
        self.counts.append(count)
        self.parents.append(parent)
        self.places.append(len(siblings))
        self.children.append([])
        self.numbers[key] = number
        siblings.append(number)
        return number
