"""The list as a screen reader sees it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface

from tests.gui.conftest import Person

NAME = QAccessible.Text.Name
ROLE = QAccessible.Role


def items(one: QAccessibleInterface) -> list[str]:
    return [one.child(row).text(NAME) for row in range(one.childCount())]


def test_the_list_is_a_list_of_items(person: Person) -> None:
    one = QAccessible.queryAccessibleInterface(person.list)
    assert (one.role(), one.text(NAME), one.childCount()) == (ROLE.List, "Questions", 6)
    assert items(one)[:2] == ["How do clouds form?. Weather. Jan 28, 2025", "What is snow?. Weather. Jan 28, 2025"]
    assert {one.child(row).role() for row in range(6)} == {ROLE.ListItem}
    assert one.child(6) is None
    assert one.child(0).parent().role() is ROLE.List
    assert one.indexOfChild(one.child(2)) == 2
    place = one.child(1).rect().center()
    assert one.childAt(place.x(), place.y()).text(NAME) == items(one)[1]
    assert one.childAt(*(person.window.mapToGlobal(QPoint(1, 1)).toTuple())) is None


def test_focus_and_selection_are_told_by_item(person: Person) -> None:
    one = QAccessible.queryAccessibleInterface(person.list)
    person.list.setFocus()
    assert one.focusChild().role() is ROLE.List
    person.press(Qt.Key.Key_Down)
    person.press(Qt.Key.Key_Down)
    person.settle()
    assert one.focusChild().text(NAME) == items(one)[1]
    states = [one.child(row).state() for row in range(6)]
    assert [bool(state.selected) for state in states] == [False, True, False, False, False, False]
    assert [bool(state.focused) for state in states] == [False, True, False, False, False, False]
    person.type("snow")
    person.wait(lambda: one.childCount() == 1)
    assert items(one)[0].startswith("What is snow?")
