"""Documents are edited in the window, by keys and clicks, and the files on the disk are looked at."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox

from qtbrowser.gui.editor.conversion_dialog import ConversionDialog
from qtbrowser.gui.editor.new_subject_dialog import NewSubjectDialog
from qtbrowser.gui.editor.unsaved_dialog import UnsavedDialog
from qtbrowser.gui.settings.settings_table import LINE_NUMBERS
from qtbrowser.gui.window.columns import TREE
from tests.gui.conftest import Person, write
from tests.gui.editor.conftest import (
    CONTROL,
    FILES,
    GRANITE_PATH,
    NEAP_PATH,
    TIDES_PATH,
    Curator,
)
from tests.presence import present


def test_a_keyword_changes_only_its_line(curator: Curator) -> None:
    curator.edit(TIDES_PATH)
    assert curator.view.text.hasFocus()
    assert curator.view.text.text().startswith("The **moon** pulls.\n\n$$\na = \\frac{2GMr}{d^3} \\neq 0\n$$")
    curator.click(curator.view.bar.details_tab)
    entry = curator.view.form.keywords.entry
    curator.click(entry)
    curator.qtbot.keyClicks(entry, "harbour,")
    assert curator.view.bar.state() == "Unsaved changes"
    curator.save()
    assert curator.view.bar.state() == ""
    assert curator.lines_changed(TIDES_PATH) == [
        "-    moon, tide, spring tide",
        "+    moon, tide, spring tide, harbour",
    ]


def test_a_title_changes_only_its_lines(curator: Curator) -> None:
    curator.edit(NEAP_PATH)
    curator.view.title.setFocus()
    curator.press(Qt.Key.Key_End, CONTROL)
    curator.press(Qt.Key.Key_Backspace)
    curator.qtbot.keyClicks(curator.view.title, ", and when?")
    curator.click(curator.button("editor_save"))
    curator.settle()
    assert curator.lines_changed(NEAP_PATH) == [
        "-title: What is a neap tide?",
        "-question: What is a neap tide?",
        "+title: What is a neap tide, and when?",
        "+question: What is a neap tide, and when?",
    ]
    curator.wait(lambda: "What is a neap tide, and when?" in curator.titles())


def test_an_answer_is_written_back_with_its_escapes(curator: Curator) -> None:
    curator.edit(TIDES_PATH)
    curator.press(Qt.Key.Key_End, CONTROL)
    curator.press(Qt.Key.Key_Return)
    curator.qtbot.keyClicks(curator.view.text, "neither $\\nabla$")
    curator.save()
    line = "  The **moon** pulls.\\n\\n$$\\na = \\frac{2GMr}{d^3} \\neq 0\\n$$\\n\\n1. near side\\n2. far side"
    assert curator.lines_changed(TIDES_PATH) == [f"-{line}", f"+{line}\\n3. neither $\\nabla$"]
    curator.wait(lambda: "neither" in present(curator.view.preview.pane.page()).html)
    assert curator.view.text.textCursor().atEnd()


def test_nothing_is_written_where_nothing_changed(curator: Curator) -> None:
    curator.edit(TIDES_PATH)
    stamp = (curator.folder / TIDES_PATH).stat()
    curator.qtbot.keyClicks(curator.view.text, "x")
    curator.press(Qt.Key.Key_Backspace)
    assert not curator.view.bar.save_button.isEnabled()
    curator.save()
    assert (curator.folder / TIDES_PATH).stat().st_mtime_ns == stamp.st_mtime_ns
    curator.press(Qt.Key.Key_Escape)
    assert not curator.window.panels.answer.is_editing
    assert curator.window.panels.answer.pane.hasFocus()


def test_the_preview_follows_what_is_written_and_looked_at(curator: Curator) -> None:
    curator.edit(NEAP_PATH)
    curator.press(Qt.Key.Key_A, CONTROL)
    curator.qtbot.keyClicks(curator.view.text, "Energy is $E = mc^2$.")
    curator.press(Qt.Key.Key_Return)
    words = [f"Paragraph {number} tells of number {number}.\n\n" for number in range(80)]
    QGuiApplication.clipboard().setText("\n" + "".join(words))
    curator.press(Qt.Key.Key_V, CONTROL)
    curator.settle()
    pane = curator.view.preview.pane
    assert "Paragraph 79" in present(pane.page()).html
    assert '<span class="math"' in present(pane.page()).html
    assert pane.scroll_position() > 0
    curator.press(Qt.Key.Key_Home, CONTROL)
    curator.wait(lambda: pane.scroll_position() == 0)
    assert curator.file(NEAP_PATH) == FILES[NEAP_PATH]


def test_unsaved_work_is_asked_about_before_another_document(curator: Curator) -> None:
    curator.edit(TIDES_PATH)
    curator.write("Mine. ")
    curator.click_row("What is granite?")
    dialog = curator.dialog(UnsavedDialog)
    curator.click(dialog.stay_button)
    assert curator.window.late.editing.path == TIDES_PATH
    assert curator.current_title() == "Why are there two tides a day?"
    curator.click_row("What is granite?")
    curator.click(curator.dialog(UnsavedDialog).save_button)
    curator.wait(lambda: curator.shown_title() == "What is granite?" and curator.window.is_settled)
    assert not curator.window.panels.answer.is_editing
    assert "Mine. The **moon**" in curator.file(TIDES_PATH)
    curator.edit(NEAP_PATH)
    curator.write("Gone. ")
    curator.window.actions_.back.trigger()
    curator.click(curator.dialog(UnsavedDialog).discard_button)
    curator.wait(lambda: curator.shown_title() == "What is granite?")
    assert curator.file(NEAP_PATH) == FILES[NEAP_PATH]


def test_unsaved_work_is_asked_about_before_the_window_closes(curator: Curator) -> None:
    curator.edit(TIDES_PATH)
    curator.write("Mine. ")
    curator.window.close()
    curator.click(curator.dialog(UnsavedDialog).stay_button)
    assert curator.window.isVisible()
    curator.window.close()
    curator.click(curator.dialog(UnsavedDialog).save_button)
    curator.wait(lambda: not curator.window.isVisible())
    assert "Mine. The **moon**" in curator.file(TIDES_PATH)


def test_unsaved_work_is_asked_about_before_another_folder(curator: Curator, tmp_path: Path) -> None:
    other = tmp_path / "other"
    write(other, "a.md", "# Another one\n\nWords.\n")
    curator.edit(TIDES_PATH)
    curator.write("Gone. ")
    curator.window.open_library(other)
    curator.click(curator.dialog(UnsavedDialog).discard_button)
    curator.wait(lambda: curator.window.session.folder == other)
    curator.settle()
    assert curator.file(TIDES_PATH) == FILES[TIDES_PATH]
    assert not curator.window.actions_.curating.isChecked()
    assert not curator.window.actions_.edit.isEnabled()


def test_what_cannot_be_saved_says_why(curator: Curator) -> None:
    curator.edit(TIDES_PATH)
    curator.view.show_details(True)
    curator.view.form.date.setFocus()
    curator.press(Qt.Key.Key_A, CONTROL)
    curator.qtbot.keyClicks(curator.view.form.date, "2024-13-01")
    curator.save()
    assert "The date is not valid" in curator.message()
    curator.press(Qt.Key.Key_Escape)
    dialog = curator.dialog(UnsavedDialog)
    assert not dialog.save_button.isEnabled()
    curator.click(dialog.discard_button)
    assert curator.file(TIDES_PATH) == FILES[TIDES_PATH]


def test_a_new_subject_moves_the_document_along(curator: Curator) -> None:
    curator.edit(TIDES_PATH)
    curator.click(curator.view.bar.details_tab)
    form = curator.view.form
    form.subject.setFocus()
    curator.press(Qt.Key.Key_A, CONTROL)
    curator.qtbot.keyClicks(form.subject, "Rocks")
    assert form.moves_along
    curator.save()
    moved = "learn/rocks/two-tides.md"
    assert curator.window.late.editing.path == moved
    assert not (curator.folder / TIDES_PATH).exists()
    assert "url: /learn/rocks/questions/two-tides" in curator.file(moved)
    assert "[two tides](/learn/rocks/questions/two-tides)" in curator.file(NEAP_PATH)
    curator.wait(lambda: curator.window.reading.path == moved)


def test_a_document_that_another_program_moves_is_saved_where_it_is_now(curator: Curator) -> None:
    curator.edit(GRANITE_PATH)
    curator.write("Mine. ")
    moved = "learn/rocks/hard.md"
    (curator.folder / GRANITE_PATH).rename(curator.folder / moved)
    curator.window.actions_.reload.trigger()
    curator.wait(lambda: curator.window.late.editing.path == moved)
    curator.save()
    assert "Mine. " in curator.file(moved)
    assert not (curator.folder / GRANITE_PATH).exists()


def test_a_subject_that_nobody_has_is_asked_about_before_it_is_made(curator: Curator) -> None:
    def save_in(subject: str) -> NewSubjectDialog:
        curator.wait(lambda: not curator.window.findChildren(NewSubjectDialog))
        curator.window.activateWindow()
        curator.wait(curator.window.isActiveWindow)
        form = curator.view.form
        form.subject.setFocus()
        curator.press(Qt.Key.Key_A, CONTROL, form.subject)
        curator.qtbot.keyClicks(form.subject, subject)
        curator.press(Qt.Key.Key_S, CONTROL, form.subject)

        return curator.dialog(NewSubjectDialog)

    curator.edit(TIDES_PATH)
    curator.click(curator.view.bar.details_tab)
    dialog = save_in("Rock")
    assert dialog.text() == "No document has the subject Rock yet."
    assert dialog.near_button.text() == "&Use Rocks"
    assert dialog.defaultButton() is dialog.near_button
    curator.press(Qt.Key.Key_Escape, widget=dialog)
    assert curator.file(TIDES_PATH) == FILES[TIDES_PATH]
    assert curator.view.form.subject.text() == "Rock"
    assert curator.view.bar.state() == "Unsaved changes"
    curator.click(save_in("Rock").near_button)
    curator.wait(lambda: curator.window.late.editing.path == "learn/rocks/two-tides.md" and curator.window.is_settled)
    dialog = save_in("Astronomy")
    assert not dialog.near_button.isVisible()
    assert dialog.defaultButton() is dialog.stay_button
    curator.click(dialog.make_button)
    moved = "learn/astronomy/two-tides.md"
    curator.wait(lambda: curator.window.late.editing.path == moved and curator.window.is_settled)
    assert "subject: 'Astronomy'" in curator.file(moved)


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid"), reason="permissions are POSIX's")
def test_a_read_only_library_says_why_it_is_not_curated(
    start: Callable[..., Person], seas: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A journal within the library is refused for root as well, whom no permission stops.
    monkeypatch.setenv("QTBROWSER_DATA_DIR", str(seas / "data"))
    person = start(seas, document=TIDES_PATH)
    person.window.actions_.curating.trigger()
    person.wait(lambda: not person.window.actions_.curating.isChecked())
    assert "QTBROWSER_DATA_DIR" in person.message()
    assert not person.window.actions_.edit.isEnabled()
    assert person.shown_title() == "Why are there two tides a day?"
    assert person.window.actions_.change_library()
    assert not any(action.isEnabled() for action in person.window.actions_.change_library())


def test_what_is_written_while_it_is_saved_stays(curator: Curator) -> None:
    curator.edit(TIDES_PATH)
    curator.write("First. ")
    curator.press(Qt.Key.Key_S, CONTROL)
    curator.qtbot.keyClicks(curator.view.text, "Second. ")
    curator.settle()
    assert curator.view.text.text().startswith("First. Second. The **moon**")
    assert "First. The **moon**" in curator.file(TIDES_PATH)
    assert curator.view.bar.state() == "Unsaved changes"
    curator.save()
    assert "First. Second. The **moon**" in curator.file(TIDES_PATH)
    assert curator.view.bar.state() == ""


def test_words_are_deleted_in_the_text_and_no_document(curator: Curator) -> None:
    curator.edit(TIDES_PATH)
    curator.press(Qt.Key.Key_Delete, CONTROL)
    assert curator.view.text.text().startswith("**moon**") or curator.view.text.text().startswith(" **moon**")
    assert not [box for box in curator.window.findChildren(QMessageBox) if box.isVisible()]
    curator.press(Qt.Key.Key_Z, CONTROL)
    assert not curator.window.changing.is_busy
    assert not curator.window.late.editing.is_changed


def test_lines_are_numbered_when_that_is_wanted(curator: Curator) -> None:
    curator.edit(TIDES_PATH)
    without = curator.view.text.viewport().width()
    curator.window.actions_.line_numbers.trigger()
    assert curator.view.text.viewport().width() < without
    assert curator.window.preferences.get(LINE_NUMBERS)


def test_a_library_that_became_read_only_is_shown_and_says_why(
    curator: Curator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QTBROWSER_DATA_DIR", str(curator.folder / "data"))
    curator.edit(TIDES_PATH)
    assert curator.view.bar.state() == "Read-only"
    assert "QTBROWSER_DATA_DIR" in curator.message()
    assert not curator.view.bar.save_button.isVisible()
    before = curator.view.values()
    curator.qtbot.keyClicks(curator.view.text, "x")
    curator.qtbot.keyClicks(curator.view.title, "x")
    assert curator.view.values() == before


def test_a_link_in_the_preview_asks_before_it_leaves(curator: Curator) -> None:
    curator.edit(NEAP_PATH)
    curator.write("Mine. ")
    curator.settle()
    curator.view.preview.pane.follow("qtbrowser:document/learn/seas/two-tides.md")
    curator.click(curator.dialog(UnsavedDialog).discard_button)
    curator.wait(lambda: curator.window.reading.path == TIDES_PATH)
    assert curator.file(NEAP_PATH) == FILES[NEAP_PATH]


def test_another_encoding_is_converted_after_asking(curator: Curator) -> None:
    latin = "---\ntitle: What is müsli?\nsubject: Rocks\n---\n\nEin Frühstück.\n"
    (curator.folder / GRANITE_PATH).write_bytes(latin.encode("cp1252"))
    curator.window.late.editing.open(GRANITE_PATH)
    dialog = curator.dialog(ConversionDialog)
    assert "Windows-1252" in dialog.reason.text()
    curator.wait(lambda: dialog.do_button.isEnabled() and bool(dialog.diff.rows))
    curator.click(dialog.do_button)
    curator.wait(lambda: curator.window.late.editing.path == GRANITE_PATH and curator.window.is_settled)
    assert (curator.folder / GRANITE_PATH).read_bytes() == latin.encode()
    assert curator.view.values().title == "What is müsli?"


@pytest.mark.parametrize("is_asked", [True, False])
def test_the_tree_is_there_at_the_next_start_though_the_program_ended_in_the_editor(
    curator: Curator, start: Callable[..., Person], is_asked: bool
) -> None:
    window = curator.window
    window.resize(1150, 700)
    curator.settle()
    assert window.actions_.show_tree.isChecked()
    curator.edit(TIDES_PATH)
    assert not window.actions_.show_tree.isChecked()
    if is_asked:
        window.close()
    else:
        window.end()
    assert not window.isVisible()
    assert start(curator.folder).window.panels.columns.is_switched_on(TREE)
