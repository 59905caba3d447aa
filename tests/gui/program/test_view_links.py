"""Links to what is seen: copied and followed, and never a folder's name in them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication

from qtbrowser.gui.reader.view_state import ViewState
from qtbrowser.running_windows import ShowRequest, requests_folder, taken_requests, tell_library
from tests.gui.conftest import Person, question, write
from tests.presence import present

CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def copy_link(person: Person) -> str:
    QGuiApplication.clipboard().clear()
    person.window.actions_.copy_view_link.trigger()
    person.wait(lambda: QGuiApplication.clipboard().text() and person.window.is_settled)
    return QGuiApplication.clipboard().text()


def test_a_copied_link_leads_back_to_all_of_it(person: Person) -> None:
    person.click_subject("Weather")
    person.type("water")
    person.click_title("How do clouds form?")
    seen = person.window.view.state
    link = copy_link(person)
    assert link.startswith("qtbrowser:state/clouds.md?library=")
    assert "nature" not in link
    assert person.message()
    person.window.actions_.home.trigger()
    person.wait(lambda: "Why does bread rise?" in person.titles() and person.window.is_settled)
    person.click_title("Why does bread rise?")
    person.window.panels.answer.pane.follow(link)
    person.wait(lambda: person.shown_title() == "How do clouds form?" and person.window.is_settled)
    assert person.window.view.state.is_same_step(seen)
    assert person.field.text() == "water"
    assert person.window.panels.subjects.label() == "Weather"
    person.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier, person.window)
    person.wait(lambda: person.shown_title() == "Why does bread rise?")


def test_a_link_in_a_document_and_in_quick_open_is_followed(start: Callable[..., Person], tmp_path: Path) -> None:
    folder = tmp_path / "books"
    write(folder, "a.md", question("First?", "One", "Nothing."))
    person = start(folder)
    person.click_title("First?")
    link = copy_link(person)
    write(folder, "b.md", question("Second?", "Two", f"See [the first]({link})."))
    person.window.actions_.reload.trigger()
    person.wait(lambda: "Second?" in person.titles() and person.window.is_settled)
    person.click_title("Second?")
    pane = person.window.panels.answer.pane
    page = pane.page()
    assert page is not None
    assert link.replace("&", "&amp;") in page.html
    pane.follow(link)
    person.wait(lambda: person.shown_title() == "First?" and person.window.is_settled)
    person.click_title("Second?")
    person.press(Qt.Key.Key_K, CONTROL_SHIFT, person.window)
    field = QGuiApplication.focusObject()
    person.qtbot.keyClicks(field, link)
    person.settle()
    person.qtbot.keyClick(field, Qt.Key.Key_Return)
    person.wait(lambda: person.shown_title() == "First?" and person.window.is_settled)


def test_another_library_is_told_of_and_opened_on_request(person: Person, own_library: Path, library: Path) -> None:
    person.click_title("Why does bread rise?")
    link = copy_link(person)
    person.window.open_library(own_library)
    person.wait(lambda: person.window.session.folder == own_library.resolve() and person.window.is_settled)
    person.window.panels.answer.pane.follow(link)
    person.wait(lambda: "another library: nature" in person.message())
    assert person.window.session.folder == own_library.resolve()
    messages = person.window.panels.messages
    button = next(one for one in messages.findChildren(type(messages._buttons[0])) if one.text() == "Open It")
    person.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    person.wait(lambda: person.shown_title() == "Why does bread rise?" and person.window.is_settled)
    assert person.window.session.folder == library.resolve()


def test_a_link_to_the_library_of_another_window_is_shown_there(person: Person, own_library: Path) -> None:
    link = copy_link(person)
    here = person.window.session.folder
    person.window.open_library(own_library)
    person.wait(lambda: person.window.session.folder == own_library.resolve() and person.window.is_settled)
    other = requests_folder()
    tell_library(other, present(here))
    taken: list[ShowRequest] = []
    watching = QTimer(interval=5)
    watching.timeout.connect(lambda: taken.extend(taken_requests(other)))
    watching.start()
    person.window.panels.messages.hide()
    person.window.panels.answer.pane.follow(link)
    person.wait(lambda: taken and person.window.is_settled)
    watching.stop()
    assert taken == [ShowRequest(view=link)]
    assert person.message() == ""
    assert person.window.session.folder == own_library.resolve()


@pytest.mark.parametrize("address", [ViewState(document="bread.md").to_address("0f" * 16), "qtbrowser:state/bread.md"])
def test_a_link_that_leads_nowhere_is_told(person: Person, address: str) -> None:
    person.click_title("Why does ice float?")
    person.window.panels.answer.pane.follow(address)
    person.wait(person.message)
    assert person.shown_title() == "Why does ice float?"


def test_the_command_line_follows_a_link(start: Callable[..., Person], library: Path) -> None:
    first = start(library)
    first.click_title("Why does bread rise?")
    link = copy_link(first)
    first.click_title("Why does ice float?")
    first.window.close()
    second = start(view=link)
    second.wait(lambda: second.shown_title() == "Why does bread rise?" and second.window.is_settled)
