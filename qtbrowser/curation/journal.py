"""The journal of all change sets, stored outside the library, with each file's bytes before and after.

    <data folder>/journals/<name>-<hash>/
        library.txt           the library's folder when the journal was begun, for people who look in here
        lock                  held by the process that changes files
        journal.sqlite3       one row a change set, one row a file of it, one row a document that it moves

A change set is written here, with all bytes, before the first file is changed; its state is updated after the last
file. If the process ends in between, the state shows that, and the files themselves show which of them were changed.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
import struct
import zlib
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal

from filelock import FileLock, Timeout

from qtbrowser.catalog.storable_text import storable
from qtbrowser.curation.byte_packing import packed, spliced, unpacked, unspliced
from qtbrowser.curation.change_set import ChangeSet
from qtbrowser.curation.file_changes import FileChange, FileChanges, FileHead
from qtbrowser.curation.journal_salvage import salvage
from qtbrowser.curation.journal_tables import (
    CHANGE_IS_RIGHT,
    CONTENTS_ARE_RIGHT,
    FILE_IS_RIGHT,
    FIRST_WITH_SUMS,
    INSERT_FILE,
    INSERT_NEED,
    NEED_IS_RIGHT,
    VERSION,
    add_sums,
    sum_change,
    sum_contents,
    upgrade,
    version_of,
)
from qtbrowser.documents.library_file import FILE
from qtbrowser.errors import JournalError
from qtbrowser.held_files import remove_file, replace_file

MOST_BYTES = 1 << 30
"""The size in bytes above which the oldest change sets are deleted, except the newest `ALWAYS_KEPT`. 36,000 documents
of 4.5 KB changed in one step take about 80 MB.
"""

ALWAYS_KEPT = 20

_FIRST_WITH_MOVES = 2
_FIRST_WITH_NEEDS = 4
"""Versions of the journal."""

_UNREADABLE = (zlib.error, struct.error, ValueError, TypeError)
"""The exceptions that reading a damaged row can raise."""


class _DamagedRow(sqlite3.DatabaseError):
    """A row of a change set is not as it was written."""

    sqlite_errorname = "SQLITE_CORRUPT"


class ChangeState(StrEnum):
    """The state of a change set."""

    PLANNED = "planned"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"
    REDOING = "redoing"
    ROLLED_BACK = "rolled_back"


UNFINISHED = (ChangeState.PLANNED, ChangeState.UNDOING, ChangeState.REDOING)
"""States in which some files may be written and others not, if no process is changing files."""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """A change set as the history lists it.

    Attributes:
        number: its number, from 1.
        when: the time at which it was applied, in UTC.
        label: a short text of what it does.
        paths: the files that it changes.
        state: its state.
    """

    number: int
    when: datetime
    label: str
    paths: tuple[str, ...]
    state: ChangeState


@dataclass(frozen=True, slots=True)
class Recorded:
    """A change set with all that is needed to continue it.

    Attributes:
        files: the changes of its files; if the change set was read from the journal, so are they, each time they are
            iterated over.
    """

    number: int
    label: str
    state: ChangeState
    files: Sequence[FileChange]
    folders: tuple[str, ...]
    token: str
    needs: tuple[tuple[str, str], ...] = ()


class Journal:
    """The journal of one library.

    Args:
        folder: the journal's folder; created when a change is first recorded.
        library: the library's folder.

    Raises:
        JournalError: the journal can't be read, or would be inside the library.
    """

    def __init__(self, folder: Path, library: Path) -> None:
        if folder.resolve().is_relative_to(library.resolve()):
            raise JournalError("The journal would be in the library; set QTBROWSER_DATA_DIR.", path=str(folder))
        self._folder = folder
        self._library = library
        self._file = folder / "journal.sqlite3"

    @contextmanager
    def turn(self, wait: float = 2.0) -> Iterator[None]:
        """Hold the lock for changing the library's files and the journal.

        Args:
            wait: seconds to wait for another process.

        Raises:
            JournalError: another process holds the lock, or the journal can't be written.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self._folder / "lock")
            lock.acquire(timeout=wait)
        except Timeout as error:
            raise JournalError("Another process is changing this library.", path=str(self._library)) from error
        except OSError as error:
            raise JournalError(f"The journal can't be written: {error.strerror}.", path=str(self._folder)) from error
        try:
            yield
        finally:
            lock.release()

    def is_busy(self) -> bool:
        """Whether another process is changing files of the library right now."""
        if not self._file.exists():
            return False
        try:
            with self.turn(wait=0):
                return False
        except JournalError:
            return True

    def record(self, change_set: ChangeSet, folders: Sequence[str]) -> Recorded:
        """Record a change set that is about to be applied; it is on the disk on return.

        Args:
            change_set: the changes.
            folders: the folders that will be created for it, relative to the library.

        Raises:
            JournalError: the journal can't be written; then no file may be changed.
        """
        with self._open() as database:
            self._forget_oldest(database)
            token = secrets.token_hex(8)
            at = datetime.now(UTC).isoformat(timespec="seconds")
            upgrade(database)
            insert = (
                "INSERT INTO change (at, label, state, turn, token, folders)"
                " VALUES (?, ?, ?, (SELECT coalesce(max(turn), 0) + 1 FROM change), ?, ?) RETURNING number"
            )
            values = (at, storable(change_set.label), ChangeState.PLANNED, token, json.dumps(list(folders)))
            (number,) = database.execute(insert, values).fetchone()
            database.executemany(
                INSERT_FILE,
                (
                    (number, file.path, packed(file.before), spliced(file.before, file.after), file.mode, file.to_trash)
                    for file in change_set.files
                ),
            )
            moves = ((number, old, new) for old, new in change_set.moves)
            database.executemany("INSERT INTO move VALUES (?, ?, ?)", moves)
            needs = ((number, path, needed) for path, needed in change_set.needs)
            database.executemany(INSERT_NEED, needs)
            sum_contents(database, number)
        return Recorded(
            number, change_set.label, ChangeState.PLANNED, change_set.files, tuple(folders), token, change_set.needs
        )

    def set_state(self, number: int, state: ChangeState) -> None:
        """Record the state of a change set; it is on the disk on return."""
        with self._open() as database:
            database.execute(
                "UPDATE change SET state = ?, turn = (SELECT max(turn) + 1 FROM change) WHERE number = ?",
                (state, number),
            )
            sum_change(database, number)

    def history(self, only: int | None = None) -> list[HistoryEntry]:
        """Every change set, the newest first, or only the one with a number."""
        if not self._file.exists():
            return []
        with self._open() as database:
            paths: dict[int, list[str]] = {}
            # The index has both columns; reading the table would read the files' bytes as well.
            pairs = "SELECT change, path FROM file INDEXED BY file_path WHERE :only IS NULL ORDER BY path"
            if only is not None:
                pairs = "SELECT change, path FROM file WHERE change = :only ORDER BY path"
            for number, path in database.execute(pairs, {"only": only}):
                paths.setdefault(number, []).append(path)
            where = "WHERE :only IS NULL OR number = :only ORDER BY number DESC"
            rows = _changes(database, "number, at, label, state", where, {"only": only})
        return [
            HistoryEntry(number, datetime.fromisoformat(at), label, tuple(paths.get(number, ())), ChangeState(state))
            for number, at, label, state in rows
        ]

    def recorded(self, number: int) -> Recorded:
        """A change set with its files, whose bytes are read when they are iterated over.

        Raises:
            JournalError: there is none with this number, or it can't be read. Iterating over the files raises it as
                well if the journal is damaged meanwhile.
        """
        with self._open() as database:
            found = _changes(database, "state, folders, token, label", "WHERE number = ?", (number,))
            if not found:
                raise JournalError(f"The journal has no change {number}.")
            row = found[0]
            version = version_of(database)
            has_sums = version >= FIRST_WITH_SUMS
            are_all = f"SELECT {CONTENTS_ARE_RIGHT} FROM change WHERE number = ?"
            pairs = f"SELECT path, needed, {NEED_IS_RIGHT} FROM need WHERE change = ?"
            needs = database.execute(pairs, (number,)).fetchall() if version >= _FIRST_WITH_NEEDS else []
            is_whole = not has_sums or database.execute(are_all, (number,)).fetchone()[0]
            heads = tuple(_heads(database, number, has_sums))
        if not is_whole or not all(right for _, _, right in needs):
            raise JournalError(f"The journal has not all the files of change {number} any more.")
        return Recorded(
            number,
            row[3],
            ChangeState(row[0]),
            FileChanges(heads, lambda paths: self._files(number, paths)),
            tuple(json.loads(row[1])),
            row[2],
            tuple((path, needed) for path, needed, _ in needs),
        )

    def _files(self, number: int, paths: Sequence[str]) -> Generator[FileChange]:
        """The changes of files of a change set, one after the other.

        Raises:
            JournalError: one of them can't be read.
        """
        with self._open() as database:
            one = f"SELECT {_FILE} FROM file WHERE change = ? AND path = ?"
            for path in paths:
                # The statement is over before the file is used, so that the journal can be written meanwhile.
                row = database.execute(one, (number, path)).fetchone()
                yield _file_change(number, path, row)

    def moves_since(self, turn: int) -> tuple[list[dict[str, str]], int]:
        """The documents whose path has changed since a turn, by applying, undoing or redoing a change set.

        Args:
            turn: as an earlier call returned it; 0 for all.

        Returns:
            For each change set that was completed since, in that order, old path -> new path; and the turn for the next
            call.
        """
        if not self._file.exists():
            return [], 0
        with self._open() as database:
            latest = database.execute("SELECT coalesce(max(turn), 0) FROM change").fetchone()[0]
            if version_of(database) < _FIRST_WITH_MOVES:
                return [], latest
            found: list[dict[str, str]] = []
            for number, state in _changes(database, "number, state", "WHERE turn > ? ORDER BY turn", (turn,)):
                if state in UNFINISHED:
                    continue
                moves = database.execute("SELECT old, new FROM move WHERE change = ?", (number,)).fetchall()
                found.append(dict(moves) if state == ChangeState.DONE else {new: old for old, new in moves})
        return [moves for moves in found if moves], latest

    def newest(self, state: ChangeState) -> int | None:
        """The change set that entered a state last; None if there is none."""
        if not self._file.exists():
            return None
        with self._open() as database:
            rows = _changes(database, "number", "WHERE state = ? ORDER BY turn DESC LIMIT 1", (state,))
        return int(rows[0][0]) if rows else None

    def next_to(self, way: Literal["undo", "redo"]) -> int | None:
        """The change set that is undone or redone next: an interrupted one, else the last one; None if there is
        none.
        """
        cut_short = self.unfinished()
        return cut_short[-1] if cut_short else self.newest(ChangeState.DONE if way == "undo" else ChangeState.UNDONE)

    def taken_back(self) -> frozenset[int]:
        """The change sets that were undone or rolled back, and are not in force."""
        if not self._file.exists():
            return frozenset()
        with self._open() as database:
            states = (ChangeState.UNDONE, ChangeState.ROLLED_BACK)
            return frozenset(row[0] for row in _changes(database, "number", "WHERE state IN (?, ?)", states))

    def unfinished(self) -> list[int]:
        """The change sets that were interrupted; none while another process is changing files."""
        if not self._file.exists() or self.is_busy():
            return []
        return self.cut_short()

    def cut_short(self) -> list[int]:
        """The same, for the process that holds the lock."""
        if not self._file.exists():
            return []
        # A state that is none is a damaged one.
        others = tuple(state for state in ChangeState if state not in UNFINISHED)
        marks = ",".join("?" * len(others))
        with self._open() as database:
            rows = _changes(database, "number", f"WHERE state NOT IN ({marks}) ORDER BY number", others)
        return [int(row[0]) for row in rows]

    def later_on(self, number: int) -> int | None:
        """A later change set that is in force and changes one of the same files; None if there is none.

        The library's own file does not count: what a change set did in it is taken back entry by entry.
        """
        with self._open() as database:
            row = database.execute(
                "SELECT later.change FROM file JOIN file AS later ON later.path = file.path"
                " JOIN change ON change.number = later.change"
                " WHERE file.change = ? AND later.change > ? AND change.state = ? AND file.path <> ?"
                " ORDER BY later.change LIMIT 1",
                (number, number, ChangeState.DONE, FILE),
            ).fetchone()
        return None if row is None else int(row[0])

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """The database, in one transaction."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._file, timeout=30)) as database:
                database.execute("PRAGMA foreign_keys = ON")
                # Each commit is synced to the disk, with the folder entry.
                database.execute("PRAGMA synchronous = EXTRA")
                add_sums(database)
                self._prepare(database)
                with database:
                    yield database
        except sqlite3.Error as error:
            if str(getattr(error, "sqlite_errorname", "")).startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
                raise self._repaired() from error
            raise JournalError(f"The journal can't be read or written: {error}.", path=str(self._file)) from error
        except OSError as error:
            raise JournalError(f"The journal can't be written: {error.strerror}.", path=str(self._folder)) from error

    def _repaired(self) -> JournalError:
        """Replace a damaged journal by its readable part, and return the message about it.

        The damaged file is kept beside it. While a process is changing files, nothing is replaced.
        """
        try:
            with self.turn(wait=0):
                kept = self._file.with_name(f"journal-damaged-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.sqlite3")
                fresh = self._file.with_name("journal.new")
                remove_file(fresh)
                count = salvage(self._file, fresh)
                replace_file(self._file, kept)
                remove_file(self._file.with_name(f"{self._file.name}-journal"))
                replace_file(fresh, self._file)
        except (JournalError, OSError, sqlite3.Error) as error:
            return JournalError(f"The journal is damaged and can't be repaired now: {error}", path=str(self._file))
        return JournalError(
            f"The journal is damaged: {count} of its changes could be read and are kept. The damaged file is "
            f"now {kept.name}. Try again.",
            path=str(self._file),
        )

    def _prepare(self, database: sqlite3.Connection) -> None:
        version = version_of(database)
        if 0 < version <= VERSION:
            return
        if version:
            raise JournalError(f"The journal is of version {version}, not {VERSION}.", path=str(self._file))
        note = self._folder / "library.txt"
        note.write_text(f"{self._library}\n", encoding="utf-8", errors="replace")
        with database:
            upgrade(database)

    def _forget_oldest(self, database: sqlite3.Connection) -> None:
        used = "SELECT page_size * (page_count - freelist_count) FROM pragma_page_size, pragma_page_count, "
        while database.execute(used + "pragma_freelist_count").fetchone()[0] > MOST_BYTES:
            rows = database.execute("SELECT number, state FROM change ORDER BY number DESC").fetchall()
            old = [number for number, state in rows[ALWAYS_KEPT:] if state not in UNFINISHED]
            if not old:
                return
            database.execute("DELETE FROM change WHERE number = ?", (old[-1],))


_FILE = "path, before, after, mode, to_trash"


def _heads(database: sqlite3.Connection, number: int, has_sums: bool) -> Iterator[FileHead]:
    """The heads of a change set's files, ordered by path; each is proven to be readable.

    Args:
        database: the journal.
        number: of the change set.
        has_sums: whether the rows have sums; without them each is unpacked for the proof.

    Raises:
        JournalError: a file can't be read.
    """
    if has_sums:
        select = f"SELECT path, before IS NULL, after IS NULL, {FILE_IS_RIGHT} FROM file WHERE change = ? ORDER BY path"
        for path, comes, goes, is_right in database.execute(select, (number,)):
            if not is_right:
                raise _unreadable_file(number, path)
            yield FileHead(path, bool(comes), bool(goes))
        return
    for row in database.execute(f"SELECT {_FILE} FROM file WHERE change = ? ORDER BY path", (number,)):
        file = _file_change(number, row[0], row)
        yield FileHead(file.path, file.before is None, file.after is None)


def _file_change(number: int, path: str, row: tuple[Any, ...] | None) -> FileChange:
    """The change that a row of `file` tells.

    Raises:
        JournalError: it can't be read.
    """
    if row is None:
        raise _unreadable_file(number, path)
    try:
        before = unpacked(row[1])
        return FileChange(path, before, unspliced(before, row[2]), row[3], bool(row[4]))
    except _UNREADABLE as error:
        raise _unreadable_file(number, path) from error


def _unreadable_file(number: int, path: str) -> JournalError:
    return JournalError(f"What change {number} did to {path} can't be read any more.")


def _changes(database: sqlite3.Connection, columns: str, where: str, values: Any) -> list[tuple[Any, ...]]:
    """Rows of change sets.

    Raises:
        _DamagedRow: one of them is not as it was written.
    """
    is_right = CHANGE_IS_RIGHT if version_of(database) >= FIRST_WITH_SUMS else "1"
    rows = database.execute(f"SELECT {is_right}, {columns} FROM change {where}", values).fetchall()
    if not all(row[0] for row in rows):
        raise _DamagedRow("A change set is not as it was written.")
    return [row[1:] for row in rows]
