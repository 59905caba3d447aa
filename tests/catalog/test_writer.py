"""What the catalog's writer leaves in the file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

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
