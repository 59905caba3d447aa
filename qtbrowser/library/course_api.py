"""The part of a `Library` with its courses, and with how far the reader is in them."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date as Date
from pathlib import Path
from typing import TYPE_CHECKING

from qtbrowser.catalog.catalog_values import Selection
from qtbrowser.catalog.folding import subject_key
from qtbrowser.documents.course import (
    COURSE_RULE,
    Course,
    CourseStep,
    Goal,
    GoalKind,
    course_names,
    course_text,
    parse_course,
    read_course,
    read_courses,
)
from qtbrowser.documents.problem import Problem, Severity
from qtbrowser.errors import AmbiguousReference, DocumentError, DocumentNotFound, LibraryError, SubjectNotFound
from qtbrowser.library.kept_api import KeptApi
from qtbrowser.library.library_index import LibraryIndex
from qtbrowser.library.references import find_path
from qtbrowser.library.study_api import LARGEST_DECK, StudyApi
from qtbrowser.personal.course_drafts import CourseDrafts
from qtbrowser.personal.personal_store import personal_store
from qtbrowser.personal.reading_state import ReadingState

if TYPE_CHECKING:
    from qtbrowser.curation.change_set import ChangeSet

PROPOSED_STEPS = 20

_READ = frozenset({ReadingState.READ, ReadingState.KNOWN})
_KNOWN = frozenset({ReadingState.KNOWN})


@dataclass(frozen=True, slots=True)
class StepProgress:
    """How far the reader is in a step.

    Attributes:
        step: the step.
        paths: the library paths of its documents.
        done: how many of them are read or known, or how many questions are answered.
        total: how many have to be; 0 for a heading, and where none of its documents is in the library.
        is_missing: whether none of its documents is in the library.
    """

    step: CourseStep
    paths: tuple[str, ...]
    done: int
    total: int
    is_missing: bool = False

    @property
    def is_done(self) -> bool:
        """Whether its goal is reached."""
        return self.total > 0 and self.done >= self.total


@dataclass(frozen=True, slots=True)
class CourseProgress:
    """How far the reader is in a course.

    Attributes:
        course: the course.
        steps: of all its steps, headings included, in their order.
    """

    course: Course
    steps: tuple[StepProgress, ...]

    @property
    def total(self) -> int:
        """The number of steps that have a goal."""
        return sum(not one.step.is_heading for one in self.steps)

    @property
    def done(self) -> int:
        """The number of steps whose goal is reached."""
        return sum(one.is_done for one in self.steps)

    @property
    def is_done(self) -> bool:
        """Whether all goals are reached."""
        return self.total > 0 and self.done == self.total

    def is_overdue(self, day: Date) -> bool:
        """Whether it should be done by a day and is not."""
        return self.course.due is not None and self.course.due < day and not self.is_done

    @property
    def deck(self) -> tuple[str, ...]:
        """The documents of all steps, each once: what the self-check at the end asks."""
        return tuple(dict.fromkeys(path for one in self.steps for path in one.paths))


class CourseApi:
    """Reads and writes the courses of a library.

    Args:
        folder: the library's folder, resolved.
        index: its catalog.
        kept: what the reader has read.
        study: what the reader has answered.
    """

    def __init__(self, folder: Path, index: LibraryIndex, kept: KeptApi, study: StudyApi) -> None:
        self._folder = folder
        self._index = index
        self._kept = kept
        self._study = study

    def all(self) -> tuple[tuple[Course, ...], tuple[Problem, ...]]:
        """The courses by title, and a problem for each file that can't be read as one."""
        return read_courses(self._folder)

    def get(self, name: str) -> Course:
        """One course by the name of its file.

        Raises:
            DocumentError: there is no such course, or its file can't be read.
        """
        return read_course(self._folder, name)

    def check(self) -> tuple[Problem, ...]:
        """What is wrong with the courses: files that can't be read, courses without steps, and steps whose
        documents are not there.
        """
        courses, problems = self.all()
        found = list(problems)
        for course in courses:
            if not course.steps:
                reason = "The course has no steps; each of them begins with [[step]]."
                found.append(Problem(COURSE_RULE, Severity.WARNING, course.path, None, reason))
            for number, step in enumerate(course.steps, start=1):
                if fault := self._fault(step):
                    severity = Severity.WARNING
                    found.append(Problem(COURSE_RULE, severity, course.path, None, f"Step {number}: {fault}"))
        return tuple(found)

    def progress(self, course: Course) -> CourseProgress:
        """How far the reader is in a course."""
        states, answered = self._kept.reading_states(), self._study.answered()
        return CourseProgress(course, tuple(self._step(step, states, answered) for step in course.steps))

    def publish(self, course: Course, form: str = "") -> ChangeSet:
        """The change that writes a course into the library, to be applied by `EditApi.apply`.

        Args:
            course: the course. Steps with a document get its id as well, and steps with an id its path.
            form: a file of it, of which comments are kept; those of the present file if empty.

        Raises:
            EditRefused: it can't have its name, or its present file can't be read.
        """
        from qtbrowser.curation.course_edits import publishing_course

        completed = replace(course, steps=tuple(map(self._completed, course.steps)))
        return publishing_course(self._folder, completed, form)

    def publish_file(self, name: str, text: str) -> ChangeSet:
        """The change that writes a course into the library, given the text of its file; its comments stay.

        Raises:
            DocumentError: the text is not that of a course.
            EditRefused: as `publish`.
        """
        return self.publish(parse_course(name, text), text)

    def file_of(self, course: Course) -> str:
        """The text of a course's file."""
        return course_text(course)

    def remove(self, name: str) -> ChangeSet:
        """The change that removes a course from the library, to be applied by `EditApi.apply`.

        Raises:
            EditRefused: there is no such course, or its file can't be read.
        """
        from qtbrowser.curation.course_edits import removing_course

        return removing_course(self._folder, name)

    def unused_name(self, title: str) -> str:
        """A name for the file of a course with this title that no other course has."""
        from qtbrowser.curation.naming import free_name, slug

        taken = {*course_names(self._folder), *self._drafts.all()}
        return free_name(slug(title) or "course", taken.__contains__)

    def subject_step(self, subject: str, goal: Goal | None = None) -> CourseStep:
        """A step about a subject and all below it, under the name that the library gives it.

        Args:
            subject: its key or name, in any case.
            goal: what is to be reached; to read it if None.

        Raises:
            SubjectNotFound: the library has no such subject.
        """
        catalog, key = self._index.catalog, subject_key(subject)
        if catalog is None or not catalog.subjects.has_subject(key):
            raise SubjectNotFound(f"The library has no subject {subject}.")
        return CourseStep(subject=catalog.subjects.name(key), goal=goal or Goal())

    def drafts(self) -> tuple[Course, ...]:
        """The courses that are composed and not published, by name; one that can't be read is left out."""
        found = []
        for name, text in self._drafts.all().items():
            with suppress(DocumentError):
                found.append(parse_course(name, text))
        return tuple(found)

    def keep_draft(self, course: Course) -> None:
        """Keep a course in the personal data, to be published later."""
        self._drafts.put(course.name, course_text(course))

    def drop_draft(self, name: str) -> None:
        """Remove a draft, if there is one."""
        self._drafts.remove(name)

    def propose(self, subject: str, name: str, limit: int = PROPOSED_STEPS) -> Course:
        """A draft of a course: the documents of a subject that most others link to, in that order.

        Args:
            subject: the subject, in any case.
            name: of the course's file.
            limit: the most steps.

        Raises:
            SubjectNotFound: the library has no such subject.
            LibraryError: the library is not indexed yet.
        """
        catalog = self._index.catalog
        if catalog is None:
            raise LibraryError("The library is not indexed yet.", path=str(self._folder))
        key = subject_key(subject)
        if not catalog.subjects.has_subject(key):
            raise SubjectNotFound(f"The library has no subject {subject}.")
        entries = catalog.entries.of_selection(Selection(key), LARGEST_DECK)
        linked = catalog.link_counts()
        # Python's sort keeps the order of the list where counts are equal.
        chosen = sorted(entries, key=lambda entry: -linked.get(entry.path, 0))[:limit]
        steps = tuple(CourseStep(document=entry.path, id=entry.id) for entry in chosen)
        asked = len(self._study.asked_of(entry.path for entry in entries))
        last = CourseStep(subject=catalog.subjects.name(key), goal=Goal(GoalKind.ANSWER, *_most_of(asked)))
        return Course(name, catalog.subjects.name(key), steps=(*steps, last))

    @property
    def _drafts(self) -> CourseDrafts:
        return CourseDrafts(personal_store(), self._folder)

    def _step(self, step: CourseStep, states: dict[str, ReadingState], answered: frozenset[str]) -> StepProgress:
        if step.is_heading:
            return StepProgress(step, (), 0, 0)
        paths = self._paths(step)
        if not paths:
            return StepProgress(step, (), 0, 0, is_missing=True)
        if step.goal.kind is GoalKind.ANSWER:
            questions = self._study.asked_of(paths)
            done = sum(key in answered for key in questions)
            # Of a subject that has become smaller than the course thought, all are asked.
            total = min(step.goal.wanted, len(questions))
            return StepProgress(step, paths, min(done, total), total)
        wanted = _READ if step.goal.kind is GoalKind.READ else _KNOWN
        return StepProgress(step, paths, sum(states.get(path) in wanted for path in paths), len(paths))

    def _paths(self, step: CourseStep) -> tuple[str, ...]:
        if step.subject:
            catalog = self._index.catalog
            if catalog is None:
                return ()
            selection = Selection(subject_key(step.subject))
            return tuple(catalog.entries.paths_of(selection))
        path = self._document(step)
        return () if path is None else (path,)

    def _document(self, step: CourseStep) -> str | None:
        """The path of a step's document: by its path, else by its id."""
        for reference in (step.document, step.id):
            if reference is not None and reference != "":
                try:
                    return find_path(self._index.catalog, self._folder, reference)
                except (DocumentNotFound, AmbiguousReference):
                    continue
        return None

    def _fault(self, step: CourseStep) -> str:
        if step.is_heading:
            return "" if step.heading or step.remark else "It has no document, no subject and no heading."
        paths = self._paths(step)
        if not paths:
            what = f"subject {step.subject}" if step.subject else f"document {step.document or step.id}"
            return f"The library has no {what}."
        if step.goal.kind is GoalKind.ANSWER and step.goal.asked > (count := len(self._study.asked_of(paths))):
            return f"It asks {step.goal.asked} questions, and there {'is 1' if count == 1 else f'are {count}'}."
        return ""

    def _completed(self, step: CourseStep) -> CourseStep:
        path, catalog = self._document(step), self._index.catalog
        if step.subject or path is None or catalog is None:
            return step
        entry = catalog.entries.of_paths([path]).get(path)
        return step if entry is None else replace(step, document=path, id=entry.id)


def _most_of(count: int) -> tuple[int, int]:
    """Eight of ten questions, or four fifths of as many as there are."""
    asked = min(10, count)
    return max(1, round(asked * 0.8)), asked
