"""Quick open: how long each key takes, titles typed letter by letter, some with errors.

The limits are for CPU time, which other processes don't lengthen.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from qtbrowser.library import Library
from tests.benchmarks.figures import Figure, percentile

_TITLES = 40
_LETTERS = 24
_LIMIT_MS = 16.0
_MANY = 100_000
_LIMIT_OF_MANY_MS = 30.0


def measure(library: Path, cache: Path) -> list[Figure]:
    """Type titles of the library; every third one has two letters exchanged."""
    with Library.open(library, cache_dir=cache, refresh=False) as opened:
        count = opened.count()
        titles = [entry.title for entry in opened.entries()]
        chosen = random.Random(1).sample(titles, min(_TITLES, len(titles)))
        opened.quick_open("a")
        keys = [key for number, title in enumerate(chosen) for key in _type(opened, _typed(number, title))]
    limit = _LIMIT_MS if count < _MANY else _LIMIT_OF_MANY_MS
    note = f"{len(keys)} keys, {count} documents"
    whole, cpu = zip(*keys, strict=True)
    return [
        Figure("quick open, a key, p50", percentile(whole, 0.5), "ms"),
        Figure("quick open, a key, p95", percentile(whole, 0.95), "ms"),
        Figure("quick open, the same in CPU time, p50", percentile(cpu, 0.5), "ms"),
        Figure("quick open, the same in CPU time, p95", percentile(cpu, 0.95), "ms", limit, note),
    ]


def _typed(number: int, title: str) -> str:
    if number % 3 or len(title) < _LETTERS:
        return title[:_LETTERS]
    middle = _LETTERS // 2
    return title[:middle] + title[middle + 1] + title[middle] + title[middle + 2 : _LETTERS]


def _type(library: Library, text: str) -> Iterator[tuple[float, float]]:
    """The milliseconds of each key, and those of the processor."""
    survivors: Mapping[str, str] = {}
    for end in range(1, len(text) + 1):
        begin, cpu = time.perf_counter(), time.thread_time()
        survivors = library.quick_open(text[:end], before=survivors).survivors
        yield (time.perf_counter() - begin) * 1000, (time.thread_time() - cpu) * 1000
