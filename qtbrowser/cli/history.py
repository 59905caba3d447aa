"""``qtbrowser history --library FOLDER``."""

from __future__ import annotations

import argparse

from qtbrowser.cli.changing import counted
from qtbrowser.cli.common import add_json_argument, add_library_argument, print_json
from qtbrowser.control_characters import escaped_line
from qtbrowser.library import Library

_STATES = {
    "planned": "interrupted: undo rolls it back, redo finishes it",
    "undoing": "interrupted while being undone: undo continues that, redo reverses it",
    "redoing": "interrupted while being redone: undo reverses it, redo continues that",
    "done": "",
    "undone": "undone",
    "rolled_back": "rolled back",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--library, --json."""
    add_library_argument(parser)
    add_json_argument(parser)


def execute(arguments: argparse.Namespace) -> int:
    """List every change set, the newest first."""
    with Library.open(arguments.library, refresh=False) as library:
        entries = library.history()
        unfinished = {entry.number for entry in library.unfinished()}
    if arguments.json:
        print_json(
            [
                {
                    "number": entry.number,
                    "when": entry.when.isoformat(),
                    "label": entry.label,
                    "state": entry.state.value,
                    "unfinished": entry.number in unfinished,
                    "files": list(entry.paths),
                }
                for entry in entries
            ]
        )
        return 0
    for entry in entries:
        when = entry.when.astimezone().strftime("%Y-%m-%d %H:%M")
        state = _STATES[entry.state]
        note = f" ({state})" if state else ""
        print(f"{entry.number:>5}  {when}  {escaped_line(entry.label)}, {counted(len(entry.paths))}{note}")
    if not entries:
        print("Nothing has been changed yet.")
    return 0
