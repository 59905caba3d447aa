"""Passages highlighted by keys, painted, taken back, found again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

from qtbrowser.gui.pane.found_words import FoundWords, KeptPlace
from qtbrowser.gui.pane.page_colours import colours_of, highlight_paper
from qtbrowser.gui.pane.page_view import PageView
from qtbrowser.gui.personal.note_dialog import NoteDialog
from qtbrowser.gui.widgets.theme_colours import ThemeName
from qtbrowser.library import Library
from qtbrowser.personal.highlight_colour import HighlightColour
from tests.gui.conftest import Person, question, write
from tests.gui.contrast import contrast
from tests.presence import part_of, present

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def painted(view: PageView) -> dict[str, str]:
    """The highlighted words with their paper."""
    return {one.cursor.selectedText(): one.format.background().color().name() for one in view.extraSelections()}


def test_a_selected_passage_is_highlighted_and_removed(start: Callable[..., Person], own_library: Path) -> None:
    person = start(own_library)
    person.click_title("Why does ice float?")
    view = present(person.window.panels.answer.pane.findChild(PageView))
    person.press(Qt.Key.Key_M, CTRL, person.window)
    assert person.message() == "Select the passage to highlight first, by mouse or with a caret."
    button = person.window.panels.messages.findChild(QPushButton, "message_action")
    person.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert person.window.actions_.caret.isChecked()
    assert view.hasFocus()
    person.window.actions_.caret.trigger()
    first = view.toPlainText().index("lighter than")
    view.select_range(first, first + len("lighter than"))
    person.press(Qt.Key.Key_M, CTRL, person.window)
    person.wait(lambda: "lighter than" in painted(view))
    with Library.open(own_library, refresh=False) as library:
        (kept,) = library.kept.highlights()
        assert (kept.path, kept.colour, kept.quote) == ("ice.md", HighlightColour.YELLOW, "lighter than")
        person.click_title("What is snow?")
        person.wait(lambda: "lighter than" not in painted(view))
        # Nor are they painted at their old places when the page is laid out again.
        person.window.panels.answer.pane.set_zoom(1.1)
        assert painted(view) == {}
        person.click_title("Why does ice float?")
        person.wait(lambda: "lighter than" in painted(view))
        view.select_range(first, first + 3)
        person.window.actions_.remove_highlight.trigger()
        person.wait(lambda: library.kept.highlights() == ())
        person.wait(lambda: "lighter than" not in painted(view))


def test_a_highlight_is_painted_again_when_the_page_has_changed_below_it(
    start: Callable[..., Person], own_indexed_library: Path
) -> None:
    with Library.open(own_indexed_library, refresh=False) as library:
        library.kept.highlight_quote("ice.md", HighlightColour.YELLOW, "lighter than")
    person = start(own_indexed_library, document="ice.md")
    view = present(person.window.panels.answer.pane.findChild(PageView))
    person.wait(lambda: "lighter than" in painted(view))
    file = own_indexed_library / "ice.md"
    file.write_text(f"{file.read_text()}\nMore.\n", encoding="utf-8")
    person.window.actions_.reload.trigger()
    person.wait(lambda: "More." in view.toPlainText())
    person.wait(lambda: "lighter than" in painted(view))


def test_a_passage_of_several_paragraphs_is_painted_in_each_of_them() -> None:
    document = QTextDocument("one two\n\nthree\nfour")
    found = FoundWords(kept=[KeptPlace((4, 17), "#ffff00")])
    selections = found.selections(document, colours_of("light"), (0, document.characterCount()))
    assert [one.cursor.selectedText() for one in selections] == ["two", "three", "fo"]
    selections = found.selections(document, colours_of("light"), (10, 13))
    assert [one.cursor.selectedText() for one in selections] == ["hre"]


def select(view: PageView, words: str) -> None:
    first = view.toPlainText().index(words)
    view.select_range(first, first + len(words))


def note_form(person: Person) -> NoteDialog:
    person.wait(lambda: person.window.findChild(NoteDialog) is not None)
    return present(person.window.findChild(NoteDialog))


def test_a_passage_with_a_formula_is_selected_by_caret_noted_and_shown_at_the_foot(
    start: Callable[..., Person], own_library: Path
) -> None:
    write(own_library, "ice.md", question("Why does ice float?", "Physics", "Its density $\\rho$ is less."))
    person = start(own_library)
    person.click_title("Why does ice float?")
    pane, band = person.window.panels.answer.pane, person.window.panels.note
    view = present(pane.findChild(PageView))
    person.press(Qt.Key.Key_F7, SHIFT, person.window)
    assert pane.caret.is_on
    assert view.hasFocus()
    # The caret is in view; from the start of the answer's line to the end of the formula's words.
    view.moveCursor(QTextCursor.MoveOperation.Start)
    while not view.textCursor().block().text().startswith("Its density"):
        person.press(Qt.Key.Key_Down, widget=view)
    person.press(Qt.Key.Key_Home, widget=view)
    for _ in range(3):
        person.press(Qt.Key.Key_Right, CTRL | SHIFT, view)
    person.press(Qt.Key.Key_N, CTRL | SHIFT, person.window)
    form = note_form(person)
    person.qtbot.keyClicks(form.field, "Mass over *volume*.")
    person.press(Qt.Key.Key_Escape, widget=form.field)
    person.wait(lambda: "Mass over volume." in band.words())
    with Library.open(own_library, refresh=False) as library:
        (kept,) = library.kept.highlights()
        assert kept.quote.startswith("Its density $\\rho$")
        assert kept.note == "Mass over *volume*."
        assert library.kept.orphaned_highlights() == ()
    assert "$\\rho$" in band.words() or "ρ" in band.words()
    # The caret within it is enough to write on it again.
    person.press(Qt.Key.Key_Left, widget=view)
    person.wait(lambda: person.window.findChild(NoteDialog) is None and person.window.session.is_idle)
    person.window.activateWindow()
    person.wait(person.window.isActiveWindow)
    person.press(Qt.Key.Key_N, CTRL | SHIFT, person.window)
    form = note_form(person)
    assert form.field.toPlainText() == "Mass over *volume*."
    person.press(Qt.Key.Key_Escape, widget=form.field)
    person.wait(lambda: person.window.findChild(NoteDialog) is None)
    person.press(Qt.Key.Key_Escape, widget=view)
    assert not pane.caret.is_on
    assert not person.window.actions_.caret.isChecked()


def test_the_menu_of_a_selected_passage_highlights_it(start: Callable[..., Person], own_library: Path) -> None:
    person = start(own_library)
    person.click_title("Why does ice float?")
    view = present(person.window.panels.answer.pane.findChild(PageView))
    select(view, "lighter than")
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(20, 20), view.mapToGlobal(QPoint(20, 20)))
    QApplication.sendEvent(view.viewport(), event)
    menu = present(view.findChild(QMenu, "page_menu"))
    (entry,) = [action for action in menu.actions() if action.text() == "&Highlight Passage"]
    entry.trigger()
    menu.close()
    person.wait(lambda: "lighter than" in painted(view))


def test_a_passage_is_coloured_blanked_and_noted_and_all_of_it_is_undone(
    start: Callable[..., Person], own_indexed_library: Path
) -> None:
    person = start(own_indexed_library, document="ice.md")
    actions = person.window.actions_
    view = present(person.window.panels.answer.pane.findChild(PageView))

    def kept() -> list[tuple[str, HighlightColour, bool, str]]:
        with Library.open(own_indexed_library, refresh=False) as library:
            return [(one.quote, one.colour, one.is_blank, one.note) for one in library.kept.highlights()]

    def undo() -> None:
        button = part_of(person.window.panels.messages, QPushButton, "message_action")
        person.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def is_told(words: str) -> None:
        person.wait(lambda: person.message() == words and person.window.session.is_idle)

    actions.remove_highlight.trigger()
    is_told("No highlight is selected.")
    select(view, "lighter than")
    actions.highlights[HighlightColour.GREEN].trigger()
    is_told("The passage is highlighted.")
    actions.blank.trigger()
    is_told("The passage is blanked when its document is asked back.")
    assert kept() == [("lighter than", HighlightColour.GREEN, True, "")]
    actions.blank.trigger()
    is_told("The passage is not blanked.")
    select(view, "water")
    actions.blank.trigger()
    is_told("The passage is blanked when its document is asked back.")
    # The colour that was used last is taken.
    assert kept()[1] == ("water", HighlightColour.GREEN, True, "")
    undo()
    person.wait(lambda: len(kept()) == 1)
    select(view, "lighter than")
    actions.remove_highlight.trigger()
    is_told("The highlight is removed.")
    assert kept() == []
    undo()
    person.wait(lambda: kept() == [("lighter than", HighlightColour.GREEN, False, "")] and person.window.is_settled)
    select(view, "lighter than")
    person.press(Qt.Key.Key_N, CTRL | SHIFT, person.window)
    form = note_form(person)
    person.qtbot.keyClicks(form.field, "density")
    person.press(Qt.Key.Key_Escape, widget=form.field)
    is_told("The note is kept.")
    assert kept() == [("lighter than", HighlightColour.GREEN, False, "density")]
    undo()
    is_told("The note is removed.")
    assert kept()[0][3] == ""
    # What is taken away by another window while somebody writes on it is not told to be kept.
    person.wait(lambda: person.window.findChild(NoteDialog) is None)
    person.window.activateWindow()
    person.wait(person.window.isActiveWindow)
    person.press(Qt.Key.Key_N, CTRL | SHIFT, person.window)
    form = note_form(person)
    with Library.open(own_indexed_library, refresh=False) as library:
        library.kept.remove_highlight(library.kept.highlights()[0].id)
    person.qtbot.keyClicks(form.field, "late")
    person.press(Qt.Key.Key_Escape, widget=form.field)
    is_told("This highlight was removed elsewhere, so its note is not kept.")


@pytest.mark.parametrize("theme", get_args(ThemeName))
def test_text_is_read_on_a_highlight(theme: ThemeName) -> None:
    colours = colours_of(theme)
    papers = [highlight_paper(colour, colours) for colour in HighlightColour]
    assert [paper for paper in papers if contrast(colours.ink, paper) < 4.5] == []
    assert len({*papers, colours.paper}) == 6
