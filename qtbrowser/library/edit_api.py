"""The editing part of a `Library`: edits are planned, previewed, applied, and can be undone."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from qtbrowser.documents.confined_open import place_of
from qtbrowser.documents.library_file import FILE, read_library_file
from qtbrowser.errors import (
    DocumentError,
    DocumentNotFound,
    EditRefused,
    LibraryError,
    PathRefused,
    Suspended,
    WriteRefused,
)
from qtbrowser.library.folder_reach import check_presence, is_missing
from qtbrowser.library.journals import journal_folder, open_journal
from qtbrowser.library.library_index import LibraryIndex
from qtbrowser.library.personal_keys import PersonalKeys
from qtbrowser.library.references import known_path, listed_path, own_path, resolve_link

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from qtbrowser.curation.change_set import ApplyProgress, ChangeSet, PlanProgress
    from qtbrowser.curation.edits import Edit
    from qtbrowser.curation.journal import HistoryEntry, Journal
    from qtbrowser.curation.merged_lines import Agreed, Collision
    from qtbrowser.documents.field_editing.edited_document import EditedDocument
    from qtbrowser.documents.field_editing.field_values import FieldValue
    from qtbrowser.rendering.page import Page


class EditApi:
    """Plans and applies changes of a library's files, and keeps the journal of them.

    Args:
        folder: the library's folder, resolved.
        index: its catalog, which plans read, and which is updated after a change.
        keys: informed of each change, so that personal data follows documents that move.
    """

    def __init__(self, folder: Path, index: LibraryIndex, keys: PersonalKeys) -> None:
        self._folder = folder
        self._index = index
        self._keys = keys

    def editing_refused(self) -> str | None:
        """Why nothing in this library can be changed, as a sentence; None if it can be changed."""
        if not os.access(self._folder, os.W_OK):
            if is_missing(self._folder):
                return "The library's folder is out of reach: nothing can be changed before it is back."
            return "The library is read-only: you have no permission to write into its folder."
        if hasattr(os, "statvfs") and os.statvfs(self._folder).f_flag & os.ST_RDONLY:
            return "The library is read-only: the disk it lies on can only be read."
        journal = journal_folder(self._folder)
        if journal.resolve().is_relative_to(self._folder):
            return "The journal would lie within the library; set QTBROWSER_DATA_DIR to a folder outside."
        there = next(folder for folder in (journal, *journal.parents) if os.access(folder, os.F_OK))
        if not os.access(there, os.W_OK):
            return f"The journal can't be kept, without which nothing could be undone: {there} can't be written to."
        return None

    def named_paths(self, names: Iterable[str]) -> tuple[str, ...]:
        """The paths of the named documents; the name of a folder means all documents below it.

        Raises:
            DocumentNotFound: no document is at one of the paths, or none that can be read.
            LibraryOutOfReach: the library's folder itself is missing.
        """
        from qtbrowser.documents.confined_open import resolved_path
        from qtbrowser.documents.document_files import SUFFIXES
        from qtbrowser.documents.scan import scan

        found: dict[str, None] = {}
        for name in names:
            plain = posixpath.normpath(name.replace(os.sep, "/"))
            path = "" if plain == "." else plain
            try:
                if path.lower().endswith(SUFFIXES) and not place_of(self._folder, path).is_dir():
                    listed = listed_path(self._folder, known_path(self._folder, path))
                    found[own_path(self._index.catalog, listed)] = None
                else:
                    below = resolved_path(self._folder, path)
                    stamps = scan(self._folder, below=below)
                    found |= dict.fromkeys(own_path(self._index.catalog, stamp.path) for stamp in stamps)
            except (PathRefused, LibraryError) as error:
                raise DocumentNotFound(error.reason, path=name) from error
            except (FileNotFoundError, NotADirectoryError) as error:
                check_presence(self._folder)
                raise DocumentNotFound("The library has no such document.", path=name) from error
            except OSError as error:
                reason = f"The file can't be read: {error.strerror or error}."
                raise DocumentNotFound(reason, path=name) from error
        return tuple(found)

    def plan(self, edit: Edit) -> Iterator[PlanProgress]:
        """Compute what an edit would change; nothing is written.

        Yields:
            Progress; the last one has the ChangeSet. Closing the iterator cancels.

        Raises:
            UsageError: the edit is invalid.
            LibraryError: it needs an index, and there is none yet.
        """
        from qtbrowser.curation.new_subjects import new_subjects
        from qtbrowser.curation.planning import plan
        from qtbrowser.curation.work import Work

        catalog = self._index.catalog
        for progress in plan(edit, Work(self._folder, catalog, date.today())):  # noqa: DTZ011 - the curator's own day
            if progress.change_set is not None and catalog is not None:
                asked = replace(progress.change_set, new_subjects=new_subjects(edit, catalog))
                yield replace(progress, change_set=asked)
            else:
                yield progress

    def apply(self, change_set: ChangeSet, refresh: bool = True) -> Generator[ApplyProgress]:
        """Apply a change set. It is recorded first, and written as a whole, except for files that others have changed
        since the plan read them, and what makes no sense without these.

        Args:
            change_set: from `plan`.
            refresh: update the index as well; if there is no index yet, none is built.

        Yields:
            Progress; the last one has the change's number in the history, and the files that were left out with the
            reasons. Planning again and applying that does them. Closing the iterator before the last step takes back
            what was written; throwing `Suspended` into it leaves what was written, to be finished or rolled back.

        Raises:
            FileChanged: all files have changed since the plan read them; the exception has both versions of the first
                one. Nothing was written.
            WriteRefused: no file may be replaced. Nothing was written.
            JournalError: it can't be recorded, another process is changing files, or an earlier change set was
                interrupted.
            ChangeCutShort: the system failed while files were written; call `finish` or `roll_back`.
        """
        from qtbrowser.curation.applying import apply_changes

        return self._carried(lambda journal: apply_changes(self._folder, journal, change_set), refresh)

    def history(self) -> list[HistoryEntry]:
        """Every change set in the journal, the newest first.

        Raises:
            JournalError: the journal can't be read.
        """
        return open_journal(self._folder).history()

    def undoable(self) -> HistoryEntry | None:
        """The change set that `undo` would take back; None if there is none.

        Raises:
            JournalError: the journal can't be read.
        """
        return self._entry_to("undo")

    def redoable(self) -> HistoryEntry | None:
        """The change set that `redo` would apply again, or finish; None if there is none.

        Raises:
            JournalError: the journal can't be read.
        """
        return self._entry_to("redo")

    def recorded(self, number: int, undone: bool = False) -> ChangeSet:
        """A change set of the history; if `undone`, the change set that takes it back. Its files' bytes are read from
        the journal when they are iterated over.

        Raises:
            JournalError: the journal has no change set of this number, or can't be read.
        """
        from qtbrowser.curation.change_set import ChangeSet
        from qtbrowser.curation.file_changes import FileChanges

        step = open_journal(self._folder).recorded(number)
        files = FileChanges.of(step.files)
        return ChangeSet(step.label, files.reversed() if undone else files)

    def undo(self, number: int | None = None, refresh: bool = True) -> Generator[ApplyProgress]:
        """Take back a change set: the last one in force, or one by its number if no later one changed its files.

        An interrupted one is rolled back. Files that others have changed since are left out, and told in the last step;
        calling it again with the number takes back those that are as the change set has left them.

        Raises:
            JournalError: there is nothing to undo, or a later change set changed the same files.
            FileChanged, WriteRefused, ChangeCutShort: as `apply`.
        """
        from qtbrowser.curation.applying import undo_changes

        return self._carried(lambda journal: undo_changes(self._folder, journal, number), refresh)

    def redo(self, number: int | None = None, refresh: bool = True) -> Generator[ApplyProgress]:
        """Apply again what was undone: the last one, or one by its number; an interrupted one is finished.

        Raises:
            JournalError, FileChanged, WriteRefused, ChangeCutShort: as `undo`.
        """
        from qtbrowser.curation.applying import redo_changes

        return self._carried(lambda journal: redo_changes(self._folder, journal, number), refresh)

    def unfinished(self) -> list[HistoryEntry]:
        """The change sets that were interrupted, by a kill or a full disk; none while another process is changing
        files.

        Raises:
            JournalError: the journal can't be read.
        """
        journal = open_journal(self._folder)
        numbers = journal.unfinished()
        return [entry for entry in journal.history() if entry.number in numbers] if numbers else []

    def finish(self, number: int, refresh: bool = True) -> Generator[ApplyProgress]:
        """Finish a change set that was interrupted.

        Yields:
            Progress; the last one names the files that were changed by others meanwhile, which are not written.

        Raises:
            JournalError: the change set was not interrupted, or another process is changing files.
            ChangeCutShort: the system failed again.
        """
        from qtbrowser.curation.applying import finish

        return self._carried(lambda journal: finish(self._folder, journal, number), refresh)

    def roll_back(self, number: int, refresh: bool = True) -> Generator[ApplyProgress]:
        """Take back what an interrupted change set has written; arguments, results and errors as for `finish`."""
        from qtbrowser.curation.applying import roll_back

        return self._carried(lambda journal: roll_back(self._folder, journal, number), refresh)

    def edited_document(self, path: str, raw: bytes | None = None) -> EditedDocument:
        """A document for a form: its values, its fields, its bytes.

        Args:
            path: its library path.
            raw: the bytes of another version of its file; None for the file as it is.

        Raises:
            DocumentError: its file is missing or can't be read.
        """
        from qtbrowser.documents.field_editing.edited_document import edited_document

        try:
            return edited_document(self._bytes(path) if raw is None else raw, path)
        except EditRefused as error:
            raise DocumentError(error.reason, path=path) from error

    @staticmethod
    def merged_lines(base: str, mine: str, theirs: str) -> list[Agreed | Collision]:
        """Two texts that were made of the same one, merged line by line; see `qtbrowser.curation.line_merging`."""
        from qtbrowser.curation.line_merging import merge_lines

        return merge_lines(base, mine, theirs)

    def preview(self, fields: Mapping[str, FieldValue], answer: str, path: str) -> Page:
        """A page with values that are not saved yet, rendered as by `Library.render`.

        Args:
            fields: the fields that differ from the file's.
            answer: the answer as Markdown.
            path: the document's library path; for a new document, the path that it will have.

        Raises:
            DocumentError: the file exists and can't be read.
        """
        from qtbrowser.documents.field_editing.edited_document import previewed_document
        from qtbrowser.rendering.render import render_document

        raw = self._bytes(path) if place_of(self._folder, path).exists() else None
        try:
            document = previewed_document(raw, fields, answer, path)
        except EditRefused as error:
            raise DocumentError(error.reason, path=path) from error
        if self._index.catalog is not None:
            document = replace(document, kinds=document.kinds | self._index.catalog.kinds().of(path))
        return render_document(
            document, lambda target, base_path: resolve_link(self._index.catalog, self._folder, target, base_path)
        )

    def reads_text_files(self) -> bool:
        """Whether the library reads files with the suffix ``.txt`` as documents."""
        return read_library_file(self._folder).text_files

    def reading_text_files(self, read: bool) -> ChangeSet:
        """The change of ``.qtbrowser.toml`` that sets whether files with the suffix ``.txt`` are documents.

        Args:
            read: whether they are; the next refresh of the whole library follows it.

        Raises:
            EditRefused: the file is not valid TOML.
            WriteRefused, OSError: it can't be read.
        """
        from qtbrowser.curation.change_set import ChangeSet
        from qtbrowser.curation.file_changes import FileChange
        from qtbrowser.curation.library_file_edits import with_text_files
        from qtbrowser.documents.file_places import FilePlaces

        before = FilePlaces(self._folder).read(FILE)
        after = with_text_files(before or b"", read)
        label = "Read text files" if read else "Leave out text files"
        return ChangeSet(label, (FileChange(FILE, before, after),) if after != (before or b"") else ())

    @staticmethod
    def expression_fault(expression: str) -> str:
        """Why a regular expression for find and replace can't be used, a sentence; empty if it can."""
        from qtbrowser.curation.bounded_expression import expression_fault

        return expression_fault(expression)

    @staticmethod
    def diff(change_set: ChangeSet) -> Iterator[str]:
        """A change set as the lines of a unified diff."""
        from qtbrowser.curation.diff import unified_diff

        return unified_diff(change_set)

    def _bytes(self, path: str) -> bytes:
        from qtbrowser.documents.file_places import FilePlaces

        try:
            found = FilePlaces(self._folder).read(path)
        except OSError as error:
            raise DocumentError(f"The file can't be read: {error.strerror}.", path=path) from error
        except WriteRefused as error:
            raise DocumentError(error.reason, path=path) from error
        if found is None:
            raise DocumentError("The file is gone.", path=path)
        return found

    def _carried(self, start: Callable[[Journal], Generator[ApplyProgress]], refresh: bool) -> Generator[ApplyProgress]:
        """Pass progress through; the index is updated before the last step is passed on."""
        last: ApplyProgress | None = None
        self._keys.keep_journal(self._index.catalog)
        self._keys.follow_journal()
        with closing(start(open_journal(self._folder))) as steps:
            for progress in steps:
                last = progress
                if progress.number is not None:
                    continue
                try:
                    yield progress
                except Suspended as suspended:
                    steps.throw(suspended)
        if last is None or last.number is None:
            return
        self._keys.follow_journal()
        if refresh and self._index.is_built:
            for _ in self._index.refresh(only=self._paths_of(last.number)):
                pass
        yield last

    def _entry_to(self, way: Literal["undo", "redo"]) -> HistoryEntry | None:
        journal = open_journal(self._folder)
        number = journal.next_to(way)
        return None if number is None else next(iter(journal.history(number)), None)

    def _paths_of(self, number: int) -> tuple[str, ...]:
        return open_journal(self._folder).history(number)[0].paths
