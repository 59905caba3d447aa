"""Measures the program and prints each figure beside its limit; nothing here passes or fails.

    make bench                               everything; a library of 36,000 documents is made on first use
    make bench ARGS="window --documents 2000"
    make bench ARGS="pane --library FOLDER"          switching, formulas and memory, over a library of one's own
    make bench ARGS="editing --documents 2000"
    make bench ARGS="vaults --documents 4000"        what grows faster than the notes of a vault, and its links
    make bench ARGS="marks --documents 36000"        what bookmarks, highlights, notes and cards cost
    make bench ARGS=scaling                  what takes longer than its input grows; it is to find nothing
    make bench ARGS="search --library FOLDER"        known items, indexing and queries, over a library of one's own
    make bench ARGS="snippets"               a search as a reader gets it, with snippets, beside other programs
    make bench ARGS="known-items --library FOLDER --losses 10"
    make bench ARGS="own-words --library FOLDER"     questions in other words than the documents'
    make bench ARGS="meaning --library FOLDER"       vectors of an English library, and what they add to a search

    python -m tests.benchmarks.comparing ../before FOLDER       another checkout and this one in turn

Libraries and indexes are kept under build/benchmarks. A library of one's own is repeated to --documents for the parts
that measure speed, and taken as it is for the pane and for known items.

Figures that name a peer are ratios of two things measured in turn in the same run, because machines differ and are
seldom idle. Medians of several runs; the first run, which warms the disk's cache, is not counted.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from tests.benchmarks import (
    checking,
    editing,
    marks,
    math,
    quick_opening,
    reading,
    scanning,
    starting,
    stepping,
    switching,
    vaults,
)
from tests.benchmarks.figures import Figure, print_table
from tests.benchmarks.generate import generate
from tests.benchmarks.scaling import measure as scaling
from tests.benchmarks.search import measure as search
from tests.benchmarks.search.peers import NAMES

BUILD = Path(__file__).parents[2] / "build" / "benchmarks"
PARTS = ("window", "pane", "editing", "check", "marks", "vaults", "scaling", *search.PARTS)


def main() -> int:
    """Make what is missing, measure, print."""
    arguments = read_arguments()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as settings:
        os.environ.update(QTBROWSER_CONFIG_DIR=settings, QTBROWSER_DATA_DIR=settings)
        for part in arguments.parts:
            if part == "window":
                measure_window(library_for(arguments), arguments.runs)
            elif part == "pane":
                measure_pane(arguments)
            elif part == "editing":
                library = library_for(arguments)
                print_table(f"editing, {library.name}", editing.measure(library))
            elif part == "check":
                library = library_for(arguments)
                print_table(f"check, {library.name}", checking.measure(library, BUILD / "check"))
            elif part == "marks":
                library = library_for(arguments)
                print_table(f"marks, {library.name}", marks.measure(library, BUILD / "cache"))
            elif part == "vaults":
                print_table("vaults", vaults.measure(BUILD / "vaults", arguments.documents))
            elif part == "scaling":
                scaling.print_growths(*scaling.measure(log=True))
            elif part == "known-items":
                search.measure_known_items(arguments, BUILD)
            elif part == "own-words":
                search.measure_own_words(arguments, BUILD)
            elif part == "meaning":
                search.measure_meaning(arguments, BUILD)
            else:
                search.measure_speed(part, arguments, library_for(arguments), BUILD)
    return 0


def read_arguments() -> argparse.Namespace:
    """Read the command line; `search` and no part at all stand for several."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}, or search for the last six")
    parser.add_argument("--documents", type=int, default=36_000, help="size of the library (36000)")
    parser.add_argument("--library", type=Path, metavar="FOLDER", help="documents to take instead of generated ones")
    parser.add_argument("--runs", type=int, default=7, help="window: runs of each whole process (7)")
    parser.add_argument("--rounds", type=int, default=5, help="queries: how often each is asked (5)")
    parser.add_argument("--items", type=int, default=500, help="known items: how many documents to look for (500)")
    parser.add_argument("--seed", type=int, default=1, help="known items: chooses documents and words (1)")
    parser.add_argument(
        "--losses", type=int, default=0, metavar="NUMBER", help="known items and own words: lost ones to print"
    )
    parser.add_argument("--peers", nargs="*", choices=NAMES, help="search: programs to compare with")
    arguments = parser.parse_args()
    if arguments.library is not None and not arguments.library.is_dir():
        parser.error(f"{arguments.library} is no folder.")
    wanted = [part for word in arguments.parts for part in (search.PARTS if word == "search" else (word,))]
    if unknown := set(wanted) - set(PARTS):
        parser.error(f"There is no part {', '.join(sorted(unknown))}: {', '.join(PARTS)} or search.")
    arguments.parts = wanted or PARTS
    return arguments


def library_for(arguments: argparse.Namespace) -> Path:
    """Return a library of the wanted size, which is the benchmarks' own; it is made on first use."""
    if arguments.library is not None:
        return search.repeated(arguments.library, arguments.documents, BUILD)
    library = BUILD / f"library-{arguments.documents}"
    if not library.exists():
        print(f"Making a library of {arguments.documents:,} documents ...", file=sys.stderr)
        generate(library, arguments.documents)
    return library


def measure_pane(arguments: argparse.Namespace) -> None:
    """Measure the answer pane: switching documents, memory, formulas; a library of one's own is taken as it is."""
    library = library_for(arguments) if arguments.library is None else arguments.library.resolve()
    os.environ["QTBROWSER_CACHE_DIR"] = str(BUILD / "cache")
    print_table(f"answer pane, {library.name}", switching.measure(library, BUILD / "cache"))
    print_table(f"back, forward, tabs, trail, palette, {library.name}", stepping.measure(library, BUILD / "cache"))
    math.measure(library)


def measure_window(library: Path, runs: int) -> None:
    """Measure what a reader waits for, apart from searching."""
    cache = BUILD / "cache"
    os.environ["QTBROWSER_CACHE_DIR"] = str(cache)
    figures: list[Figure] = []
    figures += scanning.measure(library, cache)
    figures += reading.measure(library, cache)
    figures += quick_opening.measure(library, cache)
    figures += starting.measure(library, runs)
    print_table(library.name, figures)


if __name__ == "__main__":
    sys.exit(main())
