"""``qtbrowser move PATH... --library FOLDER``: moves documents; files, addresses and links are updated."""

from __future__ import annotations

import argparse

from qtbrowser.cli.changing import (
    add_changing_arguments,
    add_new_subject_argument,
    add_paths_argument,
    change,
    require_subject,
)
from qtbrowser.cli.common import open_current
from qtbrowser.curation.edits import Edit, MoveDocument, RenameDocument, RenameSubject, Several
from qtbrowser.errors import UsageError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """PATH..., --subject, --name, --all-of."""
    add_paths_argument(parser)
    parser.epilog = "Folder, file name, address and every link to the documents are updated."
    parser.add_argument("--subject", metavar="SUBJECT", help="move to this subject")
    parser.add_argument("--name", metavar="FILE_NAME", help="give the file of one document another name")
    parser.add_argument("--all-of", metavar="SUBJECT", help="move a whole subject, instead of PATH")
    add_new_subject_argument(parser)
    add_changing_arguments(parser)


def execute(arguments: argparse.Namespace) -> int:
    """Move, and print what has changed."""
    if (arguments.subject is None) == (arguments.name is None):
        raise UsageError("No destination is named. Give --subject or --name.")
    if bool(arguments.paths) == (arguments.all_of is not None) or (arguments.all_of and arguments.name):
        raise UsageError("Nothing to move is named. Give paths of documents, or a whole subject with --all-of.")
    with open_current(arguments.library) as library:
        if arguments.all_of is not None:
            require_subject(library, arguments.all_of)
            return change(library, RenameSubject(arguments.all_of, arguments.subject, move=True), arguments)
        paths = library.named_paths(arguments.paths)
        if arguments.name is not None:
            if len(paths) != 1:
                raise UsageError("--name can rename one document at a time only.")
            return change(library, RenameDocument(paths[0], arguments.name), arguments)
        edits: list[Edit] = [MoveDocument(path, arguments.subject) for path in paths]
        if len(edits) == 1:
            return change(library, edits[0], arguments)
        return change(library, Several(tuple(edits), f"Move {len(edits):,} documents"), arguments)
