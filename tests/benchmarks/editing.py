"""What changing many documents costs, against plainly writing and syncing the same files.

    python -m tests.benchmarks editing [--library FOLDER] [--documents N]

A copy is changed, never the library itself. Plan, change and undo are timed against a loop that opens each of the same
files, writes the same bytes and syncs it; both in turn, several times, the medians compared.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from statistics import median

from qtbrowser.curation.change_set import ChangeSet
from qtbrowser.curation.edits import Bulk, MergeDocuments, SetField, Several
from qtbrowser.documents.scan import scan
from qtbrowser.library import Library
from tests.benchmarks.figures import Figure

MOST = 5_000
MOST_MERGED = 500
ROUNDS = 5


def measure(source: Path) -> Iterator[Figure]:
    """Plan, change and undo one field of up to `MOST` documents of a library."""
    times: dict[str, list[float]] = {"plan": [], "change": [], "undo": [], "plain": []}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "library"
        stamps = list(islice(scan(source), MOST))
        for stamp in stamps:
            target = root / stamp.path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source / stamp.path, target)
        with Library.open(root, Path(folder) / "cache", refresh=False) as library:
            paths = library.named_paths(["."])
            for number in range(ROUNDS):
                with timed(times["plan"]):
                    *_, planned = library.plan(SetField(paths, "author", f"Somebody {number}"))
                change_set = planned.change_set or ChangeSet("")
                with timed(times["change"]):
                    for _ in library.apply(change_set, refresh=False):
                        pass
                with timed(times["undo"]):
                    for _ in library.undo(refresh=False):
                        pass
                with timed(times["plain"]):
                    write_plainly(root, change_set)
    plain = median(times["plain"])
    yield Figure(f"plain writing and syncing of {len(stamps):,} files", plain, "s")
    yield Figure("changing a field of them, against that", median(times["change"]) / plain, "x", 2)
    yield Figure("undoing it, against that", median(times["undo"]) / plain, "x", 2)
    yield Figure("planning, a document", median(times["plan"]) / max(len(stamps), 1) * 1e3, "ms")
    yield from merging(source, [stamp.path for stamp in stamps[:MOST_MERGED]])


def merging(source: Path, paths: Sequence[str]) -> Iterator[Figure]:
    """Plan merges of documents with copies of theirs: what each costs of processor time."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "library"
        for path in paths:
            for copy in ("first", "again"):
                target = root / copy / path
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source / path, target)
        edits = tuple(MergeDocuments(f"first/{path}", (f"again/{path}",)) for path in paths)
        with Library.open(root, Path(folder) / "cache") as library:
            begin = time.process_time()
            for _ in library.plan(Bulk(Several(edits, "Merge"))):
                pass
            used = time.process_time() - begin
    yield Figure(f"planning {len(paths):,} merges, processor time of each", used / max(len(paths), 1) * 1e3, "ms")


@contextmanager
def timed(into: list[float]) -> Iterator[None]:
    """Note how many seconds the block takes."""
    begin = time.perf_counter()
    yield
    into.append(time.perf_counter() - begin)


def write_plainly(root: Path, change_set: ChangeSet) -> None:
    """Write the same bytes to the same files, each synced."""
    for change in change_set.files:
        with open(root / change.path, "wb") as stream:
            stream.write(change.before or b"")
            stream.flush()
            os.fsync(stream.fileno())
