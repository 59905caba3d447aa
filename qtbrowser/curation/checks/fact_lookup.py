"""Look-ups over the facts of a whole library, by the keys of `qtbrowser.curation.checks.fact_keys`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

from qtbrowser.curation.checks.fact_keys import NAME, STEM
from qtbrowser.curation.checks.fact_store import FactStore
from qtbrowser.curation.checks.facts import Facts

_FACTS_KEPT = 2_000
_PATHS_KEPT = 20_000
_BITS_A_KEY = 32

_CARRIERS = """
SELECT number, path, rank FROM key JOIN file ON number = key.file WHERE kind = ? AND hash = ? ORDER BY path
"""
_GROUPS = "SELECT hash, group_concat(file, ' ') FROM key WHERE kind = ? GROUP BY hash HAVING count(*) > 1"


class Carrier(NamedTuple):
    """A document that has a key: its number and its path, and the key's rank if that is a name."""

    number: int
    path: str
    rank: int


class FactLookup:
    """Finds documents by what they have in common, and by what links name.

    Args:
        store: the facts; their keys are sorted.

    Attributes:
        many: whether many documents are to be looked at: a filter in memory then tells most keys that nobody has.
        facts: gives the facts of a number; the last ones are kept.
        path: gives the path of a number; empty if there is none.
    """

    def __init__(self, store: FactStore) -> None:
        self._store = store
        self.many = False
        self.facts: Callable[[int], Facts] = lru_cache(_FACTS_KEPT)(store.facts)
        self.path: Callable[[int], str] = lru_cache(_PATHS_KEPT)(self._path)

    def carriers(self, kind: int, number: int) -> list[Carrier]:
        """The documents that have a key, ordered by path."""
        if self.many:
            bits, size = self._filter
            place = number % size
            if not bits[place >> 3] >> (place & 7) & 1:
                return []
        return [Carrier(*row) for row in self._store.database.execute(_CARRIERS, (kind, number))]

    @cached_property
    def _filter(self) -> tuple[bytearray, int]:
        """A bit for each key that a link may name, at the place that its hash tells (a Bloom filter)."""
        database = self._store.database
        (count,) = database.execute("SELECT count(*) FROM key WHERE kind <= ?", (STEM,)).fetchone()
        size = 8 * (_BITS_A_KEY * count // 8 + 1)
        bits = bytearray(size // 8)
        for (number,) in database.execute("SELECT hash FROM key WHERE kind BETWEEN ? AND ?", (NAME, STEM)):
            place = number % size
            bits[place >> 3] |= 1 << (place & 7)
        return bits, size

    def groups(self, kind: int) -> Iterator[tuple[int, list[Facts]]]:
        """The hash of each key of a kind that several documents have, and these, ordered by path."""
        for number, files in self._store.database.execute(_GROUPS, (kind,)).fetchall():
            yield number, self.in_order(map(int, files.split()))

    def in_order(self, numbers: Iterable[int]) -> list[Facts]:
        """The facts of these files, ordered by path."""
        return sorted(map(self.facts, numbers), key=lambda fact: fact.path)

    def facts_at(self, path: str) -> Facts | None:
        """The facts of the readable document at a path; None if there is none."""
        row = self._store.database.execute("SELECT number FROM file WHERE path = ? AND readable", (path,)).fetchone()
        return None if row is None else self.facts(row[0])

    def counts(self) -> tuple[int, int]:
        """The number of readable documents, and of those that are questions by themselves."""
        row = self._store.database.execute("SELECT count(*), coalesce(sum(asks), 0) FROM file WHERE readable")
        documents, asking = row.fetchone()
        return documents, asking

    def paths(self) -> Iterator[str]:
        """The paths of readable documents, in order."""
        return (path for (path,) in self._store.database.execute("SELECT path FROM file WHERE readable ORDER BY path"))

    def subjects(self) -> dict[str, int]:
        """Subject -> number of documents, in the order of the first document of each."""
        rows = self._store.database.execute(
            "SELECT subject, count(*) FROM file WHERE subject <> '' GROUP BY subject ORDER BY min(path)"
        )
        return dict(rows.fetchall())

    def in_subjects(self, subjects: Iterable[str]) -> Iterator[Facts]:
        """The documents of some subjects."""
        wanted = json.dumps(list(subjects))
        rows = self._store.database.execute(
            "SELECT number FROM file WHERE subject IN (SELECT value FROM json_each(?))", (wanted,)
        )
        return (self.facts(number) for (number,) in rows.fetchall())

    def _path(self, number: int) -> str:
        row = self._store.database.execute("SELECT path FROM file WHERE number = ?", (number,)).fetchone()
        return "" if row is None else str(row[0])
