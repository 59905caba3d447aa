"""Passages highlighted by keys, painted, taken back, found again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument

from qtbrowser.gui.pane.found_words import FoundWords
from qtbrowser.gui.pane.page_colours import colours_of, highlight_paper
from qtbrowser.gui.pane.page_view import PageView
from qtbrowser.gui.widgets.theme import ThemeName
from qtbrowser.library import Library
from qtbrowser.personal.highlight_colour import HighlightColour
from tests.gui.conftest import Person
from tests.gui.contrast import contrast
from tests.presence import present

CTRL = Qt.KeyboardModifier.ControlModifier


def painted(view: PageView) -> dict[str, str]:
    """The highlighted words with their paper."""
    return {one.cursor.selectedText(): one.format.background().color().name() for one in view.extraSelections()}


def test_a_selected_passage_is_highlighted_and_removed(start: Callable[..., Person], own_library: Path) -> None:
    person = start(own_library)
    person.click_title("Why does ice float?")
    view = present(person.window.panels.answer.pane.findChild(PageView))
    person.press(Qt.Key.Key_M, CTRL, person.window)
    assert person.message() == "Select the passage to highlight first."
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
    found = FoundWords(kept=[((4, 17), "#ffff00")])
    selections = found.selections(document, colours_of("light"), (0, document.characterCount()))
    assert [one.cursor.selectedText() for one in selections] == ["two", "three", "fo"]
    selections = found.selections(document, colours_of("light"), (10, 13))
    assert [one.cursor.selectedText() for one in selections] == ["hre"]


@pytest.mark.parametrize("theme", get_args(ThemeName))
def test_text_is_read_on_a_highlight(theme: ThemeName) -> None:
    colours = colours_of(theme)
    papers = [highlight_paper(colour, colours) for colour in HighlightColour]
    assert [paper for paper in papers if contrast(colours.ink, paper) < 4.5] == []
    assert len({*papers, colours.paper}) == 6
