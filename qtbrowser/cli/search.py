"""``qtbrowser search QUERY --library FOLDER``."""

from __future__ import annotations

import argparse
import sys

from qtbrowser.cli.common import add_hidden_argument, add_json_argument, add_library_argument, open_current, print_json
from qtbrowser.library import Hit, SearchResults

_BOLD, _DIM, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """QUERY, --library, --subject, --limit, --sort, --include-hidden, --json."""
    parser.add_argument("query", metavar="QUERY", help='words that must all occur; "phrases" in quotation marks')
    add_library_argument(parser)
    parser.add_argument("--subject", metavar="S", help="only this subject and those below it")
    parser.add_argument("--limit", metavar="N", type=_count, default=20, help="most hits to print (20)")
    parser.add_argument("--sort", choices=("relevance", "date", "title"), default="relevance", help="order of the hits")
    add_hidden_argument(parser)
    add_json_argument(parser)


def execute(arguments: argparse.Namespace) -> int:
    """Search, and print the hits."""
    with open_current(arguments.library) as library:
        results = library.search(
            arguments.query,
            limit=arguments.limit,
            subject=arguments.subject,
            sort=arguments.sort,
            include_hidden=arguments.include_hidden,
        )
    if arguments.json:
        print_json(_as_json(results))
    else:
        _print(results)
    return 0


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(f"{text} is not a whole number of hits")
    return int(text)


def _as_json(results: SearchResults) -> dict[str, object]:
    return {
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
                "snippet": hit.snippet,
                "marks": [list(mark) for mark in hit.marks],
            }
            for hit in results.hits
        ],
    }


def _print(results: SearchResults) -> None:
    styled = sys.stdout.isatty()
    for hit in results.hits:
        date = "" if hit.date is None else f" · {hit.date.isoformat()}"
        meta = f"{hit.subject}{date} · {hit.path}"
        print(f"{_BOLD}{hit.title}{_PLAIN}" if styled else hit.title)
        print(f"  {_DIM}{meta}{_PLAIN}" if styled else f"  {meta}")
        if hit.snippet:
            print(f"  {_marked(hit) if styled else hit.snippet}")
        print()
    noun = "document" if results.total == 1 else "documents"
    shown = "" if len(results.hits) == results.total else f", the first {len(results.hits):,} shown"
    print(f"{results.total:,} {noun}{shown}.", file=sys.stderr)


def _marked(hit: Hit) -> str:
    parts, end = [], 0
    for start, stop in hit.marks:
        parts += [hit.snippet[end:start], _BOLD, hit.snippet[start:stop], _PLAIN]
        end = stop
    return "".join(parts) + hit.snippet[end:]
