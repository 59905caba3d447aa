"""Writes the catalog: one transaction a batch, and with it the branches of the subject tree that the batch touched."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from qtbrowser.catalog.catalog import selection_condition
from qtbrowser.catalog.database import INDEX_GENERATION
from qtbrowser.catalog.folding import folder_subject, split_subject, subject_key, title_key, topic_key
from qtbrowser.catalog.values import Selection
from qtbrowser.documents.model import Document
from qtbrowser.documents.problem import Problem
from qtbrowser.documents.scan import Stamp

SHARED_BY = 3
"""Documents of one subject that must carry a keyword before it is one of the subject's topics."""

_NAMELESS = "Library"


@dataclass(frozen=True, slots=True)
class Record:
    """A document as the catalog takes it in: its fields (the answer is not looked at), stamp and outgoing links."""

    document: Document
    stamp: Stamp
    links: tuple[int, ...] = ()

    @property
    def path(self) -> str:
        """The document's path."""
        return self.document.path


@dataclass(frozen=True, slots=True)
class Batch:
    """What one commit writes: readable documents, unreadable files, and paths that are gone."""

    records: Sequence[Record] = ()
    problems: Sequence[tuple[Problem, Stamp | None]] = ()
    removed: Sequence[str] = ()


class CatalogWriter:
    """The one writer of a catalog; the caller holds the library's lock.

    Args:
        database: an open catalog file.
        library_name: the subject of documents that lie in the library's own folder and name none.
    """

    def __init__(self, database: sqlite3.Connection, library_name: str) -> None:
        self._database = database
        self._library_name = library_name
        self._common = self.fact("common_folder") or ""
        self._spellings: dict[str, int] = {}
        self._names: dict[int, tuple[str, str]] = {}

    def stamps(self) -> dict[str, tuple[int, int]]:
        """Path -> (size, mtime_ns) of all files that need no second look while they stay as they are."""
        known = "SELECT path, size, mtime_ns FROM document UNION ALL SELECT path, size, mtime_ns FROM problem"
        return {path: (size, mtime_ns) for path, size, mtime_ns in self._database.execute(known) if size is not None}

    def document_paths(self) -> set[str]:
        """The paths of all documents."""
        return {row[0] for row in self._database.execute("SELECT path FROM document")}

    def problem_paths(self) -> set[str]:
        """The paths that have a problem."""
        return {row[0] for row in self._database.execute("SELECT path FROM problem")}

    def note(self, name: str, value: str) -> None:
        """Write one fact about the whole catalog."""
        # Nothing is written where nothing changes, so that readers are not told of a change.
        if self.fact(name) != value:
            self._database.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (name, value))

    def set_common_folder(self, common: str) -> None:
        """Say from which folder on folders name subjects; where that changed, those subjects are named anew."""
        renamed = self.fact("library_name") != self._library_name
        if common == self._common and not renamed and self.fact("common_folder") is not None:
            return
        self._common = common
        with _transaction(self._database):
            self.note("common_folder", common)
            self.note("library_name", self._library_name)
            rows = self._database.execute("SELECT number, folder, subject_key FROM document WHERE own_subject = ''")
            touched: set[str] = set()
            for number, folder, before in rows.fetchall():
                subject, key = self._subject("", folder)
                touched |= {before, key}
                change = "UPDATE document SET subject = ?, subject_key = ? WHERE number = ?"
                self._database.execute(change, (subject, key, number))
            self._write_branches(touched)

    def write(self, batch: Batch, index_generation: int) -> None:
        """Commit a batch: all of it or nothing.

        Args:
            batch: what to write.
            index_generation: the commit of the full-text index that holds the same documents.
        """
        with _transaction(self._database):
            self.note(INDEX_GENERATION, str(index_generation))
            touched = self._remove(batch.removed)
            touched |= self._remove([record.path for record in batch.records])
            touched |= self._remove([problem.path for problem, _ in batch.problems])
            for record in batch.records:
                touched.add(self._insert(record))
            for problem, seen in batch.problems:
                self._insert_problem(problem, seen)
            self._write_branches(touched)

    def _remove(self, paths: Sequence[str]) -> set[str]:
        touched: set[str] = set()
        for path in paths:
            row = self._database.execute("SELECT number, subject_key FROM document WHERE path = ?", (path,)).fetchone()
            if row is not None:
                self._database.execute("DELETE FROM document WHERE number = ?", (row[0],))
                touched.add(row[1])
            self._database.execute("DELETE FROM problem WHERE path = ?", (path,))
        return touched

    def _subject(self, own: str, folder: str) -> tuple[str, str]:
        if subject_key(own):
            return own, subject_key(own)
        named = folder_subject(folder, self._common, self._library_name)
        if not subject_key(named):
            named = _NAMELESS
        return named, subject_key(named)

    def _insert(self, record: Record) -> str:
        document, stamp = record.document, record.stamp
        folder = document.path.rpartition("/")[0]
        own = document.subject if subject_key(document.subject) else ""
        subject, key = self._subject(own, folder)
        number = self._database.execute(
            "INSERT INTO document (path, size, mtime_ns, id, id_number, title, title_key, date, hidden, url, folder,"
            " own_subject, subject, subject_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                document.path,
                stamp.size,
                stamp.mtime_ns,
                None if document.id is None else str(document.id),
                document.id if isinstance(document.id, int) else None,
                document.title,
                title_key(document.title),
                None if document.date is None else document.date.isoformat(),
                int(document.hidden),
                document.url,
                folder,
                own,
                subject,
                key,
            ),
        ).lastrowid
        topics = {topic_key(word): " ".join(word.split()) for word in reversed(document.keywords)}
        rows = [(number, self._spelling(topic, name)) for topic, name in topics.items()]
        self._database.executemany("INSERT INTO topic VALUES (?, ?)", rows)
        self._database.executemany("INSERT INTO link VALUES (?, ?)", [(to, number) for to in record.links])
        return key

    def _spelling(self, topic: str, name: str) -> int:
        number = self._spellings.get(name)
        if number is None:
            row = self._database.execute("SELECT number FROM spelling WHERE name = ?", (name,)).fetchone()
            if row is None:
                insert = "INSERT INTO spelling (key, name) VALUES (?, ?) RETURNING number"
                row = self._database.execute(insert, (topic, name)).fetchone()
            number = self._spellings[name] = int(row[0])
        return number

    def _insert_problem(self, problem: Problem, stamp: Stamp | None) -> None:
        size, mtime_ns = (None, None) if stamp is None else (stamp.size, stamp.mtime_ns)
        self._database.execute(
            "INSERT INTO problem VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (problem.path, size, mtime_ns, problem.rule, problem.severity, problem.line, problem.message, problem.fix),
        )

    def _write_branches(self, keys: Iterable[str]) -> None:
        for key in sorted({branch for leaf in keys for branch in _with_ancestors(leaf)}):
            everything = self._branch(key, True)
            hidden = Selection(key, None, True)
            where, values = selection_condition(hidden)
            some_hidden = self._database.execute(
                f"SELECT 1 FROM document WHERE hidden AND {where} LIMIT 1", values
            ).fetchone()
            visible = self._branch(key, False) if some_hidden else everything
            for flag, branch in ((0, visible), (1, everything)):
                self._database.execute("DELETE FROM branch WHERE key = ? AND hidden = ?", (key, flag))
                if branch is not None:
                    self._database.execute("INSERT INTO branch VALUES (?, ?, ?)", (key, flag, branch))

    def _branch(self, key: str, include_hidden: bool) -> str | None:
        where, values = selection_condition(Selection(key, None, include_hidden))
        depth = key.count("/")
        spellings: Counter[str] = Counter()
        for subject, count in self._database.execute(
            f"SELECT subject, count(*) FROM document WHERE {where} GROUP BY subject", values
        ):
            spellings[split_subject(subject)[depth]] += count
        if not spellings:
            return None
        branch = {"name": _commonest(spellings), "count": spellings.total(), "topics": self._topics(where, values)}
        return json.dumps(branch, ensure_ascii=False, separators=(",", ":"))

    def _topics(self, where: str, values: Sequence[Any]) -> list[tuple[str, str, int]]:
        rows = self._database.execute(
            "SELECT topic.spelling, count(*) FROM document CROSS JOIN topic ON topic.document = document.number"
            f" WHERE {where} GROUP BY topic.spelling",
            values,
        )
        by_key: dict[str, Counter[str]] = {}
        for spelling, count in rows:
            key, name = self._key_and_name(spelling)
            by_key.setdefault(key, Counter())[name] += count
        shared = ((spellings.total(), key) for key, spellings in by_key.items())
        ordered = sorted((-count, key) for count, key in shared if count >= SHARED_BY)
        return [(_commonest(by_key[key]), key, -count) for count, key in ordered]

    def _key_and_name(self, spelling: int) -> tuple[str, str]:
        found = self._names.get(spelling)
        if found is None:
            row = self._database.execute("SELECT key, name FROM spelling WHERE number = ?", (spelling,)).fetchone()
            found = self._names[spelling] = (row[0], row[1])
        return found

    def fact(self, name: str) -> str | None:
        """One fact about the whole catalog, if it was noted."""
        row = self._database.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])


def _with_ancestors(key: str) -> Iterator[str]:
    """``a/b`` -> ``a``, ``a/b``."""
    for end, char in enumerate(key + "/"):
        if char == "/":
            yield key[:end]


def _commonest(spellings: Counter[str]) -> str:
    """The commonest spelling; among equals the one with more capitals at word beginnings, then by the alphabet."""
    return min(spellings, key=lambda name: (-spellings[name], -sum(word[:1].isupper() for word in name.split()), name))


@contextmanager
def _transaction(database: sqlite3.Connection) -> Iterator[None]:
    """BEGIN ... COMMIT, or ROLLBACK when the block raises."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")
