"""The overview of highlights and notes: searched, grouped, opened, written on, removed, exported."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from qtbrowser.gui.pane.page_view import PageView
from qtbrowser.gui.personal.annotations_dialog import AnnotationsDialog
from qtbrowser.gui.personal.note_dialog import NoteDialog
from qtbrowser.library import Library
from qtbrowser.personal.highlight_colour import HighlightColour
from tests.gui.conftest import Person
from tests.presence import part_of, present

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def rows(dialog: AnnotationsDialog) -> list[str]:
    """Headings and rows, as they are read."""
    found, item = [], dialog.tree.topLevelItem(0)
    while item is not None:
        found.append(item.text(0))
        item = dialog.tree.itemBelow(item)
    return found


def test_what_was_highlighted_and_written_is_found_again(
    start: Callable[..., Person], own_indexed_library: Path, tmp_path: Path
) -> None:
    with Library.open(own_indexed_library, refresh=False) as library:
        library.kept.highlight_quote("ice.md", HighlightColour.GREEN, "lighter than", "density")
        library.kept.highlight_quote("bread.md", HighlightColour.RED, "Yeast makes")
        lost = library.kept.add_highlight("ice.md", HighlightColour.RED, "gone with the wind", 0, 18)
        library.kept.write_note("ice.md", "Look at hail, too.")
        library.note_identities()
    person = start(own_indexed_library)
    person.press(Qt.Key.Key_Y, CTRL | SHIFT, person.window)
    person.wait(lambda: person.window.findChild(AnnotationsDialog) is not None)
    dialog = present(person.window.findChild(AnnotationsDialog))
    person.wait(lambda: any("not in the document" in row for row in rows(dialog)))
    assert rows(dialog) == [
        "Why does bread rise?",
        "Yeast makes",
        "Why does ice float?",
        "Look at hail, too.",
        "gone with the wind (not in the document any more)",
        "lighter than – density",
    ]
    dialog.grouping.setCurrentIndex(1)
    assert [row for row in rows(dialog) if row in ("Notes on documents", "Green", "Red")] == [
        "Notes on documents",
        "Green",
        "Red",
    ]
    dialog.grouping.setCurrentIndex(2)
    assert len(rows(dialog)) == 5
    dialog.grouping.setCurrentIndex(0)
    person.qtbot.keyClicks(dialog.filter, "wind")
    assert rows(dialog)[1].startswith("gone with")
    person.press(Qt.Key.Key_Delete, widget=dialog.tree)
    person.wait(lambda: rows(dialog) == [])
    dialog.filter.clear()
    person.qtbot.keyClicks(dialog.filter, "density")
    assert rows(dialog) == ["Why does ice float?", "lighter than – density"]
    file = tmp_path / "mine.json"
    dialog.export_button.click()
    chooser = part_of(dialog, QFileDialog)
    assert chooser.nameFilters() == ["Markdown (*.md)", "Tables (*.csv)", "JSON (*.json)"]
    chooser.fileSelected.emit(str(file))
    chooser.reject()
    person.wait(lambda: person.message() == f"Written: {file}")
    ((entry,),) = [json.loads(file.read_text(encoding="utf-8"))]
    assert (entry["quote"], entry["note"], entry["colour"]) == ("lighter than", "density", "green")
    dialog.note_button.click()
    person.wait(lambda: dialog.findChild(NoteDialog) is not None)
    form = present(dialog.findChild(NoteDialog))
    form.field.setPlainText("density again")
    person.press(Qt.Key.Key_Escape, widget=form.field)
    person.wait(lambda: rows(dialog)[1:] == ["lighter than – density again"])
    person.press(Qt.Key.Key_Return, widget=dialog.tree)
    person.wait(lambda: person.shown_title() == "Why does ice float?")
    view = present(person.window.panels.answer.pane.findChild(PageView))
    person.wait(lambda: view.textCursor().selectedText() == "lighter than")
    with Library.open(own_indexed_library, refresh=False) as library:
        assert lost.id not in {one.id for one in library.kept.highlights()}
    # A list that is closed before it is loaded is no longer filled.
    person.window.actions_.annotations.trigger()
    present(person.window.findChild(AnnotationsDialog)).reject()
    person.wait(lambda: person.window.session.is_idle and person.window.findChild(AnnotationsDialog) is None)
