"""The trail, by real clicks and keys: what was searched and read, and back to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton, QToolButton

from qtbrowser.gui.personal.trail_panel import TrailPanel
from qtbrowser.gui.personal.trail_rows import RowKind
from qtbrowser.personal.personal_store import personal_store
from qtbrowser.personal.trail import Trail
from tests.gui.conftest import Person
from tests.presence import present

ALT = Qt.KeyboardModifier.AltModifier


def panel(person: Person) -> TrailPanel:
    return present(person.window.findChild(TrailPanel))


def rows(person: Person) -> list[tuple[str, int]]:
    """Titles and depths of the steps that the panel shows."""
    model = panel(person).list.rows
    found = [present(model.row(number)) for number in range(model.rowCount())]
    return [(row.title, row.depth) for row in found if row.kind is not RowKind.DAY]


def titles(person: Person) -> list[str]:
    return [title for title, _ in rows(person)]


def open_trail(person: Person) -> None:
    person.press(Qt.Key.Key_F7, widget=person.window)
    person.wait(lambda: panel(person).isVisible() and person.window.is_settled)


def place_of(person: Person, title: str, *, cross: bool = False) -> QPoint:
    """Where to click on the row of a title; "" for the first day's."""
    model, view = panel(person).list.rows, panel(person).list
    found = [present(model.row(number)).title for number in range(model.rowCount())]
    rect = view.visualRect(model.index(found.index(title)))
    return QPoint(rect.right() - 18, rect.center().y()) if cross else QPoint(rect.left() + 80, rect.center().y())


def click(person: Person, title: str, *, cross: bool = False) -> None:
    view = panel(person).list
    person.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place_of(person, title, cross=cross))
    person.settle()


def read_some(person: Person) -> None:
    """Search, read two hits, go back and read a third."""
    person.type("water")
    person.click_title("Why does ice float?")
    person.press(Qt.Key.Key_Left, ALT, person.window)
    person.wait(lambda: person.shown_title() == "" and person.window.is_settled)
    person.click_title("What is snow?")


def test_the_trail_is_a_tree_of_what_was_searched_and_read(person: Person) -> None:
    person.window.resize(1900, 900)
    read_some(person)
    open_trail(person)
    assert rows(person) == [("water", 0), ("Why does ice float?", 1), ("What is snow?", 0)]
    person.click_subject("Cooking")
    assert rows(person)[-1] == ("Cooking", 0)
    assert person.window.actions_.trail.isChecked()


def test_a_click_restores_the_state(person: Person) -> None:
    person.window.resize(1900, 900)
    read_some(person)
    person.window.actions_.home.trigger()
    person.settle()
    open_trail(person)
    click(person, "Why does ice float?")
    person.wait(lambda: person.shown_title() == "Why does ice float?" and person.window.is_settled)
    assert person.field.text() == "water"
    assert panel(person).isVisible()
    assert len(rows(person)) == 3
    person.click_title("How do clouds form?")
    assert rows(person)[1:3] == [("Why does ice float?", 1), ("How do clouds form?", 1)]


def test_walking_by_keys_opens_nothing_and_return_does(person: Person) -> None:
    person.window.resize(1900, 900)
    read_some(person)
    open_trail(person)
    view = panel(person).list
    assert view.hasFocus()
    for _ in range(3):
        person.press(Qt.Key.Key_Down, widget=view)
    person.press(Qt.Key.Key_Up, widget=view)
    person.settle()
    assert person.shown_title() == "What is snow?"
    person.press(Qt.Key.Key_Return, widget=view)
    person.wait(lambda: person.shown_title() == "Why does ice float?" and person.window.is_settled)


def test_typing_filters(person: Person) -> None:
    read_some(person)
    open_trail(person)
    person.qtbot.keyClicks(panel(person).field, "SNOW")
    assert rows(person) == [("What is snow?", 0)]
    person.press(Qt.Key.Key_Escape, widget=panel(person).field)
    assert len(rows(person)) == 3


