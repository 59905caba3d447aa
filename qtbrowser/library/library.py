"""The `Library` class: the one interface to a folder of documents, for the window, the command line and scripts."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO, Literal

from qtbrowser import settings
from qtbrowser.catalog.catalog_values import (
    AskedQuestion,
    DocumentIdentity,
    Entry,
    Progress,
    Selection,
    Spread,
    Subject,
)
from qtbrowser.catalog.entry_order import EntryOrder
from qtbrowser.documents.unfinished_files import is_being_written
from qtbrowser.errors import CacheNotWritable, LibraryError, LibraryOutOfReach
from qtbrowser.library.cache import LibraryCache
from qtbrowser.library.cache_room import indexes_size, make_room
from qtbrowser.library.catalog_api import CatalogApi
from qtbrowser.library.folder_reach import is_out_of_reach
from qtbrowser.library.library_index import LibraryIndex
from qtbrowser.library.personal_keys import PersonalKeys
from qtbrowser.library.search_request import SearchRequest
from qtbrowser.running_windows import open_libraries

if TYPE_CHECKING:
    from qtbrowser.curation.change_set import ApplyProgress, ChangeSet, PlanProgress
    from qtbrowser.curation.checks.check_settings import CheckSettings
    from qtbrowser.curation.checks.finding import CheckProgress, Finding
    from qtbrowser.curation.edits import Edit
    from qtbrowser.curation.journal import HistoryEntry
    from qtbrowser.curation.merged_lines import Agreed, Collision
    from qtbrowser.curation.statistics import Statistics, StatisticsProgress
    from qtbrowser.documents.document import Document
    from qtbrowser.documents.field_editing.edited_document import EditedDocument
    from qtbrowser.documents.field_editing.field_values import FieldValue
    from qtbrowser.documents.problem import Problem
    from qtbrowser.library.check_api import CheckApi
    from qtbrowser.library.course_api import CourseApi
    from qtbrowser.library.edit_api import EditApi
    from qtbrowser.library.kept_api import KeptApi
    from qtbrowser.library.meaning_api import MeaningApi, MeaningProgress
    from qtbrowser.library.quick_open import QuickOpened
    from qtbrowser.library.read_api import ReadApi
    from qtbrowser.library.review_api import ReviewApi
    from qtbrowser.library.search_api import SearchApi
    from qtbrowser.library.search_results import Hit, SearchResults
    from qtbrowser.library.study_api import StudyApi
    from qtbrowser.personal.known_libraries import Recognition
    from qtbrowser.rendering.page import Page


class Library:
    """A folder of question-and-answer documents, with its catalog and its full-text index.

    Made by `Library.open`. Reading is safe from several threads; `refresh` may be called by one thread at a time.

    It is composed of parts, each of which does one kind of work and knows only the parts above it in this list:
    `PersonalKeys` keeps personal data with its documents, `LibraryIndex` holds catalog and index open, `CatalogApi`
    lists documents, `SearchApi` searches, `MeaningApi` makes what search by meaning needs, `ReadApi` reads and renders,
    `EditApi` changes files, `CheckApi` checks them. A method here calls the part's method of the same name, whose
    docstring describes the arguments, results and errors in full. Most parts are made at their first use, and their
    modules are imported then: they are not needed to open a library and to list its documents, which a window waits
    for.

    Args:
        folder: the library's folder, resolved.
        cache: where its index is kept.

    Attributes:
        folder: the library's folder, resolved.
        notice: why the index is not up to date, a sentence; empty if it is.
    """

    def __init__(self, folder: Path, cache: LibraryCache) -> None:
        self.folder = folder
        self.notice = ""
        self._cache = cache
        self._keys = PersonalKeys(folder)
        self._index = LibraryIndex(folder, cache, self._keys)
        self._catalog = CatalogApi(self._index)

    @cached_property
    def _searches(self) -> SearchApi:
        from qtbrowser.library.search_api import SearchApi

        return SearchApi(self.folder, self._index)

    @cached_property
    def _meaning(self) -> MeaningApi:
        from qtbrowser.library.meaning_api import MeaningApi

        return MeaningApi(self._cache, self._index)

    @cached_property
    def _documents(self) -> ReadApi:
        from qtbrowser.library.read_api import ReadApi

        return ReadApi(self.folder, self._index, self._searches)

    @cached_property
    def _edits(self) -> EditApi:
        from qtbrowser.library.edit_api import EditApi

        return EditApi(self.folder, self._index, self._keys)

    @cached_property
    def _checks(self) -> CheckApi:
        from qtbrowser.library.check_api import CheckApi

        return CheckApi(self.folder, self._cache, self._edits, self._index)

    @cached_property
    def review(self) -> ReviewApi:
        """Merges that wait for a curator's decision."""
        from qtbrowser.library.review_api import ReviewApi

        return ReviewApi(self.folder, self._edits)

    @cached_property
    def kept(self) -> KeptApi:
        """What the reader keeps about its documents: bookmarks, notes, highlights, reading states."""
        from qtbrowser.library.kept_api import KeptApi

        return KeptApi(self.folder, self._index, self._documents)

    @cached_property
    def study(self) -> StudyApi:
        """Asks its questions back."""
        from qtbrowser.library.study_api import StudyApi

        return StudyApi(self.folder, self._index, self._searches, self._documents, self.kept)

    @cached_property
    def courses(self) -> CourseApi:
        """Its courses, and how far the reader is in them."""
        from qtbrowser.library.course_api import CourseApi

        return CourseApi(self.folder, self._index, self.kept, self.study)

    @classmethod
    def open(
        cls, folder: str | os.PathLike[str], cache_dir: str | os.PathLike[str] | None = None, refresh: bool = True
    ) -> Library:
        """Open a folder as a library.

        Where the folder is missing, such as one on a drive that is not connected, but has an index, that is opened, and
        `notice` says so after a refresh.

        Args:
            folder: the library.
            cache_dir: where the index is kept; the user's cache folder if None. Never the library itself.
            refresh: block until the index is current. If False, the library is as after the last refresh, which may be
                empty.

        Raises:
            LibraryError: the folder is missing and has no index, is no folder or can't be listed, or the cache can't be
                written.
        """
        path = Path(folder).expanduser()
        resolved, place = path.resolve(), settings.cache_dir() if cache_dir is None else Path(cache_dir)
        is_there = path.is_dir()
        if not is_there and (path.exists() or not LibraryCache.is_kept(resolved, place)):
            reason = "This is not a folder." if path.exists() else "There is no such folder."
            raise LibraryError(reason, path=str(folder))
        library = cls(resolved, LibraryCache(resolved, place))
        with ExitStack() as opened:
            opened.enter_context(library)
            library.reload()
            library._cache.note_used()
            if is_there:
                # A library that was moved away is not taken back to where its index still is.
                library.recognise()
            if refresh:
                library.repair_on_search()
                for _ in library.refresh_if_possible():
                    pass
            opened.pop_all()
        return library

    def close(self) -> None:
        """Close index and catalog; the library can't be used afterwards."""
        self._index.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # The index

    def refresh(
        self,
        rebuild: bool = False,
        wait: bool = True,
        only: Sequence[str] | None = None,
        verify: bool = False,
        accept_loss: bool = False,
    ) -> Iterator[Progress]:
        """Index what has changed in the folder; see `LibraryIndex.refresh`."""
        return self._index.refresh(rebuild, wait, only, verify, accept_loss)

    def being_written(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Those of the files that another program has open for writing; see `is_being_written`."""
        return tuple(path for path in paths if is_being_written(self.folder, path))

    @property
    def is_out_of_reach(self) -> bool:
        """Whether the folder is missing, can't be listed or is empty, as the place of a drive that was removed."""
        return is_out_of_reach(self.folder)

    def confirm_current(self) -> bool:
        """Whether the index is up to date, found out without writing to it; see `LibraryIndex.confirm_current`."""
        return self._index.confirm_current()

    def refresh_if_possible(self) -> Iterator[Progress]:
        """As `refresh`; if the cache can't be written but has an index, or the folder is out of reach, the index is
        used as it is, and `notice` says why.

        Raises:
            LibraryError, IndexBusy: as `refresh`.
        """
        self.notice = ""
        try:
            yield from self.refresh()
        except (CacheNotWritable, LibraryOutOfReach) as error:
            self.reload()
            if not self.is_built:
                raise
            self.notice = str(error)

    def reload(self) -> bool:
        """Load what this or another process has committed since; see `LibraryIndex.reload`."""
        return self._index.reload()

    def repair_on_search(self) -> None:
        """Make searches rebuild a damaged index and answer, instead of raising."""
        self._index.repair_on_search()

    @property
    def is_built(self) -> bool:
        """Whether the whole folder has been indexed at least once."""
        return self._index.is_built

    def has_index(self) -> bool:
        """Whether an index, complete or not, is on the disk. Safe from any thread; takes some microseconds."""
        return self._cache.is_there()

    @property
    def index_bytes(self) -> int:
        """Size of index and catalog on disk, in bytes; 0 if there are none."""
        return self._index.size

    @property
    def all_indexes_bytes(self) -> int:
        """Size of the indexes of all libraries in the same cache folder, in bytes."""
        return indexes_size(self._cache.folder)

    def make_room(self, most_bytes: int) -> int:
        """Remove indexes of other libraries until all take at most so many bytes; see `cache_room.make_room`.

        Those of libraries that are open in running windows are kept.

        Returns:
            How many were removed.
        """
        self._cache.note_used()
        in_use = {self._cache.root, *map(self._cache.root_of, open_libraries())}
        return len(make_room(self._cache.folder, most_bytes, in_use, time.time()))

    # Personal data

    def recognise(self) -> Recognition:
        """Whether the folder is a library that was moved or renamed; see `PersonalKeys.recognise`."""
        return self._keys.recognise(self._index.catalog)

    def adopt(self, library: str | None) -> None:
        """Tell which library the folder is, if that was in doubt; see `PersonalKeys.adopt`."""
        self._keys.adopt(library, self._index.catalog)

    def note_identities(self) -> None:
        """Record by what to recognise documents for which personal data was first stored since the last refresh."""
        self._keys.note_identities(self._index.catalog)

    # The catalog

    @property
    def left_out(self) -> dict[str, int]:
        """How many files and folders the last refresh has left out, by the reason; see `CatalogApi.left_out`."""
        return self._catalog.left_out

    @property
    def document_count(self) -> int:
        """The number of all documents, including those hidden from lists."""
        return self._catalog.document_count

    def subjects(self, include_hidden: bool = False) -> tuple[Subject, ...]:
        """The subject tree with counts and topics."""
        return self._catalog.subjects(include_hidden)

    def has_subject(self, name: str) -> bool:
        """Whether any document, hidden ones too, belongs to the subject of this name or one below it."""
        return self._catalog.has_subject(name)

    def has_topic(self, name: str) -> bool:
        """Whether any document, hidden ones too, has the keyword of this name."""
        return self._catalog.has_topic(name)

    def entries(
        self,
        selection: Selection | None = None,
        limit: int | None = None,
        offset: int = 0,
        order: EntryOrder = EntryOrder.TITLE,
    ) -> list[Entry]:
        """The question list of a selection, ordered by title, date and id, or the latest first."""
        return self._catalog.entries(selection, limit, offset, order)

    def row_of(self, path: str, selection: Selection | None = None, order: EntryOrder = EntryOrder.TITLE) -> int | None:
        """The row, from 0, of a document in a selection's question list; None if it is not in the list."""
        return self._catalog.row_of(path, selection, order)

    def entries_of(self, paths: Sequence[str]) -> dict[str, Entry]:
        """The entries of these paths; those that are gone are left out."""
        return self._catalog.entries_of(paths)

    def changed_since(self, moment_ns: int, limit: int, include_hidden: bool = False) -> tuple[int, list[Entry]]:
        """How many documents came or changed after a moment, and the latest; see `EntryLookups.changed_since`."""
        return self._catalog.changed_since(moment_ns, limit, include_hidden)

    def spread(self, selection: Selection) -> Spread:
        """How the documents of a selection spread over subjects, topics and months."""
        return self._catalog.spread(selection)

    def count(self, selection: Selection | None = None) -> int:
        """The number of documents in a selection."""
        return self._catalog.count(selection)

    def holds_questions(self) -> bool:
        """Whether the documents are questions, see `Catalog.holds_questions`."""
        return self._catalog.holds_questions()

    def own_dates(self, dates: Mapping[str, date]) -> dict[str, str]:
        """The dates of documents that have a format of their own, in words; see `CatalogApi.own_dates`."""
        return self._catalog.own_dates(dates)

    def alike(self, paths: Sequence[str]) -> set[str]:
        """Those of some documents whose title and subject another document of the library has as well."""
        return self._catalog.alike(paths)

    def problems(self) -> list[Problem]:
        """The problems of files that could not be read, ordered by path."""
        return self._catalog.problems()

    # Searching

    def search(
        self,
        text: str,
        limit: int = 20,
        subject: str | None = None,
        sort: str = "relevance",
        *,
        topic: str | None = None,
        month: str | None = None,
        offset: int = 0,
        include_hidden: bool = False,
        facets: bool = False,
        merge_equal: bool = False,
        apart: Collection[str] = (),
        words_only: bool = False,
        languages: Collection[str] = (),
        but: frozenset[str] = frozenset(),
    ) -> SearchResults:
        """Find documents by words and by meaning; see `SearchApi.search`, for the arguments `SearchRequest`."""
        return self._searches.search(
            SearchRequest(
                text=text,
                limit=limit,
                subject=subject,
                sort=sort,
                topic=topic,
                month=month,
                offset=offset,
                include_hidden=include_hidden,
                facets=facets,
                merge_equal=merge_equal,
                apart=frozenset(apart),
                words_only=words_only,
                languages=tuple(languages),
                but=but,
            )
        )

    def meeting(self, text: str) -> tuple[str, ...]:
        """The paths of all documents that meet the whole of a query, for changing them; see `SearchApi.meeting`."""
        return self._searches.meeting(text)

    def similar(self, reference: int | str, limit: int = 10, *, include_hidden: bool = False) -> list[Hit]:
        """The documents most similar to one, the most similar first; see `SearchApi.similar`."""
        return self._searches.similar(reference, limit, include_hidden=include_hidden)

    def related(self, reference: int | str, limit: int = 5) -> list[Hit]:
        """Other questions close to a document's own; see `SearchApi.related`."""
        return self._searches.related(reference, limit)

    def related_entries(self, path: str, limit: int = 5) -> list[Entry]:
        """The documents of `related` for the one at a path, without snippets; see `SearchApi.related_entries`."""
        return self._searches.related_entries(path, limit)

    def complete(self, text: str, limit: int = 8, *, include_hidden: bool = False) -> list[str]:
        """Questions of the library that complete what was typed; see `SearchApi.complete`."""
        return self._searches.complete(text, limit, include_hidden=include_hidden)

    def quick_open(
        self, text: str, limit: int = 50, *, before: Mapping[str, str] | None = None, include_hidden: bool = False
    ) -> QuickOpened:
        """Find documents by their titles as they are typed; see `SearchApi.quick_open`."""
        return self._searches.quick_open(text, limit, before=before, include_hidden=include_hidden)

    def marks(self, text: str, plain: str) -> list[tuple[int, int]]:
        """The places in a plain text that a search for `text` finds; see `SearchApi.marks`."""
        return self._searches.marks(text, plain)

    @staticmethod
    def search_help() -> tuple[tuple[str, str], ...]:
        """Examples of what can be typed to search, each with what it finds."""
        from qtbrowser.library.search_api import SearchApi

        return SearchApi.search_help()

    # Search by meaning

    def meaning_is_to_be_loaded(self, text: str) -> bool:
        """Whether a search for a text would load the sentence model; see `SearchApi.meaning_is_to_be_loaded`."""
        return self._searches.meaning_is_to_be_loaded(text)

    def make_meaning(self) -> Generator[MeaningProgress, None, None]:
        """Make the vectors that search by meaning needs; see `MeaningApi.make`."""
        return self._meaning.make()

    def remove_meaning(self) -> None:
        """Remove the vectors; see `MeaningApi.remove`."""
        self._meaning.remove()

    # Reading

    def document(self, reference: int | str) -> Document:
        """Read one document from its file; see `ReadApi.document`."""
        return self._documents.document(reference)

    def place_of(self, reference: int | str) -> tuple[str, str]:
        """The path and the anchor that a reference names; see `ReadApi.place_of`."""
        return self._documents.place_of(reference)

    def identity_of(self, path: str) -> DocumentIdentity | None:
        """By what a document is known again at another path; see `ReadApi.identity_of`."""
        return self._documents.identity_of(path)

    def moved_to(self, identity: DocumentIdentity) -> str | None:
        """The path of a document that is no longer where it was; see `ReadApi.moved_to`."""
        return self._documents.moved_to(identity)

    def render(self, reference: int | str, *, in_parts: bool = False) -> Page:
        """One document as a page of safe HTML; see `ReadApi.render`."""
        return self._documents.render(reference, in_parts=in_parts)

    def render_remark(self, text: str, path: str) -> str:
        """What the reader has written about a document, as safe HTML; see `ReadApi.render_remark`."""
        return self._documents.render_remark(text, path)

    def questions(self, path: str) -> tuple[AskedQuestion, ...]:
        """The questions of a file that is an FAQ or a quiz; see `ReadApi.questions`."""
        return self._documents.questions(path)

    def question_counts(self, paths: Sequence[str]) -> dict[str, int]:
        """How many questions each of these files asks; those that are no FAQ or quiz are left out."""
        catalog = self._index.catalog
        return {} if catalog is None else catalog.questions.counts(paths)

    def render_text(self, reference: int | str) -> str:
        """One document as plain text for a terminal; see `ReadApi.render_text`."""
        return self._documents.render_text(reference)

    def backlinks(self, path: str) -> list[Entry]:
        """The documents that link to the one at a path, by title."""
        return self._documents.backlinks(path)

    def resolve(self, target: str, base_path: str = "") -> str | None:
        """The path of the document or image that a link in the document at `base_path` leads to, or None."""
        return self._documents.resolve(target, base_path)

    def file(self, path: str) -> Path:
        """The file at a library path; see `ReadApi.file`."""
        return self._documents.file(path)

    def content(self, path: str, limit: int) -> bytes:
        """The content of a file of the library; see `ReadApi.content`."""
        return self._documents.content(path, limit)

    def location(self, path: str) -> Path:
        """The folder that a library path is in; see `ReadApi.location`."""
        return self._documents.location(path)

    # Editing

    def editing_refused(self) -> str | None:
        """Why nothing in this library can be changed, as a sentence; None if it can be changed."""
        return self._edits.editing_refused()

    def named_paths(self, names: Iterable[str]) -> tuple[str, ...]:
        """The documents at paths within the library, and all below a folder; see `EditApi.named_paths`."""
        return self._edits.named_paths(names)

    def plan(self, edit: Edit) -> Iterator[PlanProgress]:
        """Work out what an edit would change; nothing is written; see `EditApi.plan`."""
        return self._edits.plan(edit)

    def apply(self, change_set: ChangeSet, refresh: bool = True) -> Generator[ApplyProgress]:
        """Apply a change set, except to files that others have changed; see `EditApi.apply`."""
        return self._edits.apply(change_set, refresh)

    def history(self) -> list[HistoryEntry]:
        """Every change set in the journal, the newest first; see `EditApi.history`."""
        return self._edits.history()

    def undoable(self) -> HistoryEntry | None:
        """The change set that `undo` would take back, or None; see `EditApi.undoable`."""
        return self._edits.undoable()

    def redoable(self) -> HistoryEntry | None:
        """The change set that `redo` would apply again or finish, or None; see `EditApi.redoable`."""
        return self._edits.redoable()

    def recorded(self, number: int, undone: bool = False) -> ChangeSet:
        """What a change set of the history did to which file; see `EditApi.recorded`."""
        return self._edits.recorded(number, undone)

    def undo(self, number: int | None = None, refresh: bool = True) -> Generator[ApplyProgress]:
        """Take back a change set; see `EditApi.undo`."""
        return self._edits.undo(number, refresh)

    def redo(self, number: int | None = None, refresh: bool = True) -> Generator[ApplyProgress]:
        """Apply again what was undone; see `EditApi.redo`."""
        return self._edits.redo(number, refresh)

    def unfinished(self) -> list[HistoryEntry]:
        """The change sets that were interrupted; see `EditApi.unfinished`."""
        return self._edits.unfinished()

    def finish(self, number: int, refresh: bool = True) -> Generator[ApplyProgress]:
        """Finish a change set that was interrupted; see `EditApi.finish`."""
        return self._edits.finish(number, refresh)

    def roll_back(self, number: int, refresh: bool = True) -> Generator[ApplyProgress]:
        """Take back what an interrupted change set has written; see `EditApi.roll_back`."""
        return self._edits.roll_back(number, refresh)

    def edited_document(self, path: str, raw: bytes | None = None) -> EditedDocument:
        """A document for a form: its values, its fields, its bytes; see `EditApi.edited_document`."""
        return self._edits.edited_document(path, raw)

    @staticmethod
    def merged_lines(base: str, mine: str, theirs: str) -> list[Agreed | Collision]:
        """Two texts that were made of the same one, merged line by line; see `EditApi.merged_lines`."""
        from qtbrowser.library.edit_api import EditApi

        return EditApi.merged_lines(base, mine, theirs)

    def preview(self, fields: Mapping[str, FieldValue], answer: str, path: str) -> Page:
        """A page with values that are not saved yet; see `EditApi.preview`."""
        return self._edits.preview(fields, answer, path)

    def reads_text_files(self) -> bool:
        """Whether files with the suffix ``.txt`` are documents; see `EditApi.reads_text_files`."""
        return self._edits.reads_text_files()

    def reading_text_files(self, read: bool) -> ChangeSet:
        """The change that sets whether they are; see `EditApi.reading_text_files`."""
        return self._edits.reading_text_files(read)

    @staticmethod
    def expression_fault(expression: str) -> str:
        """Why a regular expression for find and replace can't be used, a sentence; empty if it can."""
        from qtbrowser.library.edit_api import EditApi

        return EditApi.expression_fault(expression)

    @staticmethod
    def diff(change_set: ChangeSet) -> Iterator[str]:
        """A change set as the lines of a unified diff."""
        from qtbrowser.library.edit_api import EditApi

        return EditApi.diff(change_set)

    # Checking

    def check(
        self, rules: Collection[str] | None = None, today: date | None = None, verify: bool = False
    ) -> Iterator[CheckProgress]:
        """Check the library's files for faults; see `CheckApi.check`."""
        return self._checks.check(rules, today, verify)

    def check_in_parts(
        self,
        rules: Collection[str] | None = None,
        today: date | None = None,
        verify: bool = False,
        with_repairs: bool = True,
    ) -> Generator[CheckProgress]:
        """Check without having all findings in memory; see `CheckApi.check_in_parts`."""
        return self._checks.check_in_parts(rules, today, verify, with_repairs)

    def check_beside(self, verify: bool = False) -> Iterator[CheckProgress]:
        """Check in a process of its own; see `CheckApi.check_beside`."""
        return self._checks.check_beside(verify)

    def statistics_beside(self) -> Iterator[StatisticsProgress]:
        """Compute the statistics in a process of its own; see `CheckApi.statistics_beside`."""
        return self._checks.statistics_beside()

    def tell_beside(self, work: Literal["check", "statistics"], verify: bool, lines: IO[str]) -> None:
        """Run as such a process; see `CheckApi.tell_beside`."""
        self._checks.tell_beside(work, verify, lines)

    def statistics(self) -> Iterator[StatisticsProgress]:
        """Count documents, subjects, months and links; see `CheckApi.statistics`."""
        return self._checks.statistics()

    def ignoring(self, findings: Sequence[Finding]) -> ChangeSet:
        """The change that makes the check ignore findings; see `CheckApi.ignoring`."""
        return self._checks.ignoring(findings)

    def ignore(self, finding: Finding) -> int | None:
        """Make the check ignore one finding; see `CheckApi.ignore`."""
        return self._checks.ignore(finding)

    def rules_off(self) -> frozenset[str]:
        """The rules that the library has switched off; see `CheckApi.rules_off`."""
        return self._checks.rules_off()

    def check_settings(self) -> CheckSettings:
        """The settings of the library's check; see `CheckApi.check_settings`."""
        return self._checks.check_settings()

    def setting_rules(self, off: Iterable[str], settings: CheckSettings) -> ChangeSet:
        """The change that sets which rules are off and the settings of the check; see `CheckApi.setting_rules`."""
        return self._checks.setting_rules(off, settings)

    def switch_off(self, rules: Iterable[str]) -> int | None:
        """Switch off these rules and no others; see `CheckApi.switch_off`."""
        return self._checks.switch_off(rules)

    def switching_off(self, rules: Iterable[str]) -> ChangeSet:
        """The change that switches off these rules and no others; see `CheckApi.switching_off`."""
        return self._checks.switching_off(rules)

    @staticmethod
    def report(findings: Sequence[Finding], form: Literal["html", "csv"], name: str, day: date | None = None) -> str:
        """Findings as an HTML page or a CSV table; see `CheckApi.report`."""
        from qtbrowser.library.check_api import CheckApi

        return CheckApi.report(findings, form, name, day)

    @staticmethod
    def statistics_report(statistics: Statistics) -> str:
        """Statistics as CSV: table, name, value."""
        from qtbrowser.library.check_api import CheckApi

        return CheckApi.statistics_report(statistics)

    # Second processes

    @staticmethod
    def serve_reading(folder: str, order: BinaryIO, results: BinaryIO) -> None:
        """Run as the process that reads files ahead of an indexing one; see `qtbrowser.library.file_reading`."""
        from qtbrowser.library.file_reading import serve_reading

        serve_reading(Path(folder), order, results)

    @staticmethod
    def serve_checking(folder: str, order: BinaryIO, results: BinaryIO) -> None:
        """Run as the second process of a check; see `qtbrowser.library.second_process`."""
        from qtbrowser.library.check_api import CheckApi

        CheckApi.serve_checking(folder, order, results)
