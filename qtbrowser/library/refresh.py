"""Brings a library's catalog and index up to date with its folder, in commits that can be searched meanwhile.

Each commit writes the full-text index first and the catalog second. The catalog holds the stamps, so if a process is
killed between the two, the next refresh finds the same files changed and writes them again; nothing is counted twice.
The catalog also records the commit of the index that it belongs to, so that a reading process knows when the two are
out of step.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from inspect import GEN_CLOSED, getgeneratorstate
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from qtbrowser.catalog.catalog_values import Changes, Progress, Stage
from qtbrowser.catalog.damage import check_database, writing_told
from qtbrowser.catalog.database import (
    DRIVE,
    FILE_NAMES,
    FOLDER_KINDS,
    INDEX_GENERATION,
    LEFT_OUT,
    READING,
    create_database,
    open_database,
)
from qtbrowser.catalog.database_sum import DatabaseSum
from qtbrowser.catalog.subject_folders import SubjectFolders
from qtbrowser.catalog.writer import Batch, CatalogWriter, Record
from qtbrowser.documents.boundary import unforeseen
from qtbrowser.documents.document import READING_VERSION
from qtbrowser.documents.problem import Problem
from qtbrowser.documents.scan import Stamp
from qtbrowser.errors import IndexDamaged, QtBrowserError
from qtbrowser.library.cache import LibraryCache
from qtbrowser.library.file_reading import FileReader, read_file
from qtbrowser.library.folder_comparison import Differences, FolderComparison
from qtbrowser.library.folder_reach import check_loss, check_presence, check_reach, drive_of
from qtbrowser.search.manifest import latest_generation, read_manifest

# Importing Whoosh and NumPy takes as long as all else of a refresh that finds nothing to index.
if TYPE_CHECKING:
    from qtbrowser.search.index import IndexUpdate, SearchIndex

FIRST_COMMIT = 250
"""Documents in the first commit of a first build: few, so that the user can soon begin to read."""

LARGEST_COMMIT = 4_000
"""The most documents in one commit, which bounds the memory it takes."""

LAST_COMMIT = 1_000
"""Documents in the last commit of a long first build: few, since the second process has nothing to do meanwhile."""

FIRST_BYTES = 8 << 20
"""Bytes of files after which the first commit of a first build comes at the latest: large ones take long to be read."""

LARGEST_BYTES = 64 << 20
"""The most bytes of files in one commit, but for the last of them."""

_STEP = 50
_STEP_BYTES = 1 << 20
"""Files, and bytes of them, after which progress is told."""


def refresh(
    folder: Path,
    cache: LibraryCache,
    *,
    rebuild: bool,
    wait: bool,
    only: Sequence[str] | None = None,
    verify: bool = False,
    accept_loss: bool = False,
) -> Iterator[Progress]:
    """Index what has changed since the last refresh.

    Args:
        folder: the library, resolved.
        cache: its cache folder.
        rebuild: build everything from scratch; the present index stays in use until the new one is complete.
        wait: wait for another process that is indexing this library, instead of raising.
        only: look at these paths and no others; None scans the whole folder.
        verify: also read files whose size and time are unchanged, and index those whose content has changed.
        accept_loss: where the whole folder has none of the known documents, take them for removed.

    Yields:
        Progress; the last one has the stage DONE and the Changes.

    Raises:
        LibraryError: the folder can't be listed.
        LibraryOutOfReach: it is missing, goes while it is read, or has none of the known documents (see `check_loss`)
            and `accept_loss` is False.
        IndexBusy: another process is indexing it, and `wait` is False.
        CacheNotWritable: the cache's disk is full or can't be written.
    """
    check_presence(folder)
    with writing_told(cache.root), cache.write_lock(wait):
        cache.sweep()
        yield Progress(Stage.SCANNING)
        if rebuild or (generation := _usable(cache)) is None:
            yield from _rebuild(folder, cache, accept_loss=accept_loss)
            return
        try:
            with closing(_Refresh(folder, generation, only, verify, accept_loss=accept_loss)) as work:
                sound = only is not None or not work.is_read_otherwise
                if sound:
                    yield from work.run()
                    sound = work.is_sound()
        except IndexDamaged:
            # The index could be opened, but was damaged further in.
            sound = False
        if not sound:
            yield from _rebuild(folder, cache, accept_loss=accept_loss)


def is_current(folder: Path, cache: LibraryCache) -> bool:
    """Whether `refresh` would find nothing to do. Nothing is written, and no lock is taken.

    Args:
        folder: the library, resolved.
        cache: its cache folder.

    Returns:
        False also in doubt: while another process writes, and for an index without a check sum.

    Raises:
        LibraryError: the folder can't be listed.
    """
    generation = cache.current()
    if generation is None:
        return False
    try:
        with closing(_Refresh(folder, generation)) as work:
            return work.is_current()
    except IndexDamaged:
        return False


def _rebuild(folder: Path, cache: LibraryCache, *, accept_loss: bool) -> Iterator[Progress]:
    """Build a new generation; if there is no older one to use meanwhile, it is in use from its first commit on."""
    from qtbrowser.search.index import SearchIndex

    present = _usable(cache)
    generation = cache.new_generation()
    with ExitStack() as stack:
        SearchIndex.create(generation / "index").close()
        create_database(generation / "catalog.sqlite3").close()
        if present is None:
            cache.activate(generation)
        work = stack.enter_context(closing(_Refresh(folder, generation, earlier=present, accept_loss=accept_loss)))
        for progress in work.run():
            if progress.stage is Stage.DONE:
                cache.activate(generation)
            yield progress
    cache.sweep()


def _usable(cache: LibraryCache) -> Path | None:
    """The generation in use, if catalog and index can be opened and the catalog is undamaged."""
    generation = cache.current()
    if generation is None:
        return None
    try:
        read_manifest(generation / "index")
        with closing(open_database(generation / "catalog.sqlite3")) as database:
            if not DatabaseSum(generation / "catalog.sqlite3").check():
                check_database(database)
    except IndexDamaged:
        return None
    return generation


def _may_be_file_error(error: Exception) -> bool:
    """Whether an error may be caused by one of the files, rather than by the disk or the database."""
    return not isinstance(error, QtBrowserError | OSError) and type(error).__module__ != "sqlite3"


def _valid_text(name: str) -> str:
    """A folder's name, whatever bytes it is made of, as text that can be stored."""
    return name.encode("utf-8", "replace").decode("utf-8")


