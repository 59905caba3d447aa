"""Brings the facts of a library up to date; only files that have changed are read."""

from __future__ import annotations

import os
import sys
import time
from array import array
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path

from qtbrowser.curation.checks.fact_store import (
    MOST_CHANGED,
    FactStore,
    Like,
    Looked,
    StoredFile,
    read_as_of,
    stamp_number,
)
from qtbrowser.curation.checks.facts import Facts
from qtbrowser.curation.checks.likeness import LIKE, likeness
from qtbrowser.curation.checks.own_rules import NO_OWN_RULES, OwnRules
from qtbrowser.curation.checks.writing_faults import cleaned_text
from qtbrowser.documents import windows_handles
from qtbrowser.documents.folder_kind import FolderKinds
from qtbrowser.documents.folder_recognition import PathSample, folder_kinds
from qtbrowser.documents.problem import Problem
from qtbrowser.documents.reader import content_digest, read_bytes, read_document
from qtbrowser.documents.scan import OtherEntries, Stamp, below_unread, scan
from qtbrowser.errors import DocumentError

LookAt = Callable[[Sequence[Stamp], FolderKinds, OwnRules], Generator[Facts]]
"""Finds the facts of files, in the order of the stamps.

It is told what their folders were written for, and which rules the library has of its own.
"""

_STEP = 50
_KEPT_AT_ONCE = 2_000
_JUST_NOW_NS = 2_000_000_000
_LARGEST_BAND = 200
"""The most documents of one band that are all compared with each other. Larger groups have text from a template; there,
each document is compared with its neighbours only.
"""


@dataclass(frozen=True)
class Gathered:
    """What a look through a library has found beside the facts, which are in the store.

    Attributes:
        total: the number of files.
        unlisted: the problems of files and folders whose stamps could not be read.
        kinds: what the library's folders were written for.
        other_files: the files of vaults that are no documents.
        names: the further names of documents, links and hard links: name -> path.
    """

    total: int
    unlisted: tuple[Problem, ...]
    kinds: FolderKinds
    other_files: tuple[str, ...]
    names: Mapping[str, str]


def gather(
    root: Path, store: FactStore, look_at: LookAt, own: OwnRules = NO_OWN_RULES, verify: bool = False
) -> Generator[tuple[int, int], None, Gathered]:
    """Bring the facts of a library up to date.

    Args:
        root: the library's folder, resolved.
        store: the facts that earlier checks have found; it is updated.
        look_at: finds the facts of files.
        own: the library's own rules.
        verify: also read files whose stamps are unchanged, and find the facts of those whose content has changed.

    Yields:
        The number of files done and of all files. If the generator is closed, the facts found until then are stored.

    Raises:
        LibraryError: the folder can't be listed.
    """
    yield 0, 0
    store.sort_keys()
    unlisted: list[Problem] = []
    others = OtherEntries()
    sample = PathSample()
    known = store.stamps()
    changed: list[Stamp] = []
    unchanged = 0
    for stamp in scan(root, unlisted, others=others):
        sample.add(stamp.path)
        if known.pop(stamp.path, None) == stamp_number(stamp.size, stamp.mtime_ns):
            unchanged += 1
        else:
            changed.append(stamp)
    # Files in a folder that can't be listed at present keep their facts.
    is_unread = below_unread(unlisted)
    gone = [path for path in known if not is_unread(path)]
    del known
    kinds = folder_kinds(root, others, sample)
    read_as = f"{own.digest} {kinds.as_text()}"
    seen = {stamp.path for stamp in changed}.union(gone)
    if store.state("read as") != read_as:
        # Folders are written for something else now, or the library has other rules of its own.
        for row in store.rows():
            if row.read_as != read_as_of(kinds.of(row.path).value, own.digest, kinds.site_digest(row.path)):
                _add(row, changed, seen, is_unread)
    if verify:
        yield from _verify(root, store, changed, seen, is_unread, unchanged)
    del seen
    total = unchanged + len(changed)
    if len(changed) + len(gone) > MOST_CHANGED:
        store.forget_all_found()
    yield from _look_at(root, changed, store, lambda stamps: look_at(stamps, kinds, own))
    store.write((), gone)
    store.sort_keys()
    store.set_state("read as", read_as)
    unpaired = store.unpaired()
    if unpaired or gone:
        yield total, total
        store.replace_pairs([*unpaired, *gone], _new_pairs(root, store, set(unpaired)))
    yield total, total
    return Gathered(total, tuple(unlisted), kinds, others.files_of(kinds), others.names)


