"""Documents that are no questions are not called so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from qtbrowser.gui.editor.planned_dialog import NewDialog
from qtbrowser.gui.search_aids.search_help_dialog import SearchHelpDialog
from tests.gui.conftest import Person, write


def test_a_folder_of_notes_holds_documents(start: Callable[..., Person], tmp_path: Path) -> None:
    for name in ("Bread", "Butter", "What is salt?"):
        write(tmp_path / "notes", f"Kitchen/{name.rstrip('?')}.md", f"# {name}\n\nSome words on {name}.\n")
    person = start(tmp_path / "notes")
    panel = person.window.panels.list_panel
    assert person.subjects()[0] == "All documents"
    assert (panel.heading.whole(), panel.count.whole()) == ("All documents", "3 documents")
    assert "3 documents" in person.window.status.library.whole()
    assert person.field.placeholderText() == "Search all documents"
    assert person.window.actions_.next_hit.text() == "&Next Document in List"
    assert person.window.actions_.random.text() == "&Random Document"
    person.press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier, person.window)
    assert person.window.panels.tab_bar.tabText(0) == "All documents"
    person.press(Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier, person.window)
    person.settle()
    person.window.actions_.search_help.trigger()
    dialog = person.window.findChild(SearchHelpDialog)
    assert dialog is not None
    assert not any("uestion" in label.text() for label in dialog.findChildren(QLabel))
    dialog.reject()
    state = person.window.panels.answer.home.accessibleName()
    assert "3 documents" in state
    assert "uestion" not in state
    person.click_title("Bread")
    page = person.window.panels.answer.pane.page()
    assert page is not None
    assert "Similar documents" in page.html
    editor_asks_for_a_title(person)
    person.type("zebra")
    assert person.window.panels.list_panel.state_panel().accessibleName().startswith("No hits. No document matches")


def editor_asks_for_a_title(person: Person) -> None:
    window = person.window
    window.actions_.curating.setChecked(True)
    assert window.actions_.edit.isEnabled()
    window.actions_.edit.trigger()
    person.wait(lambda: window.panels.answer.is_editing)
    editor = window.late.editing.view
    assert (editor.title.accessibleName(), editor.title.placeholderText()) == ("Title", "The title")
    assert not any("uestion" in label.text() for label in editor.findChildren(QLabel))
    window.late.editing.close()
    person.wait(lambda: not window.panels.answer.is_editing)
    window.actions_.new_document.trigger()
    dialog = window.findChild(NewDialog)
    assert dialog is not None
    assert dialog.windowTitle() == "New Document"
    assert "&Title" in {label.text() for label in dialog.findChildren(QLabel)}
    dialog.reject()


def test_questions_are_called_so(start: Callable[..., Person], library: Path) -> None:
    person = start(library)
    assert person.subjects()[0] == "All questions"
    assert "6 questions" in person.window.status.library.whole()
