"""What can be done with the document that is read, in a real window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from qtbrowser.gui.export import browser_jobs
from qtbrowser.gui.export.file_question import FileQuestion
from qtbrowser.gui.pane.copy_kinds import CopyKind
from qtbrowser.gui.pane.page_view import PageView
from qtbrowser.gui.settings.page_choices import ColumnWidth, Face
from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.settings.settings_table import OUTLINE
from tests.gui.conftest import Person, question, write
from tests.presence import part_of


@pytest.fixture
def reading(person: Person) -> Person:
    """Somebody reading about the sky."""
    person.click_title("Why is the sky blue?")
    return person


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (CopyKind.MARKDOWN, "# Why is the sky blue?\n\nShort waves scatter most. See [clouds](clouds.md)"),
        (CopyKind.PLAIN, "Why is the sky blue?\n\nPhysics"),
        (CopyKind.CITATION, "Why is the sky blue? (2025, January 28). Physics. /physics/sky"),
        (CopyKind.LINK, "[Why is the sky blue?](/physics/sky)"),
    ],
)
def test_a_document_is_copied_in_each_form(reading: Person, kind: CopyKind, words: str) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("")
    reading.window.actions_.copies[kind].trigger()
    reading.wait(clipboard.text)
    assert clipboard.text().startswith(words)


@pytest.fixture
def folders_are_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the file browser can't be asked to select a file: no window of it comes on Windows and macOS either."""
    monkeypatch.setattr(browser_jobs, "selecting_command", lambda _file: None)


@pytest.mark.usefixtures("folders_are_opened")
@pytest.mark.parametrize(("name", "inner"), [("open_file", "sky.md"), ("show_file", "")])
def test_its_file_is_opened_outside(reading: Person, library: Path, name: str, inner: str) -> None:
    opened: list[QUrl] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url)
        return True

    reading.window.late.page_commands.opener = open_url
    getattr(reading.window.actions_, name).trigger()
    reading.wait(lambda: opened)
    assert [Path(url.toLocalFile()) for url in opened] == [(library / inner).resolve()]


def test_the_reader_is_told_where_a_file_lies_that_no_program_opens(reading: Person) -> None:
    reading.window.late.page_commands.opener = lambda _url: False
    reading.window.actions_.open_file.trigger()
    reading.wait(reading.message)
    assert "sky.md" in reading.message()


def test_nothing_can_be_copied_before_a_document_is_shown(start: Callable[..., Person], library: Path) -> None:
    person = start(library)
    assert not any(action.isEnabled() for action in person.window.actions_.need_document())
    person.click_title("Why is the sky blue?")
    assert all(action.isEnabled() for action in person.window.actions_.need_document())


def test_font_and_width_are_chosen_in_the_menu_and_remembered(start: Callable[..., Person], library: Path) -> None:
    first = start(library)
    first.click_title("How do clouds form?")
    view = part_of(first.window.panels.answer.pane, PageView)
    before = view.document().defaultFont().family()
    first.window.resize(1900, 800)
    margin = view.document().rootFrame().frameFormat().leftMargin()
    first.window.actions_.faces[Face.SANS].trigger()
    first.window.actions_.widths[ColumnWidth.WIDE].trigger()
    assert view.document().defaultFont().family() != before
    assert view.document().rootFrame().frameFormat().leftMargin() < margin
    first.window.close()
    second = start(library)
    assert second.window.actions_.faces[Face.SANS].isChecked()
    assert second.window.actions_.widths[ColumnWidth.WIDE].isChecked()


def test_choices_that_are_none_are_the_usual_ones(start: Callable[..., Person], library: Path) -> None:
    file = Preferences().file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("[view]\nfont=comic\nwidth=endless\n", encoding="utf-8")
    person = start(library)
    assert person.window.actions_.faces[Face.SERIF].isChecked()
    assert person.window.actions_.widths[ColumnWidth.NORMAL].isChecked()


def test_the_outline_is_opened_by_its_action_and_remembered(start: Callable[..., Person], own_library: Path) -> None:
    write(own_library, "long.md", question("What is long?", "Length", "## One\n\nx\n\n## Two\n\ny"))
    person = start(own_library)
    person.window.resize(1600, 800)
    person.click_title("What is long?")
    outline = part_of(person.window.panels.answer.pane, QWidget, "outline")
    assert person.window.preferences.get(OUTLINE) is True
    person.window.actions_.outline.trigger()
    assert not outline.isVisible()
    assert person.window.preferences.get(OUTLINE) is False
    person.window.actions_.outline.trigger()
    assert outline.isVisible()
    assert person.window.preferences.get(OUTLINE) is True


@pytest.mark.usefixtures("folders_are_opened")
@pytest.mark.parametrize(("button", "inner"), [("open_button", "data/table.csv"), ("folder_button", "data")])
def test_a_linked_file_is_opened_after_asking(reading: Person, library: Path, button: str, inner: str) -> None:
    (library / "data").mkdir(exist_ok=True)
    (library / "data/table.csv").write_text("a,b")
    opened: list[QUrl] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url)
        return True

    commands = reading.window.late.page_commands
    commands.opener = open_url
    reading.window.panels.answer.pane.file_requested.emit("data/table.csv")
    question = part_of(reading.window, FileQuestion)
    assert opened == []
    getattr(question, button).click()
    reading.wait(lambda: opened)
    assert [Path(url.toLocalFile()) for url in opened] == [(library / inner).resolve()]


@pytest.mark.parametrize(
    ("path", "is_program"),
    [
        ("a.pdf", False),
        ("a.csv", False),
        ("a.SH", True),
        ("a.exe. ", True),
        ("page.html", True),
        ("a.exe.txt", True),
        ("a.ISO", True),
        ("a.search-ms", True),
    ],
)
def test_what_may_be_a_program_is_shown_in_its_folder_alone(qtbot: object, path: str, is_program: bool) -> None:
    question = FileQuestion(path)
    assert (question.open_button is None) is is_program
    # One with the desktop's icon would be dark in dark themes.
    assert all(button.icon().isNull() for button in question.buttons())
    assert question.escapeButton() is question.defaultButton()
