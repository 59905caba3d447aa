"""``qtbrowser show ID_OR_PATH --library FOLDER``."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from qtbrowser.cli.common import add_library_argument, open_current, print_json
from qtbrowser.documents.document import Document
from qtbrowser.rendering.page import PART_BREAK


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """ID_OR_PATH, --library, --format."""
    parser.add_argument(
        "reference", metavar="ID_OR_PATH", help="a document's path, id or address; with #ANCHOR one section of it"
    )
    add_library_argument(parser)
    parser.add_argument(
        "--format",
        choices=("text", "markdown", "html", "json"),
        default="text",
        help="text (default), the decoded answer as markdown, the window's html, or all fields as json",
    )


def execute(arguments: argparse.Namespace) -> int:
    """Print one document."""
    with open_current(arguments.library) as library:
        if arguments.format == "text":
            print(library.render_text(arguments.reference))
        elif arguments.format == "html":
            print(library.render(arguments.reference).html.replace(PART_BREAK, "\n"))
        elif arguments.format == "markdown":
            print(library.document(arguments.reference).answer)
        else:
            print_json(_as_json(library.document(arguments.reference)))
    return 0


def _as_json(document: Document) -> dict[str, object]:
    value: dict[str, object] = {
        "path": document.path,
        "id": document.id,
        "title": document.title,
        "subject": document.subject,
        "date": None if document.date is None else document.date.isoformat(),
        "author": document.author,
        "url": document.url,
        "description": document.description,
        "keywords": list(document.keywords),
        "hidden": document.hidden,
        "answer": document.answer,
        "related": [asdict(link) for link in document.related],
    }
    if entries := document.entries:
        # Only a file that asks many has them.
        value["entries"] = [
            {"question": entry.question, "anchor": entry.anchor, "kind": entry.kind.value} for entry in entries
        ]
    return value
