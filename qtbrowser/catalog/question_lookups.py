"""Looks up the questions of files that ask many: FAQs and quizzes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from qtbrowser.catalog.catalog_values import AskedQuestion
from qtbrowser.catalog.commit_watch import CommitWatch
from qtbrowser.catalog.portions import placeholders, portions


class QuestionLookups:
    """Reads the table of questions.

    Args:
        database: an open catalog.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._commits = CommitWatch(database)
        self._files: frozenset[str] = frozenset()

    def _asking(self, paths: Iterable[str]) -> list[str]:
        """Those of these files that have questions. Searches ask for every hit, so the set of all is kept."""
        if self._commits.has_changed():
            rows = self._database.execute(
                "SELECT path FROM document WHERE number IN (SELECT document FROM question)"
            ).fetchall()
            self._files = frozenset(path for (path,) in rows)
        return [path for path in paths if path in self._files]

    def of(self, path: str) -> tuple[AskedQuestion, ...]:
        """The questions of a file, in order; none if it is no FAQ or quiz."""
        rows = self._database.execute(
            "SELECT question, anchor, kind FROM question WHERE document = (SELECT number FROM document WHERE path = ?)"
            " ORDER BY place",
            (path,),
        )
        return tuple(AskedQuestion(*row) for row in rows)

    def counts(self, paths: Sequence[str]) -> dict[str, int]:
        """How many questions each of these files has; those without any are left out."""
        found: dict[str, int] = {}
        for part in portions(self._asking(paths)):
            rows = self._database.execute(
                "SELECT path, count(*) FROM document JOIN question ON question.document = document.number"
                f" WHERE path IN ({placeholders(part)}) GROUP BY path",
                part,
            )
            found.update(rows)
        return found

    def at(self, places: Mapping[str, int]) -> dict[str, AskedQuestion]:
        """The question that a place of a file belongs to, by path; files without one are left out.

        Args:
            places: path -> a place in the plain text of the answer, in code points.
        """
        found: dict[str, AskedQuestion] = {}
        for path in self._asking(places):
            row = self._database.execute(
                "SELECT question, anchor, kind FROM question"
                " WHERE document = (SELECT number FROM document WHERE path = ?) AND place <= ?"
                " ORDER BY place DESC LIMIT 1",
                (path, places[path]),
            ).fetchone()
            if row is not None:
                found[path] = AskedQuestion(*row)
        return found

    def texts(self) -> list[tuple[str, str]]:
        """The path of the file and the words of every question, those of a file in their order."""
        return self._database.execute(
            "SELECT path, question FROM question JOIN document ON question.document = document.number"
            " ORDER BY document, place"
        ).fetchall()

    def by_file(self) -> dict[str, list[str]]:
        """The anchors of all questions in order, by the path of their file."""
        found: dict[str, list[str]] = {}
        for path, anchor in self._database.execute(
            "SELECT path, anchor FROM question JOIN document ON question.document = document.number"
            " ORDER BY document, place"
        ):
            found.setdefault(path, []).append(anchor)
        return found

    def has(self, path: str, anchor: str) -> bool:
        """Whether a file asks a question with this anchor."""
        row = self._database.execute(
            "SELECT 1 FROM question WHERE document = (SELECT number FROM document WHERE path = ?) AND anchor = ?",
            (path, anchor),
        ).fetchone()
        return row is not None
