"""Courses: ordered lists of documents and subjects to be learned, one TOML file each in ``.qtbrowser/courses``.

    title = "First week"
    about = "What everybody has to know."
    due = 2027-01-15               # optional: the day by which it is to be done
    required = true                # optional

    [[step]]
    heading = "Water"              # begins a part; a step may be a heading alone
    document = "physics/ice.md"    # path and id, either is enough; the path is that of the library
    id = 17
    goal = "read"                  # "read", "know" or "answer 8 of 10"
    remark = "The first figure is enough."

    [[step]]
    subject = "Science/Physics"
    goal = "answer 8 of 10"

Keys that this version does not know are kept. A file that can't be read stops only itself.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Date
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qtbrowser.documents.confined_open import read_file
from qtbrowser.documents.file_places import FilePlaces
from qtbrowser.documents.nesting import refuse_deep_toml
from qtbrowser.documents.portable_names import unportable
from qtbrowser.documents.problem import Problem
from qtbrowser.errors import DocumentError, PathRefused

# What writes TOML takes long to import, and courses are seldom written.
if TYPE_CHECKING:
    import tomlkit

COURSE_FOLDER = ".qtbrowser/courses"
SUFFIX = ".toml"
COURSE_RULE = "course"
"""The rule of a problem in a course's file."""

LARGEST_FILE = 4 * 1024 * 1024
"""Most bytes of a course's file that are read."""

MOST_COURSES = 10_000
"""Most files of the folder that are read."""

_GOAL = re.compile(r"answer (\d{1,6}) of (\d{1,6})")
_STEP_KEYS = ("heading", "document", "id", "subject", "goal", "remark")


class GoalKind(StrEnum):
    """What a step asks of a learner."""

    READ = "read"
    KNOW = "know"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be reached in a step.

    Attributes:
        kind: to have read its documents, to know them, or to have answered some of its questions.
        wanted: how many questions are to be answered; 0 for the other kinds.
        asked: how many are asked; 0 for the other kinds.
    """

    kind: GoalKind = GoalKind.READ
    wanted: int = 0
    asked: int = 0

    def __str__(self) -> str:
        return f"answer {self.wanted} of {self.asked}" if self.kind is GoalKind.ANSWER else str(self.kind)

    @classmethod
    def parse(cls, text: str) -> Goal | None:
        """The goal that is written as in a course's file; None if it is none."""
        if text in {GoalKind.READ, GoalKind.KNOW}:
            return cls(GoalKind(text))
        found = _GOAL.fullmatch(text)
        wanted, asked = (int(number) for number in found.groups()) if found else (0, 0)
        return cls(GoalKind.ANSWER, wanted, asked) if 0 < wanted <= asked else None


@dataclass(frozen=True, slots=True)
class CourseStep:
    """One step of a course. It is about a document, a subject with all below it, or is a heading alone.

    Attributes:
        heading: begins a part of the course; empty for none.
        document: the library path of a document; empty for none.
        id: the document's id, by which it is found when it has moved; None for none.
        subject: the path of a subject; empty for none.
        goal: what is to be reached.
        remark: a sentence for the learner.
        extra: keys that this version does not know.
    """

    heading: str = ""
    document: str = ""
    id: int | str | None = None
    subject: str = ""
    goal: Goal = Goal()
    remark: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_heading(self) -> bool:
        """Whether there is nothing to do in it."""
        return not (self.document or self.subject or self.id is not None)


