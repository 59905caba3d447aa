"""A file that asks many questions is browsed by them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt

from qtbrowser.gui.browse.kept_marks import KeptMarks, KeptSign
from qtbrowser.gui.browse.list_model import ROW_ROLE, SIGNS_ROLE
from qtbrowser.gui.browse.row_meta import row_meta
from qtbrowser.gui.browse.rows import Row
from qtbrowser.gui.pane.answer_pane import AnswerPane
from qtbrowser.gui.pane.page_view import PageView
from qtbrowser.library import Library
from tests.gui.conftest import Person, write

NAMES = ("iron", "tin", "zinc")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    library = tmp_path / "library"
    sections = (
        f"## How does part {name} work?\n\nIt has a {name}wheel.\n\n{'More words. ' * 400}\n\n" for name in NAMES
    )
    write(library, "faq.md", "# Kettles\n\n" + "".join(sections))
    write(library, "other.md", "# Other\n\nWords.")
    return library


def rows(person: Person) -> list[Row]:
    model = person.list.rows
    return [model.index(number).data(ROW_ROLE) for number in range(model.rowCount())]


def top_words(person: Person, pane: AnswerPane | None = None) -> str:
    view = (pane or person.window.panels.answer.pane).findChild(PageView)
    assert view is not None
    return view.cursorForPosition(QPoint(view.viewport().width() // 2, 1)).block().text()


def choose(person: Person, number: int) -> None:
    person.list.setFocus()
    person.list.setCurrentIndex(person.list.rows.index(number))
    person.settle()


def test_a_file_opens_into_its_questions_and_each_shows_its_section(start: Callable[..., Person], folder: Path) -> None:
    person = start(folder)
    choose(person, 0)
    file = rows(person)[0]
    assert "asks 3 questions" in row_meta(file, with_subject=False)
    marks = KeptMarks(bookmarked=frozenset({"faq.md"}))
    person.list.rows.show_marks(marks)
    person.press(Qt.Key.Key_Right)
    person.settle()
    # One bookmark looks like one.
    signs = [person.list.rows.index(number).data(SIGNS_ROLE) for number in range(4)]
    assert signs == [(KeptSign.BOOKMARKED,), (), (), ()]
    assert [row.title for row in rows(person)[1:4]] == [f"How does part {name} work?" for name in NAMES]
    assert person.window.panels.list_panel.count.whole() == "2 documents"
    person.press(Qt.Key.Key_Down)
    person.press(Qt.Key.Key_Down)
    person.settle()
    assert person.list.currentIndex().row() == 2
    assert person.window.reading.path == "faq.md"
    assert top_words(person) == "How does part tin work?"
    place = person.list.visualRect(person.list.rows.index(1)).center()
    person.qtbot.mouseClick(person.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    person.settle()
    assert top_words(person) == "How does part iron work?"
    person.window.parts.actions.back.trigger()
    person.settle()
    assert top_words(person) == "How does part tin work?"
    choose(person, 0)
    person.press(Qt.Key.Key_Left)
    person.settle()
    assert len(rows(person)) == 2


def test_a_hit_names_its_question_and_opens_its_section(start: Callable[..., Person], folder: Path) -> None:
    person = start(folder)
    person.type("zincwheel")
    (row,) = rows(person)
    assert row_meta(row, with_subject=False)[0] == "How does part zinc work?"
    choose(person, 0)
    assert top_words(person) == "How does part zinc work?"


def test_a_hit_is_opened_in_a_tab_and_beside_at_its_section(start: Callable[..., Person], folder: Path) -> None:
    person = start(folder)
    person.type("zincwheel")
    place = person.list.visualRect(person.list.rows.index(0)).center()
    person.qtbot.mouseClick(person.list.viewport(), Qt.MouseButton.MiddleButton, pos=place)
    person.window.tabs.select(1)
    person.settle()
    person.wait(lambda: top_words(person) == "How does part zinc work?")
    person.window.reading.show("other.md")
    person.settle()
    person.list.setFocus()
    person.list.setCurrentIndex(person.list.rows.index(0))
    person.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    second = person.window.panels.beside.answer
    person.wait(lambda: person.window.beside.is_shown and person.window.is_settled)
    person.wait(lambda: top_words(person, second.pane) == "How does part zinc work?")


def test_a_document_is_opened_in_a_tab_at_the_words_that_its_hit_shows(
    start: Callable[..., Person], tmp_path: Path
) -> None:
    library = tmp_path / "library"
    paragraphs = [f"Kettles boil. {'More words. ' * 100}"] * 4
    write(library, "long.md", "# Long\n\n" + "\n\n".join([*paragraphs, "Brown kettles whistle loudly.", *paragraphs]))
    person = start(library)
    person.type("kettles brown")
    place = person.list.visualRect(person.list.rows.index(0)).center()
    person.qtbot.mouseClick(person.list.viewport(), Qt.MouseButton.MiddleButton, pos=place)
    person.window.tabs.select(1)
    person.settle()
    view = person.window.panels.answer.pane.findChild(PageView)
    assert view is not None
    found = view.document().find("Brown")
    person.wait(lambda: view.viewport().rect().contains(view.cursorRect(found)))


def test_a_question_is_bookmarked_and_opened_by_its_bookmark(start: Callable[..., Person], folder: Path) -> None:
    person = start(folder)
    choose(person, 0)
    person.press(Qt.Key.Key_Right)
    person.settle()
    choose(person, 2)
    person.window.parts.actions.bookmark.trigger()
    person.settle()
    key = "faq.md#how-does-part-tin-work"
    with Library.open(folder) as library:
        assert [bookmark.path for bookmark in library.kept.bookmarks()] == [key]
    choose(person, 4)
    assert person.window.reading.path == "other.md"
    person.window.reading.show(key)
    person.settle()
    assert person.window.reading.path == "faq.md"
    assert top_words(person) == "How does part tin work?"
