"""Writes the catalog: one transaction a batch, with the branches of the subject tree that the batch changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date as Date
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from qtbrowser.catalog.branches import Branches
from qtbrowser.catalog.database import FOLDER_KINDS, INDEX_GENERATION
from qtbrowser.catalog.first_seen import FirstSeen
from qtbrowser.catalog.folding import subject_key, title_key, topic_key
from qtbrowser.catalog.link_names import names_of_other_file
from qtbrowser.catalog.portions import placeholders, portions
from qtbrowser.catalog.subject_folders import COMMON_FOLDER, LANGUAGE_FOLDERS, SubjectFolders, kept_subject_folders
from qtbrowser.catalog.transaction import transaction
from qtbrowser.documents.problem import Problem, Severity
from qtbrowser.documents.scan import Stamp

_NAMELESS = "Library"
_NO_TIME = -1
MOST_DATE_FORMAT = 60
"""Characters of a date's format that are kept."""

_COLUMNS = (
    *("number", "path", "size", "mtime_ns", "id", "id_number", "title", "title_key", "date", "hidden", "url"),
    *("digest", "folder", "content", "date_format", "position", "seen_ns"),
    *("own_subject", "subject", "subject_key"),
)


class Record(NamedTuple):
    """The values of a document that the catalog stores.

    Attributes:
        path, title, id, subject, further_subjects, date, hidden, url, keywords: as of the `Document`.
        size, mtime_ns: as of its `Stamp`.
        links: what it links to, see `catalog.link_targets.outgoing`.
        names: by which it is linked to, see `catalog.link_targets.stored_names`.
        order: as of the `Document`.
        digest: of its answer, see `catalog.folding.answer_digest`.
        content: digest of the file's bytes, see `qtbrowser.documents.reader.content_digest`.
        date_format: as of the `Document`; of a long one the beginning is kept.
        questions: place in the plain text, question, anchor, kind and digest of each of its `entries`.
    """

    path: str
    title: str
    size: int
    mtime_ns: int
    id: int | str | None = None
    subject: str = ""
    date: Date | None = None
    hidden: bool = False
    url: str = ""
    keywords: tuple[str, ...] = ()
    links: tuple[tuple[int, int], ...] = ()
    names: tuple[tuple[int, int], ...] = ()
    order: float | None = None
    digest: int = 0
    content: int = 0
    date_format: str = ""
    further_subjects: tuple[str, ...] = ()
    questions: tuple[tuple[int, str, str, str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """The content of one commit: readable documents, problems of unreadable files, and removed paths."""

    records: Sequence[Record] = ()
    problems: Sequence[tuple[Problem, Stamp | None]] = ()
    removed: Sequence[str] = ()


class _Counted(NamedTuple):
    """The part of a document that is counted in the subject tree.

    Attributes:
        key, subject: of its subject, and how that is spelled.
        hidden: 0 or 1.
        spellings: the numbers of its topics' spellings.
        further: key and spelling of each of its further subjects.
    """

    key: str
    subject: str
    hidden: int
    spellings: frozenset[int]
    further: frozenset[tuple[str, str]] = frozenset()

    @property
    def keys(self) -> set[str]:
        """The keys of all subjects in which it is counted."""
        return {self.key, *(key for key, _ in self.further)}


class CatalogWriter:
    """The one writer of a catalog; the caller holds the library's lock.

    Args:
        database: an open catalog file.
        library_name: the subject of documents that are in the library's own folder and name none.
        before_writing: called before each write.
        earlier: the catalog that this one replaces; None for none.
    """

    def __init__(
        self,
        database: sqlite3.Connection,
        library_name: str,
        before_writing: Callable[[], None] = lambda: None,
        earlier: sqlite3.Connection | None = None,
    ) -> None:
        self._database = database
        self._earlier = earlier
        self._first_seen = FirstSeen(database, earlier)
        self._before_writing = before_writing
        self._library_name = library_name
        self._subject_folders = kept_subject_folders(self.fact)
        self._spellings: dict[str, int] = {}
        self._branches = Branches(database)

    def stamps(self, only: Sequence[str] | None = None) -> dict[str, tuple[int, int]]:
        """Path -> (size, mtime_ns) of all files that need not be read again while these stay the same.

        Args:
            only: of these paths alone; None for all.
        """
        return {
            path: (size, mtime_ns)
            for table in ("document", "problem")
            for path, size, mtime_ns in self._select(f"path, size, mtime_ns FROM {table}", only)
            if size is not None
        }

    def stamp_keys(self) -> dict[int, int]:
        """As `stamps` of all files, in a tenth of the memory: `path_key` -> `stamp_key`, for this process alone."""
        return {
            path_key(path): stamp_key(size, mtime_ns)
            for table in ("document", "problem")
            for path, size, mtime_ns in self._database.execute(f"SELECT path, size, mtime_ns FROM {table}")
            if size is not None
        }

    def paths_with(self, keys: Container[int]) -> Iterator[str]:
        """The stored paths, of documents and of files with a problem, whose `path_key` is one of these; some twice."""
        for table in ("document", "problem"):
            for (path,) in self._database.execute(f"SELECT path FROM {table}"):
                if path_key(path) in keys:
                    yield path

    def contents(self) -> dict[str, int]:
        """The digest of the bytes of each document's file, by its path."""
        return dict(self._database.execute("SELECT path, content FROM document"))

    def document_paths(self, only: Sequence[str] | None = None) -> set[str]:
        """The paths of all documents, or which of the paths `only` are documents."""
        return {row[0] for row in self._select("path FROM document", only)}

    def documents_among(self, paths: Iterable[str]) -> set[str]:
        """Which of many paths are documents.

        Args:
            paths: asked for one by one, so that not all of them are in memory.
        """
        if not self.document_count():
            return set()
        found: set[str] = set()
        for some in portions(paths):
            found |= self.document_paths(some)
        return found

    def problem_paths(self, only: Sequence[str] | None = None) -> set[str]:
        """The paths that have a problem, or which of the paths `only` have one."""
        return {row[0] for row in self._select("path FROM problem", only)}

    def outermost_paths(self, but: Collection[str]) -> set[str]:
        """The first and the last path, in the order of their letters, of documents and of files with a problem.

        What both begin with, all paths begin with.

        Args:
            but: paths that don't count.
        """
        found: set[str] = set()
        for table in ("document", "problem"):
            for direction in ("ASC", "DESC"):
                rows = self._database.execute(f"SELECT path FROM {table} WHERE size >= 0 ORDER BY path {direction}")
                found.update(islice((path for (path,) in rows if path not in but), 1))
        return found

    def problems(self) -> set[Problem]:
        """All problems."""
        rows = self._database.execute("SELECT rule, severity, path, line, message, fix FROM problem")
        return {Problem(row[0], Severity(row[1]), *row[2:]) for row in rows}

    def document_count(self) -> int:
        """How many documents there are, hidden ones too."""
        return _document_count(self._database)

    def earlier_count(self) -> int:
        """How many documents the catalog has that this one replaces; 0 if there is none."""
        return 0 if self._earlier is None else _document_count(self._earlier)

    def _select(self, what: str, only: Sequence[str] | None) -> Iterator[tuple[Any, ...]]:
        if only is None:
            yield from self._database.execute(f"SELECT {what}")
            return
        for some in portions(only):
            yield from self._database.execute(f"SELECT {what} WHERE path IN ({placeholders(some)})", some)

    def note(self, name: str, value: str) -> None:
        """Store one fact about the whole catalog."""
        # An equal value is not written, so that readers see no change.
        if self.fact(name) != value:
            self._before_writing()
            self._database.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (name, value))

    def set_folder_kinds(self, kinds: str, to_be_read: Iterable[str]) -> None:
        """Store what the folders are written for, if that has changed.

        Args:
            kinds: as text.
            to_be_read: the paths of the files that are read next. Those that are known count as changed until then, so
                that a later refresh reads them if this one ends before.
        """
        if self.fact(FOLDER_KINDS) == kinds:
            return
        with self._transaction():
            self.note(FOLDER_KINDS, kinds)
            for some in portions(to_be_read) if self.document_count() else ():
                for table in ("document", "problem"):
                    change = f"UPDATE {table} SET mtime_ns = {_NO_TIME} WHERE path IN ({placeholders(some)})"
                    self._database.execute(change, some)

    @property
    def subject_folders(self) -> SubjectFolders:
        """The folders that give subjects."""
        return self._subject_folders

    def has_subject_folders(self, folders: SubjectFolders) -> bool:
        """Whether these folders give subjects already, for a library that is still called the same."""
        renamed = self.fact("library_name") != self._library_name
        return folders == self._subject_folders and not renamed and self.fact(COMMON_FOLDER) is not None

    def set_subject_folders(self, folders: SubjectFolders) -> None:
        """Set the folders that give subjects; if they changed, those subjects are named again."""
        if self.has_subject_folders(folders):
            return
        self._subject_folders = folders
        with self._transaction():
            self.note(COMMON_FOLDER, folders.common)
            self.note(LANGUAGE_FOLDERS, "\n".join(sorted(folders.languages)))
            self.note("library_name", self._library_name)
            rows = self._database.execute("SELECT number, folder, subject_key FROM document WHERE own_subject = ''")
            touched: set[str] = set()
            for number, folder, before in rows.fetchall():
                subject, key = self._subject("", folder)
                touched |= {before, key}
                change = "UPDATE document SET subject = ?, subject_key = ? WHERE number = ?"
                self._database.execute(change, (subject, key, number))
            self._branches.write(touched)

    def has_other_files(self, paths: Sequence[str]) -> bool:
        """Whether these are all stored files of vaults that are no documents."""
        return _rows_of_other_files(paths) == set(self._database.execute("SELECT hash, path FROM other_file"))

    def set_other_files(self, paths: Sequence[str]) -> None:
        """Store the files of vaults that are no documents, if they have changed.

        Args:
            paths: all of them.
        """
        if not self.has_other_files(paths):
            with self._transaction():
                self._database.execute("DELETE FROM other_file")
                rows = sorted(_rows_of_other_files(paths))
                self._database.executemany("INSERT INTO other_file VALUES (?, ?)", rows)

    def write(self, batch: Batch, index_generation: int, moment_ns: int = 0, *, growing: bool = False) -> None:
        """Commit a batch: all of it or nothing.

        Args:
            batch: what to write.
            index_generation: the commit of the full-text index that holds the same documents.
            moment_ns: when this is, see `FirstSeen.moments`.
            growing: whether names and topics of subjects may be those of an earlier batch until `complete_branches`,
                see `Branches.write`.
        """
        with self._transaction():
            self.note(INDEX_GENERATION, str(index_generation))
            paths = [record.path for record in batch.records]
            # Of several records of one path the last one is written.
            records = list({record.path: record for record in batch.records}.values())
            self._first_seen.note_removed(batch.removed)
            moments = self._first_seen.moments([(one.path, one.content) for one in records], moment_ns)
            before = self._remove([*batch.removed, *paths, *(problem.path for problem, _ in batch.problems)])
            after = self._insert(records, moments)
            for problem, seen in batch.problems:
                self._insert_problem(problem, seen)
            # Most edits don't change the tree, and counting a large subject again is slow.
            changed = [path for path in before.keys() | after.keys() if before.get(path) != after.get(path)]
            counted = [found[path] for path in changed for found in (before, after) if path in found]
            self._branches.write({key for one in counted for key in one.keys}, growing=growing)

    def complete_branches(self) -> None:
        """Find names and topics of the subjects that have grown since that was done."""
        with self._transaction():
            self._branches.catch_up()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """A transaction; what is known of the file's rows is forgotten if it fails."""
        self._before_writing()
        try:
            with transaction(self._database):
                yield
        except BaseException:
            # What this transaction has numbered is not in the file.
            self._spellings.clear()
            self._branches = Branches(self._database)
            raise

    def _remove(self, paths: Sequence[str]) -> dict[str, _Counted]:
        """Delete documents and problems; return what each document was counted as."""
        counted: dict[str, _Counted] = {}
        for some in portions(paths):
            which = f"WHERE path IN ({placeholders(some)})"
            columns = "number, path, subject_key, subject, hidden"
            rows = self._database.execute(f"SELECT {columns} FROM document {which}", some).fetchall()
            for number, path, key, subject, hidden in rows:
                spellings = self._database.execute("SELECT spelling FROM topic WHERE document = ?", (number,))
                of_topics = frozenset(spelling for (spelling,) in spellings)
                further = self._database.execute(
                    "SELECT key, subject FROM further_subject WHERE document = ?", (number,)
                ).fetchall()
                counted[path] = _Counted(key, subject, hidden, of_topics, frozenset(further))
            for table, column in (
                ("further_subject", "document"),
                ("topic", "document"),
                ("link", "document"),
                ("name", "document"),
                ("question", "document"),
                ("document", "number"),
            ):
                numbers = [(row[0],) for row in rows]
                self._database.executemany(f"DELETE FROM {table} WHERE {column} = ?", numbers)
            self._database.execute(f"DELETE FROM problem {which}", some)
        return counted

    def _subject(self, own: str, folder: str) -> tuple[str, str]:
        if subject_key(own):
            return own, subject_key(own)
        named = self._subject_folders.subject_of(folder, self._library_name)
        if not subject_key(named):
            named = _NAMELESS
        return named, subject_key(named)

    def _insert(self, records: Sequence[Record], moments: Sequence[int]) -> dict[str, _Counted]:
        """Write documents with new paths and the moments of their contents; return what each is counted as."""
        first = int(self._database.execute("SELECT coalesce(max(number), 0) + 1 FROM document").fetchone()[0])
        topics = [_topic_names(record.keywords) for record in records]
        self._number_spellings({name: key for names in topics for key, name in names.items()})
        found = enumerate(zip(records, moments, strict=True), first)
        documents = [self._row(number, record, moment) for number, (record, moment) in found]
        places = ", ".join("?" * len(_COLUMNS))
        self._database.executemany(f"INSERT INTO document ({', '.join(_COLUMNS)}) VALUES ({places})", documents)
        numbers = [[self._spellings[name] for name in names.values()] for names in topics]
        self._insert_topics(numbers, first)
        # Inserting in the order of the table is several times as fast.
        links = [
            (target, number, place) for number, record in enumerate(records, first) for target, place in record.links
        ]
        self._database.executemany("INSERT INTO link VALUES (?, ?, ?)", sorted(links))
        names = [(name, number, rank) for number, record in enumerate(records, first) for name, rank in record.names]
        self._database.executemany("INSERT INTO name VALUES (?, ?, ?)", sorted(names))
        further = [_further_subjects(record, row[-1]) for record, row in zip(records, documents, strict=True)]
        rows = [(key, number, subject) for number, named in enumerate(further, first) for key, subject in named.items()]
        self._database.executemany("INSERT INTO further_subject VALUES (?, ?, ?)", sorted(rows))
        questions = [(number, *asked) for number, record in enumerate(records, first) for asked in record.questions]
        self._database.executemany("INSERT OR IGNORE INTO question VALUES (?, ?, ?, ?, ?, ?)", questions)
        return {
            row[1]: _Counted(row[-1], row[-2], row[9], frozenset(spellings), frozenset(named.items()))
            for row, spellings, named in zip(documents, numbers, further, strict=True)
        }

    def _insert_topics(self, documents: Sequence[Sequence[int]], first: int) -> None:
        """Write the numbers of the spellings that each document has, of which the first one has the number `first`."""
        bits = max(self._spellings.values(), default=0).bit_length()
        # Both numbers packed into one, and all in one JSON text: faster for SQLite than row after row.
        pairs = [place << bits | spelling for place, found in enumerate(documents) for spelling in found]
        taken_apart = "INSERT INTO topic SELECT (value >> ?) + ?, value & ? FROM json_each(?)"
        self._database.execute(taken_apart, (bits, first, (1 << bits) - 1, str(pairs)))

    def _row(self, number: int, record: Record, moment_ns: int) -> tuple[Any, ...]:
        """Return the values of `_COLUMNS`."""
        folder = record.path.rpartition("/")[0]
        own = record.subject if subject_key(record.subject) else ""
        return (
            number,
            record.path,
            record.size,
            record.mtime_ns,
            None if record.id is None else str(record.id),
            record.id if isinstance(record.id, int) else None,
            record.title,
            title_key(record.title),
            None if record.date is None else record.date.isoformat(),
            int(record.hidden),
            record.url,
            record.digest,
            folder,
            record.content,
            record.date_format[:MOST_DATE_FORMAT],
            record.order,
            moment_ns,
            own,
            *self._subject(own, folder),
        )

    def _number_spellings(self, keys: Mapping[str, str]) -> None:
        """Give a number to each new spelling of a keyword; `keys` are the topics that they spell."""
        for some in portions([name for name in keys if name not in self._spellings]):
            found = f"SELECT name, number FROM spelling WHERE name IN ({placeholders(some)})"
            self._spellings.update(self._database.execute(found, some))
        new = [name for name in keys if name not in self._spellings]
        first = int(self._database.execute("SELECT coalesce(max(number), 0) + 1 FROM spelling").fetchone()[0])
        rows = [(number, keys[name], name) for number, name in enumerate(new, first)]
        self._database.executemany("INSERT INTO spelling VALUES (?, ?, ?)", rows)
        self._spellings.update((name, number) for number, _, name in rows)

    def _insert_problem(self, problem: Problem, stamp: Stamp | None) -> None:
        size, mtime_ns = (None, None) if stamp is None else (stamp.size, stamp.mtime_ns)
        self._database.execute(
            "INSERT INTO problem VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (problem.path, size, mtime_ns, problem.rule, problem.severity, problem.line, problem.message, problem.fix),
        )

    def fact(self, name: str) -> str | None:
        """One fact about the whole catalog, if it was noted."""
        row = self._database.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])


path_key = hash
"""A number of 64 bits for a path; another one in each process."""


def stamp_key(size: int, mtime_ns: int) -> int:
    """A number of 64 bits for a file's size and time; another one for nearly every other size or time."""
    return hash((size, mtime_ns))


def _rows_of_other_files(paths: Sequence[str]) -> set[tuple[int, str]]:
    return {(name, path) for path in paths for name in names_of_other_file(path)}


def _further_subjects(record: Record, own: str) -> dict[str, str]:
    """Key -> spelling of the subjects of a document other than that with the key `own`."""
    named = {subject_key(subject): subject for subject in reversed(record.further_subjects)}
    return {key: subject for key, subject in named.items() if key and key != own}


def _topic_names(keywords: Sequence[str]) -> dict[str, str]:
    """Topic -> how a document first spells it, with single spaces."""
    return dict(map(_topic_and_name, reversed(keywords)))


# A library repeats the same keywords many times.
@lru_cache(maxsize=1 << 15)
def _topic_and_name(keyword: str) -> tuple[str, str]:
    return topic_key(keyword), " ".join(keyword.split())


def _document_count(database: sqlite3.Connection) -> int:
    return int(database.execute("SELECT count(*) FROM document").fetchone()[0])
