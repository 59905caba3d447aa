"""``qtbrowser undo [N] --library FOLDER``."""

from __future__ import annotations

import argparse
import sys

from qtbrowser.cli.changing import add_changing_arguments, counted, index_changed, last_progress, tell, with_bar
from qtbrowser.cli.common import print_json, whole_number
from qtbrowser.control_characters import escaped_line
from qtbrowser.errors import JournalError
from qtbrowser.library import Library


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """N, --library, --dry-run, --json."""
    parser.add_argument(
        "number",
        metavar="N",
        nargs="?",
        type=whole_number,
        help="its number in the history; the last change if not given",
    )
    parser.epilog = "A change that was interrupted is rolled back."
    add_changing_arguments(parser)


def execute(arguments: argparse.Namespace) -> int:
    """Take back a change."""
    return turn(arguments, back=True)


def turn(arguments: argparse.Namespace, *, back: bool) -> int:
    """Take back a change, or apply it again.

    Raises:
        JournalError: there is no such change.
    """
    with Library.open(arguments.library, refresh=False) as library:
        chosen = arguments.number
        if chosen is None:
            entry = library.undoable() if back else library.redoable()
            if entry is None:
                raise JournalError(f"There is nothing to {'undo' if back else 'do again'}.")
            chosen = entry.number
        change_set = library.recorded(chosen, undone=back)
        if arguments.dry_run:
            tell(library, change_set, None, arguments)
            return 0
        carried = library.undo(chosen, refresh=False) if back else library.redo(chosen, refresh=False)
        last = last_progress(with_bar("Writing", carried))
        done = last.number
        index_changed(library, change_set.paths)
        state = next(entry.state.value for entry in library.history() if entry.number == done)
    if arguments.json:
        left_out = [refusal.path for refusal in last.refused]
        value = {"change": done, "label": change_set.label, "state": state, "files": list(change_set.paths)}
        print_json({**value, "left_out": left_out})
    else:
        label = escaped_line(change_set.label)
        files = len(change_set.files) - len(last.refused)
        print(f"Change {done} is {state.replace('_', ' ')}: {label}, {counted(files)}.")
        if last.refused:
            again = f"qtbrowser {'undo' if back else 'redo'} {done}"
            print(f"{counted(len(last.refused))} left alone; {again} tries them again.", file=sys.stderr)
    return 1 if last.refused else 0
