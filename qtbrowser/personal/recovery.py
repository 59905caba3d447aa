"""Makes the file of personal data ready for use: checks it, mends a damaged one or restores it from a backup, migrates
it and backs it up.

One process does this at a time, under a lock. A kill at any moment leaves a usable state: the damaged file is replaced
atomically, after it was copied.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from qtbrowser.held_files import remove_file, replace_file
from qtbrowser.personal.backups import Backups
from qtbrowser.personal.migrations import (
    add_functions,
    is_damage,
    is_of_newer_version,
    is_sound,
    migrate,
    version_of,
)
from qtbrowser.personal.notices import Notice, NoticeKind
from qtbrowser.personal.own_words import mend_words
from qtbrowser.personal.row_copy import copy_rows

LOCK_SECONDS = 30.0
_BUSY_SECONDS = 30.0


class NewerVersion(Exception):
    """The file is of a newer version than this program knows."""


def connect(file: Path) -> sqlite3.Connection:
    """Open a connection in autocommit mode; each commit is on the disk on return.

    Raises:
        sqlite3.Error: the file can't be opened.
    """
    database = sqlite3.connect(file, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        database.execute("PRAGMA foreign_keys = ON")
        database.execute("PRAGMA synchronous = EXTRA")
        database.execute("PRAGMA temp_store = MEMORY")
        # A byte that the disk has changed makes a text look odd; the others are still read.
        database.text_factory = readable_text
        add_functions(database)
    except BaseException:
        database.close()
        raise
    return database


def readable_text(stored: bytes) -> str:
    """A text of the file; bytes that are no UTF-8 become U+FFFD."""
    return stored.decode("utf-8", "replace")


def prepare(file: Path, backups: Backups, migrations: Sequence[str], *, is_suspected: bool = False) -> list[Notice]:
    """Make the file ready for use; it is created if there is none.

    Args:
        file: the file.
        backups: its backups.
        migrations: the program's schema.
        is_suspected: whether something in it could not be read. Its indexes are compared with what they are of; without
            it this is done once a day, since it takes as long as all else.

    Returns:
        The notices for the user.

    Raises:
        NewerVersion: a newer version has written the file; it is not changed.
        OSError, sqlite3.Error: the file can't be read or written.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(file.with_suffix(".lock"), timeout=LOCK_SECONDS):
        notices = []
        if _needs_recovery(file, backups, len(migrations)):
            notices.append(_recover(file, backups, migrations))
        with closing(connect(file)) as database:
            if is_of_newer_version(database, len(migrations)):
                raise NewerVersion
            if 0 < version_of(database) < len(migrations):
                backups.back_up_before_migration(database)
            migrate(database, migrations)
            if is_suspected or not backups.has_one_of_today:
                mend_words(database)
            _back_up_today(database, backups)
        return notices


def back_up_today(file: Path, backups: Backups) -> None:
    """Make the backup of today, if there is none; on a full or read-only disk none is made."""
    with FileLock(file.with_suffix(".lock"), timeout=LOCK_SECONDS), closing(connect(file)) as database:
        _back_up_today(database, backups)


def _back_up_today(database: sqlite3.Connection, backups: Backups) -> None:
    # The file itself may still be writable, and a failed write to it gives its own notice.
    try:
        backups.back_up_today(database)
    except (OSError, sqlite3.Error):
        return


def _needs_recovery(file: Path, backups: Backups, newest_version: int) -> bool:
    """Whether the file is damaged or lost; at a first start there is neither a file nor a backup."""
    if not file.exists() or not file.stat().st_size:
        return bool(backups)
    try:
        with closing(connect(file)) as database:
            return not (is_of_newer_version(database, newest_version) or is_sound(database))
    except sqlite3.DatabaseError as error:
        if is_damage(error):
            return True
        raise


def _recover(file: Path, backups: Backups, migrations: Sequence[str]) -> Notice:
    """Put the damaged file aside, and replace it by a new one with all of its rows, if they are undamaged, else by the
    newest undamaged backup, if there is one.
    """
    aside = _put_aside(file)
    new = file.with_suffix(".new")
    if aside and copy_rows(Path(aside), new, migrations):
        replace_file(new, file)
        return Notice(NoticeKind.MENDED, str(file), aside=aside)
    backup = backups.newest_sound(len(migrations))
    if backup is None:
        remove_file(file)
        return Notice(NoticeKind.EMPTIED, str(file), aside=aside)
    with _durable_copy(backup, new):
        replace_file(new, file)
    return Notice(NoticeKind.RESTORED, str(file), aside=aside, backup=str(backup))


def _put_aside(file: Path) -> str:
    """Copy the damaged file; it stays until it is replaced. Returns the path of the copy; empty if there is no file.

    A journal that SQLite left for it is moved: it must not be applied to what replaces the file, also if that is lost.
    """
    stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%S")
    aside = file.with_name(f"{file.stem}-damaged-{stamp}{file.suffix}")
    number = 1
    while aside.exists() or _journal_of(aside).exists():
        number += 1
        aside = file.with_name(f"{file.stem}-damaged-{stamp}-{number}{file.suffix}")
    has_content = file.exists() and file.stat().st_size > 0
    if has_content:
        with _durable_copy(file, file.with_suffix(".aside")):
            replace_file(file.with_suffix(".aside"), aside)
    if _journal_of(file).exists():
        replace_file(_journal_of(file), _journal_of(aside))
    return str(aside) if has_content else ""


def _journal_of(file: Path) -> Path:
    return file.with_name(f"{file.name}-journal")


@contextmanager
def _durable_copy(source: Path, target: Path) -> Iterator[None]:
    """Copy a file; the copy's bytes are on the disk when the block begins."""
    shutil.copyfile(source, target)
    with open(target, "rb+") as stream:
        os.fsync(stream.fileno())
    yield
