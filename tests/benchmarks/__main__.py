"""Measures the program and prints each figure beside its limit; nothing here passes or fails.

    make bench                      the library of 35,000 documents is made on first use, under build/benchmarks
    make bench ARGS="--documents 2000"

Figures that name a peer are ratios of two things measured in turn in the same run, because machines differ and are
seldom idle. Medians of several runs; the first run, which warms the disk's cache, is not counted.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from tests.benchmarks import reading, scanning, starting
from tests.benchmarks.figures import Figure, print_table
from tests.benchmarks.generate import generate

BUILD = Path(__file__).parents[2] / "build" / "benchmarks"


def main() -> int:
    """Make what is missing, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=35_000, help="size of the library (35000)")
    parser.add_argument("--runs", type=int, default=7, help="runs of each whole process (7)")
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    library = BUILD / f"library-{arguments.documents}"
    if not library.exists():
        print(f"Making a library of {arguments.documents:,} documents ...", file=sys.stderr)
        generate(library, arguments.documents)
    cache = BUILD / "cache"
    with tempfile.TemporaryDirectory() as settings:
        os.environ.update(QTBROWSER_CACHE_DIR=str(cache), QTBROWSER_CONFIG_DIR=settings, QTBROWSER_DATA_DIR=settings)
        figures: list[Figure] = []
        figures += scanning.measure(library, cache)
        figures += reading.measure(library, cache)
        figures += starting.measure(library, arguments.runs)
    print_table(f"{arguments.documents:,} documents", figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
