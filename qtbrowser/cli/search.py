"""``qtbrowser search QUERY --library FOLDER``, in one library or in several."""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from qtbrowser.cli.common import (
    add_hidden_argument,
    add_json_argument,
    open_current,
    print_json,
    whole_number,
)
from qtbrowser.cli.terminal import BOLD, DIM, PLAIN, obeyed
from qtbrowser.control_characters import escaped_line
from qtbrowser.errors import QtBrowserError, UsageError
from qtbrowser.library import Facets, Hit, Library, SearchResults

# The number of printed subjects, topics and months; JSON has all that were counted.
_MOST_SHOWN = 10
_LANGUAGE = (
    "Queries:\n"
    + "\n".join(f"  {example:<24} {meaning}" for example, meaning in Library.search_help())
    + "\n\nA query that begins with a minus sign comes last, behind --:\n"
    "  qtbrowser search --library FOLDER -- -membrane"
)


@dataclass(frozen=True, slots=True)
class _Searched:
    """What a search in one of several libraries gave.

    Attributes:
        folder: the library, as it was named.
        name: what its hits say in print: the folder's name, or the whole folder where two have the same name.
        results: the hits; None if the library could not be searched.
        error: why not, a sentence; empty if it was searched.
    """

    folder: str
    name: str
    results: SearchResults | None
    error: str = ""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """QUERY, --similar-to, --library, what narrows and orders the hits, --words-only, and the common options."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _LANGUAGE
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("query", metavar="QUERY", nargs="?", help="the query, see below")
    what.add_argument("--similar-to", metavar="DOC", help="find the documents most like this one (path, id or address)")
    parser.add_argument(
        "--library",
        metavar="FOLDER",
        required=True,
        action="append",
        help="the folder of documents; repeat it to search several libraries, whose hits say whose they are",
    )
    parser.add_argument("--subject", metavar="S", help="only this subject and those below it")
    parser.add_argument("--topic", metavar="T", help="only documents with this keyword")
    parser.add_argument("--month", metavar="M", help="only documents of this month, as 2025-01")
    parser.add_argument("--facets", action="store_true", help="count subjects, topics and months of the whole result")
    parser.add_argument(
        "--limit", metavar="N", type=whole_number, default=20, help="print at most this many hits of a library (20)"
    )
    parser.add_argument("--sort", choices=("relevance", "date", "title"), default="relevance", help="order of the hits")
    parser.add_argument("--words-only", action="store_true", help="find words, not what means the same")
    add_hidden_argument(parser)
    add_json_argument(parser)


def execute(arguments: argparse.Namespace) -> int:
    """Search, and print the hits.

    Returns:
        1 if one of several libraries could not be searched; the hits of the others are printed all the same.
    """
    folders = _distinct(arguments.library)
    if len(folders) > 1:
        return _search_several(folders, arguments)
    results = _searched(folders[0], arguments)
    if arguments.json:
        print_json(_as_json(results))
    else:
        _print_hits(results)
        _print_end(results)
    return 0


def _distinct(folders: list[str]) -> list[str]:
    """The folders without those that are named a second time."""
    found: dict[Path, str] = {}
    for folder in folders:
        found.setdefault(Path(folder).expanduser().resolve(), folder)
    return list(found.values())


def _searched(folder: str, arguments: argparse.Namespace) -> SearchResults:
    with open_current(folder) as library:
        return _similar(library, arguments) if arguments.query is None else _found(library, arguments)


def _search_several(folders: list[str], arguments: argparse.Namespace) -> int:
    if arguments.query is None:
        raise UsageError("--similar-to can't be combined with several libraries.")
    searched = [_search_one(folder, name, arguments) for folder, name in zip(folders, _names(folders), strict=True)]
    if arguments.json:
        print_json(_several_as_json(arguments.query, searched))
    else:
        # The scores of two libraries are of two scales, so their hits are not mixed.
        for one in searched:
            if one.results is not None:
                _print_hits(one.results, one.name)
        for one in searched:
            if one.results is not None:
                _print_end(one.results, one.name)
    for one in searched:
        if one.error:
            print(escaped_line(f"qtbrowser: {one.error}"), file=sys.stderr)
    return int(any(one.error for one in searched))


def _names(folders: list[str]) -> list[str]:
    """What the hits of each library say: the folder's name, or the folder itself where the name is not the only one."""
    names = [Path(folder).expanduser().resolve().name or folder for folder in folders]
    return [folder if names.count(name) > 1 else name for folder, name in zip(folders, names, strict=True)]


