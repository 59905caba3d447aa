"""Code shared by the commands: opening a library with a progress bar, common options, printing JSON."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from textwrap import indent
from typing import Any, BinaryIO, TypeVar

from qtbrowser.catalog.catalog_values import Progress, Stage
from qtbrowser.cli.terminal import CLEAR_LINE, obeyed
from qtbrowser.control_characters import escaped_line
from qtbrowser.errors import DocumentError, UsageError
from qtbrowser.library import Library
from qtbrowser.whole_file import whole_file

Form = TypeVar("Form")

_MOST_DIGITS = 18
"""Of a number, so that a column of SQLite can hold it."""

_LABELS = {
    Stage.SCANNING: "Scanning the folder",
    Stage.VERIFYING: "Comparing",
    Stage.READING: "Indexing",
    Stage.JOINING: "Finishing the index",
}


def add_library_argument(parser: argparse.ArgumentParser) -> None:
    """``--library FOLDER``, required."""
    parser.add_argument("--library", metavar="FOLDER", required=True, help="the folder of documents")


def add_json_argument(parser: argparse._ActionsContainer) -> None:
    """``--json``."""
    parser.add_argument("--json", action="store_true", help="print JSON")


def add_hidden_argument(parser: argparse.ArgumentParser) -> None:
    """``--include-hidden``."""
    parser.add_argument("--include-hidden", action="store_true", help="also documents marked no_index")


def whole_number(text: str) -> int:
    """The value of an argument that counts something; it is 0 or more.

    Raises:
        argparse.ArgumentTypeError: it is no such number, or has too many digits.
    """
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        raise argparse.ArgumentTypeError(f"{text[:40]} is not a whole number from 0 to {'9' * _MOST_DIGITS}")
    return int(text)


def standard_input(most_bytes: int) -> str:
    """The text on the standard input, which is UTF-8 whatever the locale is; its lines end in newlines.

    Args:
        most_bytes: its largest size.

    Raises:
        UsageError: there is no standard input.
        DocumentError: it is larger, or no UTF-8 text.
    """
    if sys.stdin is None:
        raise UsageError("There is no standard input.")
    return utf8_text(sys.stdin.buffer, "standard input", most_bytes).replace("\r\n", "\n")


def utf8_text(stream: BinaryIO, name: str, most_bytes: int) -> str:
    """The UTF-8 text of a stream, without a byte order mark.

    Args:
        stream: read from where it is.
        name: what errors call it.
        most_bytes: its largest size.

    Raises:
        DocumentError: it is larger, or no UTF-8 text.
        OSError: it can't be read.
    """
    raw = stream.read(most_bytes + 1)
    if len(raw) > most_bytes:
        raise DocumentError(f"The text is too large: more than {most_bytes:,} bytes.", path=name)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError("The text is not UTF-8.", path=name) from error


def form_of(file: Path, forms: Mapping[str, Form]) -> Form:
    """What the suffix of a file's name stands for.

    Args:
        file: the file.
        forms: suffix in small letters, with its dot -> what it stands for.

    Raises:
        UsageError: the name has none of these suffixes.
    """
    try:
        return forms[file.suffix.lower()]
    except KeyError:
        endings = " or ".join(forms)
        raise UsageError(f"The name of the file must end with {endings}.", path=str(file)) from None


def write_exported(file: Path, text: str, count: int, thing: str, *, as_json: bool) -> None:
    """Write an exported file as a whole, and tell how much is in it.

    Args:
        file: the file.
        text: its text.
        count: how many things it holds.
        thing: what one of them is called.
        as_json: whether that is told as JSON.

    Raises:
        OSError: it can't be written.
    """
    with whole_file(file) as stream:
        stream.write(text.encode())
    if as_json:
        print_json({"exported": count})
    else:
        print(escaped_line(f"Exported {count:,} {thing}{'' if count == 1 else 's'} to {file}."))


def open_current(folder: str) -> Library:
    """Open a library and bring its index up to date, with a progress bar if stderr is a terminal."""
    with ExitStack() as opened:
        library = opened.enter_context(Library.open(folder, refresh=False))
        library.repair_on_search()
        for _ in with_progress_bar(library.refresh_if_possible()):
            pass
        if library.notice:
            print(escaped_line(f"qtbrowser: {library.notice}"), file=sys.stderr)
        opened.pop_all()
    return library


def print_json(value: Any) -> None:
    """Print a JSON value on stdout; letters outside ASCII are not escaped."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    print()


def print_json_list(values: Iterable[Any]) -> None:
    """Print a list as `print_json` does, each value as it comes."""
    before = "["
    for value in values:
        text = json.dumps(value, ensure_ascii=False, indent=2)
        print(before, indent(text, "  "), sep="\n", end="")
        before = ","
    print("[]" if before == "[" else "\n]")


def with_progress_bar(steps: Iterable[Progress]) -> Iterator[Progress]:
    """Pass progress through, drawing it on stderr if that is a terminal."""
    drawn = False
    for progress in steps:
        if sys.stderr.isatty() and (label := _LABELS.get(progress.stage)):
            obeyed(CLEAR_LINE, sys.stderr)
            sys.stderr.write(_bar(label, progress, shutil.get_terminal_size().columns))
            sys.stderr.flush()
            drawn = True
        yield progress
    if drawn:
        obeyed(CLEAR_LINE, sys.stderr)
        sys.stderr.flush()


def _bar(label: str, progress: Progress, columns: int) -> str:
    if not progress.total:
        return f"{label} ..."[: columns - 1]
    counts = f" {progress.done:,} of {progress.total:,}"
    width = max(0, min(40, columns - len(label) - len(counts) - 4))
    filled = width * progress.done // progress.total
    return f"{label} {'█' * filled}{'░' * (width - filled)}{counts}"[: columns - 1]