def test_it_is_kept_between_sessions_and_by_library(
    start: Callable[..., Person], library: Path, own_indexed_library: Path
) -> None:
    first = start(library)
    read_some(first)
    first.window.close()
    second = start(own_indexed_library)
    second.window.resize(1900, 900)
    open_trail(second)
    assert titles(second) == []
    second.window.open_library(library)
    second.wait(lambda: second.window.session.folder == library.resolve() and second.window.is_settled)
    second.wait(lambda: len(titles(second)) == 3)
    assert rows(second) == [("water", 0), ("Why does ice float?", 1), ("What is snow?", 0)]


def test_one_click_forgets_a_step_a_day_or_all(person: Person, library: Path) -> None:
    person.window.resize(1900, 900)
    read_some(person)
    open_trail(person)
    click(person, "Why does ice float?", cross=True)
    assert rows(person) == [("water", 0), ("What is snow?", 0)]
    assert person.shown_title() == "What is snow?"
    click(person, "", cross=True)
    assert titles(person) == []
    undo = next(one for one in person.window.panels.messages.findChildren(QPushButton) if one.text() == "Undo")
    person.qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    person.settle()
    assert titles(person) == ["water", "What is snow?"]
    person.qtbot.mouseClick(
        present(panel(person).findChild(QToolButton, "trail_forget_all")), Qt.MouseButton.LeftButton
    )
    person.settle()
    assert titles(person) == []
    assert Trail(personal_store()).of_library(library.resolve()) == []


def test_delete_forgets_and_left_folds(person: Person) -> None:
    read_some(person)
    open_trail(person)
    view = panel(person).list
    view.setCurrentIndex(view.rows.index(1))
    person.press(Qt.Key.Key_Delete, widget=view)
    assert titles(person) == ["Why does ice float?", "What is snow?"]
    view.setCurrentIndex(view.rows.index(0))
    person.press(Qt.Key.Key_Left, widget=view)
    assert titles(person) == []
    person.press(Qt.Key.Key_Right, widget=view)
    assert titles(person) == ["Why does ice float?", "What is snow?"]


def test_private_mode_keeps_none(person: Person, library: Path) -> None:
    person.window.resize(1900, 900)
    open_trail(person)
    person.qtbot.mouseClick(panel(person).private, Qt.MouseButton.LeftButton)
    assert person.window.actions_.private.isChecked()
    assert "Private" in panel(person).note.text()
    read_some(person)
    assert titles(person) == []
    assert Trail(personal_store()).of_library(library.resolve()) == []
    person.window.actions_.private.trigger()
    person.click_title("How do clouds form?")
    assert titles(person) == ["How do clouds form?"]


def test_it_is_docked_where_there_is_room_and_a_drawer_elsewhere(start: Callable[..., Person], library: Path) -> None:
    person = start(library)
    person.window.resize(1900, 900)
    read_some(person)
    open_trail(person)
    panels = person.window.panels
    right = panels.answer.mapTo(panels, QPoint(panels.answer.width(), 0)).x()
    assert panel(person).mapTo(panels, QPoint(0, 0)).x() >= right
    person.press(Qt.Key.Key_F7, widget=person.window)
    assert not panel(person).isVisible()
    person.window.resize(1000, 700)
    open_trail(person)
    assert panels.answer.isVisible()
    person.press(Qt.Key.Key_Escape)
    assert not panel(person).isVisible()
    assert not person.window.actions_.trail.isChecked()
    person.window.resize(1900, 900)
    open_trail(person)
    person.window.close()
    again = start()
    assert not panel(again).isVisible()
    again.window.resize(1900, 900)
    again.wait(lambda: panel(again).isVisible())


def test_a_document_opened_beside_is_a_step(person: Person) -> None:
    person.click_title("Why does bread rise?")
    person.window.beside.open("clouds.md")
    person.wait(lambda: person.window.beside.is_shown and person.window.is_settled)
    open_trail(person)
    assert titles(person) == ["Why does bread rise?", "How do clouds form?"]
