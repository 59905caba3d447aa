"""What the catalog's writer leaves in the file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from qtbrowser.catalog.catalog import Catalog
from qtbrowser.catalog.database import create_database
from qtbrowser.catalog.writer import Batch, CatalogWriter, Record

KEPT = Record("kept.md", "Kept", 1, 1, keywords=("drum", "Loud  drum"), links=((5, 0), (7, 8)), names=((3, 1),))
GONE = Record("gone.md", "Gone", 1, 1, keywords=("drum", "fife"), links=((7, 0), (9, 8)), names=((4, 1),))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = create_database(tmp_path / "catalog.sqlite3")
    yield connection
    connection.close()


def rows(database: sqlite3.Connection) -> dict[str, set[tuple[object, ...]]]:
    """Document, topic and link rows, by the path of their document; None where there is no such document."""
    topics = "SELECT path, name FROM topic LEFT JOIN document ON document.number = topic.document"
    return {
        "document": set(database.execute("SELECT path, title FROM document")),
        "topic": set(database.execute(f"{topics} LEFT JOIN spelling ON spelling.number = topic.spelling")),
        "link": set(database.execute("SELECT path, target FROM link LEFT JOIN document ON number = document")),
    }


def test_what_belongs_to_a_document_goes_with_it(database: sqlite3.Connection) -> None:
    writer = CatalogWriter(database, "library")
    writer.write(Batch([KEPT]), 1)
    alone = rows(database)
    assert alone["topic"] == {("kept.md", "drum"), ("kept.md", "Loud drum")}
    assert alone["link"] == {("kept.md", 5), ("kept.md", 7)}
    writer.write(Batch([GONE]), 2)
    assert len(rows(database)["link"]) == 4
    writer.write(Batch(removed=["gone.md", "never.md"]), 3)
    assert rows(database) == alone
    writer.write(Batch([KEPT, GONE, KEPT]), 4)
    writer.write(Batch(removed=["gone.md"]), 5)
    assert rows(database) == alone


def test_what_is_new_goes_by_when_a_content_was_first_indexed(database: sqlite3.Connection, tmp_path: Path) -> None:
    def news(folder: Path, since: int) -> list[str]:
        catalog = Catalog(folder / "catalog.sqlite3")
        count, entries = catalog.entries.changed_since(since, 9)
        catalog.close()
        assert count == len(entries)
        return [entry.path for entry in entries]

    old, new = KEPT._replace(content=1), GONE._replace(path="new.md", content=2)
    writer = CatalogWriter(database, "library")
    writer.write(Batch([old]), 1)
    assert news(tmp_path, 0) == []
    writer.write(Batch([new]), 2, 1_000)
    writer.write(Batch([old, new]), 3, 2_000)
    assert (news(tmp_path, 999), news(tmp_path, 1_000)) == (["new.md"], [])
    writer.write(Batch([old._replace(content=3)]), 4, 3_000)
    assert news(tmp_path, 0) == ["kept.md", "new.md"]
    # Moved: first its file is gone, then another one has its content.
    writer.write(Batch(removed=["new.md"]), 5, 4_000)
    writer.write(Batch([new._replace(path="moved.md")]), 6, 4_000)
    assert (news(tmp_path, 999), news(tmp_path, 1_000)) == (["kept.md", "moved.md"], ["kept.md"])
    # What replaces the catalog takes over what it knows.
    (tmp_path / "anew").mkdir()
    replacing = create_database(tmp_path / "anew" / "catalog.sqlite3")
    writer = CatalogWriter(replacing, "library", earlier=database)
    added = Record("added.md", "Added", 1, 1, content=4)
    writer.write(Batch([old._replace(content=3), new._replace(path="moved.md"), added]), 1, 5_000)
    replacing.close()
    assert news(tmp_path / "anew", 999) == ["added.md", "kept.md", "moved.md"]
    assert news(tmp_path / "anew", 3_000) == ["added.md"]
