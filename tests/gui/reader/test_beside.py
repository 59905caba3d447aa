"""Two documents in columns, by real clicks and keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QToolButton

from qtbrowser.gui.pane.copy_kinds import CopyKind
from qtbrowser.gui.widgets.theme import ThemeChoice
from qtbrowser.gui.window.columns import LIST, TREE
from tests.gui.conftest import Person
from tests.presence import present

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def second_title(person: Person) -> str:
    """The title of the second document; empty where none is seen."""
    panel = person.window.panels.beside
    return present(panel.answer.pane.page()).title if panel.isVisible() else ""


def open_beside(person: Person, title: str) -> None:
    """Walk to a row by keys, and press Shift+Enter on it."""
    person.list.setFocus()
    row = person.titles().index(title)
    person.list.setCurrentIndex(person.list.rows.index(row))
    person.settle()
    person.press(Qt.Key.Key_Return, SHIFT, person.list)
    person.wait(lambda: second_title(person) == title and person.window.is_settled)


def both(person: Person, first: str, second: str) -> None:
    """Show a document, and another one beside it, without a change of the first."""
    person.click_title(first)
    person.window.beside.open({"Why does ice float?": "ice.md", "How do clouds form?": "clouds.md"}[second])
    person.wait(lambda: second_title(person) == second and person.window.is_settled)


def test_shift_and_enter_in_the_list_open_a_second_document(person: Person) -> None:
    open_beside(person, "Why does bread rise?")
    panels = person.window.panels
    assert person.shown_title() == "Why does bread rise?"
    assert person.list.hasFocus()
    person.press(Qt.Key.Key_Down, widget=person.list)
    person.wait(lambda: person.shown_title() == "Why does ice float?" and person.window.is_settled)
    assert second_title(person) == "Why does bread rise?"
    first, second = panels.answer, panels.beside
    left = first.mapTo(panels, QPoint(0, 0)).x() + first.width()
    assert left <= second.mapTo(panels, QPoint(0, 0)).x() + 1
    assert abs(first.width() - second.width()) <= 2
    assert panels.beside.question.whole() == "Why does bread rise?"


def test_back_closes_the_second_document_and_forward_brings_it_again(person: Person) -> None:
    both(person, "Why does bread rise?", "How do clouds form?")
    pane = person.window.panels.beside.answer.pane
    pane.show_page(present(pane.page()), scroll=700 << 13)
    assert person.window.view.state.beside_scroll == 700 << 13
    person.press(Qt.Key.Key_Left, ALT, person.window)
    person.wait(lambda: second_title(person) == "" and person.window.is_settled)
    assert person.shown_title() == "Why does bread rise?"
    person.press(Qt.Key.Key_Right, ALT, person.window)
    person.wait(lambda: second_title(person) == "How do clouds form?" and person.window.is_settled)
    assert pane.scroll_position() == 700 << 13


def test_escape_closes_what_was_opened_last(person: Person) -> None:
    person.type("water")
    both(person, "Why does ice float?", "How do clouds form?")
    person.window.panels.beside.answer.setFocus()
    person.press(Qt.Key.Key_Escape)
    person.settle()
    assert second_title(person) == ""
    assert person.window.panels.answer.isAncestorOf(present(QApplication.focusWidget()))
    assert person.field.text() == "water"


def test_the_action_and_the_buttons_open_swap_and_close(person: Person) -> None:
    person.click_title("Why does ice float?")
    person.press(Qt.Key.Key_3, CONTROL, person.window)
    person.wait(lambda: second_title(person) == "Why does ice float?" and person.window.is_settled)
    assert person.window.actions_.beside.isChecked()
    person.window.beside.open("clouds.md")
    person.wait(lambda: second_title(person) == "How do clouds form?" and person.window.is_settled)
    panel = person.window.panels.beside
    person.qtbot.mouseClick(present(panel.findChild(QToolButton, "beside_to_main")), Qt.MouseButton.LeftButton)
    person.wait(lambda: person.shown_title() == "How do clouds form?" and person.window.is_settled)
    assert second_title(person) == ""
    assert not person.window.actions_.beside.isChecked()
    both(person, "Why does ice float?", "How do clouds form?")
    person.qtbot.mouseClick(present(panel.findChild(QToolButton, "beside_close")), Qt.MouseButton.LeftButton)
    person.settle()
    assert second_title(person) == ""
    assert person.shown_title() == "Why does ice float?"


def test_links_of_the_second_document_stay_in_it(person: Person) -> None:
    both(person, "Why does bread rise?", "How do clouds form?")
    pane = person.window.panels.beside.answer.pane
    pane.follow("qtbrowser:document/sky.md")
    person.wait(lambda: second_title(person) == "Why is the sky blue?" and person.window.is_settled)
    assert person.shown_title() == "Why does bread rise?"
    pane.follow("qtbrowser:search/water")
    person.wait(lambda: person.field.text() == "water" and person.window.is_settled)
    assert second_title(person) == "Why is the sky blue?"


def test_each_tab_has_its_own_second_document(person: Person, start: Callable[..., Person]) -> None:
    both(person, "Why does bread rise?", "How do clouds form?")
    person.window.actions_.new_tab.trigger()
    person.settle()
    assert second_title(person) == ""
    person.window.actions_.previous_tab.trigger()
    person.wait(lambda: second_title(person) == "How do clouds form?" and person.window.is_settled)
    person.window.close()
    again = start()
    again.wait(lambda: second_title(again) == "How do clouds form?" and again.window.is_settled)
    assert again.shown_title() == "Why does bread rise?"


def test_tree_and_list_give_way_as_far_as_two_documents_need(person: Person) -> None:
    both(person, "Why does bread rise?", "How do clouds form?")
    window, columns = person.window, person.window.panels.columns
    assert not columns.is_shown(TREE)
    assert columns.is_shown(LIST)
    window.resize(1000, 700)
    person.wait(lambda: not columns.is_shown(LIST))
    assert window.panels.answer.isVisible()
    window.setMinimumSize(1, 1)
    window.resize(480, 600)
    panels = window.panels
    person.wait(lambda: panels.beside.mapTo(panels, QPoint(0, 0)).y() > panels.answer.mapTo(panels, QPoint(0, 0)).y())
    window.resize(1900, 900)
    person.wait(lambda: columns.is_shown(TREE) and columns.is_shown(LIST))
    window.beside.close()
    window.resize(1280, 820)
    person.wait(lambda: columns.is_shown(TREE) and columns.is_shown(LIST))


def test_the_second_document_follows_theme_and_text_size(person: Person) -> None:
    both(person, "Why does bread rise?", "How do clouds form?")
    pane = person.window.panels.beside.answer.pane
    person.window.actions_.zoom_in.trigger()
    assert pane.zoom() == person.window.panels.answer.pane.zoom() != 1.0
    pane.step_zoom(0)
    assert person.window.panels.answer.pane.zoom() == 1.0
    person.window.theme.choose(ThemeChoice.DARK)
    person.wait(lambda: pane.palette().base().color().lightness() < 100)


def test_find_looks_in_the_document_with_the_focus(person: Person) -> None:
    both(person, "Why does bread rise?", "How do clouds form?")
    person.window.panels.beside.answer.setFocus()
    person.press(Qt.Key.Key_F, CONTROL)
    assert person.window.panels.beside.answer.pane.is_finding
    assert not person.window.panels.answer.pane.is_finding
    person.press(Qt.Key.Key_Escape)
    assert not person.window.panels.beside.answer.pane.is_finding
    assert second_title(person) == "How do clouds form?"


def test_a_document_that_is_gone_leaves_the_first_one_alone(person: Person, library: Path) -> None:
    person.click_title("Why does bread rise?")
    person.window.beside.open("nowhere.md")
    person.wait(lambda: person.message() and person.window.is_settled)
    assert second_title(person) == ""
    assert person.shown_title() == "Why does bread rise?"


def test_what_is_asked_for_in_the_second_document_is_about_it(person: Person) -> None:
    both(person, "Why does bread rise?", "How do clouds form?")
    window, pane = person.window, person.window.panels.beside.answer.pane
    pane.copy_requested.emit(CopyKind.MARKDOWN.value)
    person.wait(lambda: QApplication.clipboard().text().startswith("# How do clouds form?"))
    pane.tab_requested.emit("#part", "")
    pane.tab_requested.emit("qtbrowser:document/sky.md", "Why is the sky blue?")
    states = [tab.state for tab in window.tabs.all]
    assert [(state.document, state.fragment) for state in states] == [
        ("bread.md", ""),
        ("clouds.md", "part"),
        ("sky.md", ""),
    ]
    pane.similar_requested.emit()
    person.wait(lambda: window.list_state.request.similar_to == "clouds.md" and window.is_settled)
    # Its own find bar is closed before the document is.
    window.panels.beside.answer.setFocus()
    person.press(Qt.Key.Key_F, CONTROL)
    pane.setFocus()
    assert pane.take_escape()
    assert not pane.is_finding
    assert second_title(person) == "How do clouds form?"
    window.actions_.beside.trigger()
    person.settle()
    assert second_title(person) == ""
    assert not window.actions_.beside.isChecked()
