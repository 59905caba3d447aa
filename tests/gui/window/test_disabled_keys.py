"""Keys of actions that can't be used now say why."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from tests.gui.conftest import Person

NO_KEYS, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


def shown_message(person: Person) -> str:
    bar = person.window.panels.messages
    label = bar.findChild(QLabel, "message_text")
    assert isinstance(label, QLabel)
    return label.text() if bar.isVisible() else ""


@pytest.mark.parametrize(
    ("key", "keys", "name"),
    [
        (Qt.Key.Key_F4, NO_KEYS, "Edit"),
        (Qt.Key.Key_F2, NO_KEYS, "Rename File"),
        (Qt.Key.Key_N, CONTROL, "New Question"),
    ],
)
def test_an_edit_without_curating_says_how_it_is_switched_on(
    person: Person, key: Qt.Key, keys: Qt.KeyboardModifier, name: str
) -> None:
    window = person.window
    person.list.setFocus()
    person.press(key, keys)
    assert shown_message(person).startswith(f"{name} needs Curating")
    button = window.panels.messages.findChild(QPushButton, "message_action")
    person.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.actions_.curating.isChecked()
    assert shown_message(person) == ""


def test_what_was_said_of_curating_goes_when_the_menu_switches_it_on(person: Person) -> None:
    person.list.setFocus()
    person.press(Qt.Key.Key_F4)
    assert "which is off" in shown_message(person)
    person.window.actions_.curating.trigger()
    assert shown_message(person) == ""


def test_what_needs_a_document_says_so_and_steps_say_nothing(person: Person) -> None:
    person.list.setFocus()
    assert not person.window.actions_.back.isEnabled()
    person.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert shown_message(person) == ""
    person.press(Qt.Key.Key_P, CONTROL)
    assert shown_message(person) == "Open a document first."
