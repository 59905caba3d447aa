"""``qtbrowser statistics --library FOLDER``: prints figures of a library."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from qtbrowser.cli.changing import counted, with_bar
from qtbrowser.cli.common import add_json_argument, add_library_argument, print_json
from qtbrowser.cli.index import left_out_sentence
from qtbrowser.cli.report import write
from qtbrowser.control_characters import escaped_line
from qtbrowser.library import Library, Statistics

_FEW = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--library, --json, --csv, --output."""
    add_library_argument(parser)
    form = parser.add_mutually_exclusive_group()
    add_json_argument(form)
    form.add_argument("--csv", action="store_true", help="print all of it as CSV: table, name, value")
    parser.add_argument("--output", metavar="FILE", type=Path, help="write the CSV into a file")


def execute(arguments: argparse.Namespace) -> int:
    """Count, and print."""
    with Library.open(arguments.library, refresh=False) as library:
        steps = with_bar("Looking at", library.statistics())
        # The last step alone has them.
        (statistics,) = (step.statistics for step in steps if step.statistics is not None)
        left_out = left_out_sentence(library.left_out)
    if arguments.json:
        print_json(asdict(statistics))
    elif arguments.csv or arguments.output is not None:
        write(Library.statistics_report(statistics), arguments.output)
    else:
        _print(statistics)
        if left_out:
            print(f"\n{left_out}")
    return 0


def _print(found: Statistics) -> None:
    noun = "document" if found.documents == 1 else "documents"
    print(f"{found.documents:,} {noun}, {found.hidden:,} of them hidden, {counted(found.unreadable)} unreadable.")
    print(f"Answers: {found.median_length:,} characters at the median.")
    print(f"Related questions: {found.links:,}, {_that_lead_nowhere(found.dangling)}.")
    print(f"Links and pictures in answers: {found.text_links:,}, {_that_lead_nowhere(found.unresolved)}.")
    print(f"Documents that no other links to: {len(found.orphans):,}.")
    _table("Subjects", found.subjects)
    _table("Months", [(month, count) for month, count, _ in found.months[-_FEW:]])
    _table("Most linked", [(linked.title, linked.links) for linked in found.most_linked[:_FEW]])


def _that_lead_nowhere(links: int) -> str:
    return "1 leads nowhere" if links == 1 else f"{links:,} lead nowhere"


def _table(name: str, rows: tuple[tuple[str, int], ...] | list[tuple[str, int]]) -> None:
    if rows:
        print(f"\n{name}")
        for label, count in rows:
            print(f"{count:>9,}  {escaped_line(label)}")
