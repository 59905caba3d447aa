"""``qtbrowser review [N DECISION] --library FOLDER``: merges that would lose something, decided pair by pair."""

from __future__ import annotations

import argparse
from functools import partial

from qtbrowser.cli.changing import add_changing_arguments, apply_planned
from qtbrowser.cli.common import open_current, print_json, whole_number
from qtbrowser.control_characters import escaped_line
from qtbrowser.errors import UsageError
from qtbrowser.library import Decision, Library


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """N, DECISION, --copies, --in-step, --library, --dry-run, --json."""
    parser.add_argument("number", metavar="N", nargs="?", type=whole_number, help="the number of a pair in the list")
    parser.add_argument("decision", choices=[str(one) for one in Decision], nargs="?", help="what to do with it")
    parser.add_argument(
        "--copies",
        metavar="PATH",
        nargs="+",
        help="declare documents as copies of each other, which is then no finding of cross-posted any more",
    )
    parser.add_argument(
        "--in-step", action="store_true", help="with --copies: a change of one is to be offered for the others"
    )
    parser.epilog = (
        "Without N the pairs are listed. both: keep both documents and remember that they are no duplicates; left or "
        "right: keep that one, the other goes to the trash; join: keep the left one, with the fields that only the "
        "right one has; skip: decide later. Each is a step in the history; where it is undone, the pair waits again."
    )
    add_changing_arguments(parser)


def execute(arguments: argparse.Namespace) -> int:
    """List the pairs, or decide about one.

    Raises:
        UsageError: there is no such pair, or no decision is named.
    """
    with open_current(arguments.library) as library:
        if arguments.copies:
            paths = tuple(dict.fromkeys(library.named_paths(arguments.copies)))
            if len(paths) < 2:
                raise UsageError("--copies takes at least two documents.")
            declared = library.review.declaring_copies(paths, in_step=arguments.in_step)
            return apply_planned(library, declared, arguments)
        pairs = library.review.pairs()
        if arguments.number is None:
            _show(library, as_json=arguments.json)
            return 0
        if not 1 <= arguments.number <= len(pairs) or arguments.decision is None:
            raise UsageError(f"There are {len(pairs):,} pairs. Name one by its number, and what to do with it.")
        pair = pairs[arguments.number - 1]
        change_set = library.review.decided(pair, Decision(arguments.decision))
        if change_set is None:
            return 0
        if not (change_set or change_set.refused or arguments.dry_run):
            library.review.record(pair, None)
        return apply_planned(library, change_set, arguments, partial(library.review.record, pair))


def _show(library: Library, *, as_json: bool) -> None:
    pairs = library.review.pairs()
    if as_json:
        rows = [
            {"left": pair.survivor, "right": pair.other, "losses": list(pair.losses), "skipped": pair.is_skipped}
            for pair in pairs
        ]
        print_json(rows)
        return
    for number, pair in enumerate(pairs, start=1):
        print(escaped_line(f"{number:>4}  {pair.survivor}  <-  {pair.other}"))
        for loss in pair.losses:
            print(escaped_line(f"      {loss}"))
    if not pairs:
        print("There is nothing to decide. `qtbrowser fix` puts the merges here that would lose something.")
