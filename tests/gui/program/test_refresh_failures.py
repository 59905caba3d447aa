"""A library that is taken away while it is open, and brought back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton

from qtbrowser import settings
from qtbrowser.gui.pane.page_view import PageView
from qtbrowser.gui.pane.reading_place import ReadingPlace
from qtbrowser.gui.widgets.message_bar import Weight
from qtbrowser.library import Library
from tests.gui.conftest import Person, question, write
from tests.presence import part_of, present


def test_a_library_that_comes_back_is_read_and_the_message_goes(
    start: Callable[..., Person], own_indexed_library: Path
) -> None:
    person = start(own_indexed_library)
    person.settle()
    titles = person.titles()
    away = own_indexed_library.with_name("away")
    own_indexed_library.rename(away)
    person.window.actions_.reload.trigger()
    person.wait(lambda: "There is no such folder." in person.message())
    assert person.titles() == titles
    write(away, "new.md", question("What is new?", "Physics", "All of it."))
    away.rename(own_indexed_library)
    person.wait(lambda: "What is new?" in person.titles())
    person.wait(lambda: person.message() == "")


def test_a_message_about_something_else_stays(start: Callable[..., Person], own_indexed_library: Path) -> None:
    person = start(own_indexed_library)
    person.settle()
    away = own_indexed_library.with_name("away")
    own_indexed_library.rename(away)
    person.window.actions_.reload.trigger()
    person.wait(lambda: "There is no such folder." in person.message())
    person.window.panels.messages.show_message("Something else.", Weight.ERROR)
    write(away, "new.md", question("What is new?", "Physics", "All of it."))
    away.rename(own_indexed_library)
    person.wait(lambda: "What is new?" in person.titles())
    person.settle()
    assert person.message() == "Something else."


def test_what_stays_wrong_is_told_and_tried_twice_each_time(
    start: Callable[..., Person], own_indexed_library: Path
) -> None:
    person = start(own_indexed_library)
    person.settle()
    started: list[None] = []
    person.window.refreshing.started.connect(lambda: started.append(None))
    cache = settings.cache_dir()
    cache.rename(cache.with_name("other"))
    cache.write_text("in the way", encoding="utf-8")
    person.window.actions_.reload.trigger()
    person.wait(lambda: len(started) == 2 and person.window.is_settled)
    assert str(cache) in person.message()
    person.window.actions_.reload.trigger()
    person.wait(lambda: len(started) > 3 and person.window.is_settled)
    assert len(started) == 4


def test_a_library_that_stays_away_can_be_exchanged_for_another(
    start: Callable[..., Person], own_indexed_library: Path, library: Path
) -> None:
    person = start(own_indexed_library)
    person.settle()
    own_indexed_library.rename(own_indexed_library.with_name("away"))
    person.window.actions_.reload.trigger()
    person.wait(lambda: "There is no such folder." in person.message())
    person.window.open_library(library)
    person.wait(lambda: person.window.session.folder == library.resolve())
    person.settle()
    assert person.message() == ""


def test_a_copy_becomes_the_document_at_the_same_words_when_the_folder_is_back(
    start: Callable[..., Person], own_library: Path
) -> None:
    paragraphs = "\n\n".join(
        f"Paragraph {number} tells **much** of `kettles` and $x_{number}$." for number in range(200)
    )
    write(own_library, "long.md", question("How long is it?", "Physics", paragraphs))
    Library.open(own_library).close()
    person = start(own_library)
    reach = part_of(person.window, QLabel, "status_reach")
    assert not reach.isVisible()
    away = own_library.with_name("away")
    own_library.rename(away)
    person.window.actions_.reload.trigger()
    person.wait(reach.isVisible)
    assert reach.accessibleName() == "The folder is out of reach: the index is shown"
    person.click_title("How long is it?")
    pane = person.window.panels.answer.pane
    page = part_of(pane, PageView)
    text = page.toPlainText()
    assert "This is the copy in the index." in text
    there = text.index("Paragraph 150")
    pane.show_page(present(pane.page()), scroll=ReadingPlace(there).to_number())
    away.rename(own_library)
    person.wait(lambda: "This is the copy in the index." not in page.toPlainText() and person.window.is_settled)
    assert not reach.isVisible()
    place = ReadingPlace.from_number(pane.scroll_position()).position
    assert page.toPlainText()[place:].startswith("Paragraph 150 ")


def test_where_nothing_was_indexed_the_list_tells_why_and_no_index_is_said_to_be_shown(
    start: Callable[..., Person], tmp_path: Path
) -> None:
    folder, away = tmp_path / "empty", tmp_path / "away"
    folder.mkdir()
    person = start(folder)
    person.settle()
    assert person.state_heading() == "No documents here"
    folder.rename(away)
    person.window.actions_.reload.trigger()
    reach = part_of(person.window, QLabel, "status_reach")
    person.wait(lambda: reach.isVisible() and person.window.is_settled)
    assert reach.accessibleName() == "The folder is out of reach"
    state = present(person.window.panels.list_panel.state)
    assert state.heading == "This can't be shown"
    assert "There is no such folder." in state.text
    write(away, "new.md", question("What is new?", "Physics", "All of it."))
    away.rename(folder)
    person.wait(lambda: person.titles() == ["What is new?"])


def test_returning_to_the_window_tells_nothing_again_while_the_library_is_away(
    start: Callable[..., Person], own_indexed_library: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = start(own_indexed_library)
    monkeypatch.setattr(person.window.refreshing, "_rest_ms", 0)
    started = QSignalSpy(person.window.refreshing.started)
    away = own_indexed_library.with_name("away")
    own_indexed_library.rename(away)
    person.window.actions_.reload.trigger()
    person.wait(part_of(person.window, QLabel, "status_reach").isVisible)
    count = started.count()
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert started.count() == count
    away.rename(own_indexed_library)
    person.wait(lambda: started.count() > count and person.window.is_settled)
    count = started.count()
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert started.count() == count + 1


def test_an_emptied_folder_keeps_its_documents_until_the_reader_says_that_it_is_empty(
    start: Callable[..., Person], own_indexed_library: Path
) -> None:
    person = start(own_indexed_library)
    titles = person.titles()
    away = own_indexed_library.with_name("away")
    own_indexed_library.rename(away)
    own_indexed_library.mkdir()
    person.window.actions_.reload.trigger()
    person.wait(lambda: "The folder is empty, though its index has 7 documents" in person.message())
    assert person.titles() == titles
    messages = person.window.panels.messages
    button = part_of(messages, QPushButton, "message_action")
    assert button.isVisible()
    assert button.text() == "Removed on Purpose"
    person.settle()
    # Whoever has closed the message gets it again, with its button.
    person.qtbot.mouseClick(part_of(messages, QToolButton, "message_close"), Qt.MouseButton.LeftButton)
    person.window.actions_.reload.trigger()
    person.wait(lambda: messages.isVisible() and button.isVisible())
    person.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    person.wait(lambda: not person.titles() and person.window.is_settled)
