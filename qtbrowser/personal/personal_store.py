"""`PersonalStore`: reads and writes the file of personal data, for windows and commands that run at the same time.

A connection is opened for each operation. So nothing has to be closed, several threads and processes take turns by
SQLite's own locks, and a file that another process has replaced is noticed. If the file can't be written, operations
are applied to a copy in memory, one notice is given, and they are tried again later.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Hashable, Sequence
from contextlib import ExitStack, closing, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar, cast

from filelock import Timeout

from qtbrowser import settings
from qtbrowser.catalog.transaction import transaction
from qtbrowser.database_address import database_address
from qtbrowser.personal.backups import Backups, copy_database
from qtbrowser.personal.migrations import MIGRATIONS, add_functions, is_damage, is_refusal, migrate, version_of
from qtbrowser.personal.notices import Notice, NoticeKind
from qtbrowser.personal.recovery import NewerVersion, back_up_today, connect, prepare, readable_text
from qtbrowser.personal.takeover import has_old_files, take_over

Result = TypeVar("Result")
Database = sqlite3.Connection
Operation = Callable[[Database], Result]

FILE_NAME = "personal.sqlite3"

RETRY_SECONDS = 15.0
"""The time in seconds after a failed write, after which the next change tries to write the file again."""

_MOST_PENDING = 10_000
_MOST_RECALLED = 32

# SQLite's file format, "The Database Header": a number that each transaction increases.
_COUNTER_START, _COUNTER_END = 24, 28


class PersonalStore:
    """The personal data of one user. Safe from several threads; nothing is read or created before the first operation.

    Operations never raise because of the disk: see `take_notices`.

    Args:
        folder: the folder of the file; the user's data folder if None.
        migrations: the program's schema, as migrations from the first one on.
    """

    def __init__(self, folder: Path | None = None, migrations: Sequence[str] = MIGRATIONS) -> None:
        self.folder = settings.data_dir() if folder is None else folder
        self.file = self.folder / FILE_NAME
        self._migrations = tuple(migrations)
        self._backups = Backups(self.folder / "backups")
        self._turn = threading.RLock()
        self._is_ready, self._is_suspected = False, False
        self._day: date | None = None
        self._notices: list[Notice] = []
        self._has_told_refusal = False
        # While the file can't be used: the data as a serialized database, the operations to apply to the file later,
        # and the time from which on to try; None means never.
        self._memory: bytes | None = None
        self._pending: list[Operation[object]] = []
        self._retry_at: float | None = None
        # Results with the state of the file before they were read.
        self._recalled: dict[Hashable, tuple[tuple[int, ...] | None, object]] = {}

    @property
    def exists(self) -> bool:
        """Whether any personal data may exist; it may where the folder can't be looked into."""
        if self._memory is not None:
            return True
        try:
            return self.file.exists() or bool(self._backups) or has_old_files(self.folder)
        except OSError:
            return True

    @property
    def is_kept(self) -> bool:
        """Whether written data is on the disk, not only in memory."""
        return self._memory is None

    def take_notices(self) -> list[Notice]:
        """The notices since the last call; each one is returned once."""
        with self._turn:
            taken, self._notices = self._notices, []
            return taken

    def tell(self, notice: Notice) -> None:
        """Add a notice."""
        with self._turn:
            self._notices.append(notice)

    def read(self, look: Operation[Result]) -> Result:
        """Run an operation that only reads, on a state that no writer changes meanwhile.

        Args:
            look: the operation; it is given the connection, in a transaction.
        """
        with self._turn:
            return self._on_memory(look) if self._memory is not None else self._on_file(look, writes=False)

    def recall(self, key: Hashable, look: Operation[Result]) -> Result:
        """As `read`, for a result that is asked for again and again: it is remembered as long as nobody has written
        into the file. No caller may change it.

        Args:
            key: what is asked for, the values of the operation included.
            look: the operation.
        """
        # Before the reading: what is written meanwhile is read again the next time.
        state = self._state_of_file()
        with self._turn:
            known = self._recalled.get(key)
        if known is not None and known[0] == state and state is not None:
            return cast("Result", known[1])
        result = self.read(look)
        with self._turn:
            if len(self._recalled) >= _MOST_RECALLED:
                self._recalled.clear()
            self._recalled[key] = state, result
        return result

    def _state_of_file(self) -> tuple[int, ...] | None:
        """Numbers that change with each commit of any program; None while the data is in memory."""
        if self._memory is not None:
            return None
        try:
            with self.file.open("rb") as opened:
                status, head = os.fstat(opened.fileno()), opened.read(_COUNTER_END)
        except OSError:
            return None
        counter = int.from_bytes(head[_COUNTER_START:], "big")
        return status.st_ino, status.st_size, status.st_mtime_ns, counter

    def write(self, change: Operation[Result]) -> Result:
        """Run an operation in one transaction, which is on the disk on return unless a notice says otherwise.

        Args:
            change: the operation; it is given the connection. It may be called again if the file could not be written,
                so it must have the same effect later.
        """
        with self._turn:
            if self._memory is None or self._may_retry():
                return self._on_file(change, writes=True)
            self._note_pending(change)
            return self._on_memory(change)

    def flush(self) -> None:
        """Try again to write what could not be written; called at the end of the program."""
        with self._turn:
            if self._pending and self._retry_at is not None:
                self._on_file(lambda _database: None, writes=True)

    def _on_file(self, operation: Operation[Result], *, writes: bool) -> Result:
        try:
            try:
                return self._attempt(operation, writes=writes)
            except sqlite3.DatabaseError as error:
                if not is_damage(error):
                    raise
                # The file was damaged since the last check: it is put aside now.
                self._is_ready, self._is_suspected = False, True
                return self._attempt(operation, writes=writes)
        except NewerVersion:
            return self._leave_alone(operation)
        except sqlite3.Error as error:
            if not (is_refusal(error) or is_damage(error)):
                raise
            return self._fall_back(operation, writes, _reason(error))
        except (OSError, Timeout) as error:
            return self._fall_back(operation, writes, _reason(error))

    def _attempt(self, operation: Operation[Result], *, writes: bool) -> Result:
        self._make_ready()
        with closing(self._connect()) as database:
            result = _transact(database, operation, self._pending, writes=writes)
        if writes:
            self._memory, self._retry_at = None, None
            self._pending.clear()
        return result

    def _connect(self) -> Database:
        with ExitStack() as opened:
            database = opened.enter_context(closing(connect(self.file)))
            if version_of(database) == len(self._migrations):
                opened.pop_all()
                return database
        # Another process, perhaps of another version of the program, has replaced the file.
        self._is_ready = False
        self._make_ready()
        return connect(self.file)

    def _make_ready(self) -> None:
        """Check the file, once in the life of the store; back it up once a day."""
        today = datetime.now(UTC).date()
        if not self._is_ready or not self.file.exists():
            suspected, self._is_suspected = self._is_suspected, False
            self._notices += prepare(self.file, self._backups, self._migrations, is_suspected=suspected)
            with closing(connect(self.file)) as database:
                self._notices += _transact(database, lambda found: take_over(found, self.folder), (), writes=True)
            self._is_ready = True
        elif self._day != today:
            back_up_today(self.file, self._backups)
        self._day = today

    def _fall_back(self, operation: Operation[Result], writes: bool, reason: str) -> Result:
        """The file can't be used now: continue in memory, with all that can be read of it."""
        if not self._has_told_refusal:
            self._has_told_refusal = True
            self._notices.append(Notice(NoticeKind.NOT_WRITABLE, str(self.file), reason=reason))
        if self._memory is None:
            self._memory = self._copy_of_what_is_readable()
        self._retry_at = time.monotonic() + RETRY_SECONDS
        if writes:
            self._note_pending(operation)
        return self._on_memory(operation)

    def _leave_alone(self, operation: Operation[Result]) -> Result:
        # Told once: from now on, the file is not looked at again.
        self._notices.append(Notice(NoticeKind.NEWER, str(self.file)))
        self._memory = self._empty()
        self._retry_at = None
        return self._on_memory(operation)

    def _note_pending(self, operation: Operation[object]) -> None:
        if self._retry_at is not None and len(self._pending) < _MOST_PENDING:
            self._pending.append(operation)

    def _may_retry(self) -> bool:
        return self._retry_at is not None and time.monotonic() >= self._retry_at

    def _on_memory(self, operation: Operation[Result]) -> Result:
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
            if self._memory is not None:
                database.deserialize(self._memory)
            database.text_factory = readable_text
            add_functions(database)
            database.execute("PRAGMA foreign_keys = ON")
            before = database.total_changes
            result = _transact(database, operation, (), writes=True)
            if database.total_changes != before:
                self._memory = database.serialize()
        return result

    def _copy_of_what_is_readable(self) -> bytes:
        """The file as a serialized database; if it can't be read, the newest undamaged backup; else an empty one."""
        places: tuple[Path | None, ...] = ()
        # A folder that can't be looked into has nothing that is readable.
        with suppress(OSError):
            places = self.file, self._backups.newest_sound(len(self._migrations))
        for place in places:
            if place is None or not os.access(place, os.R_OK):
                continue
            try:
                with (
                    closing(sqlite3.connect(database_address(place, "mode=ro"), timeout=0, uri=True)) as source,
                    closing(sqlite3.connect(":memory:", isolation_level=None)) as copy,
                ):
                    copy_database(source, copy)
                    if 0 < version_of(copy) <= len(self._migrations):
                        migrate(copy, self._migrations)
                        return copy.serialize()
            except sqlite3.Error:
                continue
        return self._empty()

    def _empty(self) -> bytes:
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
            migrate(database, self._migrations)
            return database.serialize()


def _transact(
    database: sqlite3.Connection, operation: Operation[Result], before: Sequence[Operation[object]], *, writes: bool
) -> Result:
    with transaction(database, writes=writes):
        for earlier in before if writes else ():
            earlier(database)
        return operation(database)


def _reason(error: Exception) -> str:
    if isinstance(error, Timeout):
        return "Another process keeps it locked."
    words = (error.strerror if isinstance(error, OSError) else str(error)) or type(error).__name__
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."


_stores: dict[Path, PersonalStore] = {}
_stores_turn = threading.Lock()


def personal_store() -> PersonalStore:
    """The store in the user's data folder; one a process, so that the file is checked once and notices are given
    once.
    """
    folder = settings.data_dir()
    with _stores_turn:
        return _stores.setdefault(folder, PersonalStore(folder))
