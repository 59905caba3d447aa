"""The parts of the search benchmark, over the library that each of them needs."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from qtbrowser.library import Library
from tests.benchmarks.figures import print_table
from tests.benchmarks.search import indexing, known_items, meaning, own_words, peers, speed, with_snippets
from tests.benchmarks.search.records import repeat_library

PARTS = ("known-items", "own-words", "meaning", "indexing", "queries", "snippets")
_SAMPLE = Path(__file__).parents[3] / "sample_content"
_KNOWN_ITEM_PEERS = ("fts5", "tantivy", "whoosh")
_OWN_WORDS_PEERS = ("fts5", "tantivy")
_SPEED_PEERS = ("fts5", "tantivy", "xapian")


def measure_known_items(arguments: Namespace, build: Path) -> None:
    """Look for known items in the library that was named, as it is, and print how well they are found.

    Args:
        arguments: of the command line.
        build: the folder that all the indexes are kept below.
    """
    library = (arguments.library or _SAMPLE).resolve()
    if arguments.library is None:
        print("Known items are looked for in the sample library: name a real one by --library.", file=sys.stderr)
    folder = build / "search" / library.name
    names = peers.available(arguments.peers or _KNOWN_ITEM_PEERS)
    trials = known_items.measure(library, folder / "qtbrowser", folder, names, arguments.items, arguments.seed)
    known_items.report(trials, library)
    if arguments.losses:
        known_items.report_losses(trials, arguments.losses)


def measure_own_words(arguments: Namespace, build: Path) -> None:
    """Ask in other words than the documents', and print how well they are found.

    Args:
        arguments: of the command line.
        build: the folder that all the indexes are kept below.
    """
    library = (arguments.library or _SAMPLE).resolve()
    folder = build / "search" / library.name
    names = peers.available(arguments.peers or _OWN_WORDS_PEERS)
    asked = own_words.measure(library, folder / "qtbrowser", folder, names)
    if not asked:
        print(f"{library} has none of the documents that {own_words.QUESTIONS.name} asks for.", file=sys.stderr)
        return
    own_words.report(asked, library)
    if arguments.losses:
        own_words.report_losses(asked, arguments.losses)


def measure_meaning(arguments: Namespace, build: Path) -> None:
    """Make the vectors of the library that was named, as it is, and print what search by meaning costs.

    Args:
        arguments: of the command line.
        build: the folder that all the indexes are kept below.
    """
    library = (arguments.library or _SAMPLE).resolve()
    print_table(f"meaning: {library.name}", meaning.measure(library, build / "search" / library.name / "qtbrowser"))


def measure_speed(part: str, arguments: Namespace, library: Path, build: Path) -> None:
    """Measure indexing, queries or queries with snippets, and print the figures.

    Args:
        part: which of them.
        arguments: of the command line.
        library: of the benchmarks' own: one of its documents is changed for a moment.
        build: the folder that all the indexes are kept below.
    """
    folder = build / "search" / library.name
    cache = folder / "qtbrowser"
    names = peers.available(arguments.peers or _SPEED_PEERS)
    if part == "indexing":
        figures = indexing.measure(library, cache, folder, names)
        figures += indexing.measure_saving(library, cache)
    elif part == "snippets":
        Library.open(library, cache_dir=cache).close()
        figures = with_snippets.measure(library, cache, folder, names, arguments.rounds)
    else:
        figures = speed.measure(library, cache, folder, names, arguments.rounds)
        figures += indexing.measure_memory(library, cache)
    print_table(f"{part}: {library.name}", figures)


def repeated(library: Path, documents: int, build: Path) -> Path:
    """Return a copy of a library, its documents repeated until there are so many; it is made on first use."""
    target = build / f"{library.resolve().name}-{documents}"
    if not target.exists():
        print(f"Repeating {library} to {documents:,} documents ...", file=sys.stderr)
        repeat_library(library, target, documents)
    return target
