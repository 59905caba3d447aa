"""Cards of links and words, by a real mouse and real keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from qtbrowser.gui.pane.blocks import blocks_of, pieces_of
from qtbrowser.gui.pane.card_view import CardText, CardView
from qtbrowser.gui.pane.page_view import PageView
from qtbrowser.library import Library
from tests.gui.conftest import Person, next_turn, question, write
from tests.presence import present

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CLOUDS = "qtbrowser:document/clouds.md"


def view(person: Person) -> PageView:
    found = person.window.panels.answer.pane.findChild(PageView)
    assert found is not None
    return found


def card(person: Person) -> CardView | None:
    found = person.window.panels.answer.pane.findChild(CardView)
    return found if found is not None and found.isVisible() else None


def words(person: Person) -> str:
    """Everything that the card says."""
    shown = card(person)
    return "" if shown is None else shown.accessibleName()


def link_place(person: Person, address: str) -> QPoint:
    page = view(person)
    for block in blocks_of(page.document()):
        for piece in pieces_of(block):
            if piece.charFormat().anchorHref() == address:
                page.show_range(piece.position(), piece.position() + 1)
                cursor = QTextCursor(page.document())
                cursor.setPosition(piece.position() + 1)
                return page.cursorRect(cursor).center()
    raise AssertionError(f"no link to {address}")


def word_place(person: Person, word: str) -> QPoint:
    page = view(person)
    cursor = page.document().find(word)
    page.show_range(cursor.selectionStart(), cursor.selectionEnd())
    cursor.setPosition(cursor.selectionStart() + 2)
    return page.cursorRect(cursor).center()


def rest(person: Person, place: QPoint) -> None:
    """Move the mouse to a place and leave it there."""
    viewport = view(person).viewport()
    person.qtbot.mouseMove(viewport, place + QPoint(1, 0))
    person.qtbot.mouseMove(viewport, place)


def test_words_without_a_hit_say_so_and_open_nothing(start: Callable[..., Person], tmp_path: Path) -> None:
    folder = tmp_path / "sums"
    write(folder, "a.md", question("What is a square?", "Sums", "More, see `[x](b.md)`.", keywords="the"))
    Library.open(folder).close()
    person = start(folder)
    person.click_title("What is a square?")
    rest(person, link_place(person, "qtbrowser:search/the"))
    person.wait(lambda: card(person))
    assert "the" in words(person)


def choose(menu: QMenu, start: str) -> None:
    """Choose the entry of a menu that begins like this, by its key."""
    action = next(action for action in menu.actions() if action.text().replace("&", "").startswith(start))
    menu.setActiveAction(action)
    QApplication.sendPostedEvents()
    QTest.keyClick(menu, Qt.Key.Key_Return)


def test_resting_on_a_link_shows_a_card_that_a_click_opens(person: Person) -> None:
    person.click_title("Why is the sky blue?")
    rest(person, link_place(person, CLOUDS))
    person.wait(lambda: card(person))
    assert "How do clouds form?" in words(person)
    assert "Water vapour cools as it rises" in words(person)
    assert "Clouds drift" not in words(person)
    assert person.shown_title() == "Why is the sky blue?"
    shown = card(person)
    assert shown is not None
    person.qtbot.mouseClick(shown, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    person.wait(lambda: person.shown_title() == "How do clouds form?")
    assert card(person) is None


def test_the_card_goes_away_with_the_mouse_and_is_never_over_its_link(person: Person) -> None:
    person.click_title("Why is the sky blue?")
    place = link_place(person, CLOUDS)
    rest(person, place)
    person.wait(lambda: card(person))
    shown = card(person)
    assert shown is not None
    pane = person.window.panels.answer.pane
    assert not shown.geometry().contains(view(person).viewport().mapTo(pane, place))
    assert pane.rect().contains(shown.geometry())
    rest(person, QPoint(3, 3))
    person.wait(lambda: card(person) is None)


def test_control_and_space_show_the_card_of_the_focused_link(person: Person) -> None:
    person.click_title("Why is the sky blue?")
    page = view(person)
    page.setFocus(Qt.FocusReason.TabFocusReason)
    while page.textCursor().charFormat().anchorHref() != CLOUDS:
        person.press(Qt.Key.Key_Tab, widget=page)
    person.press(Qt.Key.Key_Space, CONTROL, page)
    person.wait(lambda: card(person))
    assert "How do clouds form?" in words(person)
    person.press(Qt.Key.Key_Escape, widget=page)
    assert card(person) is None
    assert person.shown_title() == "Why is the sky blue?"
    person.press(Qt.Key.Key_Space, CONTROL, page)
    person.wait(lambda: card(person))
    person.press(Qt.Key.Key_Return, widget=page)
    person.wait(lambda: person.shown_title() == "How do clouds form?")


def test_shift_and_enter_open_the_card_beside(person: Person) -> None:
    person.click_title("Why is the sky blue?")
    page = view(person)
    page.setFocus()
    rest(person, link_place(person, CLOUDS))
    person.wait(lambda: card(person))
    person.press(Qt.Key.Key_Return, SHIFT, page)
    person.wait(lambda: person.window.beside.path == "clouds.md")
    assert person.shown_title() == "Why is the sky blue?"


def test_selected_words_are_looked_up_beside(person: Person) -> None:
    person.click_title("How do clouds form?")
    place = word_place(person, "droplets")
    person.qtbot.mouseDClick(view(person).viewport(), Qt.MouseButton.LeftButton, pos=place)
    choose(page_menu(person, place), "Look Up Beside")
    person.wait(lambda: person.window.beside.path == "rain.md")
    assert person.shown_title() == "How do clouds form?"


def test_control_over_a_word_shows_what_the_library_says_of_it(person: Person) -> None:
    person.click_title("How do clouds form?")
    place = word_place(person, "droplets")
    viewport = view(person).viewport()
    person.qtbot.mouseMove(viewport, place)
    next_turn()
    assert card(person) is None
    move_with_control(person, place)
    person.wait(lambda: card(person))
    assert words(person).startswith("2 hits for “droplets”")


def test_selected_words_have_a_card_and_another_document_comes_first(person: Person) -> None:
    person.click_title("What is snow?")
    page = view(person)
    page.setFocus()
    page.setTextCursor(page.document().find("water"))
    person.press(Qt.Key.Key_Space, CONTROL, page)
    person.wait(lambda: card(person))
    assert words(person).startswith("4 hits for “water”")
    assert "What is snow?" not in words(person)


def test_a_subject_has_a_card_too(person: Person) -> None:
    person.click_title("What is snow?")
    rest(person, link_place(person, "qtbrowser:subject/Weather"))
    person.wait(lambda: card(person))
    assert words(person).startswith("Weather: 3 questions")
    person.qtbot.mouseClick(
        view(person).viewport(), Qt.MouseButton.LeftButton, pos=link_place(person, "qtbrowser:subject/Weather")
    )
    person.settle()
    assert person.message() == ""
    assert person.window.panels.subjects.label() == "Weather"


def test_the_menu_of_a_selection_searches_for_it_and_looks_it_up(person: Person) -> None:
    person.click_title("How do clouds form?")
    page = view(person)
    place = word_place(person, "droplets")
    person.qtbot.mouseDClick(page.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.textCursor().selectedText() == "droplets"
    choose(page_menu(person, place), "Search for “droplets”")
    person.wait(lambda: person.field.text() == "droplets")
    person.settle()
    assert person.titles() == ["Why does it rain?", "How do clouds form?"]
    assert person.shown_title() == "How do clouds form?"


def test_the_menu_of_a_link_opens_it_in_a_tab(person: Person) -> None:
    person.click_title("Why is the sky blue?")
    choose(page_menu(person, link_place(person, CLOUDS)), "Open Link in New Tab")
    person.settle()
    assert person.window.tabs.all[1].state.document == "clouds.md"
    assert person.shown_title() == "Why is the sky blue?"


def test_a_card_sets_formulas(start: Callable[..., Person], tmp_path: Path) -> None:
    folder = tmp_path / "sums"
    write(folder, "a.md", question("What is a square?", "Sums", "It is $x^2$ always."))
    write(folder, "b.md", question("What is a sum?", "Sums", "See [squares](a.md)."))
    Library.open(folder).close()
    person = start(folder)
    person.click_title("What is a sum?")
    rest(person, link_place(person, "qtbrowser:document/a.md"))
    person.wait(lambda: card(person))
    shown = card(person)
    assert shown is not None
    person.wait(lambda: present(shown.findChild(CardText)).formulas_set() == 1)


@pytest.mark.parametrize("size", [(480, 360), (800, 500), (2560, 1440)])
def test_the_card_is_within_the_page_at_every_size(person: Person, size: tuple[int, int]) -> None:
    person.click_title("Why is the sky blue?")
    person.window.resize(*size)
    person.settle()
    rest(person, link_place(person, CLOUDS))
    person.wait(lambda: card(person))
    shown = card(person)
    assert shown is not None
    assert person.window.panels.answer.pane.rect().contains(shown.geometry())
    assert present(shown.findChild(CardText)).geometry().bottom() <= shown.height()


def page_menu(person: Person, place: QPoint) -> QMenu:
    page = view(person)
    seen = page.viewport().mapToGlobal(place)
    QApplication.sendEvent(page.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, seen))
    menus = [menu for menu in page.findChildren(QMenu) if menu.isVisible()]
    assert menus
    return menus[-1]


def move_with_control(person: Person, place: QPoint) -> None:
    """Move the mouse with Ctrl held, which QTest's own moves can't."""
    viewport = view(person).viewport()
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(place), QPointF(viewport.mapToGlobal(place)), none, none, CONTROL
    )
    QApplication.sendEvent(viewport, event)
