"""Printing from the window's menu."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtPrintSupport import QPrintPreviewWidget
from PySide6.QtWidgets import QFileDialog

from qtbrowser.gui.export.pdf.print_document import PrintDocument
from qtbrowser.gui.export.pdf.print_preview import PrintPreview
from qtbrowser.library import Library
from qtbrowser.personal.highlight_colour import HighlightColour
from tests.gui.conftest import Person
from tests.presence import part_of


def choose(person: Person, action: QAction, file: Path) -> None:
    """Trigger an export and name its file."""
    action.trigger()
    window = person.window
    person.wait(lambda: window.findChild(QFileDialog, "export_file"))
    dialog = part_of(window, QFileDialog, "export_file")
    dialog.fileSelected.emit(str(file))
    dialog.reject()


def test_the_answer_is_exported(person: Person, tmp_path: Path) -> None:
    person.click_title("Why is the sky blue?")
    choose(person, person.window.actions_.export_answer, tmp_path / "sky.pdf")
    person.wait(lambda: (tmp_path / "sky.pdf").exists() and person.message())
    assert "(1 question)" in person.message()
    assert (tmp_path / "sky.pdf").read_bytes().startswith(b"%PDF")


def test_the_list_is_exported_as_one_book(person: Person, tmp_path: Path) -> None:
    person.click_subject("Weather")
    choose(person, person.window.actions_.export_list, tmp_path / "weather.pdf")
    person.wait(lambda: (tmp_path / "weather.pdf").exists() and person.message())
    assert "3 questions" in person.message()
    assert person.window.late.print_commands.book is None


def test_the_preview_shows_the_sheets(person: Person) -> None:
    person.click_title("How do clouds form?")
    person.window.actions_.print_preview.trigger()
    person.wait(lambda: person.window.findChild(PrintPreview, "print_preview"))
    dialog = part_of(person.window, PrintPreview, "print_preview")
    sheets = part_of(dialog, QPrintPreviewWidget)
    person.wait(lambda: sheets.pageCount() >= 2)
    dialog.close()


def test_highlights_and_notes_are_printed_or_left_out(start: Callable[..., Person], own_indexed_library: Path) -> None:
    with Library.open(own_indexed_library, refresh=False) as library:
        library.kept.highlight_quote("ice.md", HighlightColour.GREEN, "lighter than", "A remark.")
        library.kept.write_note("ice.md", "My *own* words.")
        library.note_identities()
    person = start(own_indexed_library, document="ice.md")
    actions = person.window.actions_
    assert actions.print_marks.isChecked()
    for with_marks in (True, False):
        actions.print_preview.trigger()
        person.wait(lambda: person.window.findChild(PrintPreview, "print_preview"))
        dialog = part_of(person.window, PrintPreview, "print_preview")
        document = part_of(dialog, PrintDocument).document
        text = document.toPlainText()
        assert ("My own words." in text, "A remark." in text) == (with_marks, with_marks)
        cursor = document.find("lighter than")
        assert (cursor.charFormat().background().style() != Qt.BrushStyle.NoBrush) == with_marks
        dialog.close()
        person.wait(lambda: person.window.findChild(PrintPreview, "print_preview") is None)
        if with_marks:
            actions.print_marks.trigger()
