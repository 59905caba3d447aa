"""``qtbrowser fix RULE --library FOLDER [PATH...]``: repairs everything that a rule of the check finds."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Sequence
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
        findings = _findings(library, arguments.rule, library.named_paths(arguments.paths))
        if arguments.rule == "cross-posted" and arguments.choice is not None:
            groups = [(finding.path, *finding.others) for finding in findings]
            resolved = library.review.resolving_copies(groups, CopiesChoice(arguments.choice))
            if isinstance(resolved, ChangeSet):
                return apply_planned(library, resolved, arguments)
            return change(library, resolved, arguments)
        edits = tuple(finding.repair for finding in findings if finding.repair is not None)
        repaired = {finding.path for finding in findings if finding.repair is not None}
        # If documents share a value, one of them keeps it when the others are repaired, so it needs no repair.
        left = [one for one in findings if one.repair is None and repaired.isdisjoint(one.others)]
        for finding in left:
            fix = "Say by --as what to do." if finding.rule == "cross-posted" else "It can't be repaired automatically."
            sentence = f"{finding.path}: {finding.message} {fix}"
            print(escaped_line(sentence), file=sys.stderr)
        return change(library, Bulk(Several(edits, f"Repair {arguments.rule}")), arguments)


def _findings(library: Library, rule: str, paths: Sequence[str]) -> list[Finding]:
    """The findings of a rule in these documents, or in all if none are named."""
    findings: tuple[Finding, ...] = ()
    for progress in with_bar("Checking", library.check([rule])):
        findings = progress.findings or findings
    wanted = set(paths)
    if not wanted:
        return list(findings)
    # A group of documents is one finding, told at the first of them.
    groups = (one for one in findings if one.path not in wanted and one.rule in _OF_GROUPS)
    named = [replace(one, repair=_only(one.repair, wanted)) for one in groups if not wanted.isdisjoint(one.others)]
    return [*(one for one in findings if one.path in wanted), *named]


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
