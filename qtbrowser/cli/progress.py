"""``qtbrowser progress set STATE DOCUMENT ...|show|export|report ...``."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

from qtbrowser.cli.common import add_json_argument, add_library_argument, form_of, open_current, print_json
from qtbrowser.control_characters import escaped_line
from qtbrowser.library import Library
from qtbrowser.library.progress_records import Shared, progress_record
from qtbrowser.personal.progress_record import (
    RECORD_WRITERS,
    ReportRow,
    report_as_csv,
    report_rows,
)
from qtbrowser.personal.reading_state import ReadingState
from qtbrowser.whole_file import whole_file

_PROVES = (
    "Nothing proves who has made a record: a checksum shows damage, and anybody can make a new one. "
    "A record of a learner without a name counts as one of its own."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The actions, each with --json; all but ``report`` with --library."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    setting = actions.add_parser("set", help="set how far documents are read")
    setting.add_argument("state", metavar="STATE", choices=[state.value for state in ReadingState])
    setting.add_argument("documents", metavar="DOCUMENT", nargs="+", help="a document's path, id or address")
    showing = actions.add_parser("show", help="show how far the documents are read")
    exporting = actions.add_parser(
        "export", help="write your own record: JSON, a table (.csv) or xAPI statements (.jsonl)"
    )
    exporting.add_argument("--output", metavar="FILE", type=Path, required=True, help="a .json, .csv or .jsonl file")
    exporting.add_argument(
        "--name", metavar="NAME", default="", help="the name you want to be known by; none if left out"
    )
    exporting.add_argument(
        "--share",
        choices=[str(one) for one in Shared],
        nargs="+",
        default=[str(Shared.COURSES)],
        help="what may be in it: courses (if left out), how far each document is read, figures of study",
    )
    exporting.add_argument("--course", metavar="COURSE", nargs="+", default=[], help="only these courses")
    reporting = actions.add_parser("report", help="put the records of many learners together", epilog=_PROVES)
    reporting.add_argument("files", metavar="FILE", nargs="+", type=Path, help="records in JSON")
    reporting.add_argument("--output", metavar="FILE", type=Path, help="write the report as a table (.csv)")
    for action in (setting, showing, exporting):
        add_library_argument(action)
    for action in (setting, showing, exporting, reporting):
        add_json_argument(action)


def execute(arguments: argparse.Namespace) -> int:
    """Run one action."""
    if arguments.action == "report":
        return _report(arguments)
    with open_current(arguments.library) as library:
        if arguments.action == "set":
            library.kept.set_reading_state(arguments.documents, ReadingState(arguments.state))
            library.note_identities()
            count = len(arguments.documents)
            if arguments.json:
                print_json({"set": count, "state": arguments.state})
            else:
                print(f"Set {count:,} document{'' if count == 1 else 's'} to {arguments.state}.")
            return 0
        if arguments.action == "export":
            return _export(library, arguments)
        return _show(library, as_json=arguments.json)


def _show(library: Library, *, as_json: bool) -> int:
    states = library.kept.reading_states()
    if as_json:
        print_json([{"path": path, "state": state.value} for path, state in sorted(states.items())])
        return 0
    for state in (ReadingState.KNOWN, ReadingState.READ, ReadingState.BEGUN):
        for path in sorted(path for path, one in states.items() if one is state):
            print(escaped_line(f"{state.value:<6} {path}"))
    counts = Counter(states.values())
    unread = library.count() - sum(counts.values())
    words = [f"{count:,} {state.value}" for state, count in counts.items()]
    print(", ".join([*words, f"{unread:,} unread"]))
    return 0


def _export(library: Library, arguments: argparse.Namespace) -> int:
    file: Path = arguments.output
    writer = form_of(file, RECORD_WRITERS)
    record = progress_record(library, arguments.name, [Shared(one) for one in arguments.share], arguments.course)
    with whole_file(file, private=True) as stream:
        stream.write(writer(record).encode("utf-8"))
    courses = len(record["courses"])
    if arguments.json:
        print_json({"courses": courses, "shared": arguments.share, "file": str(file)})
    else:
        words = "1 course" if courses == 1 else f"{courses:,} courses"
        print(escaped_line(f"Wrote {words} to {file}. It holds: {', '.join(arguments.share)}. Nothing was sent."))
    return 0


def _report(arguments: argparse.Namespace) -> int:
    file: Path | None = arguments.output
    writer = None if file is None else form_of(file, {".csv": report_as_csv})
    rows, errors = report_rows(arguments.files)
    if file is not None and writer is not None:
        with whole_file(file) as stream:
            stream.write(writer(rows).encode("utf-8"))
    if arguments.json:
        print_json([_entry(row) for row in rows])
    else:
        for row in rows:
            print(escaped_line(_line(row)))
        print(_PROVES)
    for error in errors:
        print(escaped_line(f"qtbrowser: {error}"), file=sys.stderr)
    return 1 if errors else 0


def _entry(row: ReportRow) -> dict[str, Any]:
    return {**asdict(row), "due": None if row.due is None else row.due.isoformat(), "state": row.state}


def _line(row: ReportRow) -> str:
    who = row.learner or row.file
    words = [f"{who}: {row.state}"]
    if row.has_course:
        words = [f"{row.course}: {who}: {row.done} of {row.total}, {row.state}"]
    if row.required:
        words.append("required")
    if row.due is not None:
        words.append(f"due {row.due.isoformat()}")
    if not row.is_sound:
        words.append("the file is damaged or was changed")
    return ", ".join(words)
