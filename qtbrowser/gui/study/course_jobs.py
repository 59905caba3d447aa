"""Jobs of courses: read, composed from what the list shows, planned; and the reader's own record. No Qt."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date as Date
from pathlib import Path
from typing import TYPE_CHECKING

from qtbrowser.gui.browse.browse_jobs import load_rows
from qtbrowser.gui.browse.rows import ListRequest
from qtbrowser.whole_file import whole_file

if TYPE_CHECKING:
    from qtbrowser.curation.change_set import ChangeSet
    from qtbrowser.documents.course import Course, CourseStep
    from qtbrowser.documents.problem import Problem
    from qtbrowser.library import Library
    from qtbrowser.library.course_api import CourseProgress
    from qtbrowser.library.progress_records import Shared

MOST_LISTED = 200
"""Most documents of a list that become steps of their own."""


@dataclass(frozen=True, slots=True)
class ShownCourse:
    """A course with what its rows show.

    Attributes:
        progress: how far the reader is in it.
        titles: of each step in its order: of its document, or the subject's name.
        is_overdue: whether it should be done by now and is not.
    """

    progress: CourseProgress
    titles: tuple[str, ...]
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class LoadedCourses:
    """The courses of a library.

    Attributes:
        courses: by title.
        problems: one for each file that can't be read as a course.
        drafts: those that are composed and not published.
    """

    courses: tuple[ShownCourse, ...]
    problems: tuple[Problem, ...]
    drafts: tuple[Course, ...] = ()


@dataclass(frozen=True, slots=True)
class CourseDraft:
    """A course that is being composed.

    Attributes:
        course: as it is now.
        titles: path -> title of the documents of its steps.
        is_new: whether its file is to be made.
        left_out: how many documents of a list are no steps, because there are more than `MOST_LISTED`.
    """

    course: Course
    titles: Mapping[str, str]
    is_new: bool = False
    left_out: int = 0


def load_courses(library: Library) -> LoadedCourses:
    """Read all courses."""
    courses, problems = library.courses.all()
    today = Date.today()  # noqa: DTZ011 - the learner's own day
    shown = []
    for course in courses:
        progress = library.courses.progress(course)
        paths = [one.paths[0] for one in progress.steps if one.paths and not one.step.subject]
        entries = library.entries_of(paths)
        titles = []
        for one in progress.steps:
            entry = entries.get(one.paths[0]) if one.paths and not one.step.subject else None
            titles.append(entry.title if entry is not None else one.step.subject or one.step.document)
        shown.append(ShownCourse(progress, tuple(titles), progress.is_overdue(today)))
    return LoadedCourses(tuple(shown), problems, library.courses.drafts())


def course_draft(library: Library, name: str) -> CourseDraft:
    """A course to be changed: its draft, where there is one."""
    draft = next((one for one in library.courses.drafts() if one.name == name), None)
    return _drafted(library, draft or library.courses.get(name), is_new=draft is not None)


def keep_draft(library: Library, course: Course) -> None:
    """Keep a course that is not published."""
    library.courses.keep_draft(course)


def drop_draft(library: Library, name: str) -> None:
    """Remove the draft of a course, if there is one."""
    library.courses.drop_draft(name)


def draft_of_list(library: Library, request: ListRequest, title: str) -> CourseDraft:
    """A draft of a course of what the list shows.

    Args:
        library: the open library.
        request: what the list shows.
        title: of the course.
    """
    from qtbrowser.documents.course import Course

    steps, left_out = listed_steps(library, request)
    course = Course(library.courses.unused_name(title), title, steps=steps)
    return replace(_drafted(library, course, is_new=True), left_out=left_out)


def proposed_draft(library: Library, subject: str) -> CourseDraft:
    """A draft of the documents of a subject that most others link to."""
    course = library.courses.propose(subject, "draft")
    return _drafted(library, replace(course, name=library.courses.unused_name(course.title)), is_new=True)


def more_steps(library: Library, request: ListRequest) -> CourseDraft:
    """The steps of what the list shows, as a draft that has nothing else."""
    return draft_of_list(library, request, "")


def listed_steps(library: Library, request: ListRequest) -> tuple[tuple[CourseStep, ...], int]:
    """What the list shows as steps: the documents; a subject of more than `MOST_LISTED` as one step.

    Returns:
        The steps, and how many rows of the list are none, because there are more.
    """
    from qtbrowser.documents.course import CourseStep

    page = load_rows(library, request, 0, MOST_LISTED)
    is_subject = not (request.is_search or request.is_similar or request.selection.topic or request.narrowing)
    if is_subject and page.total > MOST_LISTED and request.selection.subject:
        return (library.courses.subject_step(request.selection.subject),), 0
    paths = dict.fromkeys(row.path for row in page.rows)
    return tuple(CourseStep(document=path) for path in paths), max(0, page.total - len(page.rows))


def publishing(library: Library, course: Course) -> ChangeSet:
    """The change that writes a course into the library."""
    return library.courses.publish(course)


def removal(library: Library, name: str) -> ChangeSet:
    """The change that removes a course from the library."""
    return library.courses.remove(name)


def write_record(
    library: Library, file: Path, learner: str, shared: Collection[Shared], only: Sequence[str] = ()
) -> Path:
    """Write the reader's own record, in the form that the suffix of the file tells; returns the file.

    Args:
        library: the open library.
        file: a .json, .csv or .jsonl file; another suffix is written as JSON.
        learner: the name that the reader wants to be known by.
        shared: what may be in it.
        only: the names of the courses that are meant; empty for all.
    """
    from qtbrowser.library.progress_records import progress_record
    from qtbrowser.personal.progress_record import RECORD_WRITERS, record_as_json

    record = progress_record(library, learner, shared, only)
    with whole_file(file, private=True) as stream:
        stream.write(RECORD_WRITERS.get(file.suffix.lower(), record_as_json)(record).encode("utf-8"))
    return file


def _drafted(library: Library, course: Course, *, is_new: bool) -> CourseDraft:
    entries = library.entries_of([step.document for step in course.steps if step.document])
    return CourseDraft(course, {path: entry.title for path, entry in entries.items()}, is_new)
