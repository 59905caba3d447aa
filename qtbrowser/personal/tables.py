"""Descriptions of the tables of personal data, used by exports, imports and the merging of two documents."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field

Value = str | int | bytes


@dataclass(frozen=True)
class KeptTable:
    """The description of a table.

    Attributes:
        name: its name in the file and in exports.
        key: the column that identifies a row.
        columns: all others except ``document`` and ``changed``, with the type of their values.
        of_documents: whether each row concerns a document, by a column ``document``.
        defaults: values of columns that exports of earlier versions lack.
    """

    name: str
    key: str
    columns: Mapping[str, type[str] | type[int] | type[bytes]]
    of_documents: bool = False
    defaults: Mapping[str, Value] = field(default_factory=dict)
    all_columns: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        document = ("document",) if self.of_documents and self.key != "document" else ()
        object.__setattr__(self, "all_columns", (self.key, *document, *self.columns, "changed"))


KEPT_TABLES = (
    KeptTable("saved_search", "name", {"text": str, "subject": str, "topic": str, "month": str, "sort": str}),
    KeptTable("recent_search", "folded", {"text": str}),
    KeptTable("reading_place", "document", {"place": int}, of_documents=True),
    KeptTable("draft", "id", {"source": bytes, "form": str}, of_documents=True),
    KeptTable("bookmark", "id", {"folder": str, "note": str, "created": str}, of_documents=True),
    KeptTable("note", "document", {"text": str}, of_documents=True),
    KeptTable(
        "highlight",
        "id",
        {
            "colour": str,
            "quote": str,
            "prefix": str,
            "suffix": str,
            "place": int,
            "note": str,
            "created": str,
            "is_blank": int,
        },
        of_documents=True,
        defaults={"is_blank": 0},
    ),
    KeptTable("reading_state", "document", {"state": str}, of_documents=True),
    KeptTable(
        "study_card",
        "document",
        {"card": str, "due": str, "is_suspended": int, "buried_until": str, "lapses": int},
        of_documents=True,
    ),
    KeptTable("study_review", "id", {"grade": int, "before": str, "lapsed": int}, of_documents=True),
    KeptTable("card_name", "document", {"name": str}, of_documents=True),
)
"""All tables of personal data; a new one is added here and by a migration."""


def put(database: sqlite3.Connection, table: KeptTable, row: Mapping[str, Value]) -> None:
    """Write a row, replacing one with the same key."""
    database.execute(f"REPLACE INTO {_into(table)}", dict(row))


def put_newest(database: sqlite3.Connection, table: KeptTable, row: Mapping[str, Value]) -> None:
    """Write a row, unless there is a newer one with the same key; of two with the same time the greater one is kept.

    So the result does not depend on the order in which rows are written, nor on repetitions.
    """
    others = ("changed", *(column for column in table.all_columns if column not in (table.key, "changed")))
    new = ", ".join(_comparable("excluded", column) for column in others)
    old = ", ".join(_comparable(table.name, column) for column in others)
    changes = ", ".join(f"{column} = excluded.{column}" for column in others)
    update = f"ON CONFLICT ({table.key}) DO UPDATE SET {changes} WHERE ({new}) > ({old})"
    database.execute(f"INSERT INTO {_into(table)} {update}", dict(row))


def rows_of(database: sqlite3.Connection, table: KeptTable, document: int | None = None) -> list[dict[str, Value]]:
    """The rows of a table, ordered by key: all, or those of one document."""
    query = f"SELECT {', '.join(table.all_columns)} FROM {table.name}"
    if document is not None:
        query += " WHERE document = :document"
    found = database.execute(f"{query} ORDER BY {table.key}", {"document": document}).fetchall()
    return [dict(zip(table.all_columns, values, strict=True)) for values in found]


def join_rows(database: sqlite3.Connection, source: int, target: int) -> None:
    """Move the rows of one document to another; if only one of two rows can remain, the newer one does.

    Args:
        database: in a transaction.
        source, target: numbers of documents.
    """
    for table in KEPT_TABLES:
        if table.of_documents:
            for row in rows_of(database, table, source):
                put_newest(database, table, row | {"document": target})


def keep_newest(database: sqlite3.Connection, table: KeptTable, count: int) -> None:
    """Delete all rows of a table except the `count` last changed ones."""
    newest = f"SELECT {table.key} FROM {table.name} ORDER BY changed DESC, {table.key} LIMIT ?"
    database.execute(f"DELETE FROM {table.name} WHERE {table.key} NOT IN ({newest})", (count,))


def forget_unused_documents(database: sqlite3.Connection) -> None:
    """Delete the documents that have no rows in other tables any more."""
    used = " UNION ALL ".join(f"SELECT document FROM {table.name}" for table in KEPT_TABLES if table.of_documents)
    database.execute(f"DELETE FROM document WHERE number NOT IN ({used})")


def table_named(name: str) -> KeptTable:
    """The table with a name; raises KeyError if there is none."""
    return _BY_NAME[name]


def _comparable(row: str, column: str) -> str:
    """An SQL expression of a column's value that is the same on every computer: a document is given by its key."""
    value = f"{row}.{column}"
    return value if column != "document" else f"(SELECT key FROM document WHERE number = {value})"


def _into(table: KeptTable) -> str:
    names = table.all_columns
    return f"{table.name} ({', '.join(names)}) VALUES ({', '.join(f':{name}' for name in names)})"


_BY_NAME = {table.name: table for table in KEPT_TABLES}
