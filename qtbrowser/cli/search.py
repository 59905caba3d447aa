"""``qtbrowser search QUERY --library FOLDER``."""

from __future__ import annotations

import argparse
import sys
import time

from qtbrowser.cli.common import (
    add_hidden_argument,
    add_json_argument,
    add_library_argument,
    open_current,
    print_json,
    whole_number,
)
from qtbrowser.cli.terminal import BOLD, DIM, PLAIN, obeyed
from qtbrowser.control_characters import escaped_line
from qtbrowser.errors import UsageError
from qtbrowser.library import Facets, Hit, Library, SearchResults

# The number of printed subjects, topics and months; JSON has all that were counted.
_MOST_SHOWN = 10
_LANGUAGE = "Queries:\n" + "\n".join(f"  {example:<24} {meaning}" for example, meaning in Library.search_help())


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """QUERY, --similar-to, --library, what narrows and orders the hits, --words-only, and the common options."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _LANGUAGE
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("query", metavar="QUERY", nargs="?", help="the query, see below")
    what.add_argument("--similar-to", metavar="DOC", help="find the documents most like this one (path, id or address)")
    add_library_argument(parser)
    parser.add_argument("--subject", metavar="S", help="only this subject and those below it")
    parser.add_argument("--topic", metavar="T", help="only documents with this keyword")
    parser.add_argument("--month", metavar="M", help="only documents of this month, as 2025-01")
    parser.add_argument("--facets", action="store_true", help="count subjects, topics and months of the whole result")
    parser.add_argument("--limit", metavar="N", type=whole_number, default=20, help="print at most this many hits (20)")
    parser.add_argument("--sort", choices=("relevance", "date", "title"), default="relevance", help="order of the hits")
    parser.add_argument("--words-only", action="store_true", help="find words, not what means the same")
    add_hidden_argument(parser)
    add_json_argument(parser)


def execute(arguments: argparse.Namespace) -> int:
    """Search, and print the hits."""
    with open_current(arguments.library) as library:
        results = _similar(library, arguments) if arguments.query is None else _found(library, arguments)
    if arguments.json:
        print_json(_as_json(results))
    else:
        _print(results)
    return 0


def _found(library: Library, arguments: argparse.Namespace) -> SearchResults:
    return library.search(
        arguments.query,
        limit=arguments.limit,
        subject=arguments.subject,
        topic=arguments.topic,
        month=arguments.month,
        sort=arguments.sort,
        include_hidden=arguments.include_hidden,
        facets=arguments.facets,
        words_only=arguments.words_only,
    )


def _similar(library: Library, arguments: argparse.Namespace) -> SearchResults:
    """The documents similar to one, as results; options that narrow or sort a search can't be combined with it."""
    for option in ("subject", "topic", "month", "facets"):
        if getattr(arguments, option):
            raise UsageError(f"--{option} can't be combined with --similar-to.")
    begin = time.perf_counter()
    hits = library.similar(arguments.similar_to, arguments.limit, include_hidden=arguments.include_hidden)
    return SearchResults("", len(hits), time.perf_counter() - begin, tuple(hits))


def _as_json(results: SearchResults) -> dict[str, object]:
    value: dict[str, object] = {
        "query": results.query,
        "total": results.total,
        "seconds": round(results.seconds, 6),
        "hits": [
            {
                "path": hit.path,
                "id": hit.id,
                "title": hit.title,
                "subject": hit.subject,
                "date": None if hit.date is None else hit.date.isoformat(),
                "score": hit.score,
                "match": hit.match,
                "snippet": hit.snippet,
                "marks": [list(mark) for mark in hit.marks],
                **({"question": hit.question, "anchor": hit.anchor} if hit.anchor else {}),
            }
            for hit in results.hits
        ],
        "match": results.match,
        "suggestion": results.suggestion,
        "ignored": list(results.ignored),
    }
    if results.facets is not None:
        value["facets"] = _facets_as_json(results.facets)
    return value


def _facets_as_json(facets: Facets) -> dict[str, object]:
    return {
        f"{kind}s": [{kind: part.name, "count": part.count} for part in parts]
        for kind, parts in (("subject", facets.subjects), ("topic", facets.topics), ("month", facets.months))
    }


def _print(results: SearchResults) -> None:
    for hit in results.hits:
        date = "" if hit.date is None else f" · {hit.date.isoformat()}"
        _write(hit.title, BOLD)
        print()
        print("  ", end="")
        way = " · in other words" if hit.match == "meaning" else ""
        place = f"{hit.path}#{hit.anchor}" if hit.anchor else hit.path
        _write(f"{hit.subject}{date} · {place}{way}", DIM)
        print()
        if hit.question:
            print("  ", end="")
            _write(hit.question, BOLD)
            print()
        if hit.snippet:
            print("  ", end="")
            _write_marked(hit)
            print()
        print()
    if results.facets is not None:
        _print_facets(results.facets)
    noun = "document" if results.total == 1 else "documents"
    shown = "" if len(results.hits) == results.total else f", the first {len(results.hits):,} shown"
    meant = f", {results.meant:,} in other words" if results.meant else ""
    partly = "" if results.match == "all" else " Few or no documents have all of these words; these are the closest."
    if partly and results.missing:
        partly += f" Missing: {', '.join(results.missing)}."
    elif partly and results.best_lacks:
        partly += f" The first lacks: {', '.join(results.best_lacks)}."
    print(f"{results.total:,} {noun}{meant}{shown}.{partly}", file=sys.stderr)
    if results.suggestion:
        print(f"Did you mean: {results.suggestion}", file=sys.stderr)
    if results.ignored:
        print(f"Not understood: {' '.join(results.ignored)}", file=sys.stderr)


def _print_facets(facets: Facets) -> None:
    for label, parts in (("Subjects", facets.subjects), ("Topics", facets.topics), ("Months", facets.months)):
        if parts:
            print(f"{label}: " + ", ".join(f"{part.name} ({part.count:,})" for part in parts[:_MOST_SHOWN]))
    print()


def _write_marked(hit: Hit) -> None:
    end = 0
    for start, stop in hit.marks:
        _write(hit.snippet[end:start])
        _write(hit.snippet[start:stop], BOLD)
        end = stop
    _write(hit.snippet[end:])


def _write(text: str, style: str = "") -> None:
    """Write a part of a line; on a terminal with a style."""
    if style:
        obeyed(style, sys.stdout)
    print(escaped_line(text), end="")
    if style:
        obeyed(PLAIN, sys.stdout)
