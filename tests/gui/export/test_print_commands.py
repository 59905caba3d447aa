"""Printing from the window's menu."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtPrintSupport import QPrintPreviewWidget
from PySide6.QtWidgets import QFileDialog

from qtbrowser.gui.export.pdf.print_preview import PrintPreview
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
