"""``qtbrowser personal export FILE``, ``import FILE``, ``orphans``."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from qtbrowser.cli.common import add_json_argument, print_json
from qtbrowser.cli.complaints import as_sentence
from qtbrowser.control_characters import escaped_line
from qtbrowser.personal.exchange import export_data, import_data
from qtbrowser.personal.orphans import Orphans
from qtbrowser.personal.personal_store import PersonalStore, personal_store


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The three actions, each with --json."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name, does in (
        ("export", "write what you have kept into a JSON file"),
        ("import", "merge such a file into the present data; of two versions of an item the newer one is kept"),
        ("orphans", "list missing documents for which data is kept"),
    ):
        action = actions.add_parser(name, help=does, description=as_sentence(does))
        if name != "orphans":
            action.add_argument("file", metavar="FILE", type=Path)
        add_json_argument(action)


def execute(arguments: argparse.Namespace) -> int:
    """Export, import, or list orphans."""
    store = personal_store()
    actions: dict[str, Callable[[PersonalStore, argparse.Namespace], int]] = {
        "export": _export,
        "import": _import,
        "orphans": _orphans,
    }
    return actions[arguments.action](store, arguments)


def _export(store: PersonalStore, arguments: argparse.Namespace) -> int:
    rows = export_data(store, arguments.file)
    if arguments.json:
        print_json(rows)
    else:
        print(f"Exported {_counts(rows)} to {escaped_line(str(arguments.file))}.")
    return 0


def _import(store: PersonalStore, arguments: argparse.Namespace) -> int:
    imported = import_data(store, arguments.file)
    if arguments.json:
        print_json({"rows": imported.rows, "skipped": imported.skipped})
    else:
        print(f"Imported {_counts(imported.rows)} from {escaped_line(str(arguments.file))}.")
        if imported.skipped:
            print(f"Left out what could not be read: {imported.skipped}.")
    # Data that is only in memory is lost when this process ends.
    return 0 if store.is_kept else 1


def _orphans(store: PersonalStore, arguments: argparse.Namespace) -> int:
    orphans = Orphans(store).all()
    if arguments.json:
        print_json(
            [
                {
                    "key": orphan.key,
                    "library": orphan.folder,
                    "path": orphan.path,
                    "title": orphan.title,
                    "missing_since": orphan.missing_since.isoformat(),
                    "kept": orphan.kept,
                }
                for orphan in orphans
            ]
        )
        return 0
    for orphan in orphans:
        since = orphan.missing_since.astimezone().strftime("%Y-%m-%d")
        print(escaped_line(f"{orphan.folder}/{orphan.path}  missing since {since}: {_counts(orphan.kept)}"))
    if not orphans:
        print("Nothing is kept about missing documents.")
    return 0


def _counts(rows: dict[str, int]) -> str:
    words = [f"{count:,} {_named(name, count)}" for name, count in rows.items() if count]
    return ", ".join(words) or "nothing"


def _named(table: str, count: int) -> str:
    """``saved_search`` -> ``saved search`` of one, ``saved searches`` of several."""
    words = table.replace("_", " ")
    return words if count == 1 else f"{words}es" if words.endswith("ch") else f"{words}s"
