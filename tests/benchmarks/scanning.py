"""Indexing a library for the first time, and finding that nothing has changed in it."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

from qtbrowser.library import Library
from tests.benchmarks.figures import Figure

_REPEATS = 5


def measure(library: Path, cache: Path) -> list[Figure]:
    """Index (only if there is no index yet), then refresh without a change, in this process and as a command."""
    figures = []
    opened = Library.open(library, cache_dir=cache, refresh=False)
    if not opened.is_built:
        begin = time.perf_counter()
        for _ in opened.refresh():
            pass
        seconds = time.perf_counter() - begin
        count = opened.document_count
        figures.append(Figure("first index, documents a second", count / seconds, "", None, f"{seconds:.1f} s"))
    figures.append(Figure("index on disk, a document", opened.index_bytes / opened.document_count / 1000, "kB"))
    times = []
    for _ in range(_REPEATS):
        begin = time.perf_counter()
        for _ in opened.refresh():
            pass
        times.append(time.perf_counter() - begin)
    opened.close()
    figures.append(Figure("a scan that finds nothing changed", statistics.median(times), "s", 1.0))
    times = []
    for _ in range(_REPEATS):
        begin = time.perf_counter()
        subprocess.run([sys.executable, "-m", "qtbrowser", "index", str(library)], check=True, capture_output=True)
        times.append(time.perf_counter() - begin)
    figures.append(Figure("the same as a command, with the process's start", statistics.median(times), "s"))
    return figures
