"""``qtbrowser course list|show|check|propose|publish|remove ... --library FOLDER``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import date as Date
from pathlib import Path

from qtbrowser.cli.changing import add_changing_arguments, apply_planned, require_changeable
from qtbrowser.cli.common import (
    add_json_argument,
    add_library_argument,
    open_current,
    print_json,
    standard_input,
    utf8_text,
    whole_number,
)
from qtbrowser.control_characters import escaped_controls, escaped_line
from qtbrowser.documents.course import LARGEST_FILE
from qtbrowser.errors import DocumentError, UsageError
from qtbrowser.library import Library
from qtbrowser.library.course_api import PROPOSED_STEPS, CourseProgress
from qtbrowser.library.progress_records import course_as_json


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The actions, each with --library and --json."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    listing = actions.add_parser("list", help="list the courses, and how far you are in them")
    showing = actions.add_parser("show", help="show the steps of a course, and how far you are in them")
    checking = actions.add_parser("check", help="tell which courses and steps are faulty")
    proposing = actions.add_parser("propose", help="print a draft: the documents of a subject that most link to")
    proposing.add_argument("subject", metavar="SUBJECT")
    proposing.add_argument(
        "--steps", metavar="N", type=whole_number, default=PROPOSED_STEPS, help="the most steps (20)"
    )
    publishing = actions.add_parser("publish", help="write a course into the library, as a step of the history")
    publishing.add_argument("file", metavar="FILE", type=Path, help="a course's file; - for standard input")
    publishing.add_argument("--name", metavar="NAME", help="of the course's file; that of FILE if left out")
    removing = actions.add_parser("remove", help="remove a course from the library, as a step of the history")
    for action in (showing, removing):
        action.add_argument("course", metavar="COURSE", help="the name of the course's file, without .toml")
    for action in (listing, showing, checking, proposing):
        add_library_argument(action)
        add_json_argument(action)
    for action in (publishing, removing):
        add_changing_arguments(action)


def execute(arguments: argparse.Namespace) -> int:
    """Run one action."""
    actions: dict[str, Callable[[Library, argparse.Namespace], int]] = {
        "list": _list,
        "show": _show,
        "check": _check,
        "propose": _propose,
        "publish": _publish,
        "remove": _remove,
    }
    with open_current(arguments.library) as library:
        return actions[arguments.action](library, arguments)


def _list(library: Library, arguments: argparse.Namespace) -> int:
    courses, problems = library.courses.all()
    found = [library.courses.progress(course) for course in courses]
    if arguments.json:
        print_json([course_as_json(progress) for progress in found])
    for progress in found if not arguments.json else ():
        print(escaped_line(f"{progress.course.name}: {_head(progress)}"))
    if not (found or problems or arguments.json):
        print("There are no courses.")
    for problem in problems:
        print(escaped_line(f"{problem.path}: {problem.message}"), file=sys.stderr)
    return 1 if problems else 0


def _show(library: Library, arguments: argparse.Namespace) -> int:
    progress = library.courses.progress(library.courses.get(arguments.course))
    if arguments.json:
        print_json(course_as_json(progress))
        return 0
    print(escaped_line(_head(progress)))
    if progress.course.about:
        print(escaped_controls(progress.course.about))
    for one, step in zip(progress.steps, course_as_json(progress)["steps"], strict=True):
        if step["heading"]:
            print()
            print(escaped_line(step["heading"]))
        if not one.step.is_heading:
            mark = "x" if one.is_done else "?" if one.is_missing else " "
            print(escaped_line(f"[{mark}] {step['title']}: {step['goal']}, {one.done} of {one.total}"))
        if step["remark"]:
            print(escaped_line(f"    {step['remark']}"))
    return 0


def _head(progress: CourseProgress) -> str:
    course = progress.course
    words = [f"{course.title}: {progress.done} of {progress.total} steps"]
    if course.required:
        words.append("required")
    if course.due is not None:
        today = Date.today()  # noqa: DTZ011 - the learner's own day
        words.append(f"{'overdue since' if progress.is_overdue(today) else 'due'} {course.due.isoformat()}")
    return ", ".join(words)


def _check(library: Library, arguments: argparse.Namespace) -> int:
    problems = library.courses.check()
    if arguments.json:
        print_json([problem.as_json() for problem in problems])
    else:
        for problem in problems:
            print(escaped_line(f"{problem.path}: {problem.message}"))
        if not problems:
            print("The courses have no faults.")
    return 1 if problems else 0


def _propose(library: Library, arguments: argparse.Namespace) -> int:
    if arguments.steps < 1:
        raise UsageError("--steps has to be at least 1.")
    text = library.courses.file_of(library.courses.propose(arguments.subject, "draft", arguments.steps))
    if arguments.json:
        print_json({"course": text})
    else:
        print(escaped_controls(text), end="")
    return 0


def _publish(library: Library, arguments: argparse.Namespace) -> int:
    file: Path = arguments.file
    is_input = str(file) == "-"
    name = arguments.name or ("" if is_input else file.stem)
    if not name:
        raise UsageError("Name the course with --name.")
    text = standard_input(LARGEST_FILE) if is_input else _text_of(file)
    require_changeable(library, arguments)
    try:
        planned = library.courses.publish_file(name, text)
    except DocumentError as error:
        source = "standard input" if is_input else str(file)
        raise DocumentError(error.reason, rule=error.rule, path=source, line=error.line) from error
    return apply_planned(library, planned, arguments)


def _text_of(file: Path) -> str:
    """The text of a course's file.

    Raises:
        DocumentError: it is no UTF-8 text, or too large for a course.
        OSError: it can't be read.
    """
    with file.open("rb") as stream:
        return utf8_text(stream, str(file), LARGEST_FILE)


def _remove(library: Library, arguments: argparse.Namespace) -> int:
    require_changeable(library, arguments)
    return apply_planned(library, library.courses.remove(arguments.course), arguments)
