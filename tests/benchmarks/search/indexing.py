"""Indexing from files: time, size and memory of QtBrowser beside its peers; all read two files at a time."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from threading import Event, Thread

import psutil

from qtbrowser.library import Library
from tests.benchmarks.figures import Figure
from tests.benchmarks.search import peers
from tests.benchmarks.search.kinds import make_questions
from tests.benchmarks.search.peers import Cost, build, run_measured

_LEAST_PER_SECOND = 4_000.0
_MOST_OF_TANTIVY = 3.0
_MOST_OF_FTS5_BYTES = 0.7
_MOST_PER_PROCESS_MB = 250.0
_MOST_SEARCHING_MB = 200.0
_MOST_SAVED_MS = 100.0
_TEXTS = re.compile(rb"^(?:title|question|answer): (?:>-\n +)?", re.MULTILINE)
_LOOK_EVERY = 0.02
_SAVES = 5
_SEARCHES = 1_000


def measure(library: Path, cache: Path, folder: Path, names: Sequence[str]) -> list[Figure]:
    """Build every index anew, ours and those of the peers in `names` (kept in `folder`), and return the figures.

    What comes first would alone have to wait for the disk: the files are read once before.
    """
    shutil.rmtree(cache, ignore_errors=True)
    reading = run_measured([sys.executable, "-m", "tests.benchmarks.search.records", str(library)], folder)
    with _watched() as most_bytes:
        ours = _build_ours(library, cache)
    with Library.open(library, cache_dir=cache, refresh=False) as opened:
        count, all_bytes = opened.document_count, opened.index_bytes
    index_bytes = sum(file.stat().st_size for file in cache.glob("libraries/*/generation-*/index/*"))
    figures = [
        Figure("documents a second", count / ours.seconds, "", None, f"at least {_LEAST_PER_SECOND:,.0f} wanted"),
        Figure("seconds on the clock", ours.seconds, "s", count / _LEAST_PER_SECOND),
        Figure("seconds of processors", ours.processor_seconds, "s"),
        Figure("most memory in one process", max(most_bytes, default=0) / 1e6, "MB", _MOST_PER_PROCESS_MB),
        Figure("index on disk", index_bytes / 1e6, "MB"),
        Figure("index and catalog on disk", all_bytes / 1e6, "MB"),
    ]
    figures += [
        Figure("peers: reading the files alone, on the clock", reading.seconds, "s"),
        Figure("peers: reading the files alone, processors", reading.processor_seconds, "s"),
    ]
    for name in names:
        cost = build(name, library, folder)
        title = peers.peer_class(name).name
        figures += _against(title, ours, index_bytes, cost)
    return figures


def _against(title: str, ours: Cost, index_bytes: int, theirs: Cost) -> list[Figure]:
    time_limit = _MOST_OF_TANTIVY if title == "tantivy" else None
    size_limit = _MOST_OF_FTS5_BYTES if title == "FTS5" else None
    clock = f"{ours.seconds:.1f} against {theirs.seconds:.1f} s"
    work = f"{ours.processor_seconds:.1f} against {theirs.processor_seconds:.1f} s"
    size = f"{index_bytes / 1e6:.0f} against {theirs.bytes / 1e6:.0f} MB"
    return [
        Figure(f"time on the clock, of {title}'s", ours.seconds / theirs.seconds, "x", time_limit, clock),
        Figure(f"time of processors, of {title}'s", ours.processor_seconds / theirs.processor_seconds, "x", None, work),
        Figure(f"size, of {title}'s", index_bytes / theirs.bytes, "x", size_limit, size),
    ]


def _build_ours(library: Path, cache: Path) -> Cost:
    command = [sys.executable, "-m", "qtbrowser", "index", str(library)]
    cache.mkdir(parents=True)
    before = os.environ.get("QTBROWSER_CACHE_DIR")
    os.environ["QTBROWSER_CACHE_DIR"] = str(cache)
    try:
        return run_measured(command, cache)
    finally:
        if before is None:
            del os.environ["QTBROWSER_CACHE_DIR"]
        else:
            os.environ["QTBROWSER_CACHE_DIR"] = before


@contextmanager
def _watched() -> Iterator[list[int]]:
    """Note the most memory that each process started meanwhile has held: complete once the block is left."""
    most: dict[int, int] = {}
    peaks: list[int] = []
    over = Event()

    def look() -> None:
        parent = psutil.Process()
        while not over.wait(_LOOK_EVERY):
            for process in parent.children(recursive=True):
                try:
                    most[process.pid] = max(most.get(process.pid, 0), process.memory_info().rss)
                except psutil.NoSuchProcess:
                    continue

    thread = Thread(target=look, daemon=True)
    thread.start()
    try:
        yield peaks
    finally:
        over.set()
        thread.join()
        peaks.extend(most.values())


def measure_memory(library: Path, cache: Path) -> list[Figure]:
    """Search a thousand times in a new process and return the memory it holds then."""
    questions = make_questions(library, cache, least=_SEARCHES)[:_SEARCHES]
    run = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.search.memory", str(library), str(cache)],
        input="".join(f"{question.text}\n" for question in questions),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    resident, own = (int(word) / 1e6 for word in run.stdout.split())
    return [
        Figure(f"memory after {_SEARCHES:,} searches", resident, "MB", _MOST_SEARCHING_MB, "mapped files counted"),
        Figure("of which its own", own, "MB"),
    ]


def measure_saving(library: Path, cache: Path) -> list[Figure]:
    """Change one document, refresh, and search for what it now says, several times; the file is put back as it was.

    Measured twice: by its path alone, as what this program saves is refreshed, and by looking through the whole
    folder, as after a change by another program.

    Args:
        library: a copy that is the benchmarks' own.
        cache: QtBrowser's cache folder.
    """
    times: dict[bool, list[float]] = {True: [], False: []}
    with Library.open(library, cache_dir=cache) as opened:
        path = opened.entries(limit=1)[0].path
        file = opened.file(path)
        before, status = file.read_bytes(), file.stat()
        try:
            for number in range(2 * _SAVES):
                by_path = number % 2 == 0
                word = f"xqzv{number}"
                file.write_bytes(_TEXTS.sub(rb"\g<0>" + word.encode() + b" ", before))
                begin = time.perf_counter()
                for _ in opened.refresh(only=[path] if by_path else None):
                    pass
                found = opened.search(word).total
                times[by_path].append((time.perf_counter() - begin) * 1000)
                if found != 1:
                    print(f"The changed document was found {found} times, not once.", file=sys.stderr)
        finally:
            file.write_bytes(before)
            # The peers' indexes stay good: they were made of a file of this time.
            os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
            for _ in opened.refresh():
                pass
    return [
        Figure("one changed document, saved here, to found", median(times[True]), "ms", _MOST_SAVED_MS),
        Figure("one changed document, by looking through the folder", median(times[False]), "ms", _MOST_SAVED_MS),
    ]
