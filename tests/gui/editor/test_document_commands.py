"""Whole documents: new, duplicate, move, rename, delete, undo and redo, by keys and clicks on real files."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton

from qtbrowser.gui.editor.planned_dialog import MoveDialog, NewDialog, RenameDialog
from qtbrowser.gui.editor.unsaved_dialog import UnsavedDialog
from tests.gui.editor.conftest import CONTROL, FILES, GRANITE, GRANITE_PATH, NEAP_PATH, TIDES_PATH, Curator
from tests.presence import part_of

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(autouse=True)
def trash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A trash of the test's own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "trash"))
    monkeypatch.setenv("HOME", str(tmp_path))


def read(curator: Curator, path: str) -> None:
    curator.window.reading.show(path)
    curator.wait(lambda: curator.window.reading.path == path and curator.window.is_settled)


def files(curator: Curator) -> dict[str, str]:
    return {
        file.relative_to(curator.folder).as_posix(): file.read_bytes().decode() for file in curator.folder.rglob("*.md")
    }


def undo(curator: Curator) -> None:
    curator.window.activateWindow()
    curator.wait(curator.window.isActiveWindow)
    curator.window.panels.list_panel.enter()
    curator.press(Qt.Key.Key_Z, CONTROL)
    curator.wait(lambda: curator.message().startswith("Undone") and curator.window.is_settled)


def test_a_new_question(curator: Curator) -> None:
    read(curator, TIDES_PATH)
    curator.press(Qt.Key.Key_N, CONTROL, curator.window)
    dialog = curator.dialog(NewDialog)
    assert not dialog.do_button.isEnabled()
    curator.qtbot.keyClicks(dialog.title, "What is a spring tide?")
    curator.wait(lambda: dialog.effect.text() == "It will be learn/seas/what-is-a-spring-tide.md")
    curator.click(dialog.do_button)
    path = "learn/seas/what-is-a-spring-tide.md"
    curator.wait(lambda: curator.window.late.editing.path == path and curator.window.is_settled)
    curator.qtbot.keyClicks(curator.view.text, "A great one.")
    curator.save()
    text = curator.file(path)
    for line in ("id: 10", "subject: Seas", "url: /learn/seas/questions/what-is-a-spring-tide", "A great one."):
        assert line in text
    assert "What is a spring tide?" in curator.titles()
    curator.press(Qt.Key.Key_Escape)
    undo(curator)
    undo(curator)
    assert files(curator) == FILES
    assert curator.window.reading.path == ""


def test_a_duplicate_is_edited_at_once(curator: Curator) -> None:
    read(curator, GRANITE_PATH)
    curator.window.actions_.duplicate.trigger()
    curator.wait(lambda: curator.window.late.editing.path not in ("", GRANITE_PATH) and curator.window.is_settled)
    copy = curator.window.late.editing.path
    assert "id: 10" in curator.file(copy)
    assert "A rock of quartz" in curator.file(copy)
    assert curator.file(GRANITE_PATH) == FILES[GRANITE_PATH]


def test_a_document_moves_to_another_subject_and_its_links_follow(curator: Curator) -> None:
    read(curator, TIDES_PATH)
    curator.window.actions_.move.trigger()
    dialog = curator.dialog(MoveDialog)
    curator.wait(lambda: dialog.subject.text() == "Seas")
    curator.press(Qt.Key.Key_A, CONTROL, dialog.subject)
    curator.qtbot.keyClicks(dialog.subject, "Rocks")
    curator.wait(dialog.do_button.isEnabled)
    assert "1 other document links to it" in dialog.effect.text()
    curator.press(Qt.Key.Key_Return, widget=dialog.subject)
    moved = "learn/rocks/two-tides.md"
    curator.wait(lambda: curator.window.reading.path == moved and curator.window.is_settled)
    assert "/learn/rocks/questions/two-tides" in curator.file(NEAP_PATH)
    undo(curator)
    assert files(curator) == FILES
    curator.wait(lambda: curator.window.reading.path == TIDES_PATH)
    curator.press(Qt.Key.Key_Z, CONTROL | SHIFT)
    curator.wait(lambda: (curator.folder / moved).exists() and curator.window.is_settled)


def test_a_subject_that_nobody_has_is_asked_about_in_the_move(curator: Curator) -> None:
    read(curator, TIDES_PATH)
    curator.window.actions_.move.trigger()
    dialog = curator.dialog(MoveDialog)
    curator.wait(lambda: dialog.subject.text() == "Seas")
    curator.press(Qt.Key.Key_A, CONTROL, dialog.subject)
    curator.qtbot.keyClicks(dialog.subject, "Rock")
    curator.wait(lambda: dialog.do_button.text() == "Make &New Subject")
    assert "No document has the subject Rock yet." in dialog.effect.text()
    assert dialog.near_button.text() == "&Use Rocks"
    curator.click(dialog.near_button)
    curator.wait(lambda: dialog.do_button.isEnabled() and dialog.do_button.text() == "&Move")
    assert dialog.subject.text() == "Rocks"
    assert dialog.near_button.isHidden()


def test_a_file_is_renamed(curator: Curator) -> None:
    read(curator, NEAP_PATH)
    curator.press(Qt.Key.Key_F2, widget=curator.window)
    dialog = curator.dialog(RenameDialog)
    curator.qtbot.keyClicks(dialog.name, "neap-tides")
    curator.wait(dialog.do_button.isEnabled)
    curator.click(dialog.do_button)
    curator.wait(lambda: curator.window.reading.path == "learn/seas/neap-tides.md" and curator.window.is_settled)
    assert "file_name: neap-tides.md" in curator.file("learn/seas/neap-tides.md")
    assert not (curator.folder / NEAP_PATH).exists()


def test_a_name_that_is_none_is_not_taken(curator: Curator) -> None:
    read(curator, NEAP_PATH)
    curator.press(Qt.Key.Key_F2, widget=curator.window)
    dialog = curator.dialog(RenameDialog)
    curator.press(Qt.Key.Key_A, CONTROL, dialog.name)
    curator.qtbot.keyClicks(dialog.name, "../neap")
    curator.wait(lambda: "is no name" in dialog.effect.text())
    assert not dialog.do_button.isEnabled()
    curator.press(Qt.Key.Key_Escape, widget=dialog)
    assert files(curator) == FILES


HOSTILE = "<img src='https://example.org/x.png'><b>What</b> is granite?"


def shown_as_written(box: QMessageBox) -> bool:
    """Whether every text of a message box is shown letter by letter, markup and all."""
    labels = [label for label in box.findChildren(QLabel) if label.text()]
    return bool(labels) and all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)


def test_a_title_is_no_markup_where_it_goes_to_the_trash(curator: Curator) -> None:
    title = HOSTILE.replace("'", "")
    text = GRANITE.replace("title: What is granite?\nquestion: What is granite?", f"title: '{title}'")
    (curator.folder / GRANITE_PATH).write_text(text, encoding="utf-8")
    curator.window.refreshing.start()
    curator.wait(lambda: title in curator.titles() and curator.window.is_settled)
    read(curator, GRANITE_PATH)
    curator.press(Qt.Key.Key_Delete, CONTROL | SHIFT, curator.window)
    box = curator.dialog(QMessageBox)
    assert title in box.text()
    assert shown_as_written(box)
    curator.press(Qt.Key.Key_Escape, widget=box)


def test_neither_title_nor_fault_is_markup_where_changes_are_unsaved(curator: Curator) -> None:
    box = UnsavedDialog(HOSTILE, f"The date {HOSTILE} is none.", curator.window)
    box.open()
    assert HOSTILE in box.text()
    assert HOSTILE in box.informativeText()
    assert shown_as_written(box)
    curator.press(Qt.Key.Key_Escape, widget=box)


def test_a_document_goes_to_the_trash_and_comes_back(curator: Curator) -> None:
    read(curator, GRANITE_PATH)
    curator.press(Qt.Key.Key_Delete, CONTROL | SHIFT, curator.window)
    box = curator.dialog(QMessageBox)
    assert "What is granite?" in box.text()
    curator.click(box.buttons()[0])
    curator.wait(lambda: not (curator.folder / GRANITE_PATH).exists() and curator.window.is_settled)
    assert "What is granite?" not in curator.titles()
    assert curator.window.reading.path == ""
    assert not curator.window.actions_.edit.isEnabled()
    curator.click(part_of(curator.window.panels.messages, QPushButton, "message_action"))
    curator.wait(lambda: (curator.folder / GRANITE_PATH).exists() and curator.window.is_settled)
    assert files(curator) == FILES
    assert "What is granite?" in curator.titles()
    curator.wait(lambda: curator.shown_title() == "What is granite?")


def test_unsaved_work_comes_before_another_command(curator: Curator) -> None:
    curator.edit(TIDES_PATH)
    curator.write("Mine. ")
    curator.window.actions_.duplicate.trigger()
    curator.click(curator.dialog(UnsavedDialog).stay_button)
    assert files(curator) == FILES
    curator.window.actions_.curating.trigger()
    curator.click(curator.dialog(UnsavedDialog).stay_button)
    assert curator.window.actions_.curating.isChecked()
    assert curator.window.late.editing.is_changed


def test_there_is_nothing_to_undo_at_first(curator: Curator) -> None:
    curator.window.panels.list_panel.enter()
    curator.press(Qt.Key.Key_Z, CONTROL)
    curator.wait(curator.message)
    assert "nothing" in curator.message().lower()


def test_nothing_is_changed_before_curating_is_switched_on(curator: Curator) -> None:
    read(curator, TIDES_PATH)
    curator.window.actions_.curating.trigger()
    curator.press(Qt.Key.Key_F4, widget=curator.window)
    curator.press(Qt.Key.Key_Delete, CONTROL | SHIFT, curator.window)
    curator.settle()
    assert curator.window.late.editing.path == ""
    assert not [box for box in curator.window.findChildren(QMessageBox) if box.isVisible()]
