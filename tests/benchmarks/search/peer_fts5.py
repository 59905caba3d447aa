"""SQLite's FTS5, with Porter's stemmer and bm25 weighted by column."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from qtbrowser.catalog.folding import subject_key
from tests.benchmarks.search.question import Found, Peer, Question
from tests.benchmarks.search.records import Record

# The best of those tried for known items: title, keywords, answer.
WEIGHTS = (10.0, 5.0, 1.0)

_COUNT = "SELECT count(*) FROM words WHERE words MATCH ?"
_BEST = "SELECT title FROM words WHERE words MATCH ?"
_SNIPPETS = (
    "SELECT title, snippet(words, 2, '<b>', '</b>', '\u2026', 32) FROM words WHERE words MATCH ? ORDER BY rank LIMIT ?"
)
_DATED = "SELECT number FROM words JOIN documents ON number = words.rowid WHERE words MATCH ?"
_TITLE = "SELECT title FROM words WHERE rowid = ?"


class Fts5(Peer):
    """An FTS5 table beside a plain one that holds what is filtered and sorted by."""

    name = "FTS5"
    has_snippets = True

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._database = sqlite3.connect(folder / "fts5.sqlite3")

    @classmethod
    def build(cls, records: Iterable[Record], folder: Path) -> None:
        database = sqlite3.connect(folder / "fts5.sqlite3")
        database.executescript(
            """
            CREATE TABLE documents(number INTEGER PRIMARY KEY, path TEXT, subject TEXT, date INTEGER);
            CREATE VIRTUAL TABLE words USING fts5(title, keywords, answer, tokenize = 'porter unicode61');
            """
        )
        database.execute("INSERT INTO words(words, rank) VALUES ('rank', ?)", [f"bm25{WEIGHTS}"])
        with database:
            for number, record in enumerate(records, start=1):
                database.execute(
                    "INSERT INTO documents VALUES (?, ?, ?, ?)", [number, record.path, record.subject, record.date]
                )
                database.execute(
                    "INSERT INTO words(rowid, title, keywords, answer) VALUES (?, ?, ?, ?)",
                    [number, record.title, ", ".join(record.keywords), record.text],
                )
            database.execute("CREATE INDEX documents_subject ON documents(subject)")
            database.execute("CREATE INDEX documents_date ON documents(date)")
        database.execute("INSERT INTO words(words) VALUES ('optimize')")
        database.close()

    def search(self, question: Question, limit: int) -> Found | None:
        if question.form == "fuzzy":
            return None
        # The plus keeps SQLite from looking the words up once for every document of the subject or the days.
        conditions: list[str] = []
        values: list[str | int] = [_expression(question)]
        if question.subject is not None:
            conditions.append("AND +words.rowid IN (SELECT number FROM documents WHERE subject = ?)")
            values.append(subject_key(question.subject))
        if question.dates is not None:
            conditions.append("AND +words.rowid IN (SELECT number FROM documents WHERE date BETWEEN ? AND ?)")
            values += [day.toordinal() for day in question.dates]
        (total,) = self._database.execute(" ".join([_COUNT, *conditions]), values).fetchone()
        if question.newest_first:
            titles = self._newest(conditions, values, limit)
        else:
            rows = self._database.execute(" ".join([_BEST, *conditions, "ORDER BY rank LIMIT ?"]), [*values, limit])
            titles = [title for (title,) in rows]
        return Found(total, titles)

    def with_snippets(self, question: Question, limit: int) -> list[tuple[str, str]]:
        expression = _expression(question)
        self._database.execute(_COUNT, [expression]).fetchone()
        return self._database.execute(_SNIPPETS, [expression, limit]).fetchall()

    def _newest(self, conditions: Sequence[str], values: Sequence[str | int], limit: int) -> list[str]:
        """Return the titles of the newest matches; asked for one by one, or SQLite reads those of all matches."""
        numbers = self._database.execute(
            " ".join([_DATED, *conditions, "ORDER BY date DESC LIMIT ?"]), [*values, limit]
        ).fetchall()
        return [self._database.execute(_TITLE, number).fetchone()[0] for number in numbers]

    def close(self) -> None:
        self._database.close()


def _expression(question: Question) -> str:
    """Return the question in FTS5's language."""
    if question.form == "phrase":
        return f'"{" ".join(question.words)}"'
    words = [f'"{word}"' for word in question.words]
    if question.beginning:
        words.append(f'"{question.beginning}"*')
    return (" OR " if question.form == "any" else " ").join(words)
