"""This checkout against another one, such as that of an earlier commit: start of the window, and search.

    git worktree add ../before COMMIT
    python -m tests.benchmarks.comparing ../before FOLDER

Both run in turn, A B A B ..., so that what else the machine does meets both alike; what counts is the ratio of each
pair, of the processor's time rather than of the clock's where others use the machine. Only what both versions have is
used: the command line, and `Library.search`. Each has an index of its own in a temporary folder, made first. Start is
from the beginning of the process until the window with tree and list is drawn into a picture, and the end of the
process. A search is the best 20 hits with snippets, in an open library: a round of all questions warms up, and each
takes the median of the others.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.benchmarks.figures import Figure, print_table

HERE = Path(__file__).parents[2]
_ROUNDS = 6
_SEARCHES = f"""
import re, statistics, sys, time
from collections import Counter
from pathlib import Path
from qtbrowser.library import Library

with Library.open(Path(sys.argv[1]), refresh=False) as library:
    titles = [entry.title for entry in library.entries(limit=10_000)]
    questions = [" ".join(re.findall(r"\\w{{4,}}", title)[:3]) for title in titles[:: max(1, len(titles) // 40)]]
    common = Counter(word for title in titles for word in re.findall(r"\\w{{4,}}", title.lower()))
    questions += [word for word, _ in common.most_common(10)]
    questions += [f"{{word[:4]}}*" for word, _ in common.most_common(30)[20:]]
    times = {{question: [] for question in questions if question}}
    for _ in range({_ROUNDS}):
        for question in times:
            begin = time.process_time()
            library.search(question, 20)
            times[question].append((time.process_time() - begin) * 1000)
print(statistics.mean(statistics.median(one[1:]) for one in times.values()))
"""


def main() -> int:
    """Measure and print; returns 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("before", type=Path, help="the other checkout")
    parser.add_argument("folder", type=Path, help="the library")
    parser.add_argument("--pairs", type=int, default=7, help="pairs of runs (7)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        before = _Checkout(arguments.before.resolve(), arguments.folder.resolve(), Path(place) / "before")
        now = _Checkout(HERE, arguments.folder.resolve(), Path(place) / "now")
        for checkout in (before, now):
            checkout.run("-m", "qtbrowser", "index", str(checkout.library))
        figures = [
            *_compare(("start", "start, of the processor"), _Checkout.start, before, now, arguments.pairs),
            *_compare(("a search",), _Checkout.search, before, now, arguments.pairs),
        ]
    print_table(f"{arguments.folder.name}, {HERE.name} against {arguments.before.resolve().name}", figures)
    return 0


class _Checkout:
    """One version of the program, with directories of its own.

    Args:
        root: the checkout.
        library: the folder of documents.
        own: where its index and settings go.
    """

    def __init__(self, root: Path, library: Path, own: Path) -> None:
        self.library = library
        self._picture = own.with_suffix(".png")
        names = ("CACHE", "CONFIG", "DATA")
        self._environment = {
            **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
            **{f"QTBROWSER_{name}_DIR": str(own / name.lower()) for name in names},
            "PYTHONPATH": str(root),
            "QT_QPA_PLATFORM": "offscreen",
        }

    def run(self, *arguments: str) -> str:
        """Run this version's Python; returns what it prints."""
        command = [sys.executable, *arguments]
        place = self._picture.parent
        return subprocess.run(
            command, check=True, capture_output=True, text=True, env=self._environment, cwd=place
        ).stdout

    def start(self) -> tuple[float, float]:
        """Milliseconds, and those of the processor, of a process that draws the window with the library and ends."""
        begin, used = time.perf_counter(), os.times()
        self.run("-m", "qtbrowser", str(self.library), "--screenshot", str(self._picture))
        now, ended = time.perf_counter(), os.times()
        processor = ended.children_user + ended.children_system - used.children_user - used.children_system
        return (now - begin) * 1000, processor * 1000

    def search(self) -> tuple[float]:
        """Milliseconds of the processor for a search, on average over questions of several kinds."""
        return (float(self.run("-c", _SEARCHES, str(self.library))),)


def _compare(
    names: Sequence[str],
    measure: Callable[[_Checkout], tuple[float, ...]],
    before: _Checkout,
    now: _Checkout,
    pairs: int,
) -> Iterator[Figure]:
    """Measure both in turn, once more than there are pairs; three figures for each name."""
    runs = [(measure(before), measure(now)) for _ in range(pairs + 1)][1:]
    for number, name in enumerate(names):
        times = [(old[number], new[number]) for old, new in runs]
        ratios = sorted(new / old for old, new in times)
        yield Figure(f"{name}, before", statistics.median(old for old, _ in times), "ms")
        yield Figure(f"{name}, now", statistics.median(new for _, new in times), "ms")
        note = f"{ratios[0]:.2f} to {ratios[-1]:.2f}"
        yield Figure(f"{name}, now as a ratio", statistics.median(ratios), "x", note=note)


if __name__ == "__main__":
    sys.exit(main())
