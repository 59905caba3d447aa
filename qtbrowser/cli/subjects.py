"""``qtbrowser subjects --library FOLDER``."""

from __future__ import annotations

import argparse

from qtbrowser.catalog.catalog_values import Subject
from qtbrowser.cli.common import add_hidden_argument, add_json_argument, add_library_argument, open_current, print_json
from qtbrowser.control_characters import escaped_line


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--library, --include-hidden, --json."""
    add_library_argument(parser)
    add_hidden_argument(parser)
    add_json_argument(parser)


def execute(arguments: argparse.Namespace) -> int:
    """Print the subject tree with its counts; as JSON with the topics too."""
    with open_current(arguments.library) as library:
        subjects = library.subjects(arguments.include_hidden)
    if arguments.json:
        print_json([_as_json(subject) for subject in subjects])
        return 0
    for subject in subjects:
        for node in subject.walk():
            indent = "  " * node.key.count("/")
            print(f"{indent}{escaped_line(node.name)}  {node.count:,}")
    return 0


def _as_json(subject: Subject) -> dict[str, object]:
    return {
        "subject": subject.path,
        "count": subject.count,
        "topics": [{"topic": topic.name, "count": topic.count} for topic in subject.topics],
        "children": [_as_json(child) for child in subject.children],
    }
