"""Compares a library's folder with what the catalog knows of it: which files are new, have changed or are gone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from qtbrowser.catalog.catalog_values import Progress, Stage
from qtbrowser.catalog.database import FOLDER_KINDS
from qtbrowser.catalog.folding import content_folder
from qtbrowser.catalog.writer import CatalogWriter
from qtbrowser.documents.exclusion import LeftOut
from qtbrowser.documents.folder_kind import FolderKinds
from qtbrowser.documents.folder_recognition import folder_kinds
from qtbrowser.documents.problem import Problem
from qtbrowser.documents.reader import content_digest, read_bytes
from qtbrowser.documents.scan import OtherEntries, Stamp, below_unread, scan, scan_paths
from qtbrowser.errors import DocumentError
from qtbrowser.library.second_process import WORTH_A_PROCESS

_STEP = 50


class Differences(NamedTuple):
    """How a folder differs from what the catalog knows.

    Attributes:
        changed: the files that are new or have changed.
        unchanged: the others, if they were to be kept; else empty.
        gone: known paths, of documents and of files with a problem, that no longer exist.
        problems: those that the scan found.
        kinds: what the folders were written for.
        common: the folder that contains all documents, if that may have changed.
        other_files: the files that are no documents; None if only some paths were looked at.
        left_out: how many files and folders were left out, by the reason, as JSON; None if only some were looked at.
    """

    changed: list[Stamp]
    unchanged: list[Stamp]
    gone: list[str]
    problems: list[Problem]
    kinds: FolderKinds
    common: str | None = None
    other_files: tuple[str, ...] | None = None
    left_out: str | None = None


class FolderComparison:
    """Compares one folder with one catalog.

    Args:
        folder: the library, resolved.
        catalog: its catalog.
        only: look at these paths and no others; None scans the whole folder. The stored stamps of the other files are
            not loaded: that alone would take longer than indexing one document.

    Attributes:
        documents: the paths of the documents that the catalog has.
        kinds: what the folders were written for, as the catalog has it.
    """

    def __init__(self, folder: Path, catalog: CatalogWriter, only: Sequence[str] | None) -> None:
        self._folder = folder
        self._catalog = catalog
        self._only = only
        self._known = catalog.stamps(only)
        self._problem_paths = catalog.problem_paths(only)
        self.documents = frozenset(catalog.document_paths(only))
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
        present: set[str] = set()
        changed: list[Stamp] = []
        unchanged: list[Stamp] = []
        problems: list[Problem] = []
        others = OtherEntries()
        for stamp in self._scanned(problems, others):
            present.add(stamp.path)
            if self._known.get(stamp.path) == (stamp.size, stamp.mtime_ns):
                if keep_unchanged:
                    unchanged.append(stamp)
                continue
            changed.append(stamp)
            if until_changed:
                return Differences(changed, [], [], problems, self.kinds)
            if on_many is not None and len(changed) == WORTH_A_PROCESS:
                on_many()
        if self._only is not None:
            gone = self._gone(present, problems)
            return Differences(changed, unchanged, gone, problems, self.kinds, self._common(present, gone, problems))
        if others.library_file.problem is not None:
            problems.append(others.library_file.problem)
        kinds = folder_kinds(self._folder, others, list(present))
        if kinds != self.kinds:
            # What the signs in a text mean, or the addresses, have changed: these documents are read anew.
            unread = present.difference(stamp.path for stamp in changed)
            anew = {path for path in unread if not kinds.are_as(self.kinds, path)}
            changed += [Stamp(path, *self._known[path]) for path in sorted(anew)]
            unchanged = [stamp for stamp in unchanged if stamp.path not in anew]
        gone = self._gone(present, problems)
        left_out = json.dumps({str(reason): others.left_out[reason] for reason in LeftOut})
        common = content_folder(present, kinds)
        return Differences(changed, unchanged, gone, problems, kinds, common, others.files_of(kinds), left_out)

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

    def _scanned(self, problems: list[Problem], others: OtherEntries) -> Iterator[Stamp]:
        if self._only is None:
            return scan(self._folder, problems, others=others)
        return scan_paths(self._folder, self._only, problems)

    def _gone(self, present: set[str], problems: Sequence[Problem]) -> list[str]:
        """What is not there any more. Adds to `present` what a folder holds that can't be listed for the moment: it
        keeps its entries.
        """
        is_unread = below_unread(problems)
        missing = (self.documents | self._problem_paths) - present - {problem.path for problem in problems}
        kept = {path for path in missing if is_unread(path)}
        present |= kept
        return [path for path in missing if path not in kept]

    def _common(self, present: set[str], gone: Sequence[str], problems: Sequence[Problem]) -> str | None:
        """The folder that contains all documents, after a look at some paths."""
        # Added or removed files can change it; changed files can't.
        if not gone and present <= self._known.keys():
            return None
        without = {problem.path for problem in problems}.union(gone)
        known = self._catalog.stamps().keys() if self.kinds.all.is_site else self._catalog.outermost_paths(without)
        return content_folder((present | known).difference(without), self.kinds)
