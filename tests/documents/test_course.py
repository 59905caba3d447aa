"""The files of courses."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.documents.course import (
    Course,
    CourseStep,
    Goal,
    GoalKind,
    course_name_refused,
    course_path,
    course_text,
    parse_course,
    read_course,
    read_courses,
)
from qtbrowser.errors import DocumentError

FILE = """# by hand
title = "First week"
due = 2027-01-15
required = true
level = "easy"

[[step]]
heading = "Water"   # a part
document = "physics/ice.md"
id = 17
minutes = 5

[[step]]
subject = "Physics"
goal = "answer 8 of 10"
remark = "At the end."
"""
READ = Course(
    "first",
    "First week",
    due=date(2027, 1, 15),
    required=True,
    steps=(
        CourseStep("Water", "physics/ice.md", 17, extra={"minutes": 5}),
        CourseStep(subject="Physics", goal=Goal(GoalKind.ANSWER, 8, 10), remark="At the end."),
    ),
    extra={"level": "easy"},
)


def test_a_file_is_read() -> None:
    assert parse_course("first", FILE) == READ


def test_what_is_not_changed_stays_as_it_was_written() -> None:
    assert course_text(READ, FILE) == FILE
    shorter = Course("first", "Week one", due=READ.due, required=True, steps=READ.steps[:1], extra=READ.extra)
    text = course_text(shorter, FILE)
    assert text.startswith('# by hand\ntitle = "Week one"\n')
    assert 'heading = "Water"   # a part' in text
    assert parse_course("first", text) == shorter


def test_a_damaged_present_file_is_replaced() -> None:
    assert parse_course("first", course_text(READ, "title = ")) == READ


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("title = 1", "title of the course has to be a text."),
        ("step = 3", "step has to be a list of tables: [[step]]."),
        ("due = 'soon'", "due has to be a day, such as 2027-01-15, without quotes."),
        ("required = 1", "required has to be true or false."),
        ("[[step]]\nid = true", "id of step 1 has to be a number or a text."),
        ("[[step]]\n[[step]]\ngoal = 'answer 9 of 8'", "goal of step 2 has to be"),
        ("[[step]]\ndocument = 'a.md'\nsubject = 'B'", "step 1 has a document and a subject"),
        ("title = ", "The file is not valid TOML"),
        ("title = " + "9" * 5_000, "The file is not valid TOML"),
        ("a" + ".a" * 5_000 + " = 1", "nested"),
    ],
)
def test_what_is_wrong_is_said(text: str, reason: str) -> None:
    with pytest.raises(DocumentError, match=re.escape(reason)):
        parse_course("first", text)


@pytest.mark.parametrize(
    ("text", "goal"),
    [
        ("read", Goal()),
        ("know", Goal(GoalKind.KNOW)),
        ("answer 8 of 10", Goal(GoalKind.ANSWER, 8, 10)),
        ("answer 0 of 10", None),
        ("answer 11 of 10", None),
        ("answer", None),
        ("", None),
    ],
)
def test_goals(text: str, goal: Goal | None) -> None:
    assert Goal.parse(text) == goal
    if goal is not None:
        assert str(goal) == text


def test_a_damaged_file_stops_only_itself(tmp_path: Path) -> None:
    for name, text in (("first", FILE), ("second", "title ="), (".hidden", FILE)):
        file = tmp_path / course_path(name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (tmp_path / course_path("third")).write_bytes(b"\xff\xfe\x00")
    courses, problems = read_courses(tmp_path)
    assert courses == (READ,)
    assert [problem.path for problem in problems] == [course_path("second"), course_path("third")]
    with pytest.raises(DocumentError, match="There is no such course"):
        read_course(tmp_path, "fourth")


def test_a_course_outside_the_library_is_not_read(tmp_path: Path) -> None:
    library = tmp_path / "library"
    (library / ".qtbrowser").mkdir(parents=True)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "first.toml").write_text(FILE, encoding="utf-8")
    (library / ".qtbrowser" / "courses").symlink_to(outside)
    assert read_courses(library) == ((), ())
    with pytest.raises(DocumentError):
        read_course(library, "first")


@pytest.mark.parametrize("name", ["", "../x", "a/b", "a\\b", ".x", "con", "a:b"])
def test_names_that_no_file_can_have_are_refused(name: str) -> None:
    assert course_name_refused(name)


_text = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=20)
_steps = st.builds(
    CourseStep,
    heading=_text,
    document=_text,
    id=st.one_of(st.none(), st.integers(-(2**63), 2**63 - 1), _text.filter(bool)),
    goal=st.sampled_from([Goal(), Goal(GoalKind.KNOW), Goal(GoalKind.ANSWER, 2, 3)]),
    remark=_text,
).map(lambda step: CourseStep(step.heading, remark=step.remark) if step.is_heading else step)


@given(_text.filter(bool), _text, st.lists(_steps, max_size=4), st.booleans())
def test_what_is_written_is_read_again(title: str, about: str, steps: list[Any], required: bool) -> None:
    course = Course("x", title, about, None, required, tuple(steps))
    assert parse_course("x", course_text(course)) == course
    assert parse_course("x", course_text(course, FILE)) == Course(**{**_fields(course), "extra": {"level": "easy"}})


def _fields(course: Course) -> dict[str, Any]:
    return {name: getattr(course, name) for name in Course.__dataclass_fields__}
