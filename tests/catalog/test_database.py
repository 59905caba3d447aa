"""Opening the catalog's file: its versions, and a folder where nothing can be written beside it."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from qtbrowser.catalog.database import SCHEMA_VERSION, create_database, open_database
from qtbrowser.errors import CacheNotWritable, IndexDamaged, WrittenByNewer

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="SQLite tells it otherwise on other systems")


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    file = tmp_path / "catalog.sqlite3"
    create_database(file).close()
    return file


def versions_are(file: Path, head: int, fact: int) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(f"PRAGMA user_version = {head}")
        connection.execute("UPDATE fact SET value = ? WHERE name = 'schema'", (str(fact),))


@pytest.mark.parametrize(
    ("head", "fact", "error", "reason"),
    [
        (SCHEMA_VERSION - 1, SCHEMA_VERSION - 1, IndexDamaged, f"of version {SCHEMA_VERSION - 1}, not"),
        (SCHEMA_VERSION, SCHEMA_VERSION + 1, IndexDamaged, "version is damaged"),
        (SCHEMA_VERSION + 1, SCHEMA_VERSION, IndexDamaged, "version is damaged"),
        (SCHEMA_VERSION + 1, SCHEMA_VERSION + 1, WrittenByNewer, "newer"),
    ],
)
def test_other_versions(catalog: Path, head: int, fact: int, error: type[Exception], reason: str) -> None:
    versions_are(catalog, head, fact)
    with pytest.raises(error, match=reason):
        open_database(catalog)


def test_a_missing_catalog_is_damage(tmp_path: Path) -> None:
    with pytest.raises(IndexDamaged, match="The catalog is missing"):
        open_database(tmp_path / "none.sqlite3")


@on_linux
def test_a_catalog_beside_which_nothing_can_be_written_is_read_as_it_is(catalog: Path) -> None:
    # A folder in the place of its shared memory: what the superuser can't write either.
    catalog.with_name("catalog.sqlite3-shm").mkdir()
    with closing(open_database(catalog)) as connection:
        assert connection.execute("SELECT value FROM fact WHERE name = 'schema'").fetchone() == (str(SCHEMA_VERSION),)
        with pytest.raises(CacheNotWritable):
            connection.execute("DELETE FROM fact")


@on_linux
def test_a_catalog_whose_log_can_not_be_read_is_not_read_without_it(catalog: Path) -> None:
    log = catalog.with_name("catalog.sqlite3-wal")
    log.mkdir()
    (log / "file").touch()
    with pytest.raises(CacheNotWritable):
        open_database(catalog)
