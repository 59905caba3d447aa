"""Every action of the window is carried out by the keyboard alone: by its keys, or by its name in the command palette.

What the actions do has tests of its own. Here nothing is connected to them, so that a key is pressed and no more.
"""

from __future__ import annotations

import warnings
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication

from qtbrowser.gui.window.palette import CommandPalette
from tests.gui.conftest import Person

CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
FIRST_OF_A_BROWSER = Qt.Key.Key_Back.value
"""From here on Qt numbers the keys "Back", "Find", "Close" of some keyboards, beside which each action has others."""


@pytest.fixture
def carried_out(person: Person) -> list[str]:
    """The names of the actions that are carried out from now on, each of which can be."""
    person.click_title("Why is the sky blue?")
    actions = person.window.actions_
    names: list[str] = []
    for action in actions.all():
        action.setEnabled(True)
        if action is actions.palette:
            continue
        with warnings.catch_warnings():
            # Not every one is connected to anything.
            warnings.simplefilter("ignore", RuntimeWarning)
            action.triggered.disconnect()
            action.toggled.disconnect()
        action.triggered.connect(partial(_note, names, action))
    return names


def _note(names: list[str], action: QAction, _checked: bool = False) -> None:
    names.append(action.objectName())


def in_the_list(person: Person) -> None:
    person.list.setFocus(Qt.FocusReason.OtherFocusReason)
    person.wait(lambda: QApplication.focusWidget() is person.list)


def press(person: Person, keys: QKeySequence) -> None:
    combination = keys[0]  # type: ignore[index]
    person.press(combination.key(), combination.keyboardModifiers())


def test_each_key_carries_out_its_action(person: Person, carried_out: list[str]) -> None:
    in_the_list(person)
    missed = {}
    for action in person.window.actions_.all():
        # Those that belong to a text are its own keys.
        if action is person.window.actions_.palette or action.shortcutContext() is Qt.ShortcutContext.WidgetShortcut:
            continue
        for keys in action.shortcuts():
            if keys[0].key().value >= FIRST_OF_A_BROWSER:  # type: ignore[index]
                continue
            carried_out.clear()
            press(person, keys)
            if carried_out != [action.objectName()]:
                missed[f"{action.objectName()} {keys.toString()}"] = list(carried_out)
    assert missed == {}


def test_what_has_no_key_is_in_the_palette(person: Person, carried_out: list[str]) -> None:
    actions = person.window.actions_
    in_the_list(person)
    person.press(Qt.Key.Key_P, CONTROL_SHIFT)
    palette = person.window.findChild(CommandPalette)
    assert palette is not None
    picker = palette.picker
    person.press(Qt.Key.Key_Escape)
    without = [action for action in actions.all() if not action.shortcuts()]
    assert without
    missed = []
    for action in without:
        in_the_list(person)
        carried_out.clear()
        person.press(Qt.Key.Key_P, CONTROL_SHIFT)
        person.qtbot.keyClicks(picker.field, actions.title(action))
        rows = picker.rows()
        place = next((number for number, row in enumerate(rows) if row.value is action), None)
        for _ in range(place or 0):
            person.press(Qt.Key.Key_Down)
        person.press(Qt.Key.Key_Return)
        if carried_out != [action.objectName()]:
            missed.append((action.objectName(), list(carried_out), place))
            person.press(Qt.Key.Key_Escape)
    assert missed == []
