"""Bookmarks by keys and clicks: kept, edited, listed, opened, removed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton

from qtbrowser.gui.personal.bookmark_dialog import BookmarkDialog
from qtbrowser.gui.personal.bookmarks_dialog import BookmarksDialog
from tests.gui.conftest import Person
from tests.presence import part_of, present

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def reader(start: Callable[..., Person], own_indexed_library: Path) -> Person:
    """A person who reads about ice in a library of his own."""
    person = start(own_indexed_library)
    person.click_title("Why does ice float?")
    person.wait(lambda: person.shown_title() == "Why does ice float?" and person.window.is_settled)
    return person


def mark(person: Person) -> None:
    person.press(Qt.Key.Key_D, CTRL, person.window)


def form(person: Person) -> BookmarkDialog:
    person.wait(lambda: person.window.findChild(BookmarkDialog) is not None)
    return present(person.window.findChild(BookmarkDialog))


def open_list(person: Person) -> BookmarksDialog:
    person.window.activateWindow()
    person.wait(person.window.isActiveWindow)
    person.press(Qt.Key.Key_B, CTRL, person.window)
    person.wait(lambda: person.window.findChild(BookmarksDialog) is not None and person.window.session.is_idle)
    return present(person.window.findChild(BookmarksDialog))


def rows(dialog: BookmarksDialog) -> list[str]:
    """The texts of all rows, those within a folder indented."""
    found = []

    def walk(above: object, depth: int) -> None:
        for number in range(above.childCount()):  # type: ignore[attr-defined]
            item = above.child(number)  # type: ignore[attr-defined]
            found.append("  " * depth + item.text(0))
            walk(item, depth + 1)

    walk(dialog.tree.invisibleRootItem(), 0)
    return found


def test_a_key_keeps_the_document_and_again_opens_its_form(reader: Person) -> None:
    mark(reader)
    reader.wait(reader.message)
    assert reader.message() == "Kept among the bookmarks: Why does ice float?"
    mark(reader)
    dialog = form(reader)
    assert dialog.windowTitle() == "Edit Bookmark"
    dialog.folder.setEditText("Water/Ice")
    dialog.note.setText("read again")
    reader.press(Qt.Key.Key_Return, widget=dialog.note)
    reader.settle()
    listed = open_list(reader)
    assert rows(listed) == ["Water", "  Ice", "    Why does ice float? – read again"]


def test_the_list_filters_opens_edits_and_removes(reader: Person) -> None:
    mark(reader)
    reader.settle()
    reader.click_title(next(title for title in reader.titles() if title != "Why does ice float?"))
    reader.settle()
    other = reader.shown_title()
    mark(reader)
    reader.settle()
    dialog = open_list(reader)
    assert sorted(rows(dialog)) == sorted(["Why does ice float?", other])
    reader.qtbot.keyClicks(dialog.filter, "ice float")
    assert rows(dialog) == ["Why does ice float?"]
    reader.press(Qt.Key.Key_Return, widget=dialog.tree)
    reader.wait(lambda: reader.shown_title() == "Why does ice float?" and reader.window.is_settled)
    dialog = open_list(reader)
    reader.press(Qt.Key.Key_Delete, widget=dialog.tree)
    reader.wait(lambda: len(rows(dialog)) == 1)


def test_without_bookmarks_the_list_says_how_to_make_one(reader: Person) -> None:
    dialog = open_list(reader)
    assert dialog.empty.isVisible()
    assert dialog.empty.text() == "No bookmarks yet. Ctrl+D keeps the shown document."
    assert not dialog.open_button.isEnabled()


def test_a_bookmark_is_removed_in_its_form(reader: Person) -> None:
    mark(reader)
    reader.settle()
    mark(reader)
    reader.qtbot.mouseClick(form(reader).remove_button, Qt.MouseButton.LeftButton)
    reader.wait(lambda: reader.message() == "The bookmark is removed." and reader.window.session.is_idle)
    dialog = open_list(reader)
    assert rows(dialog) == []
    dialog.reject()
    undo = part_of(reader.window.panels.messages, QPushButton, "message_action")
    reader.qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    reader.wait(lambda: reader.window.session.is_idle)
    assert rows(open_list(reader)) == ["Why does ice float?"]


def test_a_note_in_the_title_is_plain_text(reader: Person) -> None:
    mark(reader)
    reader.settle()
    mark(reader)
    dialog = form(reader)
    dialog.note.setText("<b>bold</b>")
    reader.press(Qt.Key.Key_Return, widget=dialog.note)
    reader.settle()
    assert rows(open_list(reader)) == ["Why does ice float? – <b>bold</b>"]


@pytest.mark.parametrize("suffix", ["json", "html"])
def test_what_is_exported_is_imported_again(reader: Person, tmp_path: Path, suffix: str) -> None:
    mark(reader)
    reader.settle()
    dialog = open_list(reader)
    dialog.export_button.click()
    chooser = present(dialog.findChild(QFileDialog))
    file = tmp_path / f"kept.{suffix}"
    chooser.fileSelected.emit(str(file))
    chooser.reject()
    reader.wait(lambda: reader.message() == f"Written: {file}")
    reader.press(Qt.Key.Key_Delete, widget=dialog.tree)
    reader.wait(lambda: rows(dialog) == [])
    assert not dialog.export_button.isEnabled()
    reader.window.late.bookmarks.import_file(file)
    reader.wait(lambda: rows(dialog) == ["Why does ice float?"])
    assert reader.message() == "1 bookmark was imported."


def test_bookmarks_of_other_documents_are_told_and_a_broken_file_too(reader: Person, tmp_path: Path) -> None:
    others, broken = tmp_path / "others.json", tmp_path / "broken.json"
    others.write_text('[{"path": "nowhere.md"}]')
    broken.write_text("{")
    reader.window.late.bookmarks.import_file(others)
    reader.wait(lambda: "nowhere.md" in reader.message())
    assert "1 is of no document here" in reader.message()
    reader.window.late.bookmarks.import_file(broken)
    reader.wait(lambda: "This is not a JSON file." in reader.message())
