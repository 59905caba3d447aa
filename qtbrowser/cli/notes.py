"""``qtbrowser notes write|show|list|remove|export ... --library FOLDER``."""

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
    standard_input,
    write_exported,
)
from qtbrowser.cli.complaints import as_sentence
from qtbrowser.control_characters import escaped_controls, escaped_line
from qtbrowser.library import Library
from qtbrowser.personal.note_files import note_entries, notes_written

_FORMS = {".json": "json", ".csv": "csv", ".md": "markdown", ".markdown": "markdown"}
_LARGEST_NOTE = 4 * 1024 * 1024


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The five actions, each with --library and --json."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name, does in (
        ("write", "write the note on a document, replacing the one before"),
        ("show", "print the note on a document"),
        ("list", "list the notes, the last written one first"),
        ("remove", "remove the note on a document"),
        ("export", "write all notes into a file: JSON, CSV or Markdown by its ending"),
    ):
        action = actions.add_parser(name, help=does, description=as_sentence(does))
        if name in ("write", "show", "remove"):
            action.add_argument("document", metavar="DOCUMENT", help="a document's path, id or address")
        if name == "write":
            action.add_argument("text", metavar="TEXT", nargs="?", help="Markdown; read from the input if left out")
        if name == "list":
            action.add_argument("--query", metavar="WORDS", default="", help="only notes that hold these words")
        if name == "export":
            action.add_argument("file", metavar="FILE", type=Path)
        add_library_argument(action)
        add_json_argument(action)


def execute(arguments: argparse.Namespace) -> int:
    """Run one action."""
    actions: dict[str, Callable[[Library, argparse.Namespace], int]] = {
        "write": _write,
        "show": _show,
        "list": _list,
        "remove": _remove,
        "export": _export,
    }
    with open_current(arguments.library) as library:
        return actions[arguments.action](library, arguments)


def _write(library: Library, arguments: argparse.Namespace) -> int:
    text = standard_input(_LARGEST_NOTE) if arguments.text is None else arguments.text
    library.kept.write_note(arguments.document, text)
    library.note_identities()
    if arguments.json:
        print_json({"text": library.kept.note(arguments.document)})
    else:
        print(escaped_line(f"{'Wrote' if text.strip() else 'Removed'} the note on {arguments.document}."))
    return 0


def _show(library: Library, arguments: argparse.Namespace) -> int:
    text = library.kept.note(arguments.document)
    if arguments.json:
        print_json({"text": text})
    elif text:
        print(escaped_controls(text))
    else:
        print(escaped_line(f"There is no note on {arguments.document}."))
    return 0 if text else 1


def _list(library: Library, arguments: argparse.Namespace) -> int:
    notes = library.kept.notes(arguments.query)
    if arguments.json:
        print_json(note_entries(notes))
        return 0
    for note in notes:
        print(escaped_line(f"{note.path}{' (missing)' if note.is_missing else ''}: {' '.join(note.text.split())}"))
    if not notes:
        print("There are no notes.")
    return 0


def _remove(library: Library, arguments: argparse.Namespace) -> int:
    was_there = bool(library.kept.note(arguments.document))
    library.kept.write_note(arguments.document, "")
    if arguments.json:
        print_json({"removed": int(was_there)})
    elif was_there:
        print(escaped_line(f"Removed the note on {arguments.document}."))
    else:
        print(escaped_line(f"There is no note on {arguments.document}."))
    return 0 if was_there else 1


def _export(library: Library, arguments: argparse.Namespace) -> int:
    form, notes = form_of(arguments.file, _FORMS), library.kept.notes()
    write_exported(arguments.file, notes_written(notes, form), len(notes), "note", as_json=arguments.json)
    return 0
