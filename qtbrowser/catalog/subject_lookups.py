"""Looks up subjects and topics: the subject tree, how subjects and topics are spelled, and whose documents they are."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from math import inf
from typing import Any

from qtbrowser.catalog.catalog_values import Selection, Subject, Topics
from qtbrowser.catalog.commit_watch import CommitWatch
from qtbrowser.catalog.folding import subject_key
from qtbrowser.catalog.portions import placeholders, portions
from qtbrowser.catalog.selection_sql import has_further_subjects, selection_condition, subject_condition
from qtbrowser.documents.date_reading import is_index

_MOST_SCOPES = 64
"""How many subjects' search scopes are cached."""


@dataclass(frozen=True, slots=True)
class _Branch:
    """A node of the tree as the table of branches has it."""

    name: str
    count: int
    topics: Topics

    @classmethod
    def of(cls, text: str) -> _Branch:
        read = json.loads(text)
        return cls(read["name"], read["count"], Topics(read["topics"]))


class SubjectLookups:
    """Reads the subjects of a catalog. What repeats while a reader types is cached until the next commit.

    Args:
        database: an open catalog.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._commits = CommitWatch(database)
        self._names: dict[str, str] = {}
        self._topic_names: dict[str, str] = {}
        self._scopes: dict[str | None, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        self._positions: dict[str, float] | None = None
        self._further: bool | None = None
        # The digest of the text of each branch that was read, and what it says.
        self._branches: dict[tuple[str, bool], tuple[bytes, _Branch]] = {}

    def tree(self, include_hidden: bool = False) -> tuple[Subject, ...]:
        """The whole subject tree with its topics, each level by the positions that authors give, then in alphabetical
        order.
        """
        rows = self._database.execute("SELECT key, value FROM branch WHERE hidden = ?", (int(include_hidden),))
        known = self._branches
        read: dict[tuple[str, bool], tuple[bytes, _Branch]] = {}
        for key, text in rows:
            place = key, include_hidden
            before = known.get(place)
            # Most commits change few branches, and topics by the ten thousand take a second to read.
            digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
            read[place] = before if before is not None and before[0] == digest else (digest, _Branch.of(text))
        self._branches = {place: kept for place, kept in known.items() if place[1] != include_hidden} | read
        return _build_tree({key: branch for (key, _), (_, branch) in read.items()}, self.positions())

    def positions(self) -> dict[str, float]:
        """Key of a subject -> the position of the page of its folder, among the subjects beside it.

        Not empty if any document has a position.
        """
        self._forget_what_was()
        if self._positions is None:
            rows = self._database.execute("SELECT path, subject_key, position FROM document WHERE position IS NOT NULL")
            found: dict[str, float] = {}
            for path, key, position in rows:
                found.setdefault("", 0.0)
                if is_index(path):
                    found[key] = position
            self._positions = found
        return self._positions

    def have_further(self) -> bool:
        """Whether any document is in several subjects."""
        self._forget_what_was()
        if self._further is None:
            self._further = has_further_subjects(self._database)
        return self._further

    def name(self, key: str) -> str:
        """The subject's path as the tree spells it; the key itself where the tree has no such subject."""
        self._forget_what_was()
        name = self._names.get(key)
        if name is None:
            name = self._names[key] = self._spell(key)
        return name

    def topic_names(self, keys: Sequence[str]) -> dict[str, str]:
        """The commonest spelling of topics, by their keys; those that no document has are left out."""
        self._forget_what_was()
        for part in portions([key for key in keys if key not in self._topic_names]):
            marks = placeholders(part)
            rows = self._database.execute(
                "SELECT key, name FROM spelling LEFT JOIN topic ON topic.spelling = spelling.number"
                f" WHERE key IN ({marks}) GROUP BY spelling.number ORDER BY count(*), name DESC",
                part,
            )
            self._topic_names.update(rows.fetchall())
        return {key: self._topic_names[key] for key in keys if key in self._topic_names}

    def subject_of(self, path: str) -> str:
        """The subject of the document at a path, as the tree spells it; empty where there is no such document."""
        row = self._database.execute("SELECT subject_key FROM document WHERE path = ?", (path,)).fetchone()
        return "" if row is None else self.name(row[0])

    def further_subjects(self, path: str) -> list[str]:
        """The subjects of the document at a path beside its own, as it names them."""
        sql = "SELECT further_subject.subject FROM further_subject JOIN document ON number = document WHERE path = ?"
        return sorted(self._column(sql, (path,)))

    def has_subject(self, key: str) -> bool:
        """Whether any document, hidden ones too, belongs to the subject or one below it."""
        where, values = selection_condition(Selection(key, None, True), further=self.have_further())
        return self._database.execute(f"SELECT 1 FROM document WHERE {where} LIMIT 1", values).fetchone() is not None

    def search_scope(self, selection: Selection) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """A subject in terms that the index knows: subject keys and folders.

        Returns:
            The keys of the subjects that its documents name themselves, and the folders of documents that name none.
        """
        self._forget_what_was()
        found = self._scopes.get(selection.subject)
        if found is None:
            if len(self._scopes) >= _MOST_SCOPES:
                self._scopes.clear()
            found = self._scopes[selection.subject] = self._read_scope(selection.subject)
        return found

    def _read_scope(self, subject: str | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
        where, values = selection_condition(Selection(subject, None, True))
        keys = f"SELECT DISTINCT subject_key FROM document WHERE own_subject != '' AND {where}"
        folders = f"SELECT DISTINCT folder FROM document WHERE own_subject = '' AND {where}"
        named = dict.fromkeys(self._column(keys, values))
        if self.have_further() and subject is not None:
            below, values_below = subject_condition("key", subject_key(subject))
            further = f"SELECT DISTINCT key FROM further_subject WHERE {below}"
            named |= dict.fromkeys(self._column(further, values_below))
        return tuple(named), tuple(self._column(folders, values))

    def folder_subjects(self, folders: Sequence[str]) -> dict[str, str]:
        """The keys of the subjects that these folders give to documents that name none themselves."""
        found: dict[str, str] = {}
        for part in portions(folders):
            marks = placeholders(part)
            found.update(
                self._database.execute(
                    f"SELECT DISTINCT folder, subject_key FROM document WHERE own_subject = '' AND folder IN ({marks})",
                    part,
                ).fetchall()
            )
        return found

    def _spell(self, key: str) -> str:
        parts = key.split("/")
        names = []
        for depth in range(1, len(parts) + 1):
            row = self._database.execute(
                "SELECT value FROM branch WHERE key = ? ORDER BY hidden LIMIT 1", ("/".join(parts[:depth]),)
            ).fetchone()
            names.append(parts[depth - 1] if row is None else json.loads(row[0])["name"])
        return "/".join(names)

    def _forget_what_was(self) -> None:
        """Empty the caches if another connection has committed."""
        if self._commits.has_changed():
            self._names = {}
            self._topic_names = {}
            self._scopes = {}
            self._positions = self._further = None

    def _column(self, sql: str, values: Iterable[Any]) -> list[str]:
        return [row[0] for row in self._database.execute(sql, tuple(values))]


def _build_tree(branches: Mapping[str, _Branch], positions: Mapping[str, float]) -> tuple[Subject, ...]:
    below: dict[str, list[str]] = {}
    for key in branches:
        below.setdefault(key.rpartition("/")[0], []).append(key)

    def build(key: str, above: str) -> Subject:
        branch = branches[key]
        path = f"{above}/{branch.name}" if above else branch.name
        return Subject(path, branch.name, key, branch.count, branch.topics, level(key, path))

    def level(key: str, path: str) -> tuple[Subject, ...]:
        nodes = [build(child, path) for child in below.get(key, ())]
        return tuple(sorted(nodes, key=lambda node: (positions.get(node.key, inf), node.key, node.name)))

    return level("", "")
