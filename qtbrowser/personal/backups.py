"""Backups of the file of personal data: one a day and one before each migration.

<data folder>/backups/personal-<date>.sqlite3                 one a day, the newest five
<data folder>/backups/personal-<date>-version-<n>.sqlite3     before a migration from version n, the newest five
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from qtbrowser.database_address import database_address
from qtbrowser.held_files import remove_file, replace_file
from qtbrowser.personal.migrations import is_sound, version_of
from qtbrowser.personal.tables import KEPT_TABLES, rows_of

KEPT = 5

_DAILY = re.compile(r"personal-\d{4}-\d\d-\d\d\.sqlite3")
_MIGRATION = re.compile(r"personal-\d{4}-\d\d-\d\d-version-\d+\.sqlite3")


class Backups:
    """The backups of one file; the caller holds its lock.

    Args:
        folder: the folder of the backups.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def has_one_of_today(self) -> bool:
        """Whether the backup of today is made."""
        return self._place_of_today.exists()

    @property
    def _place_of_today(self) -> Path:
        return self.folder / f"personal-{_today()}.sqlite3"

    def back_up_today(self, database: sqlite3.Connection) -> None:
        """Back up the file, unless it is empty or there is a backup of today; only the newest five are kept.

        Raises:
            OSError, sqlite3.Error: the backup can't be written; earlier backups are unchanged.
        """
        if not self.has_one_of_today and any(rows_of(database, table) for table in KEPT_TABLES):
            self._write(database, self._place_of_today)
            self._forget_oldest(_DAILY)

    def back_up_before_migration(self, database: sqlite3.Connection) -> None:
        """Back up the file, with its version in the name.

        Raises:
            OSError, sqlite3.Error: as `back_up_today`.
        """
        self._write(database, self.folder / f"personal-{_today()}-version-{version_of(database)}.sqlite3")
        self._forget_oldest(_MIGRATION)

    def newest_sound(self, newest_version: int) -> Path | None:
        """The newest backup that is undamaged and not of a newer version than this; None if there is none."""
        return next((place for place in self._newest_first() if _is_usable(place, newest_version)), None)

    def __bool__(self) -> bool:
        return any(self._newest_first())

    def _newest_first(self) -> Iterator[Path]:
        places = [place for pattern in (_DAILY, _MIGRATION) for place in self._matching(pattern)]
        return iter(sorted(places, key=lambda place: (place.stat().st_mtime_ns, place.name), reverse=True))

    def _matching(self, pattern: re.Pattern[str]) -> list[Path]:
        if not self.folder.is_dir():
            return []
        return sorted(place for place in self.folder.iterdir() if pattern.fullmatch(place.name))

    def _write(self, database: sqlite3.Connection, place: Path) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        new = place.with_suffix(".new")
        remove_file(new)
        with closing(sqlite3.connect(new)) as copy:
            copy_database(database, copy)
        # SQLite has synced the data, so after the rename the backup exists completely or not at all.
        replace_file(new, place)

    def _forget_oldest(self, pattern: re.Pattern[str]) -> None:
        for place in self._matching(pattern)[:-KEPT]:
            remove_file(place)


def copy_database(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Copy all of a database into another one.

    Args:
        source: outside of any transaction.
        target: is replaced.

    Raises:
        sqlite3.Error: the source can't be read, or another process holds it longer than the connection's timeout;
            `Connection.backup` alone would wait for that without end.
    """
    source.execute("BEGIN")
    try:
        # With the first read, this connection may read until the end of the transaction.
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        source.backup(target)
    finally:
        if source.in_transaction:
            source.execute("ROLLBACK")


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def _is_usable(place: Path, newest_version: int) -> bool:
    try:
        with closing(sqlite3.connect(database_address(place, "mode=ro&immutable=1"), uri=True)) as database:
            return is_sound(database) and version_of(database) <= newest_version
    except sqlite3.Error:
        return False
