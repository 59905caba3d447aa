"""Keeps the facts of each file by its stamp, and the pairs of answers that are nearly the same, in the user's cache.

What is made of the facts, so that not all of them are in memory at once, is in further tables of the same file: see
`qtbrowser.curation.checks.fact_lookup` and `qtbrowser.curation.checks.fault_store`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from qtbrowser.curation.checks.fact_coding import encode_facts
from qtbrowser.curation.checks.fact_database import FactDatabase
from qtbrowser.curation.checks.fact_keys import BAND, NAME, STEM, Key, asked_of, keys_of
from qtbrowser.curation.checks.fact_tables import row_sum, sort_keys
from qtbrowser.curation.checks.facts import Facts
from qtbrowser.documents.scan import Stamp
from qtbrowser.errors import IndexDamaged

MOST_CHANGED = 2_000
"""From so many changed files on, the rules are applied to all documents again; which ones they concern is not asked."""

_INSERT = "INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)"
_OF_FOUND = "state WHERE name IN ('applied with', 'is mixed')"
_ALIKE = "SELECT path, answer FROM key JOIN file ON number = key.file WHERE kind = ? AND hash = ? ORDER BY path"

Like = tuple[str, int]
"""A document whose answer is like another one: its path, and the digest of its answer."""


class Looked(NamedTuple):
    """A file that was looked at.

    Attributes:
        stamp: its path, size and time.
        facts: what was found.
        status_time: when its content or status was changed last before that, nanoseconds; 0 if that is not known.
    """

    stamp: Stamp
    facts: Facts
    status_time: int = 0


class StoredFile(NamedTuple):
    """What is stored of a file beside its facts: see `Looked` and `Facts`."""

    path: str
    size: int
    mtime: int
    status_time: int
    content: int
    read_as: str


@contextmanager
def open_store(file: Path) -> Iterator[FactStore]:
    """Open the store during a check.

    Args:
        file: see `FactDatabase`.

    Raises:
        IndexBusy: another process keeps the store locked.
    """
    with closing(FactStore(file)) as store:
        yield store


class FactStore(FactDatabase):
    """Stores the facts that checks have found, by file and stamp."""

    _own_write = ""
    _write_before_pairing = ""

    def count(self) -> int:
        """The number of files."""
        (found,) = self.database.execute("SELECT count(*) FROM file").fetchone()
        return int(found)

    def stamps(self) -> dict[str, int]:
        """Path -> a number that tells its size and time, see `stamp_number`, of all files."""
        rows = self.database.execute("SELECT path, size, mtime FROM file")
        return {path: stamp_number(size, mtime) for path, size, mtime in rows}

    def rows(self) -> Iterator[StoredFile]:
        """What is stored of each file beside its facts."""
        columns = "path, size, mtime, status_time, content, read_as"
        return map(StoredFile._make, self.database.execute(f"SELECT {columns} FROM file"))  # noqa: S608 - names from above

    def note_status_times(self, times: Collection[tuple[int, str]]) -> None:
        """Note times of the status, each with the path of the file, of files that were read and hold what they held."""
        if times:
            statement = "UPDATE file SET status_time = ? WHERE path = ?"
            self.write_by(lambda: self.executemany(statement, times))

    def unpaired(self) -> list[str]:
        """The paths of documents that were not yet compared with the others; when they are, tell `replace_pairs`."""
        self._write_before_pairing = self.state("last write")
        return [path for (path,) in self.database.execute("SELECT path FROM file WHERE NOT paired")]

    def facts(self, number: int) -> Facts:
        """The facts of a file.

        Raises:
            IndexDamaged: there are none of this number, or they are damaged.
        """
        row = self.database.execute("SELECT value FROM facts WHERE file = ?", (number,)).fetchone()
        if row is None:
            raise IndexDamaged("The facts of a file are missing.", path=str(self.file))
        return self.decoded(row[0])

    def facts_at(self, path: str) -> Facts | None:
        """The facts of the file at a path; None if there are none."""
        row = self.database.execute("SELECT number FROM file WHERE path = ?", (path,)).fetchone()
        return None if row is None else self.facts(row[0])

    def all_facts(self) -> Iterator[tuple[int, Facts]]:
        """The number and the facts of each file, ordered by path."""
        numbers = [number for (number,) in self.database.execute("SELECT number FROM file ORDER BY path")]
        return ((number, self.facts(number)) for number in numbers)

    def alike(self, paths: Iterable[str] | None) -> Iterator[list[Like]]:
        """The groups of two and more documents whose answers have a band in common, each ordered by path.

        Args:
            paths: only groups with one of these; None for all.
        """
        if paths is None:
            rows = self.database.execute(
                "SELECT hash FROM key WHERE kind = ? GROUP BY hash HAVING count(*) > 1", (BAND,)
            )
            bands = {band for (band,) in rows}
        else:
            facts = (self.facts_at(path) for path in paths)
            bands = {number for fact in facts if fact for kind, number, _ in keys_of(fact) if kind == BAND}
        for band in bands:
            group = self.database.execute(_ALIKE, (BAND, band)).fetchall()
            if len(group) > 1:
                yield group

    def pairs(self) -> Iterator[tuple[str, str, float]]:
        """The pairs of documents whose answers are nearly the same, with the share they have in common, 0 to 1."""
        return iter(self.database.execute("SELECT one, other, share FROM pair ORDER BY one, other"))

    def write(self, looked_at: Collection[Looked], gone: Collection[str] = ()) -> None:
        """Store the facts of files, and delete those of files that are gone."""
        if looked_at or gone:
            self.write_by(lambda: self._write(looked_at, gone))

    def _write(self, looked_at: Iterable[Looked], gone: Iterable[str]) -> None:
        database = self.database
        if self.state("last write") != self._own_write:
            # Keys of another check that is running are found, and removed, among those that are sorted only.
            sort_keys(database)
        (last,) = database.execute("SELECT coalesce(max(number), 0) FROM file").fetchone()
        last = max(last, int(self.state("last number") or 0))
        changed: set[int] = set()
        is_asked = bool(self.state("applied with"))
        for path in gone:
            number = self._forget(path, changed)
            for table in ("file WHERE number", "facts WHERE file", "related WHERE file") if number else ():
                database.execute(f"DELETE FROM {table} = ?", (number,))  # noqa: S608 - a name from the line above
        files, texts, keys = [], [], []
        for stamp, facts, status_time in looked_at:
            number = self._forget(stamp.path, changed)
            if not number:
                number = last = last + 1
            text = encode_facts(facts)
            new = list(keys_of(facts))
            changed.update(asked_of(key[1]) for key in new if _is_asked_for(key)) if is_asked else None
            keys += [(kind, value, number, rank) for kind, value, rank in new]
            size = -1 if facts.passing else stamp.size
            about = status_time, facts.content, read_as_of(facts.kinds, facts.own, facts.site)
            rest = facts.readable, facts.asks, facts.subject, facts.date, facts.answer
            total = row_sum(stamp.path, size, stamp.mtime_ns, text)
            files.append((number, stamp.path, size, stamp.mtime_ns, *about, *rest, total))
            texts.append((number, text))
        database.executemany(_INSERT, files)
        database.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", texts)
        database.executemany("INSERT INTO new_key VALUES (?, ?, ?, ?)", keys)
        self.execute("INSERT OR REPLACE INTO state VALUES ('last number', ?)", (str(last),))
        self._own_write = uuid4().hex
        self.execute("INSERT OR REPLACE INTO state VALUES ('last write', ?)", (self._own_write,))
        if is_asked:
            database.executemany("INSERT OR IGNORE INTO changed VALUES (?)", [(one,) for one in changed])

    def _forget(self, path: str, changed: set[int]) -> int:
        """Remove what is made of the facts of a file.

        Args:
            path: the file.
            changed: takes what others have asked that it answered.

        Returns:
            Its number; 0 if it is not known.
        """
        row = self.database.execute("SELECT number FROM file WHERE path = ?", (path,)).fetchone()
        if row is None:
            return 0
        (number,) = row
        old = list(keys_of(self.facts(number)))
        keys = [(kind, value, number) for kind, value, _ in old]
        self.database.executemany("DELETE FROM key WHERE kind = ? AND hash = ? AND file = ?", keys)
        changed.update(asked_of(key[1]) for key in old if _is_asked_for(key))
        self.execute("UPDATE related SET asked = NULL WHERE file = ?", (number,))
        self.forget_found(number)
        return int(number)

    def forget_found(self, number: int) -> None:
        """Remove what the rules have found in a file; within `write_by`."""
        row = self.database.execute("SELECT rules FROM found WHERE file = ?", (number,)).fetchone()
        if row is not None:
            rules = [(rule, number) for rule in row[0].split()]
            self.database.executemany("DELETE FROM fault WHERE rule = ? AND file = ?", rules)
            self.execute("DELETE FROM found WHERE file = ?", (number,))

    def sort_keys(self) -> None:
        """Make the keys of new facts known to the look-ups."""
        if self.database.execute("SELECT 1 FROM new_key LIMIT 1").fetchone() is None:
            return

        self.write_by(lambda: sort_keys(self.database))

    def forget_all_found(self) -> None:
        """Have the rules applied to all documents again."""

        def change() -> None:
            for table in ("changed", "related", "found", "fault", "other_file", _OF_FOUND):
                self.execute(f"DELETE FROM {table}")  # noqa: S608 - a name from the line above

        self.write_by(change)

    def replace_pairs(self, paths: Iterable[str], pairs: Iterable[tuple[str, str, float]]) -> None:
        """Replace all pairs of these documents, which have now been compared with all others.

        If facts have been stored since `unpaired`, by another check, they are compared again by the next one.
        """
        marks = [(path,) for path in paths]
        kept = list(pairs)

        def change() -> None:
            self.database.executemany("DELETE FROM pair WHERE one = ? OR other = ?", [mark * 2 for mark in marks])
            self.database.executemany("INSERT OR REPLACE INTO pair VALUES (?, ?, ?)", kept)
            is_alone = self.state("last write") == self._write_before_pairing
            paired = [(is_alone, path) for (path,) in marks]
            self.database.executemany("UPDATE file SET paired = ? WHERE path = ?", paired)

        if marks or kept:
            self.write_by(change)


def stamp_number(size: int, mtime: int) -> int:
    """A number for size and time of a file, which takes a third of their memory; good within one process."""
    return hash((size, mtime))


def read_as_of(kinds: int, own: int, site: int) -> str:
    """What a file is read as: the kinds of its folder, the library's own rules, and its site's configuration."""
    return f"{kinds} {own} {site}"


def _is_asked_for(key: Key) -> bool:
    return NAME <= key[0] <= STEM
