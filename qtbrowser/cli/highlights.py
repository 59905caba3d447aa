"""``qtbrowser highlights add|list|note|blank|remove|export ... --library FOLDER``."""

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
    listing.add_argument(
        "--query", metavar="WORDS", default="", help="only those that hold these words, or whose note does"
    )
    noting = actions.add_parser("note", help="write the remark in the margin of a highlight; an empty one removes it")
    noting.add_argument("id", metavar="ID", help="its id, as list --json tells it")
    noting.add_argument("text", metavar="TEXT", help="Markdown")
    blanking = actions.add_parser("blank", help="cover a highlight when its document is asked back")
    blanking.add_argument("id", metavar="ID", help="its id, as list --json tells it")
    blanking.add_argument("--off", action="store_true", help="show it from now on")
    removing = actions.add_parser("remove", help="remove a highlight")
    removing.add_argument("id", metavar="ID", help="its id, as list --json tells it")
    exporting = actions.add_parser("export", help="write all into a file: JSON, CSV or Markdown by its ending")
    exporting.add_argument("file", metavar="FILE", type=Path)
    for action in (adding, listing, noting, blanking, removing, exporting):
        add_library_argument(action)
        add_json_argument(action)


def execute(arguments: argparse.Namespace) -> int:
    """Run one action."""
    actions: dict[str, Callable[[Library, argparse.Namespace], int]] = {
        "add": _add,
        "list": _list,
        "note": _note,
        "blank": _blank,
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
    words = arguments.query.casefold().split()
    found = tuple(one for one in found if all(word in f"{one.quote}\n{one.note}".casefold() for word in words))
    if arguments.json:
        print_json(highlight_entries(found))
        return 0
    for one in found:
        missing, note = " (missing)" if one.is_missing else "", f" – {one.note}" if one.note else ""
        print(escaped_line(f"{one.path}{missing}: {one.colour.value}: {' '.join(one.quote.split())}{note}"))
    if not found:
        print("There are no highlights.")
    return 0


def _note(library: Library, arguments: argparse.Namespace) -> int:
    was_there = library.kept.write_highlight_note(arguments.id, arguments.text)
    return _told(arguments, was_there, {"note": arguments.text if was_there else ""}, "Wrote the note on")


def _blank(library: Library, arguments: argparse.Namespace) -> int:
    was_there = library.kept.blank_highlight(arguments.id, not arguments.off)
    done = "Shows again" if arguments.off else "Blanked"
    return _told(arguments, was_there, {"blank": was_there and not arguments.off}, done)


def _told(arguments: argparse.Namespace, was_there: bool, answer: dict[str, object], done: str) -> int:
    """Print the answer of an action on one highlight; returns the exit code."""
    if arguments.json:
        print_json(answer)
    elif was_there:
        print(escaped_line(f"{done} highlight {arguments.id}."))
    else:
        print(escaped_line(f"There is no highlight {arguments.id}."))
    return 0 if was_there else 1


def _remove(library: Library, arguments: argparse.Namespace) -> int:
    was_there = library.kept.remove_highlight(arguments.id)
    return _told(arguments, was_there, {"removed": int(was_there)}, "Removed")


def _export(library: Library, arguments: argparse.Namespace) -> int:
    form, found = form_of(arguments.file, _FORMS), library.kept.highlights()
    text = highlights_written(found, form)
    write_exported(arguments.file, text, len(found), "highlight", as_json=arguments.json)
    return 0
