"""``qtbrowser edit PATH... --library FOLDER``: changes fields, keywords and answers of many documents at once."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from qtbrowser.cli.changing import (
    add_changing_arguments,
    add_new_subject_argument,
    add_paths_argument,
    change,
    require_subject,
    require_topic,
    with_bar,
)
from qtbrowser.cli.common import open_current, whole_number
from qtbrowser.control_characters import escaped_line
from qtbrowser.curation.edits import (
    FIELDS_OF_SUBJECTS,
    AddKeyword,
    ConvertToUtf8,
    Edit,
    RemoveKeyword,
    RenameSubject,
    RenameTopic,
    RenumberIds,
    ReplaceText,
    SetField,
    Several,
)
from qtbrowser.documents.problem import ENCODING_RULE
from qtbrowser.errors import UsageError
from qtbrowser.library import Library

_NAMES = "a field has its name in the file, one within a group is written with a dot: seo.page_keywords"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """PATH..., --set, --unset, --add-keyword, --remove-keyword and others, and the options for the library."""
    add_paths_argument(parser)
    parser.epilog = (
        "Each option can be given several times, and all of them together are one step in the history. --set changes "
        f"that field only; {_NAMES}. To change file, address and links as well, use qtbrowser move."
    )
    parser.add_argument(
        "--search", metavar="QUERY", help="also edit the documents that have all that is searched for, no near ones"
    )
    parser.add_argument("--set", metavar="FIELD=VALUE", action="append", default=[], help="set a field to a value")
    parser.add_argument("--unset", metavar="FIELD", action="append", default=[], help="remove a field")
    parser.add_argument("--add-keyword", metavar="K", action="append", default=[], help="add a keyword")
    parser.add_argument("--remove-keyword", metavar="K", action="append", default=[], help="remove a keyword")
    parser.add_argument(
        "--replace", metavar=("FIND", "WITH"), nargs=2, action="append", default=[], help="replace text in answers"
    )
    parser.add_argument(
        "--to-utf8",
        action="store_true",
        help="first convert documents of another encoding to UTF-8, so that they can be edited; those that are named, "
        "and those that a subject or topic is renamed in",
    )
    parser.add_argument("--regex", action="store_true", help="FIND is a regular expression, WITH may name its groups")
    parser.add_argument("--ignore-case", action="store_true", help="FIND matches capitals and small letters")
    parser.add_argument(
        "--renumber",
        metavar="START",
        nargs="?",
        type=whole_number,
        const=-1,
        help="give new ids, beginning at START or the next free one",
    )
    everywhere = parser.add_argument_group("in the whole library, without PATH")
    everywhere.add_argument(
        "--rename-subject", metavar=("OLD", "NEW"), nargs=2, action="append", default=[], help="or merge it into NEW"
    )
    everywhere.add_argument(
        "--rename-topic", metavar=("OLD", "NEW"), nargs=2, action="append", default=[], help="or merge it into NEW"
    )
    add_new_subject_argument(parser)
    add_changing_arguments(parser)


def execute(arguments: argparse.Namespace) -> int:
    """Edit, and print what has changed."""
    everywhere = arguments.rename_subject or arguments.rename_topic
    sets_subject = any(pair.partition("=")[0].strip() in FIELDS_OF_SUBJECTS for pair in arguments.set)
    needs_index = bool(everywhere or arguments.renumber is not None or arguments.search or sets_subject)
    if not arguments.paths and not arguments.search and not everywhere:
        raise UsageError("No documents are named. Give their paths, or --search.")
    if not arguments.paths and not arguments.search and (option := _of_named_documents(arguments)):
        raise UsageError(f"{option} is about documents that are named. Give their paths, or --search.")
    with open_current(arguments.library) if needs_index else Library.open(arguments.library, refresh=False) as library:
        for old, _ in arguments.rename_subject[:1]:  # a later one may name what an earlier one makes
            require_subject(library, old)
        # Documents that are named as well may get the keyword first.
        if arguments.rename_topic and not (arguments.paths or arguments.search):
            require_topic(library, arguments.rename_topic[0][0])
        paths = list(library.named_paths(arguments.paths))
        if arguments.search:
            found = library.meeting(arguments.search)
            if not found:
                told = f"No document has all that is searched for: {arguments.search}"
                print(escaped_line(told), file=sys.stderr)
            paths += found
        edits = _edits(arguments, tuple(dict.fromkeys(paths)))
        converted = (*paths, *_of_other_encoding(library, edits)) if arguments.to_utf8 else ()
        if converted or (arguments.to_utf8 and not edits):
            edits.insert(0, ConvertToUtf8(tuple(dict.fromkeys(converted))))
        if not edits:
            raise UsageError("No change is named. Give --set, --add-keyword or another option.")
        code = change(library, _together(edits, len(paths)), arguments)
        _offer_copies(library, paths)
        return code


def _of_named_documents(arguments: argparse.Namespace) -> str:
    """An option that is given and changes only documents that are named; empty if there is none."""
    given = {
        "--set": arguments.set,
        "--unset": arguments.unset,
        "--add-keyword": arguments.add_keyword,
        "--remove-keyword": arguments.remove_keyword,
        "--replace": arguments.replace,
        "--renumber": arguments.renumber is not None,
    }
    return next((option for option, is_given in given.items() if is_given), "")


def _of_other_encoding(library: Library, edits: Sequence[Edit]) -> list[str]:
    """The documents of another encoding that a subject or topic is renamed in."""
    renaming = tuple(edit for edit in edits if isinstance(edit, RenameSubject | RenameTopic))
    others = {problem.path for problem in library.problems() if problem.rule == ENCODING_RULE} if renaming else set()
    if not others:
        return []
    found: set[str] = set()
    for progress in with_bar("Planning", library.plan(Several(renaming, ""))):
        if progress.change_set is not None:
            found = others & {refusal.path for refusal in progress.change_set.refused}
    return sorted(found)


def _offer_copies(library: Library, paths: Sequence[str]) -> None:
    """Name the copies that are declared to be kept in step with edited documents, and were not edited with them."""
    if copies := library.review.copies_in_step(paths):
        print(escaped_line(f"To be kept in step, the same edit again for: {' '.join(copies)}"), file=sys.stderr)


def _edits(arguments: argparse.Namespace, paths: tuple[str, ...]) -> list[Edit]:
    edits: list[Edit] = []
    for pair in arguments.set:
        field, equals, value = pair.partition("=")
        if not equals or not field.strip():
            raise UsageError(f"--set takes FIELD=VALUE, not {pair}.")
        edits.append(SetField(paths, field.strip(), value))
    edits += [SetField(paths, field, None) for field in arguments.unset]
    edits += [AddKeyword(paths, keyword) for keyword in arguments.add_keyword]
    edits += [RemoveKeyword(paths, keyword) for keyword in arguments.remove_keyword]
    edits += [
        ReplaceText(paths, find, replacement, arguments.regex, not arguments.ignore_case)
        for find, replacement in arguments.replace
    ]
    if arguments.renumber is not None:
        edits.append(RenumberIds(paths, None if arguments.renumber < 0 else arguments.renumber))
    edits += [RenameSubject(old, new) for old, new in arguments.rename_subject]
    edits += [RenameTopic(old, new) for old, new in arguments.rename_topic]
    return edits


def _together(edits: Sequence[Edit], documents: int) -> Edit:
    if len(edits) == 1:
        return edits[0]
    noun = "document" if documents == 1 else "documents"
    of_them = f" of {documents:,} {noun}" if documents else ""
    return Several(tuple(edits), f"{len(edits)} edits{of_them}")
