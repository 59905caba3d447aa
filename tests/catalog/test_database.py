"""Opening the catalog's file: its versions, and a folder where nothing can be written beside it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from qtbrowser.catalog.database import SCHEMA_VERSION, create_database, open_database
from qtbrowser.errors import CacheNotWritable, IndexDamaged, WrittenByNewer
from tests.full_disk import full_disk, needs_limits


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


@needs_limits
def test_a_catalog_beside_which_nothing_can_be_written_is_read_as_it_is(catalog: Path) -> None:
    with full_disk(), closing(open_database(catalog)) as connection:
        assert connection.execute("SELECT value FROM fact WHERE name = 'schema'").fetchone() == (str(SCHEMA_VERSION),)
        with pytest.raises(CacheNotWritable):
            connection.execute("DELETE FROM fact")


@needs_limits
def test_a_catalog_with_a_log_is_not_read_without_it(catalog: Path) -> None:
    # A process that ended without closing the catalog: the folder as it was then.
    with closing(open_database(catalog)) as connection:
        connection.execute("INSERT INTO fact VALUES ('new', 'x')")
        files = {file: file.read_bytes() for file in catalog.parent.iterdir() if not file.name.endswith("-shm")}
    for file, content in files.items():
        file.write_bytes(content)
    assert len(files) == 2
    with full_disk(), pytest.raises(CacheNotWritable):
        open_database(catalog)
    with closing(open_database(catalog)) as connection:
        assert connection.execute("SELECT value FROM fact WHERE name = 'new'").fetchone() == ("x",)
