"""Code shared by the commands: opening a library with a progress bar, common options, printing JSON."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import Any

from qtbrowser.catalog.catalog_values import Progress, Stage
from qtbrowser.cli.terminal import CLEAR_LINE, obeyed
from qtbrowser.control_characters import escaped_line
from qtbrowser.library import Library

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
