"""Courses in the window: composed of what is listed, published and undone, followed, and the reader's record."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from qtbrowser.curation.edits import RenameSubject
from qtbrowser.gui.study import course_jobs
from qtbrowser.gui.study.course_editor import CourseEditor
from qtbrowser.gui.study.course_rows import DETAIL_ROLE
from qtbrowser.gui.study.courses_dialog import CoursesDialog
from qtbrowser.gui.study.record_dialog import RecordDialog
from qtbrowser.gui.study.report_dialog import ReportDialog
from qtbrowser.gui.study.step_dialog import StepDialog
from qtbrowser.gui.study.study_dialog import StudyDialog
from qtbrowser.gui.widgets.announcements import announcements
from qtbrowser.library import Library
from qtbrowser.library.progress_records import Shared
from qtbrowser.personal.reading_state import ReadingState
from tests.gui.conftest import Person, write
from tests.presence import present

ALT = Qt.KeyboardModifier.AltModifier
COURSE = """title = "First week"
about = "What everybody has to know."
due = 2020-01-15
required = true

[[step]]
heading = "Water"
document = "ice.md"

[[step]]
document = "snow.md"
goal = "know"
remark = "The first figure is enough."

[[step]]
subject = "Cooking"
goal = "answer 1 of 2"

[[step]]
document = "gone.md"
"""

Shown = TypeVar("Shown", bound=QWidget)


@pytest.fixture
def reader(start: Callable[..., Person], own_indexed_library: Path) -> Person:
    write(own_indexed_library, ".qtbrowser/courses/first.toml", COURSE)
    write(own_indexed_library, ".qtbrowser/courses/torn.toml", "title = ")
    return start(own_indexed_library)


@pytest.fixture
def curator(start: Callable[..., Person], own_indexed_library: Path) -> Person:
    person = start(own_indexed_library)
    person.window.actions_.curating.trigger()
    person.settle()
    return person


def shown(person: Person, kind: type[Shown]) -> Shown:
    person.wait(lambda: person.window.findChild(kind) is not None and person.window.session.is_idle)
    return present(person.window.findChild(kind))


def courses(person: Person) -> CoursesDialog:
    person.window.actions_.courses.trigger()
    return shown(person, CoursesDialog)


def rows(dialog: CoursesDialog) -> list[tuple[str, str]]:
    """Text and detail of all rows."""
    found, item = [], dialog.tree.topLevelItem(0)
    while item is not None:
        found.append((item.text(0), item.data(0, DETAIL_ROLE)))
        item = dialog.tree.itemBelow(item)
    return found


def steps(editor: CourseEditor) -> list[str]:
    return [editor.steps.item(row).text() for row in range(editor.steps.count())]


def test_a_course_shows_its_steps_and_opens_them(reader: Person, own_library: Path) -> None:
    with Library.open(own_library, refresh=False) as library:
        from qtbrowser.personal.reading_state import ReadingState

        library.kept.set_reading_state(["ice.md"], ReadingState.READ)
    dialog = courses(reader)
    assert rows(dialog) == [
        ("First week", "1 of 4, required, overdue since Jan 15, 2020"),
        ("Water", ""),
        ("Why does ice float?", "done"),
        ("What is snow?", "to know"),
        ("Cooking", "to answer 1 of 2"),
        ("gone.md", "not in the library"),
    ]
    assert dialog.about.text() == "What everybody has to know."
    assert "torn.toml" in dialog.problems.text()
    assert not dialog.edit_button.isVisible()
    assert dialog.tree.hasFocus()
    for _ in range(3):
        reader.press(Qt.Key.Key_Down, widget=dialog.tree)
    assert dialog.about.text() == "The first figure is enough."
    reader.press(Qt.Key.Key_Return, widget=dialog.tree)
    reader.wait(lambda: reader.shown_title() == "What is snow?" and reader.window.is_settled)
    dialog = courses(reader)
    # Of the course itself the first step that is not done is opened.
    dialog.tree.setCurrentItem(present(dialog.tree.topLevelItem(0)))
    reader.qtbot.mouseClick(dialog.open_button, Qt.MouseButton.LeftButton)
    reader.wait(lambda: reader.shown_title() == "What is snow?" and reader.window.is_settled)
    dialog = courses(reader)
    dialog.subject_opened.emit("Cooking")
    dialog.reject()
    reader.settle()
    assert reader.titles() == ["Why does bread rise?"]


def test_a_course_is_asked_back_and_its_record_is_written(reader: Person, tmp_path: Path) -> None:
    dialog = courses(reader)
    reader.qtbot.mouseClick(dialog.record_button, Qt.MouseButton.LeftButton)
    record = shown(reader, RecordDialog)
    record.name.setText("Ada")
    record.boxes[Shared.COURSES].setChecked(False)
    assert not record.save_button.isEnabled()
    record.boxes[Shared.STUDY].setChecked(True)
    reader.qtbot.mouseClick(record.save_button, Qt.MouseButton.LeftButton)
    chooser = shown(reader, QFileDialog)
    assert chooser.parent() is dialog
    chooser.fileSelected.emit(str(tmp_path / "ada.json"))
    chooser.reject()
    reader.wait(lambda: reader.message() == f"Written: {tmp_path / 'ada.json'}. Nothing was sent.")
    written = json.loads((tmp_path / "ada.json").read_text(encoding="utf-8"))
    assert (written["learner"], written["courses"], "study" in written, "documents" in written) == (
        "Ada",
        [],
        True,
        False,
    )
    reader.qtbot.mouseClick(dialog.ask_button, Qt.MouseButton.LeftButton)
    assert shown(reader, StudyDialog).count.text() == "3 questions left"


def test_what_is_listed_is_composed_published_and_undone(curator: Person, own_library: Path) -> None:
    curator.click_subject("Weather")
    curator.window.actions_.new_course.trigger()
    editor = shown(curator, CourseEditor)
    assert editor.title.selectedText() == "Weather", "typing replaces what is proposed"
    assert steps(editor) == curator.titles()
    first, second, third = steps(editor)
    curator.press(Qt.Key.Key_Down, ALT, editor.steps)
    assert steps(editor) == [second, first, third]
    curator.press(Qt.Key.Key_Up, ALT, editor.steps)
    curator.press(Qt.Key.Key_Delete, widget=editor.steps)
    assert steps(editor) == [second, third]
    curator.press(Qt.Key.Key_Return, widget=editor.steps)
    step = shown(curator, StepDialog)
    step.heading.setText("Water")
    step.goal.setCurrentIndex(2)
    step.asked.setValue(1)
    curator.press(Qt.Key.Key_Return, widget=step.remark)
    editor.due.setText("soon")
    assert not editor.publish_button.isEnabled()
    editor.due.setText("2030-02-01")
    curator.click_subject("Cooking")
    curator.qtbot.mouseClick(editor.more_button, Qt.MouseButton.LeftButton)
    curator.wait(lambda: editor.steps.count() == 3)
    curator.qtbot.mouseClick(editor.publish_button, Qt.MouseButton.LeftButton)
    curator.wait(lambda: curator.window.findChild(CourseEditor) is None and curator.window.session.is_idle)
    with Library.open(own_library, refresh=False) as library:
        course = library.courses.get("weather")
        assert str(course.steps[0].goal) == "answer 1 of 1"
        assert (course.steps[0].heading, str(course.due), len(course.steps)) == ("Water", "2030-02-01", 3)
        assert curator.message() == "Publish the course Weather"
        curator.window.actions_.undo_change.trigger()
        curator.settle()
        curator.wait(lambda: library.courses.all()[0] == ())


def test_what_is_not_published_is_kept_as_a_draft(curator: Person) -> None:
    curator.click_subject("Physics")
    curator.window.actions_.propose_course.trigger()
    editor = shown(curator, CourseEditor)
    assert steps(editor)[-1] == "Physics"
    editor.title.setText("Light and ice")
    curator.press(Qt.Key.Key_Escape, widget=editor)
    curator.wait(lambda: curator.window.findChild(CourseEditor) is None and curator.window.session.is_idle)
    dialog = courses(curator)
    assert rows(dialog) == [("Light and ice", "draft, not published")]
    curator.press(Qt.Key.Key_Return, widget=dialog.tree)
    editor = shown(curator, CourseEditor)
    assert editor.title.text() == "Light and ice"
    curator.qtbot.mouseClick(editor.publish_button, Qt.MouseButton.LeftButton)
    curator.wait(lambda: curator.window.findChild(CourseEditor) is None and curator.window.session.is_idle)
    dialog = courses(curator)
    assert rows(dialog)[0] == ("Light and ice", "0 of 3")
    curator.qtbot.mouseClick(dialog.remove_button, Qt.MouseButton.LeftButton)
    curator.wait(dialog.empty.isVisible)
    assert curator.message() == "Remove the course physics"


def test_what_cannot_be_published_or_removed_now_says_why(curator: Person, own_library: Path) -> None:
    window, said = curator.window, list[str]()
    hearing = announcements.announced.connect(lambda sentence, _urgent: said.append(sentence))
    window.actions_.propose_course.trigger()
    assert curator.message() == "Select a subject in the tree first."
    curator.click_subject("Weather")
    window.actions_.new_course.trigger()
    first = shown(curator, CourseEditor)
    # Another one takes its place, and what was not changed in it is no draft.
    window.actions_.propose_course.trigger()
    curator.wait(lambda: first not in window.findChildren(CourseEditor) and window.session.is_idle)
    editor = shown(curator, CourseEditor)
    assert steps(editor)[-1] == "Weather"
    write(own_library, ".qtbrowser/courses", "A file in the place of the folder.")
    curator.qtbot.mouseClick(editor.publish_button, Qt.MouseButton.LeftButton)
    curator.wait(lambda: editor.said.text() and window.session.is_idle)
    assert editor.isVisible()
    (own_library / ".qtbrowser/courses").unlink()
    curator.qtbot.mouseClick(editor.publish_button, Qt.MouseButton.LeftButton)
    curator.wait(lambda: not any(one.isVisible() for one in window.findChildren(CourseEditor)))
    curator.wait(lambda: window.session.is_idle)
    dialog = courses(curator)
    curator.wait(lambda: rows(dialog))
    curator.qtbot.mouseClick(dialog.remove_button, Qt.MouseButton.LeftButton)
    window.changing.carry_out(RenameSubject("Cooking", "Kitchen"))
    curator.wait(lambda: "Another change is running." in said and window.session.is_idle)
    announcements.announced.disconnect(hearing)
    assert rows(dialog)[0][0] == "Weather"


def test_many_records_are_put_together_in_a_table(reader: Person, tmp_path: Path) -> None:
    folder = present(reader.window.session.folder)
    files = []
    with Library.open(folder, refresh=False) as library:
        for name, known in (("Ada", ["snow.md"]), ("Bob", [])):
            library.kept.set_reading_state(known, ReadingState.KNOWN)
            files.append(course_jobs.write_record(library, tmp_path / f"{name}.json", name, [Shared.COURSES]))
            library.kept.set_reading_state(known, ReadingState.UNREAD)
    files.append(write(tmp_path, "no.json", "{}"))
    files.append(write(tmp_path, "Eve.json", files[0].read_text(encoding="utf-8").replace("Ada", "Eve")))
    reader.window.actions_.report_records.trigger()
    dialog = shown(reader, ReportDialog)
    dialog.add_files(files)
    reader.wait(lambda: dialog.table.topLevelItemCount() == 3)
    table = [
        [item.text(column) for column in range(5)]
        for item in map(dialog.table.topLevelItem, range(dialog.table.topLevelItemCount()))
        if item is not None
    ]
    due = "Jan 15, 2020, required"
    assert sorted(table) == [
        ["Ada", "First week", "1 of 4", "overdue", due],
        ["Bob", "First week", "0 of 4", "overdue", due],
        ["Eve", "First week", "1 of 4", "overdue", due],
    ]
    assert dialog.words.text().splitlines()[0] == "3 learners  ·  0 courses done  ·  3 overdue  ·  1 damaged file"
    assert "no.json" in dialog.words.text()
    reader.qtbot.keyClicks(dialog.filter, "bob")
    assert dialog.table.topLevelItemCount() == 1
    dialog.export_requested.emit(tmp_path / "report.csv")
    reader.wait((tmp_path / "report.csv").exists)
    assert "Bob,First week" in (tmp_path / "report.csv").read_text(encoding="utf-8")
