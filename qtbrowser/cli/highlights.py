"""``qtbrowser highlights add|list|remove|export ... --library FOLDER``."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from qtbrowser.cli.common import (
    add_json_argument,
    add_library_argument,
    form_of,
    open_current,
    print_json,
    write_exported,
)
from qtbrowser.control_characters import escaped_line
from qtbrowser.library import Library
from qtbrowser.personal.highlight_colour import HighlightColour
from qtbrowser.personal.highlight_files import highlight_entries, highlights_written

_FORMS = {".json": "json", ".csv": "csv", ".md": "markdown", ".markdown": "markdown"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The actions, each with --library and --json."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    adding = actions.add_parser("add", help="highlight a passage of a document")
    adding.add_argument("document", metavar="DOCUMENT", help="a document's path, id or address")
    adding.add_argument("quote", metavar="QUOTE", help="what the passage says")
    adding.add_argument(
        "--colour", choices=[str(one) for one in HighlightColour], default=str(HighlightColour.YELLOW), help="yellow"
    )
    adding.add_argument("--note", metavar="TEXT", default="", help="a remark in the margin")
    listing = actions.add_parser("list", help="list the highlights by document")
    listing.add_argument("--document", metavar="DOCUMENT", help="only those of this document")
    listing.add_argument("--orphaned", action="store_true", help="only those whose passage is not there any more")
    removing = actions.add_parser("remove", help="remove a highlight")
    removing.add_argument("id", metavar="ID", help="its id, as list --json tells it")
    exporting = actions.add_parser("export", help="write all into a file: JSON, CSV or Markdown by its ending")
    exporting.add_argument("file", metavar="FILE", type=Path)
    for action in (adding, listing, removing, exporting):
        add_library_argument(action)
        add_json_argument(action)


def execute(arguments: argparse.Namespace) -> int:
    """Run one action."""
    actions: dict[str, Callable[[Library, argparse.Namespace], int]] = {
        "add": _add,
        "list": _list,
        "remove": _remove,
        "export": _export,
    }
    with open_current(arguments.library) as library:
        return actions[arguments.action](library, arguments)


def _add(library: Library, arguments: argparse.Namespace) -> int:
    colour = HighlightColour(arguments.colour)
    made = library.kept.highlight_quote(arguments.document, colour, arguments.quote, arguments.note)
    library.note_identities()
    if arguments.json:
        print_json(highlight_entries([made])[0])
    else:
        print(escaped_line(f"Highlighted in {made.path}: {made.quote}"))
    return 0


def _list(library: Library, arguments: argparse.Namespace) -> int:
    found = library.kept.orphaned_highlights() if arguments.orphaned else library.kept.highlights()
    if arguments.document is not None:
        own = {one.id for one in library.kept.highlights(arguments.document)}
        found = tuple(one for one in found if one.id in own)
    if arguments.json:
        print_json(highlight_entries(found))
        return 0
    for one in found:
        missing, note = " (missing)" if one.is_missing else "", f" – {one.note}" if one.note else ""
        print(escaped_line(f"{one.path}{missing}: {one.colour.value}: {' '.join(one.quote.split())}{note}"))
    if not found:
        print("There are no highlights.")
    return 0


def _remove(library: Library, arguments: argparse.Namespace) -> int:
    was_there = library.kept.remove_highlight(arguments.id)
    if arguments.json:
        print_json({"removed": int(was_there)})
    elif not was_there:
        print(escaped_line(f"There is no highlight {arguments.id}."))
    return 0 if was_there else 1


def _export(library: Library, arguments: argparse.Namespace) -> int:
    form, found = form_of(arguments.file, _FORMS), library.kept.highlights()
    text = highlights_written(found, form)
    write_exported(arguments.file, text, len(found), "highlight", as_json=arguments.json)
    return 0
