"""Escape takes back what was opened last, one thing at a time, and nothing is lost by it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from qtbrowser.gui.browse.facet_chip import FacetChip
from qtbrowser.gui.pane.find_bar import FindBar
from qtbrowser.gui.pane.page_view import PageView
from tests.gui.conftest import Person
from tests.presence import part_of

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def escape(person: Person) -> None:
    person.press(Qt.Key.Key_Escape)
    person.settle()


def narrow(person: Person, name: str) -> None:
    chips = person.window.panels.list_panel.facets.chips
    person.wait(lambda: any(chip.facet.name == name for chip in person.window.panels.list_panel.facets.chips))
    chips = person.window.panels.list_panel.facets.chips
    chip = next(chip for chip in chips if chip.facet.name == name)
    person.qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    person.settle()


def test_each_escape_takes_back_one_thing(person: Person) -> None:
    person.type("water")
    hits = person.titles()
    narrow(person, "Weather")
    person.click_title("How do clouds form?")
    person.press(Qt.Key.Key_F, CONTROL, person.window)
    bar = part_of(person.window.panels.answer.pane, FindBar)
    view = part_of(person.window.panels.answer.pane, PageView)
    view.setFocus()
    escape(person)
    assert not bar.isVisible()
    assert person.window.list_state.request.narrowing.subject == "Weather"
    escape(person)
    assert person.titles() == hits
    assert person.field.text() == "water"
    escape(person)
    assert person.field.text() == ""
    assert len(person.titles()) == 6
    assert person.shown_title() == "How do clouds form?"
    assert person.list.currentIndex().data() == "How do clouds form?"


def test_a_search_begun_after_the_find_bar_ends_before_it(person: Person) -> None:
    person.click_title("How do clouds form?")
    person.press(Qt.Key.Key_F, CONTROL, person.window)
    bar = part_of(person.window.panels.answer.pane, FindBar)
    person.type("water")
    person.press(Qt.Key.Key_Escape, widget=person.field)
    person.settle()
    assert person.field.text() == ""
    assert bar.isVisible()
    escape(person)
    assert not bar.isVisible()


def test_a_chip_that_has_the_focus_is_left_first(person: Person) -> None:
    person.type("water")
    person.press(Qt.Key.Key_F, CONTROL | SHIFT, person.window)
    assert isinstance(QApplication.focusWidget(), FacetChip)
    escape(person)
    assert person.list.hasFocus()
    assert person.field.text() == "water"


def test_a_cleared_search_is_one_key_away(person: Person) -> None:
    person.click_subject("Weather")
    person.type("water")
    hits = person.titles()
    person.press(Qt.Key.Key_Escape, widget=person.field)
    person.settle()
    person.click_subject("Cooking")
    person.press(Qt.Key.Key_K, CONTROL, person.window)
    assert "water" in person.field.placeholderText()
    person.press(Qt.Key.Key_Up, widget=person.field)
    person.settle()
    assert person.field.text() == "water"
    assert person.titles() == hits
    assert "water" not in person.field.placeholderText()


def test_hits_are_shown_while_the_list_is_hidden(person: Person) -> None:
    panel = person.window.panels.list_panel
    person.press(Qt.Key.Key_2, CONTROL, person.window)
    assert not panel.isVisible()
    person.type("yeast")
    assert panel.isVisible()
    assert person.titles() == ["Why does bread rise?"]
    person.press(Qt.Key.Key_Down, widget=person.field)
    person.settle()
    escape(person)
    assert not panel.isVisible()
    person.type("yeast")
    person.window.close()
    assert not person.window.actions_.show_list.isChecked()


def test_f3_goes_through_the_marked_words(person: Person) -> None:
    person.type("drift")
    person.click_title("How do clouds form?")
    pane = person.window.panels.answer.pane
    view = part_of(pane, PageView)
    bar = part_of(pane, FindBar)
    person.wait(view.extraSelections)
    at_first = view.verticalScrollBar().value()
    person.press(Qt.Key.Key_F3, widget=person.list)
    assert bar.isVisible()
    assert person.list.hasFocus()
    words = part_of(bar, QLabel, "find_count").text()
    assert words == "2 of 400"
    for _ in range(200):
        person.press(Qt.Key.Key_F3, widget=person.list)
    assert part_of(bar, QLabel, "find_count").text() == "202 of 400"
    assert view.verticalScrollBar().value() > at_first
    marks = view.extraSelections()
    current = marks[-1].cursor
    assert current.selectedText() == "drift"
    assert view.viewport().rect().contains(view.cursorRect(current).center())
    person.press(Qt.Key.Key_F3, SHIFT, person.list)
    assert part_of(bar, QLabel, "find_count").text() == "201 of 400"
    person.press(Qt.Key.Key_Escape, widget=person.list)
    assert not bar.isVisible()
    assert person.field.text() == "drift"
