"""Where the focus is seen, and that it opens nothing by itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget

from qtbrowser.gui.pane.page_view import PageView
from qtbrowser.gui.widgets.theme_colours import LIGHT
from tests.gui.conftest import Person
from tests.presence import part_of

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def is_framed(viewport: QWidget, row: QRect) -> bool:
    """Whether a row has the frame of the focus at its upper edge."""
    picture: QImage = viewport.grab().toImage()
    accent = QColor(LIGHT.accent)
    middle = row.center().x()
    return any(
        abs(colour.red() - accent.red()) + abs(colour.green() - accent.green()) + abs(colour.blue() - accent.blue())
        < 120
        for colour in (picture.pixelColor(QPoint(middle, y)) for y in range(row.top(), row.top() + 4))
    )


def framed_subjects(person: Person) -> list[str]:
    model = person.tree.model()
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    return [row.data() for row in rows if is_framed(person.tree.viewport(), person.tree.visualRect(row))]


def test_only_the_current_subject_is_framed(person: Person) -> None:
    person.click_subject("Physics")
    assert framed_subjects(person) == ["Physics"]
    person.field.setFocus()
    assert framed_subjects(person) == []
    person.press(Qt.Key.Key_F6)
    assert person.tree.hasFocus()
    assert framed_subjects(person) == ["Physics"]


def test_the_way_to_the_chips_and_back_opens_nothing(person: Person) -> None:
    person.type("water")
    person.wait(lambda: person.window.panels.list_panel.facets.chips)
    person.press(Qt.Key.Key_F6)
    person.press(Qt.Key.Key_F6)
    assert person.list.hasFocus()
    person.window.actions_.narrow.trigger()
    assert not person.list.hasFocus()
    person.press(Qt.Key.Key_Escape)
    person.settle()
    assert person.shown_title() == ""
    assert not person.list.currentIndex().isValid()


def test_a_document_asked_for_at_the_start_stays(start: Callable[..., Person], library: Path) -> None:
    person = start(library, document="broken-or-gone.md")
    person.press(Qt.Key.Key_Escape, widget=person.field)
    person.settle()
    assert person.shown_title() == ""
    person = start(library, document="snow.md")
    person.press(Qt.Key.Key_Escape, widget=person.field)
    person.settle()
    assert person.shown_title() == "What is snow?"


def test_the_problems_shown_and_hidden_open_nothing(person: Person) -> None:
    for _ in range(2):
        person.press(Qt.Key.Key_M, CONTROL | SHIFT, person.window)
        person.settle()
    assert person.list.hasFocus()
    assert person.shown_title() == ""


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_Return])
def test_a_list_without_a_current_row_shows_which_one_a_key_takes(person: Person, key: Qt.Key) -> None:
    person.list.setFocus()
    first = person.list.rows.index(0)
    assert is_framed(person.list.viewport(), person.list.visualRect(first))
    person.press(key)
    person.settle()
    assert person.shown_title() == first.data()
    assert person.list.currentIndex() == first


def test_keys_that_lead_into_the_list_take_its_first_row(person: Person) -> None:
    person.type("water")
    person.press(Qt.Key.Key_Down, widget=person.field)
    person.settle()
    assert person.list.hasFocus()
    assert person.shown_title() == person.titles()[0]


def test_f6_into_the_answer_shows_where_the_focus_is(person: Person) -> None:
    person.click_title("What is snow?")
    view = part_of(person.window.panels.answer.pane, PageView)
    ring = part_of(view, QWidget, "focus_ring")
    person.press(Qt.Key.Key_F6)
    assert view.hasFocus()
    assert ring.isVisible()
    assert ring.size() == view.size()
    person.press(Qt.Key.Key_F6)
    assert not ring.isVisible()
    person.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton)
    assert view.hasFocus()
    assert not ring.isVisible()


def test_a_page_that_comes_late_takes_no_row_away_from_a_reader_who_went_on(person: Person) -> None:
    person.list.setFocus()
    person.press(Qt.Key.Key_Home)
    person.settle()
    late = person.window.reading.showing

    def go_on() -> None:
        late.disconnect(go_on)
        person.press(Qt.Key.Key_Down, SHIFT, person.list)

    person.press(Qt.Key.Key_Down)
    late.connect(go_on)
    person.settle()
    selection = person.list.selectionModel()
    assert [index.row() for index in selection.selectedRows()] == [1, 2]
    assert person.list.currentIndex().row() == 2
    assert person.shown_title() == person.titles()[2]
