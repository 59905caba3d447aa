"""The tree that screen readers walk, of the window and of each dialog that opens from it: no control without a name."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from tests.gui.accessible_names import nameless
from tests.gui.conftest import Person

DIALOGS = [
    "settings",
    "shortcuts",
    "guide",
    "search_help",
    "statistics",
    "change_history",
    "check_rules",
    "review_merges",
    "new_document",
    "move",
    "rename",
    "change_many",
    "bookmarks",
    "study",
]


def test_no_control_of_the_window_is_nameless(person: Person) -> None:
    assert nameless(person.window) == []
    person.type("water")
    person.click_title("Why does it rain?")
    person.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    person.window.panels.messages.show_error("It can't be read.")
    person.settle()
    assert nameless(person.window) == []


def test_no_control_of_the_desk_and_of_the_editor_is_nameless(person: Person) -> None:
    person.window.actions_.curating.setChecked(True)
    person.click_title("Why does it rain?")
    person.window.actions_.show_problems.trigger()
    person.settle()
    assert nameless(person.window) == []
    person.press(Qt.Key.Key_F4, widget=person.window)
    person.wait(lambda: person.window.panels.answer.is_editing and person.window.is_settled)
    assert nameless(person.window) == []


def test_no_control_of_the_trail_and_of_the_home_page_is_nameless(person: Person) -> None:
    person.press(Qt.Key.Key_F7, widget=person.window)
    person.settle()
    assert nameless(person.window) == []


def visible_dialogs() -> list[QDialog]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]


@pytest.mark.parametrize("name", DIALOGS)
def test_no_control_of_a_dialog_is_nameless(person: Person, name: str) -> None:
    actions = person.window.actions_
    actions.curating.setChecked(True)
    person.click_title("Why does it rain?")
    action = getattr(actions, name)
    assert action.isEnabled()
    action.trigger()
    person.wait(visible_dialogs)
    dialogs = visible_dialogs()
    person.settle()
    assert [found for dialog in dialogs for found in nameless(dialog)] == []
    for dialog in dialogs:
        dialog.reject()
