"""The check of a whole library: the first time, and again after one document has changed."""

from __future__ import annotations

import resource
import shutil
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from qtbrowser.library import Library
from tests.benchmarks.figures import Figure

_RUNS = 5


def measure(library: Path, work: Path) -> list[Figure]:
    """Check a copy of a library, change one of its documents, and check it again.

    Args:
        library: the library, which stays as it is.
        work: a folder for the copy and the cache; what is in it is removed.
    """
    shutil.rmtree(work, ignore_errors=True)
    copy = work / library.name
    shutil.copytree(library, copy)
    paths = sorted(copy.rglob("*.md"))
    read = _timed(lambda: [path.read_bytes() for path in paths])[0]
    findings = 0
    with Library.open(copy, cache_dir=work / "cache", refresh=False) as opened:

        def check() -> None:
            nonlocal findings
            for progress in opened.check():
                findings = len(progress.findings or ())

        first, first_used = _timed(check)
        again = []
        for number in range(_RUNS):
            with open(paths[number * len(paths) // _RUNS], "a", encoding="utf-8") as stream:
                stream.write("\n")
            again.append(_timed(check))
        counting = _timed(lambda: list(opened.statistics()))[0]
    shutil.rmtree(work)
    wall, used = (statistics.median(values) for values in zip(*again, strict=True))
    return [
        Figure("reading every file, for comparison", read, "s"),
        Figure("check, first time", first, "s", 30.0, f"{len(paths):,} documents, {findings:,} findings"),
        Figure("check, first time, processor time of both processes", first_used, "s"),
        Figure("check again after one change", wall, "s", 1.0),
        Figure("check again after one change, processor time", used, "s"),
        Figure("statistics", counting, "s"),
    ]


def _timed(do: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock, and of processor time: this process's and that of those it has started."""
    begin, used = time.perf_counter(), _used()
    do()
    return time.perf_counter() - begin, _used() - used


def _used() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in both)
