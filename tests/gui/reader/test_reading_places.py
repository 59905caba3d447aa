"""Places in documents, kept over starts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from qtbrowser.gui.pane.page_view import PageView
from qtbrowser.library import Library
from qtbrowser.personal.personal_store import personal_store
from qtbrowser.personal.places import ReadingPlaces
from tests.gui.conftest import Person
from tests.presence import part_of


def test_a_document_opens_where_it_was_left_even_after_a_new_start(start: Callable[..., Person], library: Path) -> None:
    first = start(library)
    first.click_title("How do clouds form?")
    view = part_of(first.window.panels.answer.pane, PageView)
    view.verticalScrollBar().setValue(300)
    first.click_title("What is snow?")
    first.click_title("How do clouds form?")
    assert view.verticalScrollBar().value() == 300
    view.verticalScrollBar().setValue(400)
    place = first.window.panels.answer.pane.scroll_position()
    first.window.close()
    second = start(library)
    second.click_title("How do clouds form?")
    assert second.window.panels.answer.pane.scroll_position() == place


def test_a_search_goes_to_what_it_found(person: Person) -> None:
    person.click_title("How do clouds form?")
    view = part_of(person.window.panels.answer.pane, PageView)
    view.verticalScrollBar().setValue(300)
    person.click_title("What is snow?")
    person.type("vapour")
    person.click_title("How do clouds form?")
    assert view.verticalScrollBar().value() < 300


def test_a_place_moves_with_a_renamed_document(start: Callable[..., Person], own_indexed_library: Path) -> None:
    first = start(own_indexed_library)
    first.click_title("How do clouds form?")
    path = first.window.reading.path
    part_of(first.window.panels.answer.pane, PageView).verticalScrollBar().setValue(300)
    place = first.window.panels.answer.pane.scroll_position()
    first.window.close()
    with Library.open(own_indexed_library) as opened:
        (own_indexed_library / path).rename((own_indexed_library / path).with_name("renamed.md"))
        for _ in opened.refresh():
            pass
    second = start(own_indexed_library)
    second.click_title("How do clouds form?")
    assert second.window.reading.path != path
    assert second.window.panels.answer.pane.scroll_position() == place


def test_a_second_window_does_not_undo_the_places_of_the_first(start: Callable[..., Person], library: Path) -> None:
    windows = [start(library), start(library)]
    for window, title in zip(windows, ("How do clouds form?", "Why does it rain?"), strict=True):
        window.click_title(title)
        part_of(window.window.panels.answer.pane, PageView).verticalScrollBar().setValue(40)
    kept = {window.window.reading.path for window in windows if window.window.panels.answer.pane.scroll_position()}
    for window in windows:
        window.window.close()
    assert set(ReadingPlaces(personal_store()).of_library(library.resolve())) == kept


def test_a_library_in_doubt_is_asked_about(
    start: Callable[..., Person], own_indexed_library: Path, tmp_path: Path
) -> None:
    with Library.open(own_indexed_library) as opened:
        path = next(entry.path for entry in opened.entries() if entry.title == "How do clouds form?")
        ReadingPlaces(personal_store()).put(opened.folder, {path: 40})
        opened.note_identities()
        others = [entry.path for entry in opened.entries() if entry.path != path]
    moved = tmp_path / "moved"
    own_indexed_library.rename(moved)
    for other in others[len(others) // 3 :]:
        file = moved / other
        file.write_text(file.read_text(encoding="utf-8") + "\nAnother sentence.\n", encoding="utf-8")
    person = start(moved)
    button = part_of(person.window.panels.messages, QPushButton, "message_action")
    person.wait(button.isVisible)
    assert str(own_indexed_library) in person.window.panels.messages.text()
    person.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    person.wait(lambda: ReadingPlaces(personal_store()).of_library(moved.resolve()) == {path: 40})
    person.settle()
