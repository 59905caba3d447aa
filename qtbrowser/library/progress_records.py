"""Makes the reader's own record of how far he is in a library, with what he agrees to share and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from qtbrowser.library.course_api import CourseProgress, StepProgress
from qtbrowser.personal.moment import now
from qtbrowser.personal.progress_record import FORMAT, VERSION, with_checksum, written_sample
from qtbrowser.personal.study import dumped

if TYPE_CHECKING:
    from qtbrowser.library.library import Library


class Shared(StrEnum):
    """What of a reader's progress may be in a record."""

    COURSES = "courses"
    DOCUMENTS = "documents"
    STUDY = "study"


def progress_record(
    library: Library, learner: str, shared: Collection[Shared], only: Collection[str] = ()
) -> dict[str, Any]:
    """A record, see `qtbrowser.personal.progress_record`.

    Args:
        library: the library.
        learner: the name that the reader wants to be known by; may be empty.
        shared: what may be in it.
        only: the names of the courses that are meant; empty for all that can be read.

    Raises:
        DocumentError: there is no course of one of these names, or it can't be read.
    """
    courses: Sequence[CourseProgress] = ()
    if Shared.COURSES in shared:
        chosen = [library.courses.get(name) for name in only] if only else library.courses.all()[0]
        courses = [library.courses.progress(course) for course in chosen]
    record: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "created": now(),
        "learner": learner,
        "library": {
            "id": library.kept.library_identity(),
            "name": library.folder.name,
            "sample": written_sample(library.kept.library_sample()),
        },
        "courses": [_course(progress) for progress in courses],
    }
    if Shared.DOCUMENTS in shared:
        states = library.kept.reading_states()
        record["documents"] = [{"path": path, "state": str(state)} for path, state in sorted(states.items())]
    if Shared.STUDY in shared:
        record["study"] = dumped(library.study.study_statistics())
    return with_checksum(record)


def course_as_json(progress: CourseProgress) -> dict[str, Any]:
    """How far the reader is in a course, as a JSON value with the documents of each step."""
    steps = [
        {**_step(one), "paths": list(one.paths), "missing": one.is_missing, "remark": one.step.remark}
        for one in progress.steps
    ]
    return {**_course(progress), "about": progress.course.about, "steps": steps}


def _course(progress: CourseProgress) -> dict[str, Any]:
    course = progress.course
    return {
        "name": course.name,
        "title": course.title,
        "required": course.required,
        "due": None if course.due is None else course.due.isoformat(),
        "done": progress.done,
        "total": progress.total,
        "steps": [_step(one) for one in progress.steps],
    }


def _step(one: StepProgress) -> dict[str, Any]:
    step = one.step
    title = step.document or step.subject or ("" if step.id is None else f"id:{step.id}") or step.heading
    goal = "" if step.is_heading else str(step.goal)
    return {"heading": step.heading, "title": title, "goal": goal, "done": one.done, "total": one.total}
