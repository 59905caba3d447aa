"""``qtbrowser fix RULE --library FOLDER [PATH...]``: repairs everything that a rule of the check finds."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from qtbrowser.cli.changing import add_changing_arguments, add_paths_argument, apply_planned, change, with_bar
from qtbrowser.cli.common import open_current
from qtbrowser.control_characters import escaped_line
from qtbrowser.curation.edits import Bulk, Edit, MergeDocuments, RenumberIds, Several
from qtbrowser.library import ChangeSet, CopiesChoice, Finding, Library

_OF_GROUPS = frozenset({"cross-posted", "duplicate-id", "duplicate-title", "duplicate-answer"})
"""Rules whose findings are about groups of documents, with a repair for each but the first."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """RULE, PATH..., --library, --dry-run, --json."""
    parser.add_argument("rule", metavar="RULE", help="a rule of qtbrowser check")
    add_paths_argument(parser)
    parser.add_argument(
        "--as",
        dest="choice",
        choices=[str(choice) for choice in CopiesChoice],
        help="for cross-posted documents: declare them as copies, as copies that are kept in step, or make each group "
        "one document with several subjects",
    )
    parser.epilog = (
        "Without PATH everything that the rule finds is repaired. All repairs are one step in the history. What would "
        "lose something is not done; such pairs of documents are decided one by one, see qtbrowser review."
    )
    add_changing_arguments(parser)


def execute(arguments: argparse.Namespace) -> int:
    """Check one rule, and apply its repairs."""
    with open_current(arguments.library) as library:
        found = _findings(library, arguments.rule, library.named_paths(arguments.paths))
        if arguments.rule == "cross-posted" and arguments.choice is not None:
            groups = [(finding.path, *finding.others) for finding in found]
            resolved = library.review.resolving_copies(groups, CopiesChoice(arguments.choice))
            if isinstance(resolved, ChangeSet):
                return apply_planned(library, resolved, arguments)
            return change(library, resolved, arguments)
        edits: list[Edit] = []
        repaired: set[str] = set()
        left: list[Finding] = []
        for finding in found:
            if finding.repair is None:
                left.append(finding)
            else:
                edits.append(finding.repair)
                repaired.add(finding.path)
        for finding in left:
            # If documents share a value, one of them keeps it when the others are repaired, so it needs no repair.
            if repaired.isdisjoint(finding.others):
                fix = (
                    "Say by --as what to do."
                    if finding.rule == "cross-posted"
                    else "It can't be repaired automatically."
                )
                print(escaped_line(f"{finding.path}: {finding.message} {fix}"), file=sys.stderr)
        return change(library, Bulk(Several(tuple(edits), f"Repair {arguments.rule}")), arguments)


def _findings(library: Library, rule: str, paths: Sequence[str]) -> Iterator[Finding]:
    """The findings of a rule in these documents, or in all if none are named; of a large library, not all at once."""
    wanted = set(paths)
    for progress in with_bar("Checking", library.check_in_parts([rule])):
        for finding in progress.findings or ():
            if not wanted or finding.path in wanted:
                yield finding
            elif finding.rule in _OF_GROUPS and not wanted.isdisjoint(finding.others):
                # A group of documents is one finding, told at the first of them.
                yield replace(finding, repair=_only(finding.repair, wanted))


def _only(repair: Edit | None, paths: Collection[str]) -> Edit | None:
    """The part of a repair that changes these documents; None if there is none."""
    if isinstance(repair, Bulk):
        part = _only(repair.edit, paths)
        return None if part is None else replace(repair, edit=part)
    if isinstance(repair, Several):
        parts = tuple(part for edit in repair.edits if (part := _only(edit, paths)) is not None)
        return replace(repair, edits=parts) if parts else None
    if isinstance(repair, RenumberIds):
        kept = tuple(path for path in repair.paths if path in paths)
        return replace(repair, paths=kept) if kept else None
    if isinstance(repair, MergeDocuments):
        kept = tuple(path for path in repair.others if path in paths)
        # Documents that are not named are not removed.
        free = repair.any_survivor and repair.survivor in paths
        return replace(repair, others=kept, any_survivor=free) if kept else None
    return repair