class _Refresh:
    """One pass over a library's folder, writing into one generation.

    Args:
        folder: the library, resolved.
        generation: the folder of its catalog and index.
        verify: also read files whose stamps are unchanged.
        only: look at these paths and no others, unless the folder was never scanned as a whole. The stored stamps of
            the other files are not loaded: that alone would take longer than indexing one document.
        earlier: the generation that this one replaces; None for none.
        accept_loss: as for `refresh`.
    """

    def __init__(
        self,
        folder: Path,
        generation: Path,
        only: Sequence[str] | None = None,
        verify: bool = False,
        earlier: Path | None = None,
        *,
        accept_loss: bool = False,
    ) -> None:
        self._folder = folder
        self._verify = verify
        self._is_whole = only is None
        self._accept_loss = accept_loss
        with ExitStack() as opened:
            self._reader = opened.enter_context(closing(FileReader(folder)))
            self._database = opened.enter_context(closing(open_database(generation / "catalog.sqlite3")))
            self._index_folder = generation / "index"
            self._opened_index: SearchIndex | None = None
            self._sum = DatabaseSum(generation / "catalog.sqlite3")
            self._is_written = False
            known = None
            if earlier is not None:
                known = opened.enter_context(closing(open_database(earlier / "catalog.sqlite3")))
            self._catalog = CatalogWriter(self._database, _valid_text(folder.name), self._before_writing, known)
            self._first_build = self._catalog.fact("built") is None
            # Nothing is new in a library that is indexed for the first time.
            self._moment_ns = 0 if self._first_build and known is None else time.time_ns()
            self._comparison = FolderComparison(folder, self._catalog, None if self._first_build else only)
            self._kinds = self._comparison.kinds
            self._opened = opened.pop_all()

    def close(self) -> None:
        self._opened.close()

    @property
    def _index(self) -> SearchIndex:
        """The index, opened when something is to be written to it."""
        if self._opened_index is None:
            from qtbrowser.search.index import SearchIndex

            self._opened_index = self._opened.enter_context(closing(SearchIndex.open(self._index_folder)))
        return self._opened_index

    def _before_writing(self) -> None:
        if not self._is_written:
            self._is_written = True
            self._sum.forget()

    @property
    def is_read_otherwise(self) -> bool:
        """Whether the documents were read by another version of the reader.

        Such an index is complete and in step, so it is searched until a new one is there.
        """
        return self._catalog.fact(READING) != READING_VERSION

    def is_sound(self) -> bool:
        """Whether catalog and index agree on how many documents there are."""
        return read_manifest(self._index_folder).document_count == self._catalog.document_count()

    def is_current(self) -> bool:
        """Whether `run` would write nothing, and its caller would find the index sound."""
        generation = str(latest_generation(self._index_folder))
        if (
            self._first_build
            or self.is_read_otherwise
            or self._catalog.fact(INDEX_GENERATION) != generation
            or not self._sum.check()
        ):
            return False
        found = self._comparison.compare(until_changed=True)
        return (
            not (found.changed or found.gone)
            and self._catalog.problems().issuperset(found.problems)
            and self._catalog.fact(FOLDER_KINDS) == found.kinds.as_text()
            and self._catalog.fact(LEFT_OUT) == found.left_out
            and self._catalog.fact(FILE_NAMES) == found.names
            and self._catalog.has_other_files(found.other_files or ())
            and self._catalog.has_subject_folders(found.subject_folders or SubjectFolders())
            and self.is_sound()
        )

    def run(self) -> Iterator[Progress]:
        found = self._comparison.compare(keep_unchanged=self._verify, on_many=self._reader.prepare)
        if self._is_whole and not self._accept_loss:
            self._check_loss(found)
        changed, gone, self._kinds = found.changed, found.gone, found.kinds
        if self._verify:
            for checked in self._comparison.differing(found.unchanged):
                if isinstance(checked, Stamp):
                    changed.append(checked)
                else:
                    yield checked
        before = self._documents_of(found)
        # Problems that are stored already are not written again: that would be reported as a change.
        known = self._catalog.problems()
        problems = [problem for problem in found.problems if problem not in known]
        # What is removed goes with the first documents that are added: the subject of a renamed folder is never gone.
        alone = () if changed else gone
        if problems or alone:
            with self._index.updating() as update:
                self._commit(update, Batch((), [(problem, None) for problem in problems], alone))
        # Written before the documents are: a build that is killed is completed with the same kinds.
        self._note(found)
        if problems or alone:
            yield Progress(Stage.READING, 0, len(changed), committed=True)
        touched: set[str] = set()
        for progress, paths in self._read(changed, gone):
            touched |= before.intersection(paths)
            yield progress
        if self._first_build:
            # The last commit has usually joined the segments; not if an interrupted build had no files left to index.
            self._index.merge()
            self._catalog.complete_branches()
        self._catalog.note(INDEX_GENERATION, str(latest_generation(self._index_folder)))
        self._catalog.note("built", "1")
        if self._is_written or not self._sum.check():
            self._sum.write(self._database)
        after = self._documents_of(found)
        changes = Changes(
            # Of a first index these are all: not copied once more.
            added=tuple(sorted(after - before if before else after)),
            updated=tuple(sorted(touched & after)),
            removed=tuple(sorted(before - after)),
            waiting=found.waiting,
        )
        yield Progress(Stage.DONE, len(changed), len(changed), committed=True, changes=changes)

    def _check_loss(self, found: Differences) -> None:
        """Raise LibraryOutOfReach where all known documents are gone, because their drive may only be away."""
        # A new generation has no documents yet.
        if known := self._catalog.earlier_count():
            is_lost = not found.changed
        else:
            known = self._catalog.document_count()
            is_lost = 0 < known <= len(found.gone) and len(self._catalog.documents_among(found.gone)) == known
        if is_lost:
            check_loss(self._folder, known, self._catalog.fact(DRIVE))

    def _documents_of(self, found: Differences) -> set[str]:
        """The paths that this refresh has to do with and that are documents in the catalog."""
        # Read from the catalog before and afterwards: nothing is held of them meanwhile.
        return self._catalog.documents_among(
            chain((stamp.path for stamp in found.changed), found.gone, (problem.path for problem in found.problems))
        )

    def _note(self, found: Differences) -> None:
        """Store what the scan has found beside documents."""
        self._catalog.set_folder_kinds(self._kinds.as_text(), (stamp.path for stamp in found.changed))
        facts = {LEFT_OUT: found.left_out, FILE_NAMES: found.names}
        if self._is_whole:
            facts[DRIVE] = drive_of(self._folder)
        for name, fact in facts.items():
            if fact is not None:
                self._catalog.note(name, fact)
        if found.other_files is not None:
            self._catalog.set_other_files(found.other_files)
        if found.subject_folders is not None:
            self._catalog.set_subject_folders(found.subject_folders)

    def _read(self, changed: Sequence[Stamp], gone: Sequence[str]) -> Iterator[tuple[Progress, Sequence[str]]]:
        """Index files, and remove others with the first commit of them.

        Yields:
            Progress now and then, and after a commit the paths of its documents.
        """
        total = len(changed)
        done = 0
        limit = self._next_limit(FIRST_COMMIT if self._first_build else LARGEST_COMMIT, 0, total)
        most_bytes = FIRST_BYTES if self._first_build else LARGEST_BYTES
        done_bytes = told_bytes = 0
        with closing(self._reader.read(changed, self._kinds)) as files:
            paired = zip(changed, files, strict=True)
            while done < total:
                part: list[Stamp] = []
                records: list[Record] = []
                paths: list[str] = []
                seen: list[tuple[Problem, Stamp | None]] = []
                try:
                    with self._index.updating(building=self._first_build) as update:
                        end_bytes = done_bytes + most_bytes
                        for stamp, read in islice(paired, limit):
                            done += 1
                            done_bytes += stamp.size
                            part.append(stamp)
                            # Texts are added to the index at once, so that no more of them are in memory than are
                            # waiting.
                            if read.entry is not None:
                                update.add(read.entry)
                            if read.record is not None:
                                records.append(read.record)
                                paths.append(stamp.path)
                            seen += read.problems
                            if done % _STEP == 0 or done_bytes - told_bytes > _STEP_BYTES:
                                told_bytes = done_bytes
                                yield Progress(Stage.READING, done, total), ()
                            if done_bytes >= end_bytes:
                                break
                        if any(stamp is None for _, stamp in seen):
                            # Files that can't be read may be those of a drive that was removed meanwhile.
                            check_reach(self._folder)
                        is_last = self._first_build and done == total
                        if is_last:
                            yield Progress(Stage.JOINING, done, total), ()
                        self._commit(update, Batch(records, seen, gone), join=is_last)
                except Exception as error:
                    # A failure of the reader itself is not that of a single file: it can't read the others either.
                    reader_failed = done < total and getgeneratorstate(files) == GEN_CLOSED
                    if reader_failed or not _may_be_file_error(error):
                        raise
                    if gone:
                        with self._index.updating() as update:
                            self._commit(update, Batch((), (), gone))
                    paths = list(self._in_halves(part, error))
                gone = ()
                limit = self._next_limit(limit, done, total)
                most_bytes = min(LARGEST_BYTES, max(most_bytes, done_bytes))
                yield Progress(Stage.READING, done, total, committed=True), paths

    def _in_halves(self, stamps: Sequence[Stamp], error: Exception) -> Iterator[str]:
        """Index files that could not be indexed together, by halving them until the failing one is found.

        Args:
            stamps: the files.
            error: the exception that was raised; it becomes the problem of the one failing file.

        Yields:
            The paths of the indexed documents.
        """
        if len(stamps) == 1:
            path = stamps[0].path
            problem = Problem.from_error(unforeseen(error, path), path)
            with self._index.updating() as update:
                self._commit(update, Batch((), [(problem, None)]))
            return
        middle = len(stamps) // 2
        for half in (stamps[:middle], stamps[middle:]):
            found = [read_file(self._folder, stamp, self._kinds) for stamp in half]
            records = [read.record for read in found if read.record is not None]
            seen = [problem for read in found for problem in read.problems]
            paths = [record.path for record in records]
            try:
                with self._index.updating(building=self._first_build) as update:
                    for read in found:
                        if read.entry is not None:
                            update.add(read.entry)
                    self._commit(update, Batch(records, seen))
            except Exception as again:
                if not _may_be_file_error(again):
                    raise
                yield from self._in_halves(half, again)
            else:
                yield from paths

    def _next_limit(self, limit: int, done: int, total: int) -> int:
        """The number of documents for the next commit, after one of at most `limit`."""
        # It doubles each time: a commit takes time of its own.
        limit = min(LARGEST_COMMIT, max(limit, done))
        left = total - done
        return left - LAST_COMMIT if self._first_build and 2 * LAST_COMMIT < left <= limit + LAST_COMMIT else limit

    def _commit(self, update: IndexUpdate, batch: Batch, *, join: bool = False) -> None:
        """Commit a batch whose entries have been added to an update; with `join`, merge all segments."""
        unread = {problem.path for problem, _ in batch.problems}.difference(record.path for record in batch.records)
        # Not all of them are in the index; and one may be there that the catalog has not, if writing that failed.
        update.commit(sorted(unread.union(batch.removed)), join=join)
        self._catalog.write(batch, self._index.generation(), self._moment_ns, growing=self._first_build)
