from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from qtbrowser.gui.widgets.picker import Picker, PickerRow
from qtbrowser.gui.window.palette import CommandPalette
from tests.gui.conftest import Person

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def open_palette(person: Person) -> Picker:
    """The palette, opened by its key."""
    person.press(Qt.Key.Key_P, CONTROL | SHIFT, person.window)
    palette = person.window.findChild(CommandPalette)
    assert palette is not None
    picker = palette.picker
    assert picker.isVisible()
    assert QApplication.focusWidget() is picker.field
    return picker


def row_of(picker: Picker, title: str) -> PickerRow:
    """The row of a title."""
    return next(row for row in picker.rows() if row.title == title)


def test_every_action_is_there_with_its_key(person: Person) -> None:
    picker = open_palette(person)
    assert len(picker.rows()) == len(person.window.actions_.all()) - 1
    assert row_of(picker, "Save Search").key == "Ctrl+Shift+S"
    assert row_of(picker, "Theme: Sepia").can_be_chosen


def test_an_action_is_found_by_a_few_letters_and_carried_out(person: Person) -> None:
    person.list.setFocus()
    picker = open_palette(person)
    person.qtbot.keyClicks(picker.field, "sho hiden")
    assert picker.rows()[0].title == "Show Hidden Questions"
    person.press(Qt.Key.Key_Return)
    assert not picker.isVisible()
    assert person.window.actions_.show_hidden.isChecked()
    assert person.list.hasFocus()
    assert "Show Hidden Questions (on)" in [row.title for row in open_palette(person).rows()]


def test_what_can_be_done_now_is_offered_before_what_cannot(person: Person) -> None:
    picker = open_palette(person)
    person.qtbot.keyClicks(picker.field, "ta")
    allowed = [row.can_be_chosen for row in picker.rows() if "Tab" in row.title.split()]
    assert allowed == sorted(allowed, reverse=True)
    assert picker.rows()[0].can_be_chosen
    picker.field.setText("reopen clo")
    assert picker.rows()[0].title == "Reopen Closed Tab", "what is named comes first all the same"


def test_it_says_why_an_action_cannot_be_used(person: Person) -> None:
    picker = open_palette(person)
    assert row_of(picker, "Edit").detail == "Switch Curating on first."
    assert row_of(picker, "Copy as Markdown").detail == "Open a document first."
    assert row_of(picker, "Back").detail == "There is nothing to go back to."
    person.qtbot.keyClicks(picker.field, "copy as markdown")
    person.press(Qt.Key.Key_Return)
    assert picker.isVisible()


def test_without_a_library(start: Callable[..., Person]) -> None:
    picker = open_palette(start())
    assert row_of(picker, "Reload").detail == "Open a library first."
    assert row_of(picker, "Open Folder").can_be_chosen


def test_escape_gives_the_focus_back_and_changes_nothing(person: Person) -> None:
    person.type("water")
    titles = person.titles()
    person.list.setFocus()
    picker = open_palette(person)
    person.qtbot.keyClicks(picker.field, "quit")
    person.press(Qt.Key.Key_Escape)
    assert not picker.isVisible()
    assert person.list.hasFocus()
    assert person.field.text() == "water"
    assert person.titles() == titles


def test_arrows_walk_and_a_click_elsewhere_closes(person: Person) -> None:
    picker = open_palette(person)
    for key, row in ((Qt.Key.Key_Down, 1), (Qt.Key.Key_Up, 0), (Qt.Key.Key_Up, 0), (Qt.Key.Key_PageDown, 8)):
        person.press(key)
        assert picker.list.currentRow() == row
    person.qtbot.keyClicks(picker.field, "zzzzzz")
    assert picker.note.text() == "No action is called like this."
    person.field.setFocus()
    assert not picker.isVisible()


@pytest.mark.parametrize("size", [(480, 360), (1280, 820)])
def test_it_fits_the_window(person: Person, size: tuple[int, int]) -> None:
    person.window.set_size(*size)
    picker = open_palette(person)
    assert person.window.rect().contains(picker.geometry())
