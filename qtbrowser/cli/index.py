"""``qtbrowser index FOLDER``: brings the index up to date. The window runs this command as its indexing process."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Mapping
from typing import Any

from qtbrowser.catalog.catalog_values import Changes, Progress
from qtbrowser.cli.common import add_json_argument, print_json, with_progress_bar
from qtbrowser.control_characters import escaped_line
from qtbrowser.errors import DoubtfulLoss, IndexBusy, QtBrowserError
from qtbrowser.garbage import seldom_collected
from qtbrowser.library import Library
from qtbrowser.process_priority import lower_priority

_LEFT_OUT = {
    "hidden": "{} hidden",
    "trash": "{} thrown away",
    "programs": "{} downloaded or built by programs",
    "gitignore": "{} excluded by .gitignore",
    "owner": "{} excluded by .qtbrowser.toml",
    "too-large": "{} too large",
    "text": "{} text files (--text-files on reads them)",
    "other-kind": "{} files of other kinds",
}
_ONE_LEFT_OUT = {"text": "1 text file (--text-files on reads it)", "other-kind": "1 file of another kind"}
"""Those whose words are others for one."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """FOLDER, --rebuild, --verify, --text-files, --accept-loss, --json; --events and --read-ahead for
    processes of the program.
    """
    parser.add_argument("folder", metavar="FOLDER", help="the folder of documents")
    parser.add_argument("--rebuild", action="store_true", help="build the whole index from scratch")
    parser.add_argument(
        "--verify", action="store_true", help="read every file, also those whose size and time have not changed"
    )
    parser.add_argument(
        "--text-files",
        choices=("on", "off"),
        help="from now on read .txt files as documents, or not; kept in .qtbrowser.toml",
    )
    parser.add_argument(
        "--accept-loss",
        action="store_true",
        help="take all documents for removed where the folder is empty or another drive is in its place; otherwise "
        "nothing is changed then",
    )
    add_json_argument(parser)
    parser.add_argument("--events", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--read-ahead", action="store_true", help=argparse.SUPPRESS)


def execute(arguments: argparse.Namespace) -> int:
    """Index, and print what has changed and what could not be read."""
    with seldom_collected():
        if arguments.read_ahead:
            Library.serve_reading(arguments.folder, sys.stdin.buffer, sys.stdout.buffer)
            return 0
        if arguments.events:
            # Nobody waits for this as for a command: whatever else the computer does goes first.
            lower_priority(idle=False)
            return _tell_events(arguments)
        return _index(arguments)


def _index(arguments: argparse.Namespace) -> int:
    """Index with a progress bar, and print the result."""
    begin = time.perf_counter()
    with Library.open(arguments.folder, refresh=False) as library:
        # Nothing is written where a drive is to be.
        is_away = library.is_out_of_reach and library.document_count > 0 and not arguments.accept_loss
        if arguments.text_files and not is_away:
            change_set = library.reading_text_files(arguments.text_files == "on")
            for _ in library.apply(change_set, refresh=False) if change_set else ():
                pass
        steps = library.refresh(rebuild=arguments.rebuild, verify=arguments.verify, accept_loss=arguments.accept_loss)
        try:
            changes = _run(with_progress_bar(steps))
        except DoubtfulLoss as error:
            advice = "If its documents were removed on purpose, add --accept-loss."
            raise DoubtfulLoss(f"{error.reason} {advice}", path=error.path) from error
        report = _report(library, changes, time.perf_counter() - begin)
    if arguments.json:
        print_json(report)
        return 0
    for problem in report["problems"]:
        place = f"{problem['path']}:{problem['line']}" if problem["line"] else problem["path"]
        print(escaped_line(f"{problem['severity']}: {place}: {problem['message']}"), file=sys.stderr)
    documents, problems = report["documents"], len(report["problems"])
    print(
        f"{documents:,} {'document' if documents == 1 else 'documents'}: "
        f"{report['added']:,} added, {report['updated']:,} updated, {report['removed']:,} removed, "
        f"{problems:,} {'problem' if problems == 1 else 'problems'}; "
        f"{report['seconds']:.1f} s, index {report['index_bytes'] / 1e6:,.1f} MB."
    )
    if sentence := left_out_sentence(report["left_out"]):
        print(sentence)
    for path in changes.waiting:
        print(escaped_line(f"{path}: Another program is writing this file. It is read the next time."), file=sys.stderr)
    return 0


def left_out_sentence(counts: Mapping[str, int]) -> str:
    """What was left out, as a sentence; empty if nothing was.

    Args:
        counts: as `Library.left_out` has them.
    """
    parts = []
    for reason, words in _LEFT_OUT.items():
        count = counts.get(reason, 0)
        if count:
            parts.append((_ONE_LEFT_OUT.get(reason, words) if count == 1 else words).format(f"{count:,}"))
    return f"Left out: {', '.join(parts)}." if parts else ""


def _run(steps: Iterator[Progress]) -> Changes:
    changes = Changes()
    for progress in steps:
        changes = changes if progress.changes is None else progress.changes
    return changes


def _report(library: Library, changes: Changes, seconds: float) -> dict[str, Any]:
    return {
        "documents": library.document_count,
        "added": len(changes.added),
        "updated": len(changes.updated),
        "removed": len(changes.removed),
        "problems": [
            {key: value for key, value in problem.as_json().items() if key != "fix"} for problem in library.problems()
        ],
        "seconds": round(seconds, 3),
        "index_bytes": library.index_bytes,
        "left_out": library.left_out,
        "waiting": changes.waiting,
    }


def _tell_events(arguments: argparse.Namespace) -> int:
    """Print one JSON object a line: progress, and at the end finished, busy or error."""
    begin = time.perf_counter()
    try:
        with Library.open(arguments.folder, refresh=False) as library:
            changes = Changes()
            steps = library.refresh(rebuild=arguments.rebuild, wait=False, accept_loss=arguments.accept_loss)
            for progress in steps:
                changes = changes if progress.changes is None else progress.changes
                _tell(
                    "progress",
                    stage=progress.stage,
                    done=progress.done,
                    total=progress.total,
                    committed=progress.committed,
                )
            report = _report(library, changes, time.perf_counter() - begin)
    except IndexBusy as error:
        _tell("busy", message=str(error))
        return error.exit_code
    except (QtBrowserError, OSError) as error:
        _tell("error", message=str(error), doubtful_loss=isinstance(error, DoubtfulLoss))
        return 1
    _tell("finished", **{**report, "problems": len(report["problems"])})
    return 0


def _tell(event: str, **details: object) -> None:
    print(json.dumps({"event": event, **details}), flush=True)