def _search_one(folder: str, name: str, arguments: argparse.Namespace) -> _Searched:
    """Search one of several libraries; one that can't be searched does not stop the others."""
    try:
        return _Searched(folder, name, _searched(folder, arguments))
    except (QtBrowserError, OSError) as error:
        reason = str(error)
        return _Searched(folder, name, None, reason if reason.startswith(folder) else f"{folder}: {reason}")


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
        "hits": [_hit_as_json(hit) for hit in results.hits],
        "match": results.match,
        "suggestion": results.suggestion,
        "ignored": list(results.ignored),
    }
    if results.facets is not None:
        value["facets"] = _facets_as_json(results.facets)
    return value


def _several_as_json(query: str, searched: list[_Searched]) -> dict[str, object]:
    """The hits of several libraries, each with its folder, and what else is known of each library."""
    libraries: list[dict[str, object]] = []
    hits: list[dict[str, object]] = []
    for one in searched:
        if one.results is None:
            libraries.append({"library": one.folder, "error": one.error})
            continue
        value = _as_json(one.results)
        del value["query"], value["hits"]
        libraries.append({"library": one.folder, **value})
        hits += [{"library": one.folder, **_hit_as_json(hit)} for hit in one.results.hits]
    found = [one.results for one in searched if one.results is not None]
    return {
        "query": query,
        "total": sum(results.total for results in found),
        "seconds": round(sum(results.seconds for results in found), 6),
        "hits": hits,
        "libraries": libraries,
    }


def _hit_as_json(hit: Hit) -> dict[str, object]:
    return {
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


def _facets_as_json(facets: Facets) -> dict[str, object]:
    return {
        f"{kind}s": [{kind: part.name, "count": part.count} for part in parts]
        for kind, parts in (("subject", facets.subjects), ("topic", facets.topics), ("month", facets.months))
    }


def _print_hits(results: SearchResults, library: str = "") -> None:
    """Print hits and facets.

    Args:
        results: the hits.
        library: what each says to belong to; empty where one library is searched.
    """
    owner = f" · {library}" if library else ""
    for hit in results.hits:
        date = "" if hit.date is None else f" · {hit.date.isoformat()}"
        _write(hit.title, BOLD)
        print()
        print("  ", end="")
        way = " · in other words" if hit.match == "meaning" else ""
        place = f"{hit.path}#{hit.anchor}" if hit.anchor else hit.path
        _write(f"{hit.subject}{date} · {place}{way}{owner}", DIM)
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
        if library:
            _write(library, BOLD)
            print()
        _print_facets(results.facets)


def _print_end(results: SearchResults, library: str = "") -> None:
    """Print how many hits there are, and what is to be said of the query, on stderr; `library` as for `_print_hits`."""
    begin = escaped_line(f"{library}: ") if library else ""
    noun = "document" if results.total == 1 else "documents"
    shown = "" if len(results.hits) == results.total else f", the first {len(results.hits):,} shown"
    meant = f", {results.meant:,} in other words" if results.meant else ""
    partly = "" if results.match == "all" else " Few or no documents have all of these words; these are the closest."
    if partly and results.missing:
        partly += f" Missing: {', '.join(results.missing)}."
    elif partly and results.best_lacks:
        partly += f" The first lacks: {', '.join(results.best_lacks)}."
    print(f"{begin}{results.total:,} {noun}{meant}{shown}.{partly}", file=sys.stderr)
    if results.suggestion:
        print(f"{begin}Did you mean: {results.suggestion}", file=sys.stderr)
    if results.ignored:
        print(f"{begin}Not understood: {' '.join(results.ignored)}", file=sys.stderr)


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
