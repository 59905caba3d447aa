"""Courses of a library, and how far the reader is in them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qtbrowser.curation.edits import MergeDocuments, MoveDocument
from qtbrowser.documents.course import Course, CourseStep, Goal, GoalKind, course_path
from qtbrowser.errors import DocumentError, EditRefused, SubjectNotFound
from qtbrowser.library import ChangeSet, Library
from qtbrowser.library.progress_records import Shared, progress_record
from qtbrowser.personal.reading_state import ReadingState
from qtbrowser.personal.study import Grade
from tests.library.conftest import WriteDocument
from tests.presence import present

ANSWER_TWO = Goal(GoalKind.ANSWER, 2, 3)


@pytest.fixture
def library(write: WriteDocument, open_library: Callable[..., Library], trash: Path) -> Library:
    """Three documents of physics, two of which link to the first one."""
    write("physics/ice.md", "Ice floats.", id=1, title="Why does ice float?", subject="Physics")
    write("physics/snow.md", "See [ice](ice.md).", id=2, title="What is snow?", subject="Physics")
    write("physics/hail.md", "See [ice](ice.md).", id=3, title="What is hail?", subject="Physics")
    return open_library()


def carry_out(library: Library, change_set: ChangeSet) -> None:
    for _ in library.apply(change_set):
        pass


def course(*steps: CourseStep) -> Course:
    return Course("first", "First week", steps=steps)


def test_a_course_is_published_undone_and_removed(library: Library, folder: Path) -> None:
    wanted = course(CourseStep(heading="Water"), CourseStep(id=1), CourseStep(document="physics/snow.md"))
    carry_out(library, library.courses.publish(wanted))
    # Both names of a document are written, so that the step is found when one of them changes.
    assert [(step.document, step.id) for step in library.courses.get("first").steps[1:]] == [
        ("physics/ice.md", 1),
        ("physics/snow.md", 2),
    ]
    assert library.courses.check() == ()
    carry_out(library, library.courses.remove("first"))
    assert not (folder / course_path("first")).exists()
    for _ in library.undo():
        pass
    assert library.courses.get("first").title == "First week"
    with pytest.raises(EditRefused, match="no such course"):
        library.courses.remove("other")
    with pytest.raises(EditRefused):
        library.courses.publish(Course("../first", "Out"))


def test_progress_counts_what_each_step_asks_for(library: Library) -> None:
    steps = (
        CourseStep(heading="Water"),
        CourseStep(document="physics/ice.md"),
        CourseStep(document="gone.md", id=2, goal=Goal(GoalKind.KNOW)),
        CourseStep(subject="physics", goal=ANSWER_TWO),
        CourseStep(document="gone.md"),
    )

    def figures() -> list[tuple[int, int, bool]]:
        found = library.courses.progress(course(*steps)).steps
        return [(one.done, one.total, one.is_done) for one in found]

    assert figures() == [(0, 0, False), (0, 1, False), (0, 1, False), (0, 2, False), (0, 0, False)]
    library.kept.set_reading_state([1], ReadingState.READ)
    library.kept.set_reading_state([2], ReadingState.KNOWN)
    library.study.grade(1, Grade.GOOD)
    library.study.grade(2, Grade.AGAIN)
    library.study.grade(3, Grade.HARD)
    assert figures() == [(0, 0, False), (1, 1, True), (1, 1, True), (2, 2, True), (0, 0, False)]
    library.study.grade(1, Grade.AGAIN)
    assert figures()[3] == (1, 2, False)
    progress = library.courses.progress(course(*steps))
    assert (progress.done, progress.total, progress.is_done) == (2, 4, False)
    assert progress.deck == ("physics/ice.md", "physics/snow.md", "physics/hail.md")
    assert progress.steps[4].is_missing


def test_a_record_has_what_the_reader_shares_and_nothing_else(library: Library) -> None:
    carry_out(library, library.courses.publish(course(CourseStep(document="physics/ice.md"))))
    library.kept.set_reading_state([1], ReadingState.READ)
    library.kept.set_reading_state([2], ReadingState.KNOWN)
    paths = [present(library.document(number)).path for number in (1, 2)]
    record = progress_record(library, "Ada", [Shared.DOCUMENTS])
    states = sorted(zip(paths, ("read", "known"), strict=True))
    assert record["documents"] == [{"path": path, "state": state} for path, state in states]
    assert record["courses"] == []
    assert "study" not in record
    record = progress_record(library, "Ada", [Shared.COURSES], ["first"])
    assert [(one["name"], one["done"]) for one in record["courses"]] == [("first", 1)]
    assert "documents" not in record


def test_steps_follow_documents_that_are_moved_and_merged(library: Library, folder: Path) -> None:
    steps = (CourseStep(document="physics/ice.md"), CourseStep(document="physics/snow.md"))
    carry_out(library, library.courses.publish(course(*steps)))
    before = (folder / course_path("first")).read_bytes()
    for edit in (MoveDocument("physics/ice.md", "Water"), MergeDocuments("physics/hail.md", ("physics/snow.md",))):
        for progress in library.plan(edit):
            if progress.change_set is not None:
                carry_out(library, progress.change_set)
    names = [step.document for step in library.courses.get("first").steps]
    assert names == [present(library.document(1)).path, "physics/hail.md"]
    assert names[0] != "physics/ice.md"
    for _ in range(2):
        for _ in library.undo():
            pass
    assert (folder / course_path("first")).read_bytes() == before


def test_faults_are_told_and_stop_only_themselves(library: Library, folder: Path) -> None:
    steps = (
        CourseStep(document="gone.md"),
        CourseStep(subject="Alchemy"),
        CourseStep(subject="Physics", goal=Goal(GoalKind.ANSWER, 8, 10)),
        CourseStep(),
    )
    carry_out(library, library.courses.publish(course(*steps)))
    (folder / course_path("broken")).write_text("title =", encoding="utf-8")
    (folder / course_path("misspelt")).write_text('[[steps]]\ndocument = "a.md"\n', encoding="utf-8")
    messages = [problem.message for problem in library.courses.check()]
    assert messages[0].startswith("The file is not valid TOML")
    assert messages[1:] == [
        "Step 1: The library has no document gone.md.",
        "Step 2: The library has no subject Alchemy.",
        "Step 3: It asks 10 questions, and there are 3.",
        "Step 4: It has no document, no subject and no heading.",
        "The course has no steps; each of them begins with [[step]].",
    ]
    with pytest.raises(DocumentError, match="TOML"):
        library.courses.get("broken")


def test_the_most_linked_documents_are_proposed(library: Library) -> None:
    proposed = library.courses.propose("physics", "draft", 2)
    assert [step.document for step in proposed.steps] == ["physics/ice.md", "physics/hail.md", ""]
    assert (proposed.title, proposed.steps[-1].subject) == ("Physics", "Physics")
    assert proposed.steps[-1].goal == ANSWER_TWO
    with pytest.raises(SubjectNotFound):
        library.courses.propose("Alchemy", "draft")
