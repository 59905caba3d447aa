from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton

from qtbrowser.gui.pane.find_bar import FindBar
from tests.gui.pane.conftest import LONG_HTML, Reader, make_page, marker
from tests.presence import Part, part_of

Show = Callable[[str], Reader]
CONTROL, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)


class Finder:
    """The find bar of a reader's pane."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.bar = part_of(reader.pane, FindBar)
        self.field = self.part(QLineEdit, "find_field")

    def part(self, kind: type[Part], name: str) -> Part:
        return part_of(self.bar, kind, name)

    @property
    def count(self) -> str:
        return self.part(QLabel, "find_count").text()

    def type(self, words: str) -> None:
        self.reader.qtbot.keyClicks(self.field, words)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.reader.qtbot.keyClick(self.field, key, modifiers)

    def click(self, name: str) -> None:
        self.reader.qtbot.mouseClick(self.part(QToolButton, name), Qt.MouseButton.LeftButton)


@pytest.fixture
def finder(show: Show) -> Finder:
    reader = show("<h1>Cells</h1><p>A cell, a Cell and<br>a CELL wall. Lone cells.</p>" + LONG_HTML)
    finder = Finder(reader)
    reader.press(Qt.Key.Key_F, CONTROL)
    assert finder.field.hasFocus()
    return finder


def test_words_are_found_as_they_are_typed(finder: Finder) -> None:
    finder.type("cell")
    assert finder.count == "1 of 5"
    assert len(finder.reader.view.extraSelections()) == 5
    finder.type(" w")
    assert finder.count == "1 of 1"
    finder.type("x")
    assert finder.count == "Not found"
    assert finder.reader.view.extraSelections() == []


def test_next_and_previous_go_round(finder: Finder) -> None:
    finder.type("cell")
    steps = [
        (Qt.Key.Key_Return, NONE, "2 of 5"),
        (Qt.Key.Key_F3, NONE, "3 of 5"),
        (Qt.Key.Key_F3, SHIFT, "2 of 5"),
        (Qt.Key.Key_Return, SHIFT, "1 of 5"),
        (Qt.Key.Key_Return, SHIFT, "5 of 5"),
        (Qt.Key.Key_Enter, NONE, "1 of 5"),
    ]
    for key, modifiers, count in steps:
        finder.press(key, modifiers)
        assert finder.count == count
    finder.click("find_next")
    assert finder.count == "2 of 5"
    finder.click("find_previous")
    assert finder.count == "1 of 5"


def test_longer_words_do_not_lose_the_place(finder: Finder) -> None:
    finder.type("par")
    for _ in range(30):
        finder.press(Qt.Key.Key_Return)
    assert finder.count == "31 of 40"
    place = finder.reader.scrolled()
    assert place > 0
    finder.type("t")
    assert finder.count == "31 of 40"
    assert finder.reader.scrolled() == place


def test_match_case(finder: Finder) -> None:
    finder.type("Cell")
    finder.click("find_case")
    assert finder.count == "1 of 2"


def test_the_current_place_is_in_view_and_differs(finder: Finder) -> None:
    finder.type("part 39")
    last = finder.reader.view.extraSelections()[-1]
    assert last.cursor.selectedText() == "Part 39"
    assert 0 < finder.reader.view.cursorRect(last.cursor).top() < finder.reader.view.viewport().height()
    finder.press(Qt.Key.Key_A, CONTROL)
    finder.type("cell")
    colours = [selection.format.background().color().name() for selection in finder.reader.view.extraSelections()]
    assert len(set(colours)) == 2


def test_escape_closes_and_leaves_the_place_selected(finder: Finder) -> None:
    finder.type("wall")
    finder.press(Qt.Key.Key_Escape)
    assert not finder.bar.isVisible()
    assert finder.reader.view.extraSelections() == []
    assert finder.reader.view.textCursor().selectedText() == "wall"
    assert finder.reader.view.hasFocus()


def test_find_next_without_the_bar_finds_the_words_again(finder: Finder) -> None:
    finder.type("cell")
    finder.press(Qt.Key.Key_Escape)
    finder.reader.press(Qt.Key.Key_F3)
    assert finder.bar.isVisible()
    assert finder.count.endswith("of 5")


def test_selected_words_are_taken_over(finder: Finder) -> None:
    finder.type("wall")
    finder.press(Qt.Key.Key_Escape)
    finder.field.clear()
    finder.reader.press(Qt.Key.Key_F, CONTROL)
    assert finder.field.text() == "wall"
    assert finder.count == "1 of 1"


def test_another_page_is_searched_at_once(finder: Finder) -> None:
    finder.type("cell")
    finder.reader.pane.show_page(make_page("<p>One cell.</p>", "other.md"))
    assert finder.count == "1 of 1"


def test_marks_and_finds_live_together(finder: Finder) -> None:
    finder.reader.pane.set_marks(marker(lambda plain: [(0, 5)]))
    finder.type("wall")
    assert [selection.cursor.selectedText() for selection in finder.reader.view.extraSelections()] == ["Cells", "wall"]


def test_thousands_of_places_are_counted_and_marked_where_they_are_seen(finder: Finder) -> None:
    finder.reader.pane.show_page(make_page("<p>" + "ab " * 5000 + "</p>", "many.md"))
    finder.type("ab")
    assert finder.count == "1 of 5000"
    seen = len(finder.reader.view.extraSelections())
    assert 100 < seen < 3000
    finder.press(Qt.Key.Key_Return, SHIFT)
    assert finder.count == "5000 of 5000"
    last = finder.reader.view.extraSelections()[-1]
    assert last.cursor.selectionEnd() == 5000 * 3 - 1


def test_everything_in_the_bar_has_a_name(finder: Finder) -> None:
    assert finder.bar.accessibleName()
    assert finder.field.accessibleName()
    assert all(button.accessibleName() for button in finder.bar.findChildren(QToolButton, options=direct()))


def direct() -> Qt.FindChildOption:
    """The clear button inside the field is Qt's own."""
    return Qt.FindChildOption.FindDirectChildrenOnly