def _add(row: StoredFile, changed: list[Stamp], seen: set[str], is_unread: Callable[[str], bool]) -> None:
    """Add a file to those that have changed, unless it is among them, gone, or can't be read at present."""
    if row.path not in seen and not is_unread(row.path):
        seen.add(row.path)
        changed.append(Stamp(row.path, row.size, row.mtime))


def _verify(
    root: Path,
    store: FactStore,
    changed: list[Stamp],
    seen: set[str],
    is_unread: Callable[[str], bool],
    total: int,
) -> Iterator[tuple[int, int]]:
    """Add the files whose content has changed though their stamps have not.

    Only those are read whose status has changed since they were read: nobody can set that time. What is in a cloud
    alone is not fetched for this.
    """
    same: list[tuple[int, str]] = []
    for done, row in enumerate(store.rows(), start=1):
        if done % _STEP == 0:
            yield min(done, total), total
        if row.path in seen or is_unread(row.path):
            continue
        now, is_elsewhere = _status(root, row.path)
        if is_elsewhere or (now and now == row.status_time):
            continue
        if _holds_the_same(root, row):
            same.append((now, row.path))
        else:
            _add(row, changed, seen, is_unread)
    store.note_status_times(same)


def _status(root: Path, path: str) -> tuple[int, bool]:
    """When a file's content or status was changed last, in nanoseconds, 0 if that can't be said, or was just now; and
    whether its content is in a cloud alone.
    """
    # Of each file at each check: making a Path takes twice as long as asking the system.
    place = f"{root}/{path}"
    is_elsewhere = False
    try:
        if sys.platform == "win32":
            found, is_elsewhere = windows_handles.status_change(place)
        else:
            found = os.stat(place).st_ctime_ns  # noqa: PTH116
    except OSError:
        return 0, False
    return (found if found < time.time_ns() - _JUST_NOW_NS else 0), is_elsewhere


def _holds_the_same(root: Path, row: StoredFile) -> bool:
    """Whether a file's content is as when its facts were found."""
    try:
        return content_digest(read_bytes(root, row.path)) == row.content
    except DocumentError:
        return False


def _look_at(
    root: Path,
    changed: Sequence[Stamp],
    store: FactStore,
    look_at: Callable[[Sequence[Stamp]], Generator[Facts]],
) -> Iterator[tuple[int, int]]:
    # Before the files are read: what is changed meanwhile has another time.
    times = array("q", [_status(root, stamp.path)[0] for stamp in changed])
    new: list[Looked] = []
    found = look_at(changed)
    try:
        for number, (stamp, status_time, fact) in enumerate(zip(changed, times, found, strict=True), start=1):
            new.append(Looked(stamp, fact, status_time))
            if number % _STEP == 0:
                yield number, len(changed)
            if len(new) >= _KEPT_AT_ONCE:
                store.write(new)
                new = []
    finally:
        found.close()
        # Also done if the check is cancelled: these facts need not be found again.
        store.write(new)


def _new_pairs(root: Path, store: FactStore, touched: set[str]) -> list[tuple[str, str, float]]:
    """The pairs of nearly equal answers that include one of these documents."""
    candidates: set[tuple[str, str]] = set()
    for group in store.alike(touched if len(touched) <= MOST_CHANGED else None):
        for (one, answer), (other, other_answer) in _pairs_of(group):
            if answer != other_answer and (one in touched or other in touched):
                candidates.add((one, other))
    texts = _Answers(root)
    found = []
    for one_path, other_path in sorted(candidates):
        share = likeness(texts[one_path], texts[other_path])
        if share >= LIKE:
            found.append((one_path, other_path, share))
    return found


def _pairs_of(group: Sequence[Like]) -> Iterable[tuple[Like, Like]]:
    return combinations(group, 2) if len(group) <= _LARGEST_BAND else pairwise(group)


class _Answers:
    """Reads the answers of documents, with a cache of the last few."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._kept: dict[str, str] = {}

    def __getitem__(self, path: str) -> str:
        if path not in self._kept:
            if len(self._kept) > _KEPT_AT_ONCE:
                self._kept.clear()
            try:
                self._kept[path] = cleaned_text(read_document(self._root, path).answer)
            except DocumentError:
                # The file has changed since its facts were found; the next check reads it again.
                self._kept[path] = ""
        return self._kept[path]
