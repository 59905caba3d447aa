"""Back, forward and the next start put back all of what was seen; by real clicks and keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from qtbrowser.gui.reader.view_state import ViewState
from tests.gui.conftest import Person, question, write
from tests.presence import present

ALT = Qt.KeyboardModifier.AltModifier


def go(person: Person, key: Qt.Key, state: ViewState) -> None:
    """Press Alt and an arrow, and wait for a state."""
    person.press(key, ALT, person.window)
    person.wait(lambda: person.window.view.state == state and person.window.is_settled)


def wait_for_title(person: Person, title: str) -> None:
    """Wait until the document of a title is shown."""
    person.wait(lambda: person.shown_title() == title and person.window.is_settled)


def test_back_and_forward_restore_all_of_it(person: Person) -> None:
    window = person.window
    home = window.view.state
    person.click_subject("Weather")
    subject = window.view.state
    person.type("water")
    person.press(Qt.Key.Key_Return, widget=person.field)
    search = window.view.state
    person.click_title("How do clouds form?")
    pane = window.panels.answer.pane
    pane.show_page(present(pane.page()), scroll=700 << 13)
    document = window.view.state
    assert document.scroll == 700 << 13
    assert (document.subject, document.text, document.document) == ("weather", "water", "clouds.md")
    person.click_subject("Physics")
    physics = window.view.state

    go(person, Qt.Key.Key_Left, document)
    assert person.field.text() == "water"
    assert window.panels.subjects.label() == "Weather"
    assert pane.scroll_position() == 700 << 13
    assert window.panels.list_panel.row_of("clouds.md") == person.list.currentIndex().row()
    go(person, Qt.Key.Key_Left, search)
    assert person.shown_title() == ""
    assert "How do clouds form?" in person.titles()
    go(person, Qt.Key.Key_Left, subject)
    assert person.field.text() == ""
    assert person.titles() == ["How do clouds form?", "What is snow?", "Why does it rain?"]
    go(person, Qt.Key.Key_Left, home)
    assert not window.actions_.back.isEnabled()
    for state in (subject, search, document, physics):
        go(person, Qt.Key.Key_Right, state)
    assert window.panels.subjects.label() == "Physics"
    assert not window.actions_.forward.isEnabled()


def test_a_search_that_escape_ended_is_one_step_back(person: Person) -> None:
    person.type("water")
    person.press(Qt.Key.Key_Return, widget=person.field)
    person.settle()
    person.press(Qt.Key.Key_Escape, widget=person.list)
    person.wait(lambda: person.window.list_state.request.text == "" and person.window.is_settled)
    person.press(Qt.Key.Key_Left, ALT, person.window)
    person.wait(lambda: person.field.text() == "water" and person.window.is_settled)
    assert person.window.list_state.words == "water"


def test_a_keyword_adds_a_search_that_back_undoes(person: Person) -> None:
    person.type("ice")
    person.click_title("Why does ice float?")
    before = person.window.view.state
    person.window.panels.answer.pane.follow("qtbrowser:search/water")
    person.wait(lambda: person.window.list_state.words == "water" and person.window.is_settled)
    go(person, Qt.Key.Key_Left, before)
    assert person.field.text() == "ice"


def test_the_next_start_shows_what_was_left(start: Callable[..., Person], library: Path) -> None:
    first = start(library)
    first.click_subject("Weather")
    first.type("water")
    first.click_title("How do clouds form?")
    pane = first.window.panels.answer.pane
    pane.show_page(present(pane.page()), scroll=700 << 13)
    left = first.window.view.state
    first.window.close()
    second = start()
    second.wait(lambda: second.shown_title() == "How do clouds form?" and second.window.is_settled)
    assert second.window.view.state == left
    assert second.field.text() == "water"
    assert second.window.panels.subjects.label() == "Weather"
    assert second.window.panels.search.within.isVisible()
    assert second.window.actions_.back.isEnabled()


def test_the_row_of_a_document_asked_for_is_selected(start: Callable[..., Person], tmp_path: Path) -> None:
    for number in range(120):
        write(tmp_path / "long", f"{number:03}.md", question(f"Question {number:03}?", "Numbers", "A number."))
    person = start(tmp_path / "long", document="100.md")
    person.wait(lambda: person.list.currentIndex().row() == 100)
    person.wait(lambda: person.list.visualRect(person.list.currentIndex()).intersects(person.list.viewport().rect()))


def test_mouse_buttons_go_back_wherever_the_mouse_is(person: Person) -> None:
    person.click_title("Why does ice float?")
    person.click_title("Why does bread rise?")
    for place in (person.list.viewport(), person.window.panels.answer.pane):
        for button, title in (
            (Qt.MouseButton.BackButton, "Why does ice float?"),
            (Qt.MouseButton.ForwardButton, "Why does bread rise?"),
        ):
            middle = QPointF(place.rect().center())
            press = QMouseEvent(
                QMouseEvent.Type.MouseButtonPress,
                middle,
                QPointF(place.mapToGlobal(middle.toPoint())),
                button,
                button,
                Qt.KeyboardModifier.NoModifier,
            )
            QApplication.sendEvent(place, press)
            wait_for_title(person, title)
