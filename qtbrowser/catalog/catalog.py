"""Reads the catalog: the subject tree, the question list, and which document a reference means."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import islice
from math import inf
from pathlib import Path
from typing import Any
from zlib import crc32

from qtbrowser.catalog.catalog_values import Entry, EntryOrder, Selection, Spread, Subject, Topic
from qtbrowser.catalog.curator_lookups import CuratorLookups
from qtbrowser.catalog.database import FOLDER_KINDS, LEFT_OUT, open_database
from qtbrowser.catalog.database_sum import DatabaseSum
from qtbrowser.catalog.folding import subject_key
from qtbrowser.catalog.identity_lookups import IdentityLookups
from qtbrowser.catalog.portions import placeholders, portions
from qtbrowser.catalog.question_lookups import QuestionLookups
from qtbrowser.catalog.selection_sql import has_further_subjects, selection_condition, subject_condition
from qtbrowser.documents.date_reading import is_index
from qtbrowser.documents.exclusion import LeftOut
from qtbrowser.documents.folder_kind import FolderKinds
from qtbrowser.documents.problem import Problem, Severity
from qtbrowser.errors import AmbiguousReference, DocumentNotFound
from qtbrowser.markup.asking import QUESTION_MARKS

_ENTRY = "path, id, id_number, title, subject_key, date, hidden"
_ORDER = "title_key, date, id_number, id, path"
_ORDERS = {
    EntryOrder.TITLE: _ORDER,
    EntryOrder.DATE: "date IS NULL, date DESC, title_key, id_number, id, path",
}
_POSITIONS = f"subject_key, position IS NULL, position, {_ORDER}"
_MOST_SPREAD = 5_000
_MOST_TOPICS = 30
# How many entries (some 600 bytes each) and subjects are cached.
_MOST_KNOWN = 4096
_MOST_SCOPES = 64
_BITS_64 = (1 << 64) - 1

TITLES_LOOKED_AT = 2_000


class Catalog(CuratorLookups):
    """A library's metadata as of the last commit.

    Args:
        file: the catalog's SQLite file.

    Attributes:
        identities: looks up by what a document is known again when it has another path.
        questions: looks up the questions of files that ask many.

    Raises:
        IndexDamaged: the file is missing, damaged or of another version.
        CacheNotWritable: it lies on a disk that can't be written, in a state that can't be read without.
    """

    def __init__(self, file: Path) -> None:
        super().__init__(open_database(file))
        try:
            DatabaseSum(file).check()
        except BaseException:
            self._database.close()
            raise
        self._names: dict[str, str] = {}
        self._topic_names: dict[str, str] = {}
        # Caches by subject and by path: while a reader types, most look-ups repeat.
        self._scopes: dict[str | None, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        self._known: dict[str, Entry] = {}
        self._kinds: tuple[str | None, FolderKinds] = (None, FolderKinds())
        self._known_positions: dict[str, float] | None = None
        self._version = -1
        self._asks: bool | None = None
        self._further: bool | None = None
        self.identities = IdentityLookups(self._database)
        self.questions = QuestionLookups(self._database)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def version(self) -> int:
        """A number that changes whenever another connection commits; costs microseconds."""
        return int(self._database.execute("PRAGMA data_version").fetchone()[0])

    def fact(self, name: str) -> str | None:
        """One of the writer's notes about the whole catalog, such as ``built``."""
        row = self._database.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def kinds(self) -> FolderKinds:
        """What the library's folders were written for, as of the last refresh."""
        text = self.fact(FOLDER_KINDS)
        if text != self._kinds[0]:
            self._kinds = (text, FolderKinds.from_text(text))
        return self._kinds[1]

    def left_out(self) -> dict[LeftOut, int]:
        """How many files and folders the last scan of the whole folder has left out, by the reason."""
        counts = json.loads(self.fact(LEFT_OUT) or "{}")
        return {LeftOut(reason): count for reason, count in counts.items() if count}

    def subjects(self, include_hidden: bool = False) -> tuple[Subject, ...]:
        """The whole subject tree with its topics, each level by the positions that authors give, then in alphabetical
        order.
        """
        rows = self._database.execute("SELECT key, value FROM branch WHERE hidden = ?", (int(include_hidden),))
        return _build_tree({key: json.loads(value) for key, value in rows}, self._positions())

    def count(self, selection: Selection | None = None) -> int:
        """How many documents a selection holds."""
        where, values = self._condition(selection or Selection())
        return int(self._database.execute(f"SELECT count(*) FROM document WHERE {where}", values).fetchone()[0])

    def holds_questions(self) -> bool:
        """Whether at least half of the listed documents have titles that end with a question mark, of any script.

        The first `TITLES_LOOKED_AT` decide. A catalog without documents holds questions.
        """
        self._forget_what_was()
        if self._asks is None:
            rows = self._database.execute("SELECT title FROM document WHERE hidden = 0 LIMIT ?", (TITLES_LOOKED_AT,))
            titles = [str(title).rstrip() for (title,) in rows]
            self._asks = 2 * sum(title.endswith(QUESTION_MARKS) for title in titles) >= len(titles)
        return self._asks

    def entries(
        self,
        selection: Selection | None = None,
        limit: int | None = None,
        offset: int = 0,
        order: EntryOrder = EntryOrder.TITLE,
    ) -> list[Entry]:
        """The question list of a selection, ordered by title, date and id, or by date first.

        Args:
            selection: a subject, a topic in it, a month, or everything.
            limit: at most so many; None for all.
            offset: how many to skip first.
            order: what comes first.
        """
        where, values = self._condition(selection or Selection())
        rows = self._database.execute(
            f"SELECT {_ENTRY} FROM document WHERE {where} ORDER BY {self._order(selection, order)} LIMIT ? OFFSET ?",
            (*values, -1 if limit is None else limit, offset),
        ).fetchall()
        return self._entries(rows)

    def spread(self, selection: Selection) -> Spread:
        """How the documents of a selection spread over subjects, topics and months.

        Topics take far longer than the rest: they are counted for `_MOST_SPREAD` documents at most.
        """
        where, values = self._condition(selection)
        subjects = self._counted(f"SELECT subject_key, count(*) FROM document WHERE {where} GROUP BY 1", values)
        if self._has_further():
            totals = Counter(dict(subjects))
            totals.update(
                dict(
                    self._counted(
                        "SELECT further_subject.key, count(*) FROM further_subject"
                        f" JOIN document ON document.number = further_subject.document WHERE {where} GROUP BY 1",
                        values,
                    )
                )
            )
            subjects = list(totals.items())
        months = self._counted(
            f"SELECT substr(date, 1, 7), count(*) FROM document WHERE {where} AND date IS NOT NULL GROUP BY 1", values
        )
        topics: list[tuple[str, int]] = []
        if sum(count for _, count in subjects) <= _MOST_SPREAD:
            topics = self._counted(
                "SELECT spelling.key, count(DISTINCT document.number) FROM document"
                " JOIN topic ON topic.document = document.number JOIN spelling ON spelling.number = topic.spelling"
                f" WHERE {where} GROUP BY 1 HAVING count(*) > 1 ORDER BY 2 DESC, 1 LIMIT {_MOST_TOPICS}",
                values,
            )
        names = self.topic_names([key for key, _ in topics])
        self._forget_what_was()
        named = [(self._name(key), count) for key, count in subjects if key]
        return Spread(
            tuple(sorted(named, key=lambda one: (-one[1], one[0]))),
            tuple((names[key], count) for key, count in topics if key in names),
            tuple(sorted(months, reverse=True)),
        )

    def further_subjects(self, path: str) -> list[str]:
        """The subjects of the document at a path beside its own, as it names them."""
        sql = "SELECT further_subject.subject FROM further_subject JOIN document ON number = document WHERE path = ?"
        return sorted(self._column(sql, (path,)))

    def _condition(self, selection: Selection) -> tuple[str, list[Any]]:
        return selection_condition(selection, further=selection.subject is not None and self._has_further())

    def _has_further(self) -> bool:
        self._forget_what_was()
        if self._further is None:
            self._further = has_further_subjects(self._database)
        return self._further

    def _counted(self, sql: str, values: Sequence[Any]) -> list[tuple[str, int]]:
        return [(str(name), int(count)) for name, count in self._database.execute(sql, tuple(values))]

    def row_of(self, path: str, selection: Selection | None = None, order: EntryOrder = EntryOrder.TITLE) -> int | None:
        """The row, from 0, of a document in a selection's question list; None if it is not in the list."""
        where, values = self._condition(selection or Selection())
        columns = self._order(selection, order)
        if columns != _ORDER:
            rows = f"SELECT path, row_number() OVER (ORDER BY {columns}) AS row FROM document WHERE {where}"
            place = self._database.execute(f"SELECT row FROM ({rows}) WHERE path = ?", (*values, path)).fetchone()
            return None if place is None else int(place[0]) - 1
        row = self._database.execute(
            f"SELECT {_ORDER} FROM document WHERE path = ? AND {where}", (path, *values)
        ).fetchone()
        if row is None:
            return None
        before = f"SELECT count(*) FROM document WHERE {where} AND {_before(row)}"
        return int(self._database.execute(before, (*values, *_repeated(row))).fetchone()[0])

    def _order(self, selection: Selection | None, order: EntryOrder) -> str:
        """The columns by which a list is ordered: within a subject first by the position that authors give."""
        within = selection is not None and selection.subject is not None
        return _POSITIONS if within and order is EntryOrder.TITLE and self._positions() else _ORDERS[order]

    def _positions(self) -> dict[str, float]:
        """Key of a subject -> the position of the page of its folder, among the subjects beside it.

        Not empty if any document has a position.
        """
        self._forget_what_was()
        if self._known_positions is None:
            rows = self._database.execute("SELECT path, subject_key, position FROM document WHERE position IS NOT NULL")
            found: dict[str, float] = {}
            for path, key, position in rows:
                found.setdefault("", 0.0)
                if is_index(path):
                    found[key] = position
            self._known_positions = found
        return self._known_positions

    def entries_of(self, paths: Sequence[str]) -> dict[str, Entry]:
        """The entries of these paths; those that are gone are left out."""
        self._forget_what_was()
        known = self._known
        read: dict[str, Entry] = {}
        for part in portions([path for path in paths if path not in known]):
            marks = placeholders(part)
            rows = self._database.execute(f"SELECT {_ENTRY} FROM document WHERE path IN ({marks})", part).fetchall()
            read.update((entry.path, entry) for entry in self._entries(rows))
        found = {path: known.get(path) or read.get(path) for path in paths}
        if len(known) + len(read) > _MOST_KNOWN:
            known.clear()
        known.update(islice(read.items(), _MOST_KNOWN))
        return {path: entry for path, entry in found.items() if entry is not None}

    def counts_of(self, paths: Sequence[str]) -> dict[str, int]:
        """How many of these documents are in each subject, by its key; hidden ones and those that are gone are not
        counted, nor does a document count in the subjects above its own.
        """
        counts: Counter[str] = Counter()
        for part in portions(list(paths)):
            marks = placeholders(part)
            query = f"SELECT subject_key, count(*) FROM document WHERE path IN ({marks}) AND NOT hidden GROUP BY 1"
            for key, count in self._database.execute(query, part):
                counts[key] += count
        return dict(counts)

    def text_keys(self) -> dict[str, int]:
        """Path -> a number of 64 bits that is another one where title or file are others, of every document."""
        rows = self._database.execute("SELECT path, title, content FROM document")
        return {path: (content ^ crc32(title.encode("utf-8"))) & _BITS_64 for path, title, content in rows}

    def changed_since(self, moment_ns: int, limit: int, include_hidden: bool = False) -> tuple[int, list[Entry]]:
        """The documents whose files were written after a moment: how many, and the latest `limit` of them.

        Args:
            moment_ns: nanoseconds since 1970, as the system gives the times of files.
            limit: at most so many entries.
            include_hidden: whether documents hidden from lists count.
        """
        where = "mtime_ns > ?" if include_hidden else "mtime_ns > ? AND hidden = 0"
        count = self._database.execute(f"SELECT count(*) FROM document WHERE {where}", (moment_ns,)).fetchone()[0]
        rows = self._database.execute(
            f"SELECT {_ENTRY} FROM document WHERE {where} ORDER BY mtime_ns DESC, path LIMIT ?", (moment_ns, limit)
        )
        return int(count), self._entries(rows)

    def date_formats(self, paths: Sequence[str]) -> dict[str, str]:
        """The formats of dates of those of some documents that name one of their own: path -> format."""
        found: dict[str, str] = {}
        for part in portions(paths):
            marks = placeholders(part)
            query = f"SELECT path, date_format FROM document WHERE path IN ({marks}) AND date_format <> ''"
            found.update(self._database.execute(query, part))
        return found

    def alike(self, paths: Sequence[str]) -> set[str]:
        """Those of some documents whose title and subject another document has as well."""
        found: set[str] = set()
        for part in portions(paths):
            marks = placeholders(part)
            found |= {
                path
                for (path,) in self._database.execute(
                    f"SELECT path FROM document AS own WHERE path IN ({marks}) AND EXISTS"
                    " (SELECT 1 FROM document AS other WHERE other.title_key = own.title_key"
                    " AND other.subject_key = own.subject_key AND other.number <> own.number)",
                    part,
                )
            }
        return found

    def equal_documents(self) -> list[list[str]]:
        """The documents of equal question and equal answer, spacing and case of the question apart: groups of paths."""
        rows = self._database.execute(
            "SELECT title_key, digest, path FROM document WHERE digest IN"
            " (SELECT digest FROM document WHERE digest <> 0 GROUP BY digest HAVING count(*) > 1)"
        )
        groups: dict[tuple[str, int], list[str]] = {}
        for title, digest, path in rows:
            groups.setdefault((title, digest), []).append(path)
        return [sorted(paths) for paths in groups.values() if len(paths) > 1]

    def find(self, reference: int | str) -> str:
        """The path of the one document that a path, an id or an address (``url``) refers to.

        Raises:
            DocumentNotFound: there is none.
            AmbiguousReference: several documents carry the id; the error names them.
        """
        text = str(reference).strip()
        lookups = ("id",) if isinstance(reference, int) else ("path", "id", "url")
        for column in lookups if text else ():
            sql = f"SELECT path FROM document WHERE {column} = ? ORDER BY path"
            rows = self._database.execute(sql, (text,)).fetchall()
            if len(rows) > 1 and column == "id":
                raise AmbiguousReference(text, [row[0] for row in rows])
            if rows:
                return str(rows[0][0])
        raise DocumentNotFound(f"No document of this library has the path, id or address {text}.")

    def has_path(self, path: str) -> bool:
        """Whether there is a document at this path."""
        return self._database.execute("SELECT 1 FROM document WHERE path = ?", (path,)).fetchone() is not None

    def backlinks(self, path: str) -> list[Entry]:
        """The visible documents that link to the one at a path, ordered as lists are; itself left out."""
        rows: list[Any] = []
        for part in portions(self.linking_paths(path)):
            marks = placeholders(part)
            columns = f"{_ENTRY}, {_ORDER}"
            sql = f"SELECT {columns} FROM document WHERE path IN ({marks}) AND hidden = 0"
            rows += self._database.execute(sql, part)
        count = len(_ENTRY.split(", "))
        rows.sort(key=lambda row: tuple((value is not None, value) for value in row[count:]))
        return self._entries(row[:count] for row in rows)

    def search_scope(self, selection: Selection) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """A subject in terms that the index knows: subject keys and folders.

        Returns:
            The keys of the subjects that its documents name themselves, and the folders of documents that name none.
        """
        self._forget_what_was()
        found = self._scopes.get(selection.subject)
        if found is None:
            if len(self._scopes) >= _MOST_SCOPES:
                self._scopes.clear()
            found = self._scopes[selection.subject] = self._read_scope(selection.subject)
        return found

    def _read_scope(self, subject: str | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
        where, values = selection_condition(Selection(subject, None, True))
        keys = f"SELECT DISTINCT subject_key FROM document WHERE own_subject != '' AND {where}"
        folders = f"SELECT DISTINCT folder FROM document WHERE own_subject = '' AND {where}"
        named = dict.fromkeys(self._column(keys, values))
        if self._has_further() and subject is not None:
            below, values_below = subject_condition("key", subject_key(subject))
            further = f"SELECT DISTINCT key FROM further_subject WHERE {below}"
            named |= dict.fromkeys(self._column(further, values_below))
        return tuple(named), tuple(self._column(folders, values))

    def subject_name(self, key: str) -> str:
        """The subject's path as the tree spells it; the key itself where the tree has no such subject."""
        self._forget_what_was()
        return self._name(key)

    def folder_subjects(self, folders: Sequence[str]) -> dict[str, str]:
        """The keys of the subjects that these folders give to documents that name none themselves."""
        found: dict[str, str] = {}
        for part in portions(folders):
            marks = placeholders(part)
            found.update(
                self._database.execute(
                    f"SELECT DISTINCT folder, subject_key FROM document WHERE own_subject = '' AND folder IN ({marks})",
                    part,
                ).fetchall()
            )
        return found

    def topic_names(self, keys: Sequence[str]) -> dict[str, str]:
        """The commonest spelling of topics, by their keys; those that no document has are left out."""
        self._forget_what_was()
        for part in portions([key for key in keys if key not in self._topic_names]):
            marks = placeholders(part)
            rows = self._database.execute(
                "SELECT key, name FROM spelling LEFT JOIN topic ON topic.spelling = spelling.number"
                f" WHERE key IN ({marks}) GROUP BY spelling.number ORDER BY count(*), name DESC",
                part,
            )
            self._topic_names.update(rows.fetchall())
        return {key: self._topic_names[key] for key in keys if key in self._topic_names}

    def subject_of(self, path: str) -> str:
        """The subject of the document at a path, as the tree spells it; empty where there is no such document."""
        row = self._database.execute("SELECT subject_key FROM document WHERE path = ?", (path,)).fetchone()
        return "" if row is None else self.subject_name(row[0])

    def has_subject(self, key: str) -> bool:
        """Whether any document, hidden ones too, belongs to the subject or one below it."""
        where, values = self._condition(Selection(key, None, True))
        return self._database.execute(f"SELECT 1 FROM document WHERE {where} LIMIT 1", values).fetchone() is not None

    def problems(self) -> list[Problem]:
        """What could not be read, by path."""
        rows = self._database.execute(
            "SELECT rule, severity, path, line, message, fix FROM problem ORDER BY path, line"
        )
        return [Problem(row[0], Severity(row[1]), *row[2:]) for row in rows]

    def _column(self, sql: str, values: Iterable[Any]) -> list[str]:
        return [row[0] for row in self._database.execute(sql, tuple(values))]

    def _forget_what_was(self) -> None:
        """Empty the caches if another connection has committed."""
        if self._version != (version := self.version()):
            self._names = {}
            self._topic_names = {}
            self._scopes = {}
            self._known = {}
            self._known_positions = self._asks = self._further = None
            self._version = version

    def _name(self, key: str) -> str:
        name = self._names.get(key)
        if name is None:
            name = self._names[key] = self._spell(key)
        return name

    def _spell(self, key: str) -> str:
        parts = key.split("/")
        names = []
        for depth in range(1, len(parts) + 1):
            row = self._database.execute(
                "SELECT value FROM branch WHERE key = ? ORDER BY hidden LIMIT 1", ("/".join(parts[:depth]),)
            ).fetchone()
            names.append(parts[depth - 1] if row is None else json.loads(row[0])["name"])
        return "/".join(names)

    def _entries(self, rows: Iterable[sqlite3.Row | tuple[Any, ...]]) -> list[Entry]:
        self._forget_what_was()
        name = self._name
        return [
            Entry(
                path=path,
                id=text if number is None else number,
                title=title,
                subject=name(key),
                date=None if day is None else date.fromisoformat(day),
                hidden=bool(hidden),
            )
            for path, text, number, title, key, day, hidden in rows
        ]


def _before(row: Sequence[Any]) -> str:
    """The condition for sorting before a row of `_ORDER`: smaller in a column, equal in all columns before it.

    SQLite sorts NULL before everything; ``IS`` compares it as equal to itself.
    """
    names = _ORDER.split(", ")
    terms = []
    for place, (name, value) in enumerate(zip(names, row, strict=True)):
        same = [f"{earlier} IS ?" for earlier in names[:place]]
        smaller = f"({name} < ? OR ({name} IS NULL AND ? IS NOT NULL))" if value is not None else "(0 AND ? IS ?)"
        terms.append(" AND ".join([*same, smaller]))
    return f"({' OR '.join(f'({term})' for term in terms)})"


def _repeated(row: Sequence[Any]) -> list[Any]:
    """The values for the placeholders of `_before`, in their order."""
    return [value for place, last in enumerate(row) for value in (*row[:place], last, last)]


def _build_tree(branches: dict[str, dict[str, Any]], positions: Mapping[str, float]) -> tuple[Subject, ...]:
    below: dict[str, list[str]] = {}
    for key in branches:
        below.setdefault(key.rpartition("/")[0], []).append(key)

    def build(key: str, above: str) -> Subject:
        branch = branches[key]
        path = f"{above}/{branch['name']}" if above else branch["name"]
        topics = tuple(Topic(name, topic, count) for name, topic, count in branch["topics"])
        return Subject(path, branch["name"], key, branch["count"], topics, level(key, path))

    def level(key: str, path: str) -> tuple[Subject, ...]:
        nodes = [build(child, path) for child in below.get(key, ())]
        return tuple(sorted(nodes, key=lambda node: (positions.get(node.key, inf), node.key, node.name)))

    return level("", "")
