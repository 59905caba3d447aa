"""Keeps what the rules have found in each document, and what they asked for: they are applied again only where an
answer may be another one.

A rule over a document looks up other documents by keys (`qtbrowser.curation.checks.fact_keys`), and files. What it
asked for is kept beside what it found. A changed file makes what asked for its keys, old and new ones, stale.
"""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from qtbrowser.catalog.damage import damage_told
from qtbrowser.curation.checks.fact_coding import fault_of_plain, loaded, plain_fault
from qtbrowser.curation.checks.fact_keys import OTHER_FILE, RELATED, asked_of, key_hash
from qtbrowser.curation.checks.fact_store import FactStore
from qtbrowser.curation.checks.fault import Fault

_RELATED_KEPT = 20_000
_FILES_KEPT = 20_000

_encode = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode

Related = tuple[int, Sequence[int], bool, Iterable[int]]
"""A file's number, where its related questions lead, whether it has room for one more, and what that asked for."""

Found = tuple[int, Sequence[Fault], Iterable[int]]
"""A file's number, the faults that were found in it, and what that asked for."""


class FaultStore:
    """The faults in the store of a check.

    Args:
        store: the store.
        is_file: tells whether a file of any kind is at a library path.
    """

    def __init__(self, store: FactStore, is_file: Callable[[str], bool]) -> None:
        self._store = store
        self._look = is_file
        self._new_files: dict[str, bool] = {}
        self._last_write = store.state("last write")
        self.related: Callable[[int], tuple[Sequence[int], bool]] = lru_cache(_RELATED_KEPT)(self._related)
        self.is_file: Callable[[str], bool] = lru_cache(_FILES_KEPT)(self._is_file)

    def prepare(self, applied_with: str, today: str) -> None:
        """Find what is stale.

        Args:
            applied_with: what the rules depend on beside the facts.
            today: ISO 8601; a date may not be in the future any more.
        """
        store = self._store
        if store.state("applied with") != applied_with or store.state("is mixed"):
            store.forget_all_found()
        else:
            self._look_for_files()
            before = store.state("today")
            begin, end = sorted((before, today))
            rows = store.database.execute("SELECT number FROM file WHERE date > ? AND date <= ?", (begin, end))
            numbers = [number for (number,) in rows]
            if numbers:
                store.write_by(lambda: self._forget(numbers))
        self._forget_changed(with_related=True)
        store.set_state("applied with", applied_with)
        store.set_state("today", today)

    def without_related(self) -> list[int]:
        """The numbers of files whose related questions have to be resolved, ordered by path."""
        return self._numbers("related", "AND asked IS NOT NULL")

    def without_found(self) -> list[int]:
        """The numbers of files to which the rules have to be applied, ordered by path."""
        return self._numbers("found")

    def _numbers(self, table: str, condition: str = "") -> list[int]:
        rows = self._store.database.execute(
            f"SELECT number FROM file WHERE NOT EXISTS (SELECT 1 FROM {table} WHERE file = number {condition})"  # noqa: S608
            " ORDER BY path"
        )
        return [number for (number,) in rows]

    def write_related(self, resolved: Iterable[Related]) -> None:
        """Store where related questions lead; what asked for those that lead elsewhere now is stale."""
        kept = list(resolved)

        def change() -> None:
            database = self._store.database
            changed = []
            for number, targets, has_room, asked in kept:
                new = array("q", targets).tobytes(), int(has_room)
                row = database.execute("SELECT targets, has_room FROM related WHERE file = ?", (number,)).fetchone()
                if row is not None and row != new:
                    changed.append((related_asked(number),))
                database.execute("INSERT OR REPLACE INTO related VALUES (?, ?, ?, ?)", (number, *new, _packed(asked)))
            database.executemany("INSERT OR IGNORE INTO changed VALUES (?)", changed)
            self._note_other_check()

        self._store.write_by(change)

    def end_related(self) -> None:
        """Find what is stale because related questions lead elsewhere now."""
        self._forget_changed(with_related=False)

    def write_found(self, found: Iterable[Found]) -> None:
        """Store the faults of files."""
        rows, faults = [], []
        for number, all_faults, asked in found:
            by_rule: defaultdict[str, list[Fault]] = defaultdict(list)
            for fault in all_faults:
                by_rule[fault.rule].append(fault)
            rows.append((number, " ".join(by_rule), _packed(asked)))
            faults += [(rule, number, _encode(list(map(plain_fault, several)))) for rule, several in by_rule.items()]
        files, self._new_files = self._new_files, {}

        def change() -> None:
            database = self._store.database
            database.executemany("INSERT OR REPLACE INTO found VALUES (?, ?, ?)", rows)
            database.executemany("INSERT OR REPLACE INTO fault VALUES (?, ?, ?)", faults)
            database.executemany("INSERT OR REPLACE INTO other_file VALUES (?, ?)", files.items())
            self._note_other_check()

        self._store.write_by(change)

    def _note_other_check(self) -> None:
        """Have all found again by the next check if another one has stored facts since this one looked what is stale:
        what was found meanwhile may be of facts that are not those of before, or those of after.
        """
        if self._store.state("last write") != self._last_write:
            self._store.execute("INSERT OR REPLACE INTO state VALUES ('is mixed', '1')")

    def faults(self, rule: str, *, with_repairs: bool = True) -> Iterator[tuple[str, list[Fault]]]:
        """The paths of the files in which a rule has found faults, in order, and these.

        Args:
            rule: its name.
            with_repairs: whether the faults have their repairs, which take as long to be read as all the rest.
        """
        rows = self._store.database.execute(
            "SELECT path, value FROM fault JOIN file ON number = file WHERE rule = ? ORDER BY path", (rule,)
        )
        for path, value in rows:
            with damage_told(self._store.file):
                faults = [fault_of_plain(one, with_repair=with_repairs) for one in loaded(value)]
            yield path, faults

    def rules(self) -> set[str]:
        """The rules that have found something."""
        return {rule for (rule,) in self._store.database.execute("SELECT DISTINCT rule FROM fault")}

    def _forget_changed(self, *, with_related: bool) -> None:
        """Make stale what has asked for something that has another answer now."""
        if self._store.database.execute("SELECT 1 FROM changed LIMIT 1").fetchone() is None:
            return

        def concerned(table: str, changed: set[int]) -> list[int]:
            rows = self._store.database.execute(f"SELECT file, asked FROM {table} WHERE length(asked)")  # noqa: S608 - a name of ours
            return [number for number, asked in rows if not changed.isdisjoint(array("I", asked))]

        def change() -> None:
            # Read within the transaction: what another check adds meanwhile would be deleted unread.
            changed = {asked for (asked,) in self._store.database.execute("SELECT asked FROM changed")}
            resolved = concerned("related", changed) if with_related else []
            self._store.database.executemany(
                "UPDATE related SET asked = NULL WHERE file = ?", [(one,) for one in resolved]
            )
            self._forget({*resolved, *concerned("found", changed)})
            self._store.execute("DELETE FROM changed")

        self._store.write_by(change)

    def _forget(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            self._store.forget_found(number)

    def _look_for_files(self) -> None:
        """Look whether the files that rules have asked for are there."""
        rows = self._store.database.execute("SELECT path, is_there FROM other_file")
        other = [(path, is_there) for path, was_there in rows if (is_there := self._look(path)) != bool(was_there)]
        if other:
            asked = [(asked_of(key_hash(OTHER_FILE, path)),) for path, _ in other]

            def change() -> None:
                database = self._store.database
                database.executemany("INSERT OR IGNORE INTO changed VALUES (?)", asked)
                database.executemany("INSERT OR REPLACE INTO other_file VALUES (?, ?)", other)

            self._store.write_by(change)

    def _is_file(self, path: str) -> bool:
        row = self._store.database.execute("SELECT is_there FROM other_file WHERE path = ?", (path,)).fetchone()
        if row is not None:
            return bool(row[0])
        if path not in self._new_files:
            self._new_files[path] = self._look(path)
        return self._new_files[path]

    def _related(self, number: int) -> tuple[Sequence[int], bool]:
        row = self._store.database.execute("SELECT targets, has_room FROM related WHERE file = ?", (number,)).fetchone()
        return ((), True) if row is None else (array("q", row[0]), bool(row[1]))


def related_asked(number: int) -> int:
    """What is noted of a rule that asked where the related questions of a document lead."""
    return asked_of(key_hash(RELATED, str(number)))


def _packed(asked: Iterable[int]) -> bytes:
    return array("I", asked).tobytes()
