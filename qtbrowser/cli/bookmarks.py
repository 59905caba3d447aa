"""``qtbrowser bookmarks add|list|remove|rename|export|import ... --library FOLDER``."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from qtbrowser.cli.common import (
    add_json_argument,
    add_library_argument,
    open_current,
    print_json,
    write_exported,
)
from qtbrowser.cli.complaints import as_sentence
from qtbrowser.control_characters import escaped_line
from qtbrowser.library import Library
from qtbrowser.personal.bookmark_files import as_entries, form_of, read_file, written
from qtbrowser.personal.bookmarks import Bookmark


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The six actions, each with --library and --json."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name, does in (
        ("add", "bookmark a document; a bookmark that is there gets the new note"),
        ("list", "list the bookmarks by folder"),
        ("remove", "remove a document's bookmarks"),
        ("rename", "rename a folder of bookmarks, with the folders below it"),
        ("export", "write the bookmarks into a file: JSON, Markdown or HTML by its ending"),
        ("import", "read bookmarks from a JSON or HTML file; none becomes a second one"),
    ):
        action = actions.add_parser(name, help=does, description=as_sentence(does))
        if name in ("add", "remove"):
            action.add_argument("document", metavar="DOCUMENT", help="a document's path, id or address")
        if name in ("export", "import"):
            action.add_argument("file", metavar="FILE", type=Path)
        if name == "rename":
            action.add_argument("old", metavar="FOLDER")
            action.add_argument("new", metavar="NEW_NAME")
        if name not in ("import", "rename"):
            action.add_argument("--folder", metavar="NAME", help="the folder of bookmarks, as in Physics/Optics")
        if name == "add":
            action.add_argument("--note", metavar="TEXT", help="a remark of your own")
        add_library_argument(action)
        add_json_argument(action)


def execute(arguments: argparse.Namespace) -> int:
    """Run one action."""
    actions: dict[str, Callable[[Library, argparse.Namespace], int]] = {
        "add": _add,
        "list": _list,
        "remove": _remove,
        "rename": _rename,
        "export": _export,
        "import": _import,
    }
    with open_current(arguments.library) as library:
        return actions[arguments.action](library, arguments)


def _add(library: Library, arguments: argparse.Namespace) -> int:
    bookmark = library.kept.add_bookmark(arguments.document, arguments.folder or "", arguments.note)
    library.note_identities()
    if arguments.json:
        print_json(as_entries([bookmark])[0])
    else:
        print(escaped_line(f"Bookmarked {bookmark.path}{_in_folder(bookmark.folder)}."))
    return 0


def _list(library: Library, arguments: argparse.Namespace) -> int:
    bookmarks = library.kept.bookmarks(arguments.folder)
    if arguments.json:
        print_json(as_entries(bookmarks))
        return 0
    folder = ""
    for bookmark in bookmarks:
        if bookmark.folder != folder:
            folder = bookmark.folder
            print(escaped_line(f"{folder}/"))
        print(("  " if folder else "") + escaped_line(_line(bookmark)))
    if not bookmarks:
        print("There are no bookmarks.")
    return 0


def _remove(library: Library, arguments: argparse.Namespace) -> int:
    removed = library.kept.remove_bookmark(arguments.document, arguments.folder)
    if arguments.json:
        print_json({"removed": removed})
    elif removed:
        print(f"Removed {removed} {'bookmark' if removed == 1 else 'bookmarks'}.")
    else:
        print(escaped_line(f"{arguments.document} has no bookmark{_in_folder(arguments.folder or '')}."))
    return 0 if removed else 1


def _rename(library: Library, arguments: argparse.Namespace) -> int:
    renamed = library.kept.rename_bookmark_folder(arguments.old, arguments.new)
    if arguments.json:
        print_json({"renamed": renamed})
    elif renamed:
        print(escaped_line(f"Renamed the folder {arguments.old} to {arguments.new}."))
    else:
        print(escaped_line(f"There is no folder {arguments.old} that could be renamed."))
    return 0 if renamed else 1


def _export(library: Library, arguments: argparse.Namespace) -> int:
    bookmarks = library.kept.bookmarks(arguments.folder)
    text = written(bookmarks, form_of(arguments.file))
    write_exported(arguments.file, text, len(bookmarks), "bookmark", as_json=arguments.json)
    return 0


def _import(library: Library, arguments: argparse.Namespace) -> int:
    file: Path = arguments.file
    found = read_file(file)
    stored, unknown = library.kept.import_bookmarks(found)
    library.note_identities()
    if arguments.json:
        print_json({"imported": len(stored), "unknown": list(unknown)})
    else:
        print(escaped_line(f"Imported {_counted(len(stored))} from {file}."))
        for path in unknown:
            print(escaped_line(f"This library has no document {path}."))
    return 0


def _line(bookmark: Bookmark) -> str:
    missing = " (missing)" if bookmark.is_missing else ""
    return f"{bookmark.path}{missing}" + (f": {bookmark.note}" if bookmark.note else "")


def _in_folder(folder: str) -> str:
    return f" in {folder}" if folder else ""


def _counted(count: int) -> str:
    return f"{count:,} {'bookmark' if count == 1 else 'bookmarks'}"
