"""Keeps the branches of the subject tree: for each subject its number of documents and its topics, ready to be
shown.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from qtbrowser.catalog.catalog_values import Selection
from qtbrowser.catalog.folding import split_subject
from qtbrowser.catalog.selection_sql import has_further_subjects, selection_condition, subject_condition

SHARED_BY = 3
"""Fewest documents of a subject that must have a keyword for it to be a topic of the subject."""

# In the text of a branch whose name and topics were found when it had fewer documents: how many it had then.
_COUNTED = "counted"


class Branches:
    """Writes the table of branches, within a transaction of the caller.

    Args:
        database: an open catalog file.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def write(self, keys: Iterable[str], *, growing: bool = False) -> None:
        """Count subjects and those above them again, and delete subjects that have no documents any more.

        Args:
            keys: the keys of the subjects whose documents have changed.
            growing: whether many commits follow at once, and `catch_up` after the last one. Names and topics of a
                subject are then found again only when its documents have doubled: in all, that takes time in
                proportion to them.
        """
        self._write({branch for leaf in keys for branch in _with_ancestors(leaf)}, growing=growing)

    def catch_up(self) -> None:
        """Find names and topics of subjects that have grown since."""
        found = self._database.execute(f"SELECT DISTINCT key FROM branch WHERE value GLOB '*,\"{_COUNTED}\":*'")
        self._write({key for (key,) in found.fetchall()})

    def _write(self, keys: Collection[str], *, growing: bool = False) -> None:
        further = has_further_subjects(self._database)
        for key in sorted(keys):
            everything = self._branch(key, True, further=further, growing=growing)
            where, values = selection_condition(Selection(key, None, True), further=further)
            some_hidden = self._database.execute(
                f"SELECT 1 FROM document WHERE hidden AND {where} LIMIT 1", values
            ).fetchone()
            visible = self._branch(key, False, further=further, growing=growing) if some_hidden else everything
            for flag, branch in ((0, visible), (1, everything)):
                self._database.execute("DELETE FROM branch WHERE key = ? AND hidden = ?", (key, flag))
                if branch is not None:
                    self._database.execute("INSERT INTO branch VALUES (?, ?, ?)", (key, flag, branch))

    def _branch(self, key: str, include_hidden: bool, *, further: bool, growing: bool) -> str | None:
        where, values = selection_condition(Selection(key, None, include_hidden), further=further)
        # A document that is in two subjects below this one counts once.
        total = self._database.execute(f"SELECT count(*) FROM document WHERE {where}", values).fetchone()[0]
        if not total:
            return None
        known = self._known(key, include_hidden) if growing else {}
        counted = known.get(_COUNTED, known.get("count", 0))
        if total < 2 * counted:
            branch = {**known, "count": total, _COUNTED: counted}
        else:
            name = self._name(key, include_hidden, further=further)
            branch = {"name": name, "count": total, "topics": self._topics(where, values)}
        return json.dumps(branch, ensure_ascii=False, separators=(",", ":"))

    def _known(self, key: str, include_hidden: bool) -> dict[str, Any]:
        """A branch as it was written last; empty if it is new."""
        row = self._database.execute(
            "SELECT value FROM branch WHERE key = ? AND hidden = ?", (key, int(include_hidden))
        ).fetchone()
        return {} if row is None else dict(json.loads(row[0]))

    def _name(self, key: str, include_hidden: bool, *, further: bool) -> str:
        """How most documents spell the last part of a subject."""
        where, values = selection_condition(Selection(key, None, include_hidden))
        found = [(f"SELECT subject, count(*) FROM document WHERE {where} GROUP BY subject", values)]
        if further:
            named, keys = subject_condition("further_subject.key", key)
            joined = (
                "SELECT further_subject.subject, count(*) FROM further_subject"
                " JOIN document ON document.number = further_subject.document"
                f" WHERE {named}{'' if include_hidden else ' AND hidden = 0'} GROUP BY 1"
            )
            found.append((joined, keys))
        depth = key.count("/")
        spellings: Counter[str] = Counter()
        for query, of_query in found:
            for subject, count in self._database.execute(query, of_query):
                spellings[split_subject(subject)[depth]] += count
        return _commonest(spellings)

    def _topics(self, where: str, values: Sequence[Any]) -> list[tuple[str, str, int]]:
        rows = self._database.execute(
            "SELECT spelling.key, spelling.name, counted.documents FROM (SELECT topic.spelling, count(*) AS documents"
            " FROM document CROSS JOIN topic ON topic.document = document.number"
            f" WHERE {where} GROUP BY topic.spelling) AS counted"
            " CROSS JOIN spelling ON spelling.number = counted.spelling",
            values,
        ).fetchall()
        by_key: dict[str, Counter[str]] = {}
        for key, name, count in rows:
            by_key.setdefault(key, Counter())[name] += count
        shared = ((spellings.total(), key) for key, spellings in by_key.items())
        ordered = sorted((-count, key) for count, key in shared if count >= SHARED_BY)
        return [(_commonest(by_key[key]), key, -count) for count, key in ordered]


def _with_ancestors(key: str) -> Iterator[str]:
    """``a/b`` -> ``a``, ``a/b``."""
    for end, char in enumerate(key + "/"):
        if char == "/":
            yield key[:end]


def _commonest(spellings: Counter[str]) -> str:
    """The commonest spelling; among equally common ones that with more capitals at word beginnings, then the first by
    the alphabet.
    """
    return min(spellings, key=lambda name: (-spellings[name], -sum(word[:1].isupper() for word in name.split()), name))
