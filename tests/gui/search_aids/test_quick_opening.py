from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from qtbrowser.gui.search_aids.quick_opening import QuickOpening
from qtbrowser.gui.settings.settings_table import SHOW_HIDDEN
from qtbrowser.gui.widgets.picker import Picker
from tests.gui.conftest import Person

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def open_picker(person: Person) -> Picker:
    """The field, opened by its key."""
    person.press(Qt.Key.Key_K, CONTROL | SHIFT, person.window)
    opening = person.window.findChild(QuickOpening)
    assert opening is not None
    assert QApplication.focusWidget() is opening.picker.field
    return opening.picker


def type_title(person: Person, picker: Picker, text: str) -> list[str]:
    """Type, and the titles that are shown then."""
    person.qtbot.keyClicks(picker.field, text)
    person.wait(lambda: person.window.session.is_idle)
    return [row.title for row in picker.rows()]


def test_a_question_is_opened_by_letters_of_its_title(person: Person) -> None:
    picker = open_picker(person)
    assert type_title(person, picker, "ice flaot")[0] == "Why does ice float?"
    assert picker.rows()[0].detail == "Physics"
    person.press(Qt.Key.Key_Return)
    person.wait(lambda: person.shown_title() == "Why does ice float?")
    assert not picker.isVisible()


def test_search_and_list_stay_as_they_are(person: Person) -> None:
    person.type("water")
    titles = person.titles()
    picker = open_picker(person)
    type_title(person, picker, "bread")
    person.press(Qt.Key.Key_Return)
    person.wait(lambda: person.shown_title() == "Why does bread rise?")
    assert person.field.text() == "water"
    assert person.titles() == titles


@pytest.mark.parametrize("shown", [False, True])
def test_hidden_questions_are_found_where_they_are_listed(person: Person, shown: bool) -> None:
    person.window.preferences.set(SHOW_HIDDEN, shown)
    titles = type_title(person, open_picker(person), "what is hid")
    assert ("What is hidden?" in titles) is shown


def test_nothing_typed_and_nothing_found(person: Person) -> None:
    picker = open_picker(person)
    assert picker.note.text()
    assert type_title(person, picker, "zzzqqqq") == []
    assert picker.note.text() == "No title is like this."
    person.press(Qt.Key.Key_Return)
    assert picker.isVisible()
    person.press(Qt.Key.Key_Escape)
    assert not picker.isVisible()


def test_a_title_that_comes_while_it_is_looked_for_is_shown(
    start: Callable[..., Person], own_indexed_library: Path
) -> None:
    person = start(own_indexed_library)
    picker = open_picker(person)
    assert type_title(person, picker, "glacier") == []
    (own_indexed_library / "glacier.md").write_text("# What is a glacier?\n\nIce that flows.\n", encoding="utf-8")
    person.window.actions_.reload.trigger()
    person.wait(lambda: [row.title for row in picker.rows()] == ["What is a glacier?"])
