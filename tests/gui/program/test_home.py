"""The library's page and the welcome, by real clicks and keys."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QToolButton

from qtbrowser.gui.browse.home_jobs import Home
from qtbrowser.gui.browse.home_page import HomePage
from qtbrowser.gui.browse.page_button import PageButton
from qtbrowser.gui.browse.subject_map import SubjectMap, SubjectTile
from qtbrowser.gui.settings.last_uses import LastUse, last_uses
from qtbrowser.gui.widgets.nouns import Noun
from tests.gui.conftest import Person, question, write, write_library
from tests.presence import part_of

LEFT = Qt.MouseButton.LeftButton


def page(person: Person) -> HomePage:
    return person.window.panels.answer.home


def sections(person: Person) -> list[str]:
    """The headings of the page, from above."""
    return [label.text() for label in page(person).findChildren(QLabel, "home_section") if label.isVisible()]


def rows(person: Person) -> list[PageButton]:
    return [row for row in page(person).findChildren(PageButton) if row.isVisible()]


def row(person: Person, title: str) -> PageButton:
    return next(row for row in rows(person) if row.title == title)


def tiles(person: Person) -> list[SubjectTile]:
    found = page(person).findChild(SubjectMap)
    return found.tiles if found is not None and found.isVisible() else []


def go_home(person: Person) -> None:
    """Back to before the first document, where the page is."""
    while person.window.actions_.back.isEnabled():
        person.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier, person.window)
        person.settle()
    assert not person.window.panels.answer.shows_answer


def test_a_library_opens_with_its_name_a_question_and_a_map(person: Person) -> None:
    assert page(person).accessibleName() == "nature. 6 questions in 3 subjects"
    assert sections(person) == ["A question at random", "Subjects"]
    bars = (page(person).verticalScrollBar(), person.list.verticalScrollBar())
    assert bars[0].sizeHint().width() == bars[1].sizeHint().width()
    assert len(rows(person)) == 1
    assert {tile.accessibleName() for tile in tiles(person)} == {
        "Weather, 3 questions", "Physics, 2 questions", "Cooking, 1 question",
    }  # fmt: skip


def test_the_page_is_scrolled_by_the_same_slim_bars_as_the_others(person: Person) -> None:
    bars = [person.window.panels.answer.home.verticalScrollBar(), person.list.verticalScrollBar()]
    assert [bar.sizeHint().width() for bar in bars] == [12, 12]


def test_a_tile_shows_its_subject(person: Person) -> None:
    tile = next(tile for tile in tiles(person) if tile.key == "physics")
    person.qtbot.mouseClick(tile, LEFT)
    person.settle()
    assert person.window.panels.subjects.label() == "Physics"
    assert person.titles() == ["Why does ice float?", "Why is the sky blue?"]


def test_the_map_is_walked_by_arrows(person: Person) -> None:
    first = tiles(person)[0]
    first.setFocus(Qt.FocusReason.TabFocusReason)
    seen = {first}
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Home):
        person.press(key)
        seen |= {tile for tile in tiles(person) if tile.hasFocus()}
    assert seen == set(tiles(person))
    assert first.hasFocus()
    person.press(Qt.Key.Key_Return)
    person.settle()
    assert person.window.panels.subjects.key()[0] == first.key


def test_the_question_at_random_is_opened_and_another_one_asked_for(person: Person) -> None:
    title = rows(person)[0].title
    another = page(person).findChild(QToolButton, "home_another")
    assert another is not None
    person.qtbot.mouseClick(another, LEFT)
    person.wait(lambda: rows(person)[0].title != title)
    title = rows(person)[0].title
    rows(person)[0].setFocus()
    person.press(Qt.Key.Key_Return)
    person.wait(lambda: person.shown_title() == title)


def test_a_page_made_anew_leaves_the_focus_where_somebody_types(person: Person) -> None:
    rows(person)[0].setFocus()
    person.field.setFocus()
    page(person).show_home(page(person).home, Noun.QUESTION, "")
    assert person.field.hasFocus()


def test_what_was_read_is_offered_with_how_far(person: Person) -> None:
    person.click_title("What is snow?")
    person.click_title("How do clouds form?")
    view = person.window.panels.answer.pane.focusProxy()
    person.press(Qt.Key.Key_PageDown, widget=view)
    person.press(Qt.Key.Key_PageDown, widget=view)
    person.click_title("Why does bread rise?")
    go_home(person)
    person.wait(lambda: sections(person)[:1] == ["Go on reading"])
    # What is unfinished first; the way back has passed snow last.
    assert [one.title for one in rows(person)][:3] == ["How do clouds form?", "What is snow?", "Why does bread rise?"]
    assert "% read" in row(person, "How do clouds form?").accessibleName()
    assert "% read" not in row(person, "What is snow?").accessibleName()
    person.qtbot.mouseClick(row(person, "How do clouds form?"), LEFT)
    person.wait(lambda: person.shown_title() == "How do clouds form?")
    assert person.window.panels.answer.pane.scroll_position() > 0


def test_the_middle_button_opens_a_row_in_a_tab(person: Person) -> None:
    one = rows(person)[0]
    person.qtbot.mouseClick(one, Qt.MouseButton.MiddleButton)
    person.settle()
    assert [tab.state.document for tab in person.window.tabs.all] == ["", one.path]
    assert person.shown_title() == ""


def test_what_is_new_since_the_last_time_is_named(start: Callable[..., Person], own_indexed_library: Path) -> None:
    first = start(own_indexed_library)
    assert not any(heading.startswith("New") for heading in sections(first))
    first.window.close()
    write(own_indexed_library, "fog.md", question("What is fog?", "Weather", "A cloud on the ground."))
    # A copy that keeps the time of its original, and a file that is the same in a new checkout.
    os.utime(own_indexed_library / "fog.md", (1_000_000_000, 1_000_000_000))
    (own_indexed_library / "ice.md").touch()
    second = start(own_indexed_library)
    second.wait(lambda: any(heading.startswith("New or changed since ") for heading in sections(second)))
    assert rows(second)[0].title == "What is fog?"
    assert second.window.panels.answer.home.home.news_count == 1
    second.qtbot.mouseClick(rows(second)[0], LEFT)
    second.wait(lambda: second.shown_title() == "What is fog?")


@pytest.mark.parametrize("size", [(800, 500), (1024, 640), (1280, 820), (2560, 1440)])
def test_nothing_of_the_page_is_cut_at_the_side(person: Person, size: tuple[int, int]) -> None:
    person.window.resize(*size)
    person.settle()
    room = page(person).viewport().width()
    for widget in [*rows(person), *tiles(person), *page(person).findChildren(QLabel)]:
        if widget.isVisible():
            left = widget.mapTo(page(person).viewport(), widget.rect().topLeft()).x()
            assert left >= 0
            assert left + widget.width() <= room


def test_the_welcome_shows_recent_libraries_with_their_sizes_and_the_sample(
    start: Callable[..., Person], own_indexed_library: Path, own_directories: Path, tmp_path: Path
) -> None:
    first = start(own_indexed_library)
    first.window.close()
    indexes = (own_directories / "cache").rename(tmp_path / "indexes")
    gone = own_indexed_library.rename(tmp_path / "elsewhere")
    write_library(own_indexed_library.with_name("other"))
    second = start(own_indexed_library.with_name("other"))
    second.window.close()
    # The last library is neither there nor does it have an index.
    own_indexed_library.with_name("other").rename(tmp_path / "later")
    shutil.rmtree(own_directories / "cache")
    indexes.rename(own_directories / "cache")
    gone.rename(own_indexed_library)
    person = start()
    welcome = person.window.panels.welcome
    person.wait(lambda: any(button.isVisible() for button in welcome.findChildren(PageButton)))
    found = [button for button in welcome.findChildren(PageButton) if button.isVisible()]
    assert [button.title for button in found] == ["own", "Sample library"]
    assert "6 documents" in found[0].accessibleName()
    assert str(own_indexed_library) in found[0].accessibleName()
    assert "documents" in found[1].accessibleName()
    person.qtbot.mouseClick(found[0], LEFT)
    person.wait(lambda: person.window.session.folder == own_indexed_library.resolve() and person.window.is_settled)
    assert len(person.titles()) == 6


@pytest.mark.parametrize(
    ("lines", "uses"),
    [
        (["12 3 /a b"], [LastUse("/a b", 12, 3)]),
        (["x 3 /a", "12", "", "12 /a", "1 2 ", "\u0663 1 /a"], []),
    ],
)
def test_lines_of_last_uses_that_make_no_sense_are_left_out(lines: list[str], uses: list[LastUse]) -> None:
    assert last_uses(lines) == uses
    assert [use.written() for use in uses] == [line for line, _ in zip(lines, uses, strict=False)]


def test_that_pictures_are_no_documents_is_told_in_passing(person: Person) -> None:
    page(person).show_home(Home(documents=6, left_out={"other-kind": 2, "trash": 0}), Noun.QUESTION, "")
    assert "Not read" not in sections(person)
    assert part_of(page(person), QLabel, "home_left_out").text() == "Not read: 2 files of other kinds"


def test_what_is_not_read_is_told_with_the_reason(start: Callable[..., Person], tmp_path: Path) -> None:
    folder = write_library(tmp_path / "nature")
    write(folder, "notes.txt", "Words.")
    write(folder, "picture.png", "no picture")
    write(folder, ".trash/old.md", "Old.")
    somebody = start(folder)
    somebody.wait(lambda: sections(somebody)[-1:] == ["Not read"])
    label = page(somebody).findChild(QLabel, "home_left_out")
    assert label is not None
    assert label.text() == "1 folder of trash left out  ·  1 text file (.txt) left out  ·  1 file of another kind"
