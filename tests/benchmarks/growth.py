"""What a library costs as it grows: time, memory and disk, each step in a process of its own.

Times are of the processor, the second process's included, so that a busy machine changes them little.
"""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from qtbrowser.catalog.catalog_values import Selection
from qtbrowser.catalog.entry_order import EntryOrder
from qtbrowser.library import Library
from tests.benchmarks.figures import Figure, percentile

_QUERIES = 60
_PAGE = 25
_CHANGES = 5


def measure(library: Path, cache: Path) -> list[Figure]:
    """Measure a library; it is indexed first if it is not yet.

    Args:
        library: one that the benchmarks have made; two of its files are changed, one is added and removed again.
        cache: the cache folder of its index.
    """
    figures: list[Figure] = []
    for step in STEPS:
        command = [sys.executable, "-m", "tests.benchmarks.growth", step, str(library), str(cache)]
        told = subprocess.run(command, check=True, capture_output=True, text=True)
        figures += [Figure(*values) for values in json.loads(told.stdout.splitlines()[-1])]
    return figures


def _index(library: Path, cache: Path) -> list[Figure]:
    with Library.open(library, cache, refresh=False) as opened:
        if opened.is_built:
            return [_disk(opened)]
        used = _used(lambda: list(opened.refresh()))
        children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        return [
            Figure("first index, processor", used, "s"),
            Figure("first index, memory of the writing process", _peak(), "MB", 250.0),
            Figure("first index, memory of the reading process", children, "MB"),
            _disk(opened),
        ]


def _refresh(library: Path, cache: Path) -> list[Figure]:
    with Library.open(library, cache, refresh=False) as opened:
        nothing = min(_used(lambda: list(opened.refresh())) for _ in range(3))
        return [
            Figure("refresh of nothing, processor", nothing, "s", 3.0),
            Figure("refresh of nothing, memory", _peak(), "MB", 250.0),
        ]


def _one_file(library: Path, cache: Path) -> list[Figure]:
    """As the window does after a watcher has named a file."""
    with Library.open(library, cache, refresh=False) as opened:
        path = opened.entries(limit=1)[0].path
        changed, added, removed = [], [], []
        new = f"learn/{path.split('/')[1]}/grown.md"
        for _ in range(_CHANGES):
            with open(library / path, "a", encoding="utf-8") as stream:
                stream.write("\n")
            changed.append(_used(lambda: list(opened.refresh(only=(path,)))))
            (library / new).write_text((library / path).read_text(encoding="utf-8"), encoding="utf-8")
            added.append(_used(lambda: list(opened.refresh(only=(new,)))))
            (library / new).unlink()
            removed.append(_used(lambda: list(opened.refresh(only=(new,)))))
        return [
            Figure("one changed file, processor", percentile(changed, 0.5), "s", 0.2),
            Figure("one new file, processor", percentile(added, 0.5), "s", 0.2),
            Figure("one removed file, processor", percentile(removed, 0.5), "s", 0.2),
            Figure("one file, memory", _peak(), "MB"),
        ]


def _lists(library: Path, cache: Path) -> list[Figure]:
    with Library.open(library, cache, refresh=False) as opened:
        count = opened.count()
        figures = []
        for name, selection, order in (
            ("all by title", None, EntryOrder.TITLE),
            ("all by date", None, EntryOrder.DATE),
            ("a subject by title", Selection(opened.subjects()[0].key), EntryOrder.TITLE),
        ):
            rows = opened.count(selection) if selection else count
            for place, offset in (("first", 0), ("middle", rows // 2), ("last", rows - _PAGE)):
                used = _used_min(partial(opened.entries, selection, _PAGE, offset, order))
                figures.append(Figure(f"{name}, {place} page", used, "s", 0.1))
        last = opened.entries(None, 1, count - 1)[0].path
        figures += [
            Figure("the row of the last document", _used_min(lambda: opened.row_of(last)), "s", 0.1),
            Figure("the subject tree", _used_min(opened.subjects), "s"),
            Figure("lists, memory", _peak(), "MB"),
        ]
        return figures


def _searches(library: Path, cache: Path) -> list[Figure]:
    chance = random.Random(2)
    with Library.open(library, cache, refresh=False) as opened:
        step = max(1, opened.count() // _QUERIES)
        titles = [entry.title for entry in islice(opened.entries(), 0, None, step)]
        two = [" ".join(chance.sample(title.rstrip("?").split()[3:], 2)) for title in titles]
        times = {}
        for name, queries in (("two words", two), ("whole questions", titles)):
            opened.search(queries[0])
            times[name] = [_used(partial(opened.search, query, _PAGE, facets=True)) * 1000 for query in queries]
        return [
            *(Figure(f"search, {name}, p95", percentile(found, 0.95), "ms", 80.0) for name, found in times.items()),
            *(Figure(f"search, {name}, longest", max(found), "ms", 150.0) for name, found in times.items()),
            Figure("search, memory", _peak(), "MB"),
        ]


def _first_check(library: Path, cache: Path) -> list[Figure]:
    """As the process of the window does, which hands the findings over in parts."""
    with Library.open(library, cache, refresh=False) as opened:
        first = _used(lambda: [None for _ in opened.check_in_parts()])
    return [
        Figure("check, first time, processor", first, "s"),
        Figure("check, first time, memory", _peak(), "MB", 400.0),
    ]


def _check(library: Path, cache: Path) -> list[Figure]:
    with Library.open(library, cache, refresh=False) as opened:
        path = opened.entries(limit=1)[0].path

        def check() -> None:
            for _ in opened.check_in_parts():
                pass

        check()
        nothing = _used(check)
        with open(library / path, "a", encoding="utf-8") as stream:
            stream.write("\n")
        one = _used(check)
    return [
        Figure("check again, nothing changed, processor", nothing, "s", 10.0),
        Figure("check again, one changed file, processor", one, "s", 10.0),
        Figure("check again, memory", _peak(), "MB", 400.0),
    ]


STEPS: dict[str, Callable[[Path, Path], list[Figure]]] = {
    "index": _index,
    "refresh": _refresh,
    "one-file": _one_file,
    "lists": _lists,
    "searches": _searches,
    "first-check": _first_check,
    "check": _check,
}


def _disk(opened: Library) -> Figure:
    return Figure("index on disk", opened.index_bytes / 1e6, "MB")


def _used(do: Callable[[], Any]) -> float:
    """Seconds of processor time, of this process and those that it has started."""
    begin = _processor()
    do()
    return _processor() - begin


def _used_min(do: Callable[[], Any]) -> float:
    return min(_used(do) for _ in range(3))


def _processor() -> float:
    children = os.times()
    return time.process_time() + children.children_user + children.children_system


def _peak() -> float:
    """The most memory that this process has used so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Carry out one step and print its figures as JSON."""
    figures = STEPS[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
    print(json.dumps([[one.name, one.value, one.unit, one.limit, one.note] for one in figures]))


if __name__ == "__main__":
    main()
