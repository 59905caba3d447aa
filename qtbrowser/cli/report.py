"""``qtbrowser report --library FOLDER --output FILE``: the check as a page to read or a table for a spreadsheet."""

from __future__ import annotations

import argparse
from pathlib import Path

from qtbrowser.cli.check import found
from qtbrowser.cli.common import add_library_argument
from qtbrowser.errors import UsageError
from qtbrowser.library import Library

_FORMATS = ("html", "csv")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--library, --rule, --format, --output."""
    add_library_argument(parser)
    parser.add_argument(
        "--rule", metavar="RULE", action="append", dest="rules", help="check this rule only; may be given several times"
    )
    parser.add_argument("--format", choices=_FORMATS, help="html or csv; by the ending of FILE's name if not given")
    parser.add_argument("--output", metavar="FILE", type=Path, help="where to write it; standard output if not given")


def execute(arguments: argparse.Namespace) -> int:
    """Check, and write the report."""
    kind = arguments.format or (arguments.output.suffix.lower().lstrip(".") if arguments.output else "html")
    if kind not in _FORMATS:
        raise UsageError("Name the file .html or .csv, or give --format.", path=str(arguments.output))
    findings = found(arguments.library, arguments.rules)
    name = Path(arguments.library).resolve().name
    write(Library.report(findings, "csv" if kind == "csv" else "html", name), arguments.output)
    return 0


def write(text: str, output: Path | None) -> None:
    """Write a report into a file, or print it."""
    if output is None:
        print(text, end="")
    else:
        output.write_text(text, encoding="utf-8", newline="")
