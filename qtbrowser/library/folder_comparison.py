"""Compares a library's folder with what the catalog knows of it: which files are new, have changed or are gone."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from qtbrowser.catalog.catalog_values import Progress, Stage
from qtbrowser.catalog.database import FILE_NAMES, FOLDER_KINDS
from qtbrowser.catalog.subject_folders import SubjectFolders, content_folder, folder_counts, subject_folders
from qtbrowser.catalog.writer import CatalogWriter, path_key, stamp_key
from qtbrowser.documents.exclusion import LeftOut
from qtbrowser.documents.folder_kind import FolderKinds
from qtbrowser.documents.folder_recognition import PathSample, folder_kinds
from qtbrowser.documents.packed_stamps import PackedStamps
from qtbrowser.documents.problem import Problem
from qtbrowser.documents.reader import content_digest, read_bytes
from qtbrowser.documents.scan import OtherEntries, Stamp, below_unread, scan, scan_paths
from qtbrowser.documents.unfinished_files import is_being_written
from qtbrowser.errors import DocumentError
from qtbrowser.library.second_process import WORTH_A_PROCESS

_STEP = 50

_UNFINISHED_NS = 10_000_000_000
"""A file that another program has open and has not changed for so long is read as it is; some programs never close one.
"""


class Differences(NamedTuple):
    """How a folder differs from what the catalog knows.

    Attributes:
        changed: the files that are new or have changed.
        unchanged: the others, if they were to be kept; else empty.
        gone: known paths, of documents and of files with a problem, that no longer exist.
        problems: those that the scan found.
        kinds: what the folders were written for.
        subject_folders: the folders that give subjects, if those may have changed.
        other_files: the files that are no documents; None if only some paths were looked at.
        left_out: how many files and folders were left out, by the reason, as JSON; None if only some were looked at.
        names: the further names of documents, as JSON; None if only some paths were looked at.
        waiting: the files that are new or have changed and are left for the next look, since another program is writing
            them; only of the whole folder.
    """

    changed: PackedStamps
    unchanged: PackedStamps
    gone: list[str]
    problems: list[Problem]
    kinds: FolderKinds
    subject_folders: SubjectFolders | None = None
    other_files: tuple[str, ...] | None = None
    left_out: str | None = None
    names: str | None = None
    waiting: tuple[str, ...] = ()


class FolderComparison:
    """Compares one folder with one catalog, once.

    Of all the files of a folder only a number each is held, and those that have changed packed, so that a large library
    takes little memory.

    Args:
        folder: the library, resolved.
        catalog: its catalog.
        only: look at these paths and no others; None scans the whole folder. The stored stamps of the other files are
            not loaded: that alone would take longer than indexing one document.

    Attributes:
        kinds: what the folders were written for, as the catalog has it.
    """

    def __init__(self, folder: Path, catalog: CatalogWriter, only: Sequence[str] | None) -> None:
        self._folder = folder
        self._catalog = catalog
        self._only = only
        self._problem_paths = catalog.problem_paths(only)
        self.kinds = FolderKinds.from_text(catalog.fact(FOLDER_KINDS))

    def compare(
        self,
        *,
        until_changed: bool = False,
        keep_unchanged: bool = False,
        on_many: Callable[[], object] | None = None,
    ) -> Differences:
        """Look through the folder, or at the given paths.

        Args:
            until_changed: end at the first file that is new or has changed.
            keep_unchanged: whether the result has the unchanged files too, which takes memory for each.
            on_many: called once so many files have changed that a second process is worth its start.

        Raises:
            LibraryError: the folder can't be listed.
        """
        if self._only is not None:
            return self._compare_some(self._only, keep_unchanged=keep_unchanged)
        # What is left in here at the end was not seen.
        unseen = self._catalog.stamp_keys()
        changed = PackedStamps()
        unchanged = PackedStamps()
        waiting: list[str] = []
        problems: list[Problem] = []
        others, sample, counts = OtherEntries(), PathSample(), Counter[str]()
        seen_again: set[str] = set()
        for stamp in scan(self._folder, problems, others=others):
            path = stamp.path
            sample.add(path)
            counts[path.rpartition("/")[0]] += 1
            if path in self._problem_paths:
                seen_again.add(path)
            if unseen.pop(path_key(path), None) == stamp_key(stamp.size, stamp.mtime_ns):
                if keep_unchanged:
                    unchanged.append(stamp)
                continue
            if not until_changed and self._is_unfinished(stamp):
                waiting.append(path)
                continue
            changed.append(stamp)
            if until_changed:
                return Differences(changed, PackedStamps(), [], problems, self.kinds)
            if on_many is not None and len(changed) == WORTH_A_PROCESS:
                on_many()
        if others.library_file.problem is not None:
            problems.append(others.library_file.problem)
        kinds = folder_kinds(self._folder, others, sample)
        if kinds != self.kinds:
            # What the signs in a text mean, or the addresses, have changed: these documents are read anew.
            known = {path_key(stamp.path) for stamp in changed}
            anew = [
                one
                for one in scan(self._folder)
                if path_key(one.path) not in known and not kinds.are_as(self.kinds, one.path)
            ]
            for stamp in sorted(anew):
                changed.append(stamp)
            read = {one.path for one in anew}
            unchanged = PackedStamps(stamp for stamp in unchanged if stamp.path not in read)
        missing = (set(self._catalog.paths_with(unseen)) if unseen else set()) | (self._problem_paths - seen_again)
        gone, kept = _gone(missing, problems)
        counts.update(folder_counts(kept))
        left_out = json.dumps({str(reason): others.left_out[reason] for reason in LeftOut})
        folders = subject_folders(counts, kinds)
        names = json.dumps(others.names, sort_keys=True)
        whole = (folders, others.files_of(kinds), left_out, names, tuple(sorted(waiting)))
        return Differences(changed, unchanged, gone, problems, kinds, *whole)

    def _is_unfinished(self, stamp: Stamp) -> bool:
        """Whether another program is writing a file, of which a part would be read."""
        age = time.time_ns() - stamp.mtime_ns
        return 0 <= age < _UNFINISHED_NS and is_being_written(self._folder, stamp.path)

    def _compare_some(self, only: Sequence[str], *, keep_unchanged: bool) -> Differences:
        """Look at some paths."""
        known = self._catalog.stamps(only)
        problems: list[Problem] = []
        names = json.loads(self._catalog.fact(FILE_NAMES) or "{}")
        stamps = list(scan_paths(self._folder, only, problems, names))
        changed, unchanged = PackedStamps(), PackedStamps()
        for one in stamps:
            is_known = known.get(one.path) == (one.size, one.mtime_ns)
            if keep_unchanged or not is_known:
                (unchanged if is_known else changed).append(one)
        present = {stamp.path for stamp in stamps}
        gone, kept = _gone((self._catalog.document_paths(only) | self._problem_paths) - present, problems)
        present |= kept
        folders = self._folders_after(present, gone, problems, is_new=not present <= known.keys())
        return Differences(changed, unchanged, gone, problems, self.kinds, folders)

    def differing(self, unchanged: Sequence[Stamp]) -> Iterator[Progress | Stamp]:
        """Compare files with what was indexed, whatever their size and time say.

        Args:
            unchanged: the files.

        Yields:
            Progress now and then, and the stamps of files that differ.
        """
        contents = self._catalog.contents()
        for done, stamp in enumerate(unchanged, start=1):
            try:
                same = content_digest(read_bytes(self._folder, stamp.path)) == contents.get(stamp.path)
            except DocumentError:
                same = False
            if not same:
                yield stamp
            if done % _STEP == 0:
                yield Progress(Stage.VERIFYING, done, len(unchanged))

    def _folders_after(
        self, present: set[str], gone: Sequence[str], problems: Sequence[Problem], *, is_new: bool
    ) -> SubjectFolders | None:
        """The folders that give subjects, after a look at some paths. Languages are looked for among all paths only."""
        # Added or removed files can change it; changed files can't.
        if not gone and not is_new:
            return None
        without = {problem.path for problem in problems}.union(gone)
        known = self._catalog.stamps().keys() if self.kinds.all.is_site else self._catalog.outermost_paths(without)
        common = content_folder(folder_counts((present | known).difference(without)), self.kinds)
        return SubjectFolders(common, self._catalog.subject_folders.languages)


def _gone(missing: set[str], problems: Sequence[Problem]) -> tuple[list[str], set[str]]:
    """Which paths are not there any more, and which are in a folder that can't be listed for the moment: they keep
    their entries.

    Args:
        missing: known paths that were not found.
        problems: what could not be looked at.
    """
    is_unread = below_unread(problems)
    missing = missing - {problem.path for problem in problems}
    kept = {path for path in missing if is_unread(path)}
    return [path for path in missing if path not in kept], kept
