"""Reads the catalog: notes about all of it, which document a reference means, and look-ups by what is looked for."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from qtbrowser.catalog.catalog_values import Entry
from qtbrowser.catalog.commit_watch import CommitWatch
from qtbrowser.catalog.curator_lookups import CuratorLookups
from qtbrowser.catalog.database import FILE_NAMES, FOLDER_KINDS, LEFT_OUT, open_database
from qtbrowser.catalog.database_sum import DatabaseSum
from qtbrowser.catalog.entry_lookups import EntryLookups
from qtbrowser.catalog.identity_lookups import IdentityLookups
from qtbrowser.catalog.portions import placeholders, portions
from qtbrowser.catalog.question_lookups import QuestionLookups
from qtbrowser.catalog.subject_lookups import SubjectLookups
from qtbrowser.documents.folder_kind import FolderKinds
from qtbrowser.documents.problem import Problem, Severity
from qtbrowser.errors import AmbiguousReference, DocumentNotFound
from qtbrowser.markup.asking import QUESTION_MARKS

if TYPE_CHECKING:
    from qtbrowser.catalog.link_targets import Named
    from qtbrowser.documents.exclusion import LeftOut

_BITS_64 = (1 << 64) - 1

TITLES_LOOKED_AT = 2_000


class Catalog(CuratorLookups):
    """A library's metadata as of the last commit.

    Args:
        file: the catalog's SQLite file.

    Attributes:
        subjects: looks up subjects and topics.
        entries: looks up entries of the question list.
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
        self._commits = CommitWatch(self._database)
        self._kinds: tuple[str | None, FolderKinds] = (None, FolderKinds())
        self._names: tuple[str | None, Mapping[str, str]] = (None, {})
        self._of_links: tuple[Mapping[str, str], FolderKinds, Mapping[int, Sequence[Named]]] = ({}, FolderKinds(), {})
        self._asks: bool | None = None
        self.subjects = SubjectLookups(self._database)
        self.entries = EntryLookups(self._database, self.subjects)
        self.identities = IdentityLookups(self._database)
        self.questions = QuestionLookups(self._database)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def version(self) -> int:
        """A number that changes whenever another connection commits; costs microseconds."""
        return self._commits.version()

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

    def names_of_files(self) -> Mapping[str, str]:
        """The further names of documents, links and hard links, as of the last scan of the whole folder: name -> path.

        Who changes files looks first whether they lead to the same file still.
        """
        text = self.fact(FILE_NAMES)
        if text != self._names[0]:
            self._names = (text, json.loads(text or "{}"))
        return self._names[1]

    def documents_of_links(self) -> Mapping[int, Sequence[Named]]:
        """The documents to which links lead, see `qtbrowser.catalog.link_targets.documents_of_links`."""
        from qtbrowser.catalog.link_targets import documents_of_links

        names, kinds = self.names_of_files(), self.kinds()
        if not names:
            return {}
        if self._of_links[:2] != (names, kinds):
            self._of_links = (names, kinds, documents_of_links(names, kinds))
        return self._of_links[2]

    def left_out(self) -> dict[LeftOut, int]:
        """How many files and folders the last scan of the whole folder has left out, by the reason."""
        from qtbrowser.documents.exclusion import LeftOut

        counts = json.loads(self.fact(LEFT_OUT) or "{}")
        return {LeftOut(reason): count for reason, count in counts.items() if count}

    def holds_questions(self) -> bool:
        """Whether at least half of the listed documents have titles that end with a question mark, of any script.

        The first `TITLES_LOOKED_AT` decide. A catalog without documents holds questions.
        """
        if self._commits.has_changed() or self._asks is None:
            # In one row: sqlite3 releases Python's interpreter lock for each one, and waits for it again.
            first = "SELECT title FROM document WHERE hidden = 0 LIMIT ?"
            query = f"SELECT json_group_array(title) FROM ({first})"
            row = self._database.execute(query, (TITLES_LOOKED_AT,)).fetchone()
            titles = [str(title).rstrip() for title in json.loads(row[0])]
            self._asks = 2 * sum(title.endswith(QUESTION_MARKS) for title in titles) >= len(titles)
        return self._asks

    def text_keys(self) -> dict[str, int]:
        """Path -> a number of 64 bits that is another one where title or file are others, of every document."""
        rows = self._database.execute("SELECT path, title, content FROM document")
        keys = {path: (content ^ crc32(title.encode("utf-8"))) & _BITS_64 for path, title, content in rows}
        # The whole table was read, and SQLite would keep up to 16 MB of its pages.
        self._database.execute("PRAGMA shrink_memory")
        return keys

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
        return self.entries.visible(self.linking_paths(path))

    def problems(self) -> list[Problem]:
        """What could not be read, by path."""
        rows = self._database.execute(
            "SELECT rule, severity, path, line, message, fix FROM problem ORDER BY path, line"
        )
        return [Problem(row[0], Severity(row[1]), *row[2:]) for row in rows]
