"""Looks up entries of the question list: those of a selection in their order, and those of single documents."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

from qtbrowser.catalog.catalog_values import Entry, Selection, Spread
from qtbrowser.catalog.commit_watch import CommitWatch
from qtbrowser.catalog.entry_order import EntryOrder
from qtbrowser.catalog.portions import placeholders, portions
from qtbrowser.catalog.selection_sql import selection_condition
from qtbrowser.catalog.subject_lookups import SubjectLookups

_ENTRY = "path, id, id_number, title, subject_key, date, hidden"
_ORDER = "title_key, date, id_number, id, path"
_ORDERS = {
    EntryOrder.TITLE: _ORDER,
    # SQLite takes NULL for the least of all, so that documents without a date come last.
    EntryOrder.DATE: "date DESC, title_key, id_number, id, path",
}
_POSITIONS = f"subject_key, position IS NULL, position, {_ORDER}"
_MOST_SPREAD = 5_000
_MOST_TOPICS = 30
_MOST_KNOWN = 4096
"""How many entries are cached, of some 600 bytes each."""


class EntryLookups:
    """Reads the lists of a catalog. Entries that were read are cached until the next commit.

    Args:
        database: an open catalog.
        subjects: the same catalog's subjects.
    """

    def __init__(self, database: sqlite3.Connection, subjects: SubjectLookups) -> None:
        self._database = database
        self._subjects = subjects
        self._commits = CommitWatch(database)
        self._known: dict[str, Entry] = {}

    def count(self, selection: Selection | None = None) -> int:
        """How many documents a selection holds."""
        where, values = self._condition(selection or Selection())
        return int(self._database.execute(f"SELECT count(*) FROM document WHERE {where}", values).fetchone()[0])

    def of_selection(
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
        columns = self._order(selection, order)
        source = f"document WHERE {where}"
        if limit is not None:
            # The rows that are skipped are counted in an index that has all these columns; only those that are wanted
            # are looked up. That takes a seventeenth of the time at the end of a list of 360,000.
            source = (
                f"(SELECT number AS wanted FROM {source} ORDER BY {columns} LIMIT ? OFFSET ?)"
                " JOIN document ON number = wanted"
            )
            values += [limit, offset]
        rows = self._database.execute(f"SELECT {_ENTRY} FROM {source} ORDER BY {columns}", values).fetchall()
        return self._entries(rows if limit is not None else rows[offset:])

    def paths_of(self, selection: Selection | None = None) -> list[str]:
        """The library paths of a selection, in the order of `of_selection`; that takes a fraction of the time."""
        where, values = self._condition(selection or Selection())
        columns = self._order(selection, EntryOrder.TITLE)
        rows = self._database.execute(f"SELECT path FROM document WHERE {where} ORDER BY {columns}", values)
        return [path for (path,) in rows.fetchall()]

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

    def of_paths(self, paths: Sequence[str]) -> dict[str, Entry]:
        """The entries of these paths; those that are gone are left out."""
        if self._commits.has_changed():
            self._known = {}
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

    def visible(self, paths: Sequence[str]) -> list[Entry]:
        """The entries of those of these paths that are not hidden, ordered as lists are."""
        rows: list[Any] = []
        for part in portions(paths):
            marks = placeholders(part)
            columns = f"{_ENTRY}, {_ORDER}"
            sql = f"SELECT {columns} FROM document WHERE path IN ({marks}) AND hidden = 0"
            rows += self._database.execute(sql, part)
        count = len(_ENTRY.split(", "))
        rows.sort(key=lambda row: tuple((value is not None, value) for value in row[count:]))
        return self._entries(row[:count] for row in rows)

    def changed_since(self, moment_ns: int, limit: int, include_hidden: bool = False) -> tuple[int, list[Entry]]:
        """The documents that came or changed after a moment: how many, and the latest `limit` of them.

        What counts is when their present content was first indexed, not the times of their files, which copies and
        version control set as they like.

        Args:
            moment_ns: nanoseconds since 1970.
            limit: at most so many entries.
            include_hidden: whether documents hidden from lists count.
        """
        where = "seen_ns > ?" if include_hidden else "seen_ns > ? AND hidden = 0"
        count = self._database.execute(f"SELECT count(*) FROM document WHERE {where}", (moment_ns,)).fetchone()[0]
        rows = self._database.execute(
            f"SELECT {_ENTRY} FROM document WHERE {where} ORDER BY seen_ns DESC, mtime_ns DESC, path LIMIT ?",
            (moment_ns, limit),
        )
        return int(count), self._entries(rows)

    def sums_by_subject(self, numbers: Mapping[str, int]) -> dict[str, int]:
        """The sums of numbers of documents in each subject and those below it, by its key; "" is all of them.

        Hidden documents and those that are gone do not count.

        Args:
            numbers: path -> the document's number.
        """
        # Most have the same number, so that they are looked up together.
        of_number: dict[int, list[str]] = {}
        for path, number in numbers.items():
            of_number.setdefault(number, []).append(path)
        sums: Counter[str] = Counter()
        for number, paths in of_number.items():
            for key, count in self._counts_of(paths).items():
                sums[""] += number * count
                parts = key.split("/") if key else []
                for end in range(1, len(parts) + 1):
                    sums["/".join(parts[:end])] += number * count
        return dict(sums)

    def _counts_of(self, paths: Sequence[str]) -> dict[str, int]:
        """How many of these documents have each subject as their own, by its key."""
        counts: Counter[str] = Counter()
        for part in portions(list(paths)):
            marks = placeholders(part)
            query = f"SELECT subject_key, count(*) FROM document WHERE path IN ({marks}) AND NOT hidden GROUP BY 1"
            for key, count in self._database.execute(query, part):
                counts[key] += count
        return dict(counts)

    def spread(self, selection: Selection) -> Spread:
        """How the documents of a selection spread over subjects, topics and months.

        Topics take far longer than the rest: they are counted for `_MOST_SPREAD` documents at most.
        """
        where, values = self._condition(selection)
        subjects = self._counted(f"SELECT subject_key, count(*) FROM document WHERE {where} GROUP BY 1", values)
        if self._subjects.have_further():
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
        names = self._subjects.topic_names([key for key, _ in topics])
        named = [(self._subjects.name(key), count) for key, count in subjects if key]
        return Spread(
            tuple(sorted(named, key=lambda one: (-one[1], one[0]))),
            tuple((names[key], count) for key, count in topics if key in names),
            tuple(sorted(months, reverse=True)),
        )

    def _condition(self, selection: Selection) -> tuple[str, list[Any]]:
        return selection_condition(selection, further=selection.subject is not None and self._subjects.have_further())

    def _order(self, selection: Selection | None, order: EntryOrder) -> str:
        """The columns by which a list is ordered: within a subject first by the position that authors give."""
        within = selection is not None and selection.subject is not None
        return _POSITIONS if within and order is EntryOrder.TITLE and self._subjects.positions() else _ORDERS[order]

    def _counted(self, sql: str, values: Sequence[Any]) -> list[tuple[str, int]]:
        return [(str(name), int(count)) for name, count in self._database.execute(sql, tuple(values))]

    def _entries(self, rows: Iterable[sqlite3.Row | tuple[Any, ...]]) -> list[Entry]:
        name = self._subjects.name
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
