"""``qtbrowser check --library FOLDER``: print the library's faults, for people and for continuous integration."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from qtbrowser.cli.changing import with_bar
from qtbrowser.cli.closed_pipe import is_closed_pipe
from qtbrowser.cli.common import add_json_argument, add_library_argument, print_json_list
from qtbrowser.control_characters import escaped_line
from qtbrowser.documents.problem import Severity
from qtbrowser.errors import QtBrowserError
from qtbrowser.library import CheckProgress, Finding, Library
from qtbrowser.process_priority import lower_priority

_COULD_NOT_RUN = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--library, --rule, --json; --look-ahead, --beside and --verify for processes of the program."""
    add_library_argument(parser)
    parser.add_argument(
        "--rule", metavar="RULE", action="append", dest="rules", help="check this rule only; may be given several times"
    )
    add_json_argument(parser)
    parser.add_argument("--look-ahead", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--beside", choices=("check", "statistics"), help=argparse.SUPPRESS)
    parser.add_argument("--verify", action="store_true", help=argparse.SUPPRESS)
    parser.epilog = "Exit code 1 if there are errors, 0 if there are none, 2 if the check could not run."


def execute(arguments: argparse.Namespace) -> int:
    """Check, and print what was found."""
    if arguments.look_ahead:
        Library.serve_checking(arguments.library, sys.stdin.buffer, sys.stdout.buffer)
        return 0
    if arguments.beside:
        # Whoever reads meanwhile goes first.
        lower_priority(idle=False)
        with Library.open(arguments.library, refresh=False) as library:
            library.tell_beside(arguments.beside, arguments.verify, sys.stdout)
        return 0
    counts: Counter[Severity] = Counter()
    try:
        with Library.open(arguments.library, refresh=False) as library:
            findings = _counted(_findings(library, arguments.rules), counts)
            if arguments.json:
                print_json_list(finding.as_problem().as_json() for finding in findings)
            else:
                _print(findings, counts)
    except QtBrowserError as error:
        print(escaped_line(f"qtbrowser: {error}"), file=sys.stderr)
        return _COULD_NOT_RUN
    except OSError as error:
        if is_closed_pipe(error):
            # Nothing has failed.
            raise
        told = ": ".join(str(part) for part in ("qtbrowser", error.filename, error.strerror or error) if part)
        print(escaped_line(told), file=sys.stderr)
        return _COULD_NOT_RUN
    return 1 if counts[Severity.ERROR] else 0


def _findings(library: Library, rules: Sequence[str] | None) -> Iterator[Finding]:
    """Check a library, with a progress bar that is gone at the first finding."""
    steps = _told_what_is_left_out(library.check_in_parts(rules, verify=True, with_repairs=False), library)
    parts: list[tuple[Finding, ...]] = []

    def checking() -> Iterator[CheckProgress]:
        is_told = False
        for progress in steps:
            if progress.is_waiting and not is_told:
                is_told = True
                print("Another check of this library is running. This one waits for its end.", file=sys.stderr)
            if progress.findings is not None:
                parts.append(progress.findings)
                return
            yield progress

    for _ in with_bar("Checking", checking()):
        pass
    for part in chain(parts, (progress.findings or () for progress in steps)):
        yield from part


def _told_what_is_left_out(steps: Iterable[CheckProgress], library: Library) -> Iterator[CheckProgress]:
    for progress in steps:
        for rule in progress.left_out:
            told = (
                f"{rule} was not checked: nothing has been read for search by meaning yet. "
                f"`qtbrowser meaning {library.folder}` reads it, if it is in English."
            )
            print(escaped_line(told), file=sys.stderr)
        yield progress


def _counted(findings: Iterable[Finding], counts: Counter[Severity]) -> Iterator[Finding]:
    for finding in findings:
        counts[finding.severity] += 1
        yield finding


def found(folder: str, rules: Sequence[str] | None) -> tuple[Finding, ...]:
    """Check a library, with a progress bar.

    Raises:
        LibraryError, UsageError: the check can't run.
    """
    findings: tuple[Finding, ...] = ()
    with Library.open(folder, refresh=False) as library:
        steps = _told_what_is_left_out(library.check(rules, verify=True), library)
        for progress in with_bar("Checking", steps):
            findings = progress.findings or findings
    return findings


def _print(findings: Iterable[Finding], counts: Counter[Severity]) -> None:
    for finding in findings:
        place = f"{finding.path}:{finding.line}" if finding.line else finding.path
        print(escaped_line(f"{place}: {finding.severity}: {finding.message} [{finding.rule}]"))
    print(", ".join(f"{counts[severity]:,} {severity}{'' if counts[severity] == 1 else 's'}" for severity in Severity))
