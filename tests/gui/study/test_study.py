"""Documents asked back by keys alone: unfold, grade, take back, end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from qtbrowser.gui.settings.settings_table import INTERFACE_TEXT
from qtbrowser.gui.study.study_dialog import StudyDialog
from qtbrowser.library import Library
from qtbrowser.personal.study import Grade
from tests.gui.conftest import Person
from tests.presence import present

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def reader(start: Callable[..., Person], own_indexed_library: Path) -> Person:
    person = start(own_indexed_library)
    person.settle()
    return person


def begin(person: Person) -> StudyDialog:
    person.press(Qt.Key.Key_J, CTRL, person.window)
    person.wait(lambda: person.window.findChild(StudyDialog) is not None and person.window.session.is_idle)
    dialog = present(person.window.findChild(StudyDialog))
    dialog.activateWindow()
    person.wait(dialog.isActiveWindow)
    return dialog


def grade(person: Person, dialog: StudyDialog, key: Qt.Key) -> str:
    """Unfold and grade; returns the next question."""
    before = dialog.question.text()
    person.press(Qt.Key.Key_Space, widget=dialog)
    assert not dialog.is_folded
    person.press(key, widget=dialog)
    person.wait(lambda: dialog.question.text() != before and person.window.session.is_idle)
    return dialog.question.text()


def test_what_is_listed_is_asked_question_by_question(reader: Person, own_indexed_library: Path) -> None:
    dialog = begin(reader)
    asked = [dialog.question.text()]
    assert dialog.is_folded
    assert not any(button.isVisible() for button in dialog.grade_buttons)
    reader.press(Qt.Key.Key_3, widget=dialog)
    assert dialog.question.text() == asked[0]
    left = len(reader.titles())
    assert dialog.count.text() == f"{left} questions left"
    while (question := grade(reader, dialog, Qt.Key.Key_4)) != "Nothing more is due here.":
        asked.append(question)
    assert sorted(asked) == sorted(reader.titles())
    with Library.open(own_indexed_library, refresh=False) as library:
        assert library.kept.study_statistics().by_grade[Grade.EASY] == left


def test_a_grade_promises_and_is_taken_back(reader: Person) -> None:
    dialog = begin(reader)
    first = dialog.question.text()
    reader.press(Qt.Key.Key_Space, widget=dialog)
    assert [button.text().partition(" · ")[0] for button in dialog.grade_buttons] == [
        "1  Again",
        "2  Hard",
        "3  Good",
        "4  Easy",
    ]
    reader.press(Qt.Key.Key_2, widget=dialog)
    reader.wait(lambda: dialog.question.text() != first and reader.window.session.is_idle)
    reader.press(Qt.Key.Key_Z, CTRL, dialog)
    reader.wait(lambda: dialog.question.text() == first and reader.window.session.is_idle)
    assert dialog.is_folded


def test_a_search_is_a_deck_and_nothing_due_is_told(reader: Person) -> None:
    reader.type("ice")
    reader.settle()
    found = len(reader.titles())
    dialog = begin(reader)
    assert dialog.count.text() in (f"{found} questions left", "1 question left")
    reader.press(Qt.Key.Key_Escape, widget=dialog)
    reader.wait(lambda: reader.window.findChild(StudyDialog) is None)
    reader.type("xyzzyword")
    reader.settle()
    reader.window.activateWindow()
    reader.wait(reader.window.isActiveWindow)
    reader.press(Qt.Key.Key_J, CTRL, reader.window)
    reader.wait(reader.message)
    assert reader.message() == "Nothing is due here."


def test_large_text_puts_the_grades_into_two_lines(reader: Person) -> None:
    font = reader.window.font()
    try:
        reader.window.preferences.set(INTERFACE_TEXT, 2.0)
        dialog = begin(reader)
        reader.press(Qt.Key.Key_Space, widget=dialog)
        reader.wait(lambda: dialog.grade_buttons[0].isVisible() and dialog.grade_buttons[0].y() > 0)
        assert dialog.minimumSizeHint().width() <= 800
        assert len({button.y() for button in dialog.grade_buttons}) == 2
    finally:
        QApplication.setFont(font)
