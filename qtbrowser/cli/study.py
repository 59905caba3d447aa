"""``qtbrowser study due|grade|undo|suspend|resume|bury|statistics|export ... --library FOLDER``."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from qtbrowser.cli.common import add_json_argument, add_library_argument, open_current, print_json, whole_number
from qtbrowser.control_characters import escaped_line
from qtbrowser.csv_table import csv_table
from qtbrowser.errors import UsageError
from qtbrowser.library import Library
from qtbrowser.personal.study import Grade, StudyCard, dumped
from qtbrowser.whole_file import whole_file

_GRADES = {grade.name.lower(): grade for grade in Grade}
_OF_ONE = {
    "suspend": "never ask a document back",
    "resume": "ask a suspended document back again",
    "bury": "don't ask a document back before tomorrow",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The actions, each with --library and --json."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    due = actions.add_parser("due", help="list what is to be asked now: what is due, then new documents")
    due.add_argument(
        "--new", metavar="N", type=whole_number, default=20, help="begin at most so many new ones a day (20)"
    )
    grade = actions.add_parser("grade", help="store how well an answer was remembered")
    grade.add_argument("document", metavar="DOCUMENT", help="a document's path, id or address")
    grade.add_argument("grade", metavar="GRADE", choices=list(_GRADES), help="again, hard, good or easy")
    export = actions.add_parser("export", help="write cards for Anki (.apkg), or a table (.csv)")
    export.add_argument("--output", metavar="FILE", type=Path, required=True, help="a .apkg or .csv file")
    export.add_argument("--deck", metavar="NAME", help="the deck's name in Anki; the library's if left out")
    export.add_argument(
        "--without-history", action="store_true", help="leave your grades and what is due out of the package"
    )
    for action in (due, export):
        action.add_argument("--search", metavar="QUERY", default="", help="only what this search finds")
    others = [actions.add_parser(name, help=does) for name, does in _OF_ONE.items()]
    for action in others:
        action.add_argument("document", metavar="DOCUMENT", help="a document's path, id or address")
    others.append(actions.add_parser("undo", help="take back the last grade"))
    others.append(actions.add_parser("statistics", help="count cards and grades, and what comes due"))
    for action in (due, grade, export, *others):
        add_library_argument(action)
        add_json_argument(action)


def execute(arguments: argparse.Namespace) -> int:
    """Run one action."""
    actions: dict[str, Callable[[Library, argparse.Namespace], int]] = {
        "due": _due,
        "grade": _grade,
        "undo": _undo,
        "statistics": _statistics,
        "export": _export,
        **dict.fromkeys(_OF_ONE, _of_one),
    }
    with open_current(arguments.library) as library:
        code = actions[arguments.action](library, arguments)
        library.note_identities()
        return code


def _due(library: Library, arguments: argparse.Namespace) -> int:
    cards = library.study.due(library.study.deck(arguments.search), arguments.new)
    if arguments.json:
        print_json([_entry(card) for card in cards])
        return 0
    for card in cards:
        when = "new" if card.is_new else card.due.astimezone().strftime("%Y-%m-%d")
        print(escaped_line(f"{when:<10}  {card.path}{'  (forgotten often)' if card.is_leech else ''}"))
    if not cards:
        print("Nothing is due.")
    return 0


def _grade(library: Library, arguments: argparse.Namespace) -> int:
    card = library.study.grade(arguments.document, _GRADES[arguments.grade])
    if arguments.json:
        print_json(_entry(card))
    else:
        print(escaped_line(f"{card.path} is asked again on {card.due.astimezone():%Y-%m-%d at %H:%M}."))
    return 0


def _undo(library: Library, arguments: argparse.Namespace) -> int:
    path = library.study.undo_grade()
    if arguments.json:
        print_json({"path": path})
    else:
        print("There is no grade to take back." if path is None else escaped_line(f"Took back the grade of {path}."))
    return 0 if path is not None else 1


def _of_one(library: Library, arguments: argparse.Namespace) -> int:
    if arguments.action == "bury":
        library.study.bury(arguments.document)
    else:
        library.study.suspend(arguments.document, arguments.action == "suspend")
    card = library.study.study_card(arguments.document)
    if card is None:
        return 0
    if arguments.json:
        print_json(_entry(card))
    elif arguments.action == "suspend":
        print(escaped_line(f"{card.path} is not asked until it is resumed."))
    elif arguments.action == "bury":
        print(escaped_line(f"{card.path} is not asked today any more."))
    else:
        print(escaped_line(f"{card.path} is asked again."))
    return 0


def _statistics(library: Library, arguments: argparse.Namespace) -> int:
    figures = library.study.study_statistics()
    if arguments.json:
        print_json(dumped(figures))
        return 0
    retention = "none yet" if figures.retention is None else f"{figures.retention:.0%}"
    print(f"Cards: {figures.cards:,}\nGrades: {figures.reviews:,}\nRemembered: {retention}")
    print(f"Days in a row: {figures.streak:,}\nDue today: {figures.forecast[0]:,}")
    print(f"Due within {len(figures.forecast)} days: {sum(figures.forecast):,}")
    return 0


def _export(library: Library, arguments: argparse.Namespace) -> int:
    file: Path = arguments.output
    deck = library.study.deck(arguments.search)
    written, left_out = 0, []
    if file.suffix.lower() == ".csv":
        rows = ((document.title, document.answer, document.subject) for document in map(library.document, deck))
        table = csv_table(("question", "answer", "subject"), rows, keeps_lines=True)
        with whole_file(file) as stream:
            stream.write(table.encode())
        written = len(deck)
    elif file.suffix.lower() == ".apkg":
        name = arguments.deck or Path(library.folder).name
        for _, fault in library.study.write_anki_package(deck, file, name, with_history=not arguments.without_history):
            written += not fault
            left_out += [fault] if fault else []
    else:
        raise UsageError("The name of the file must end with .apkg or .csv.", path=str(file))
    if arguments.json:
        print_json({"exported": written, "left_out": left_out})
    else:
        print(escaped_line(f"Exported {written:,} {'card' if written == 1 else 'cards'} to {file}."))
        for fault in left_out:
            print(escaped_line(fault))
    return 0


def _entry(card: StudyCard) -> dict[str, object]:
    due = None if card.is_new else card.due.isoformat(timespec="seconds")
    return {"path": card.path, "due": due, "new": card.is_new, "lapses": card.lapses, "suspended": card.is_suspended}