@dataclass(frozen=True, slots=True)
class Course:
    """A course.

    Attributes:
        name: of its file, without the suffix.
        title: what it is called; the name if it has no title.
        about: a paragraph for the learner.
        due: the day by which it is to be done; None for none.
        required: whether it has to be done.
        steps: in their order.
        extra: keys of the file that this version does not know.
    """

    name: str
    title: str
    about: str = ""
    due: Date | None = None
    required: bool = False
    steps: tuple[CourseStep, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """The library path of its file."""
        return course_path(self.name)


def course_path(name: str) -> str:
    """The library path of a course's file."""
    return f"{COURSE_FOLDER}/{name}{SUFFIX}"


def course_name_refused(name: str) -> str:
    """Why a course can't have this name, as a sentence; empty if it can."""
    if not name or name.startswith(".") or "/" in name or "\\" in name:
        return "The name of a course has to be one that a file can have."
    return unportable(course_path(name), "") or ""


def parse_course(name: str, text: str) -> Course:
    """The course that a file holds.

    Raises:
        DocumentError: the file is not TOML, or not that of a course.
    """
    refuse_deep_toml(text)
    try:
        tables = tomllib.loads(text)
    except ValueError as error:  # one of a number of thousands of digits is no TOMLDecodeError
        raise DocumentError(f"The file is not valid TOML: {error}.", rule=COURSE_RULE) from error
    steps = tables.pop("step", [])
    if not isinstance(steps, list) or not all(isinstance(step, dict) for step in steps):
        raise DocumentError("step has to be a list of tables: [[step]].", rule=COURSE_RULE)
    title = _text(tables, "title", "the course") or name
    about = _text(tables, "about", "the course")
    due, required = tables.pop("due", None), tables.pop("required", False)
    if isinstance(due, datetime):
        due = due.date()
    if due is not None and not isinstance(due, Date):
        raise DocumentError("due has to be a day, such as 2027-01-15, without quotes.", rule=COURSE_RULE)
    if not isinstance(required, bool):
        raise DocumentError("required has to be true or false.", rule=COURSE_RULE)
    read = tuple(_step(step, number) for number, step in enumerate(steps, start=1))
    return Course(name, title, about, due, required, read, tables)


def _step(table: dict[str, Any], number: int) -> CourseStep:
    where = f"step {number}"
    identity = table.pop("id", None)
    if identity is not None and (not isinstance(identity, (int, str)) or isinstance(identity, bool)):
        raise DocumentError(f"id of {where} has to be a number or a text.", rule=COURSE_RULE)
    goal_text = _text(table, "goal", where) or GoalKind.READ
    if (goal := Goal.parse(goal_text)) is None:
        reason = f"goal of {where} has to be “read”, “know” or such as “answer 8 of 10”."
        raise DocumentError(reason, rule=COURSE_RULE)
    heading, document, subject, remark = (
        _text(table, key, where) for key in ("heading", "document", "subject", "remark")
    )
    if subject and (document or identity is not None):
        raise DocumentError(f"{where} has a document and a subject; make two steps of it.", rule=COURSE_RULE)
    return CourseStep(heading, document, identity, subject, goal, remark, table)


def _text(table: dict[str, Any], key: str, where: str) -> str:
    value = table.pop(key, "")
    if not isinstance(value, str):
        raise DocumentError(f"{key} of {where} has to be a text.", rule=COURSE_RULE)
    return value


def course_text(course: Course, present: str = "") -> str:
    """The file of a course.

    Args:
        course: the course.
        present: the present file, of which comments and the form of what stays are kept; empty if there is none, or it
            can't be read.
    """
    import tomlkit

    document, old = _present(course.name, present)
    fields: dict[str, Any] = {
        "title": course.title,
        "about": course.about or None,
        "due": course.due,
        "required": course.required or None,
        **course.extra,
    }
    for key, value in fields.items():
        if value is None:
            document.pop(key, None)
        elif key not in document or document[key] != value:
            document[key] = value
    if course.steps != old:
        tables = list(document.pop("step", ()))
        steps = tomlkit.aot()
        for step in course.steps:
            # A step that is the same keeps its comments and the form of its values.
            place = next((place for place, one in enumerate(old) if one == step and tables[place] is not None), None)
            if place is None:
                steps.append(_table(step))
            else:
                steps.append(tables[place])
                tables[place] = None
        if course.steps:
            document["step"] = steps
    return tomlkit.dumps(document)


def _present(name: str, text: str) -> tuple[tomlkit.TOMLDocument, tuple[CourseStep, ...]]:
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        return tomlkit.parse(text), parse_course(name, text).steps
    except (TOMLKitError, ValueError, DocumentError):
        return tomlkit.document(), ()


def _table(step: CourseStep) -> Any:
    import tomlkit

    table = tomlkit.table()
    values = (step.heading, step.document, step.id, step.subject, None if step.is_heading else str(step.goal))
    for key, value in zip(_STEP_KEYS, (*values, step.remark), strict=True):
        if value not in {"", None}:
            table[key] = value
    for key, value in step.extra.items():
        table[key] = value
    return table


def course_names(root: Path) -> list[str]:
    """The names of a library's courses, in their order; none if the folder is missing or can't be listed."""
    names = sorted(FilePlaces(root).names(COURSE_FOLDER))
    found = [name.removesuffix(SUFFIX) for name in names if name.endswith(SUFFIX) and not name.startswith(".")]
    return found[:MOST_COURSES]


def read_course(root: Path, name: str) -> Course:
    """One course of a library.

    Args:
        root: the library's folder, resolved.
        name: of its file, without the suffix.

    Raises:
        DocumentError: there is no such course, or its file can't be read.
    """
    path = course_path(name)
    try:
        text = read_file(root, path, LARGEST_FILE).decode("utf-8-sig")
        return parse_course(name, text)
    except FileNotFoundError as error:
        raise DocumentError("There is no such course.", rule=COURSE_RULE, path=path) from error
    except UnicodeDecodeError as error:
        raise DocumentError("The file is not UTF-8 text.", rule=COURSE_RULE, path=path) from error
    except OSError as error:
        raise DocumentError(f"The file can't be read: {error.strerror}.", rule=COURSE_RULE, path=path) from error
    except PathRefused as error:
        raise DocumentError(error.reason, rule=COURSE_RULE, path=path) from error
    except DocumentError as error:
        raise DocumentError(error.reason, rule=COURSE_RULE, path=path) from error


def read_courses(root: Path) -> tuple[tuple[Course, ...], tuple[Problem, ...]]:
    """The courses of a library that can be read, by their titles, and a problem for each of the others.

    Args:
        root: the library's folder, resolved.
    """
    courses, problems = [], []
    for name in course_names(root):
        try:
            courses.append(read_course(root, name))
        except DocumentError as error:
            problems.append(Problem.from_error(error, course_path(name)))
    return tuple(sorted(courses, key=lambda course: course.title.casefold())), tuple(problems)
