"""An index of what a reader has written and highlighted, within the file of personal data: SQLite's FTS5.

Notes, highlights and bookmarks have a table of FTS5 each. Triggers keep it with each row that is written, within the
same transaction. It holds trigrams, three signs side by side, of the folded letters of a text, see `folded_letters`. So
it finds the rows that a word may be in, also as a part of a longer word, and no others are read. Which of them hold the
word in one of its forms is for the caller to decide: the index knows no stems and no phrases.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Sequence

from qtbrowser.catalog.folding import PLAIN_LETTERS

SHORTEST = 3
"""The number of letters that a beginning has at least: fewer make no trigram."""

INDEXED = ("note", "highlight", "bookmark")
"""The tables that have an index."""

_OTHER_SIGNS = re.compile(r"[^a-z0-9\s]+")
_FAULT_OF_INDEX = re.compile(r"inverted index for FTS5 table main\.(\w+)")
_FITTING = re.compile(rf"[a-z0-9]{{{SHORTEST},}}")


def folded_letters(text: str | bytes) -> str:
    """The letters and figures of ASCII in a text, in lower case and without accents, and its spaces.

    All else is left out, so that letters come together that a sign is between: what a search takes for a word is in the
    result as it is.

    Args:
        text: as text or as UTF-8; bytes that are no UTF-8 are left out.
    """
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).casefold().translate(PLAIN_LETTERS)
    return _OTHER_SIGNS.sub("", text.lower())


def add_letters(database: sqlite3.Connection) -> None:
    """Prepare a connection for reading and writing tables that are indexed: triggers call a function of this module."""
    database.create_function("folded_letters", 1, folded_letters, deterministic=True)


def script(table: str, *columns: str) -> str:
    """The statements of a migration that make the index of a table, fill it, and keep it.

    Args:
        table: a table with a rowid.
        columns: those of its columns that are indexed.
    """
    index, names = index_of(table), ", ".join(columns)
    stored = [f"folded_letters(CAST({name} AS BLOB)) AS {name}" for name in columns]
    new, old = (", ".join(f"folded_letters(CAST({row}.{name} AS BLOB))" for name in columns) for row in ("NEW", "OLD"))
    options = f"content='{table}_letters', content_rowid='number', tokenize='trigram case_sensitive 1'"
    add = f"INSERT INTO {index} (rowid, {names}) VALUES (NEW.rowid, {new})"
    remove = f"INSERT INTO {index} ({index}, rowid, {names}) VALUES ('delete', OLD.rowid, {old})"
    return f"""
CREATE VIEW {table}_letters AS SELECT rowid AS number, {", ".join(stored)} FROM {table};
CREATE VIRTUAL TABLE {index} USING fts5({names}, {options});
INSERT INTO {index} ({index}) VALUES ('rebuild');
CREATE TRIGGER {index}_INSERT AFTER INSERT ON {table} BEGIN {add}; END;
CREATE TRIGGER {index}_DELETE AFTER DELETE ON {table} BEGIN {remove}; END;
CREATE TRIGGER {index}_UPDATE AFTER UPDATE ON {table} BEGIN {remove}; {add}; END
"""


def index_of(table: str) -> str:
    """The name of a table's index."""
    return f"{table}_words"


def open_indexes(database: sqlite3.Connection, tables: Iterable[str]) -> None:
    """Open those indexes that are among some tables.

    Raises:
        sqlite3.Error: what SQLite notes about one is damaged, so that its table can't be written either.
    """
    for index in set(map(index_of, INDEXED)).intersection(tables):
        database.execute(f"SELECT 1 FROM {index} WHERE rowid = -1").fetchone()


def is_of_an_index(fault: str) -> bool:
    """Whether what SQLite's own check tells is about one of the indexes alone, which `mend_words` makes anew. SQLite
    checks them since version 3.44, in the words of ``fts5IntegrityMethod`` in its source.
    """
    found = _FAULT_OF_INDEX.search(fault)
    return found is not None and found[1] in map(index_of, INDEXED)


def mend_words(database: sqlite3.Connection) -> None:
    """Make an index anew that does not say what its table does, as after damage of the disk.

    Raises:
        sqlite3.Error: it can't be written.
    """
    for table in INDEXED:
        index = index_of(table)
        try:
            database.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_CORRUPT:
                raise
            database.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")


def any_of(table: str, beginnings: Iterable[str] | None) -> tuple[str, tuple[str, ...]]:
    """An SQL condition for the rows of a table that may hold one of some words.

    Args:
        table: one of `INDEXED`.
        beginnings: what the words begin with, folded; None for all rows.

    Returns:
        The condition, and the values of its parameters. All rows meet it where the index can't tell: where a beginning
        is shorter than `SHORTEST`, or has other signs than letters and figures of ASCII.
    """
    wanted = ("",) if beginnings is None else tuple(sorted(set(beginnings)))
    return _condition(table, wanted if all(map(_FITTING.fullmatch, wanted)) else (), " OR ")


def all_of(table: str, parts: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """An SQL condition for the rows of a table that may hold all of these parts of words, as `any_of`; parts that the
    index can't tell are left out.
    """
    return _condition(table, [part for part in map(folded_letters, parts) if _FITTING.fullmatch(part)], " AND ")


def _condition(table: str, words: Sequence[str], between: str) -> tuple[str, tuple[str, ...]]:
    if not words:
        return "1", ()
    index = index_of(table)
    phrases = between.join(f'"{word}"' for word in words)
    return f"{table}.rowid IN (SELECT rowid FROM {index} WHERE {index} MATCH ?)", (phrases,)
