"""``qtbrowser progress set STATE DOCUMENT ...|show ... --library FOLDER``."""

from __future__ import annotations

import argparse
from collections import Counter

from qtbrowser.cli.common import add_json_argument, add_library_argument, open_current, print_json
from qtbrowser.control_characters import escaped_line
from qtbrowser.library import Library
from qtbrowser.personal.reading_states import ReadingState


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The two actions, each with --library and --json."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    setting = actions.add_parser("set", help="set how far documents are read")
    setting.add_argument("state", metavar="STATE", choices=[state.value for state in ReadingState])
    setting.add_argument("documents", metavar="DOCUMENT", nargs="+", help="a document's path, id or address")
    showing = actions.add_parser("show", help="show how far the documents are read")
    for action in (setting, showing):
        add_library_argument(action)
        add_json_argument(action)


def execute(arguments: argparse.Namespace) -> int:
    """Run one action."""
    with open_current(arguments.library) as library:
        if arguments.action == "set":
            library.kept.set_reading_state(arguments.documents, ReadingState(arguments.state))
            library.note_identities()
            return 0
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
