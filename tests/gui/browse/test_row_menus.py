"""The menus of the list and the tree, by real clicks and keys: they are about one row and leave the selection alone."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from qtbrowser.gui.browse.row_menu import RowMenu
from qtbrowser.gui.browse.rows import Row
from qtbrowser.gui.pane.page_menu import PageMenu
from qtbrowser.gui.widgets.nouns import Noun
from tests.gui.conftest import Person


def open_menu(person: Person, view: QAbstractItemView, index: QModelIndex) -> QMenu:
    """Press the right button on a row, and take what opens."""
    place = view.visualRect(index).topLeft() + QPoint(60, 12)
    viewport = view.viewport()
    person.qtbot.mouseClick(viewport, Qt.MouseButton.RightButton, pos=place)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, viewport.mapToGlobal(place))
    QApplication.sendEvent(viewport, event)
    return shown_menu(view)


def shown_menu(view: QAbstractItemView) -> QMenu:
    menus = [menu for menu in view.findChildren(QMenu) if menu.isVisible()]
    assert len(menus) == 1
    return menus[0]


def choose(menu: QMenu, start: str) -> None:
    """Choose the entry that begins like this, by its key."""
    menu.setActiveAction(next(one for one in menu.actions() if one.text().replace("&", "").startswith(start)))
    QTest.keyClick(menu, Qt.Key.Key_Return)


def row(person: Person, title: str) -> QModelIndex:
    return person.list.rows.index(person.titles().index(title))


def subject(person: Person, name: str) -> QModelIndex:
    model = person.tree.model()
    return next(model.index(number, 0) for number in range(model.rowCount()) if model.index(number, 0).data() == name)


def test_the_right_button_neither_selects_nor_opens_a_row(person: Person) -> None:
    person.click_title("Why does bread rise?")
    menu = open_menu(person, person.list, row(person, "Why does ice float?"))
    person.settle()
    assert person.shown_title() == "Why does bread rise?"
    assert person.list.currentIndex() == row(person, "Why does bread rise?")
    assert person.list.selected_ranges() == ((person.list.currentIndex().row(), 1),)
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    person.settle()
    assert person.list.currentIndex() == row(person, "Why does bread rise?")


def test_open_shows_the_row_of_the_menu(person: Person) -> None:
    choose(open_menu(person, person.list, row(person, "Why does ice float?")), "Open")
    person.wait(lambda: person.shown_title() == "Why does ice float?")


def test_a_row_is_opened_in_a_tab_copied_and_led_to_its_subject(person: Person) -> None:
    person.click_title("Why does bread rise?")
    choose(open_menu(person, person.list, row(person, "Why does ice float?")), "Open in New Tab")
    assert [tab.state.document for tab in person.window.tabs.all] == ["bread.md", "ice.md"]
    choose(open_menu(person, person.list, row(person, "What is snow?")), "Copy Question")
    assert QGuiApplication.clipboard().text() == "What is snow?"
    choose(open_menu(person, person.list, row(person, "What is snow?")), "Copy as Markdown")
    person.wait(lambda: QGuiApplication.clipboard().text().startswith("# What is snow?"))
    choose(open_menu(person, person.list, row(person, "What is snow?")), "Show Its Subject")
    person.settle()
    assert person.window.panels.subjects.label() == "Weather"
    assert person.shown_title() == "Why does bread rise?"


def test_the_menu_key_opens_the_menu_of_the_current_row(person: Person) -> None:
    person.click_title("What is snow?")
    place = QPoint(1, 1)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, person.list.mapToGlobal(place))
    QApplication.sendEvent(person.list.viewport(), event)
    choose(shown_menu(person.list), "Copy Question")
    assert QGuiApplication.clipboard().text() == "What is snow?"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows makes the event of a menu of this key")
def test_shift_f10_opens_the_menu_of_what_has_the_focus(person: Person) -> None:
    person.click_title("What is snow?")
    QTest.keyClick(person.list, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    choose(shown_menu(person.list), "Copy Question")
    assert QGuiApplication.clipboard().text() == "What is snow?"
    page = person.window.panels.answer.pane.focusProxy()
    assert page is not None
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    menu = page.findChild(PageMenu)
    assert menu is not None
    assert menu.isVisible()
    menu.close()


def test_the_right_button_neither_selects_nor_lists_a_subject(person: Person) -> None:
    menu = open_menu(person, person.tree, subject(person, "Physics"))
    person.settle()
    assert person.window.panels.subjects.label() == "All questions"
    assert len(person.titles()) == 6
    choose(menu, "Show Questions")
    person.wait(lambda: person.titles() == ["Why does ice float?", "Why is the sky blue?"])
    assert person.shown_title() == ""


def test_a_subject_opens_in_a_tab_gives_any_question_and_unfolds(person: Person) -> None:
    choose(open_menu(person, person.tree, subject(person, "Physics")), "Show in New Tab")
    assert [tab.state.subject for tab in person.window.tabs.all][1] is not None
    choose(open_menu(person, person.tree, subject(person, "Physics")), "Random Question")
    person.wait(lambda: person.shown_title() in ("Why does ice float?", "Why is the sky blue?"))
    assert person.window.panels.subjects.label() == "All questions"
    weather = subject(person, "Weather")
    assert person.tree.model().hasChildren(weather)
    choose(open_menu(person, person.tree, weather), "Open Branch")
    assert person.tree.isExpanded(weather)
    choose(open_menu(person, person.tree, weather), "Close All")
    assert not person.tree.isExpanded(weather)
    choose(open_menu(person, person.tree, subject(person, "Physics")), "Copy Name")
    assert QGuiApplication.clipboard().text() == "Physics"


@pytest.mark.parametrize(
    ("row", "noun", "words"),
    [
        (Row("a.md", "A", questions=3), Noun.DOCUMENT, ["Show Questions", "Copy Title"]),
        (Row("a.md", "A", "Law", questions=3, is_opened=True), Noun.QUESTION, ["Close Questions", "Copy Question"]),
        (Row("a.md", "A?", equals=(("b.md", ""),)), Noun.QUESTION, ["Show Places", "Copy Question"]),
        (Row("a.md", "A?", equals=(("b.md", ""),), is_opened=True), Noun.QUESTION, ["Close Places", "Copy Question"]),
    ],
)
def test_a_row_that_opens_into_others_is_folded_by_its_menu(
    qtbot: QtBot, row: Row, noun: Noun, words: list[str]
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    menu = RowMenu(row, noun, parent)
    shown = {action.text().replace("&", ""): action for action in menu.actions()}
    assert [one for one in shown if one.startswith(("Show Q", "Show P", "Close", "Copy Q", "Copy T"))] == words
    assert ("Show Its Subject" in shown) == bool(row.subject)
    folded: list[str] = []
    menu.folded.connect(folded.append)
    shown[words[0]].trigger()
    assert folded == ["a.md"]


def test_the_menu_of_a_question_says_what_is_about_its_whole_file(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    menu = RowMenu(Row("faq.md", "How?", "Kettles", anchor="how", is_entry=True), Noun.DOCUMENT, parent)
    heading = next(action for action in menu.actions() if action.text() == "Of the whole file “Kettles”:")
    assert not heading.isEnabled()
    # The file's name is in the place of the subject, which is none.
    assert not any("Subject" in action.text().replace("&", "") for action in menu.actions())
