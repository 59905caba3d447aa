"""Searches for each line of standard input and prints the bytes it then holds: all that is resident, and its own.

python -m tests.benchmarks.search.memory LIBRARY CACHE < QUERIES
"""

from __future__ import annotations

import sys
from pathlib import Path

import psutil

from qtbrowser.library import Library


def main() -> None:
    """The command line."""
    library, cache = map(Path, sys.argv[1:])
    with Library.open(library, cache_dir=cache, refresh=False) as opened:
        for line in sys.stdin:
            opened.search(line.removesuffix("\n"))
        used = psutil.Process().memory_full_info()
    print(used.rss, used.uss)


if __name__ == "__main__":
    main()
