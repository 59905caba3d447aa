"""The database of a check's store: opened, verified, made anew where it is damaged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from qtbrowser.catalog.damage import DamageConnection, check_database, damage_told
from qtbrowser.catalog.database_sum import DatabaseSum
from qtbrowser.catalog.transaction import transaction
from qtbrowser.curation.checks.fact_coding import decode_facts
from qtbrowser.curation.checks.fact_keys import keys_of
from qtbrowser.curation.checks.fact_tables import (
    LAYOUT,
    clear_found,
    connected,
    made,
    make_tables,
    row_sum,
    sort_keys,
)
from qtbrowser.curation.checks.facts import VERSION, Facts
from qtbrowser.errors import CacheNotWritable, IndexBusy, IndexDamaged
from qtbrowser.held_files import remove_file


class FactDatabase:
    """The database in which the facts are, and what is made of them. A damaged file, or one of another version, is
    replaced by an empty one, which only costs time. If the disk is full or not writable, it is in memory.

    Args:
        file: the SQLite file; its folder exists.

    Attributes:
        file: as above.
        database: the open database; another one after a write has failed.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self._sum = DatabaseSum(file)
        self._is_written = False
        self._in_memory = False
        self.database: DamageConnection
        try:
            self.database = self._opened()
        except CacheNotWritable:
            self._in_memory = True
            self.database = made(":memory:")

    def close(self) -> None:
        """Close the file."""
        try:
            if self._is_written and not self._in_memory:
                self._sum.write(self.database)
        except (CacheNotWritable, IndexBusy, IndexDamaged):
            # The disk can't be written, or another process is writing. Without a sum the next check relies on SQLite's
            # own checks, and on the sum of each row.
            self._sum.forget()
        finally:
            self.database.close()

    def start_again(self) -> None:
        """Replace the store by an empty one, because it is damaged."""
        self.database.close()
        self.database = self._recreated()

    def state(self, name: str) -> str:
        """A value that is kept beside the facts, such as what the rules were applied with; empty if there is none."""
        row = self.database.execute("SELECT value FROM state WHERE name = ?", (name,)).fetchone()
        return "" if row is None else str(row[0])

    def set_state(self, name: str, value: str) -> None:
        """Keep a value."""
        if value != self.state(name):
            self.write_by(lambda: self.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (name, value)))

    def executemany(self, statement: str, values: Iterable[Sequence[object]]) -> None:
        """Execute a statement for each of some values, within `write_by`."""
        self.database.executemany(statement, values)

    def execute(self, statement: str, values: Sequence[object] = ()) -> None:
        """Execute a statement within `write_by`."""
        self.database.execute(statement, values)

    def write_by(self, change: Callable[[], None]) -> None:
        """Execute a change as one; if the disk can't be written, the store is in memory from now on."""
        try:
            if not self._is_written and not self._in_memory:
                self._sum.forget()
            self._is_written = True
            with transaction(self.database):
                change()
        except CacheNotWritable:
            memory = connected(":memory:")
            with damage_told(self.file):
                self.database.backup(memory)
            self.database.close()
            self.database, self._in_memory = memory, True
            with transaction(memory):
                change()

    def _opened(self) -> DamageConnection:
        try:
            database = connected(str(self.file))
            with ExitStack() as failing:
                failing.callback(database.close)
                if self._is_usable(database):
                    failing.pop_all()
                    return database
        except IndexDamaged:
            pass  # the store is created again
        return self._recreated()

    def _is_usable(self, database: DamageConnection) -> bool:
        """Whether the file is of this version; a new one is made so.

        Raises:
            IndexDamaged: it is damaged.
        """
        version = database.execute("PRAGMA user_version").fetchone()
        if version == (0,):
            # A new file. It is not removed: another process may be making the tables in it.
            self._sum.forget()
            self._is_written = True
            make_tables(database)
            return True
        if version != (LAYOUT,):
            return False
        is_summed = self._sum.check()
        if not is_summed:
            check_database(database)
        if database.execute("SELECT value FROM version").fetchone() != (VERSION,):
            return False
        if not is_summed:
            self._verify(database)
        return True

    def _verify(self, database: DamageConnection) -> None:
        """Compare each row with its sum, and make anew what is made of them.

        Raises:
            IndexDamaged: a row is not as it was written.
        """
        self._is_written = True

        def keys() -> Iterator[tuple[int, ...]]:
            # Read within the transaction: one that began while it is read would not wait for another process.
            rows = database.execute(
                "SELECT path, size, mtime, sum, value, number FROM file LEFT JOIN facts ON file = number"
            )
            for path, size, mtime, noted, text, number in rows:
                if noted != row_sum(path, size, mtime, text):
                    raise IndexDamaged("A row of the facts is not as it was written.", path=str(self.file))
                for kind, value, rank in keys_of(self.decoded(text)):
                    yield kind, value, number, rank

        with transaction(database):
            clear_found(database)
            database.executemany("INSERT INTO new_key VALUES (?, ?, ?, ?)", keys())
            # At once: a check that is running in another process looks them up.
            sort_keys(database)

    def decoded(self, text: str) -> Facts:
        """The facts that a text is; raises `IndexDamaged` if it is none."""
        with damage_told(self.file):
            return decode_facts(text)

    def _recreated(self) -> DamageConnection:
        if self._in_memory:
            return made(":memory:")
        self._sum.forget()
        self._is_written = True
        with damage_told(self.file):
            for file in (self.file, *(self.file.with_name(self.file.name + end) for end in ("-journal", "-wal"))):
                remove_file(file)
        return made(str(self.file))
