from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from qtbrowser.gui.browse.facet_chip import FacetChip
from tests.gui.conftest import Person

MOST_STATIONS = 60
SHIFT = Qt.KeyboardModifier.ShiftModifier


def stations(person: Person, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> list[QWidget]:
    """Where the focus goes by a key from the search field until it is there again."""
    person.window.panels.search.focus()
    seen: list[QWidget] = [person.field]
    for _ in range(MOST_STATIONS):
        person.press(key, modifiers)
        focus = QApplication.focusWidget()
        assert focus is not None
        if focus is person.field:
            return seen
        if focus is not seen[-1]:
            seen.append(focus)
    raise AssertionError("the focus doesn't come round")


def names(widgets: list[QWidget]) -> list[str]:
    return [f"{widget.objectName()} {widget.accessibleName()}" for widget in widgets]


def test_tab_is_the_reverse_of_shift_tab_and_passes_every_control_of_the_list(person: Person) -> None:
    person.type("water")
    panel = person.window.panels.list_panel
    person.wait(lambda: any(chip.isVisible() for chip in panel.facets.chips))
    onwards = stations(person, Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier)
    backwards = stations(person, Qt.Key.Key_Backtab, SHIFT)
    assert names(onwards[1:]) == names(backwards[:0:-1])
    for control in (person.tree, panel.sort, panel.facets.more, panel.view):
        assert control in onwards
    assert any(isinstance(one, FacetChip) for one in onwards)


def test_the_same_with_an_answer_open(person: Person) -> None:
    person.click_title("Why is the sky blue?")
    onwards = stations(person, Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier)
    backwards = stations(person, Qt.Key.Key_Backtab, SHIFT)
    assert names(onwards[1:]) == names(backwards[:0:-1])


def test_f6_still_leads_into_the_list(person: Person) -> None:
    person.tree.setFocus()
    person.press(Qt.Key.Key_F6)
    assert QApplication.focusWidget() is person.list
