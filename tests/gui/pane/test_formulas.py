"""Formulas in a page: set, coloured, copied, found around, and safe."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QGuiApplication, QHelpEvent, QImage, QTextCursor
from PySide6.QtWidgets import QApplication, QToolTip

from qtbrowser.gui.pane.page_colours import colours_of
from qtbrowser.gui.pane.page_document import PageDocument
from qtbrowser.gui.widgets.theme_colours import ThemeName
from tests.gui.pane.conftest import LONG_HTML, Reader, make_page, marker

Show = Callable[[str], Reader]
INLINE = '<p>Let <span class="math">x^2 &lt; \\alpha</span>, then needle follows.</p>'
DISPLAY = (
    '<div class="math-block"><span class="math">\\begin{pmatrix} 1 &amp; 2 \\\\ 3 &amp; 4 \\end{pmatrix}</span></div>'
)

ALONE = '<p><span class="math">\\frac{y^2}{\\sqrt{x_0}}</span></p>'


def document(reader: Reader) -> PageDocument:
    shown = reader.view.document()
    assert isinstance(shown, PageDocument)
    return shown


def wait_for_formulas(reader: Reader) -> None:
    reader.wait(lambda: document(reader).formulas.is_complete)


def darkest(image: QImage) -> int:
    return min(image.pixelColor(x, y).lightness() for x in range(image.width()) for y in range(image.height()))


def test_a_formula_is_one_letter_that_stays_one(show: Show) -> None:
    reader = show(INLINE + DISPLAY)
    before = reader.view.toPlainText()
    assert before == "Let \ufffc then needle follows.\n\ufffc"
    shot = reader.view.grab().toImage()
    wait_for_formulas(reader)
    assert reader.view.toPlainText() == before
    assert reader.view.grab().toImage() != shot


@pytest.mark.parametrize("theme", ["light", "dark", "sepia", "high-contrast", "high-contrast-light"])
def test_it_has_the_colour_of_the_text(show: Show, theme: ThemeName) -> None:
    reader = show(DISPLAY)
    reader.pane.set_theme(theme)
    wait_for_formulas(reader)
    shot = reader.view.viewport().grab().toImage()
    seen = {shot.pixelColor(x, y).name() for x in range(shot.width()) for y in range(150)}
    assert colours_of(theme).ink in seen
    if colours_of(theme).ink != QColor("black").name():
        assert QColor("black").name() not in seen


def test_selected_ones_have_all_their_ink_in_the_colour_of_selected_text(show: Show) -> None:
    reader = show(DISPLAY + ALONE + INLINE)
    wait_for_formulas(reader)
    places = [(x, y) for y in range(250) for x in range(reader.view.width())]
    for theme in ("light", "dark", "high-contrast"):
        reader.pane.set_theme(theme)
        reader.view.moveCursor(QTextCursor.MoveOperation.Start)
        usual = reader.view.viewport().grab().toImage()
        reader.view.selectAll()
        selected, palette = reader.view.viewport().grab().toImage(), reader.view.palette()
        inked = [place for place in places if usual.pixel(*place) == QColor(colours_of(theme).ink).rgb()]
        assert {place: selected.pixel(*place) for place in inked} == dict.fromkeys(
            inked, palette.highlightedText().color().rgb()
        )
        beside = [(x, y + 2) for x, y in inked if usual.pixel(x, y + 2) == usual.pixel(0, 0)]
        assert len(beside) > 50
        assert {selected.pixel(*place) for place in beside} == {palette.highlight().color().rgb()}


def test_a_copy_holds_the_tex(show: Show) -> None:
    reader = show(INLINE + DISPLAY)
    wait_for_formulas(reader)
    reader.view.selectAll()
    reader.view.copy()
    copied = QGuiApplication.clipboard().mimeData()
    assert copied.text().splitlines()[0] == "Let $x^2 < \\alpha$, then needle follows."
    assert "$$\\begin{pmatrix} 1 & 2" in copied.text()
    assert "\ufffc" not in copied.text()
    assert "\\alpha" in copied.html()


def test_words_behind_a_formula_are_marked_where_they_stand(show: Show) -> None:
    reader = show(INLINE)
    wait_for_formulas(reader)
    reader.pane.set_marks(marker(lambda plain: [(plain.index("needle"), plain.index("needle") + 6)]))
    assert [one.cursor.selectedText() for one in reader.view.extraSelections()] == ["needle"]


def test_formulas_that_get_ready_do_not_move_the_reader(reader: Reader) -> None:
    tall = DISPLAY.replace("4", "4 \\\\ 5 & 6 \\\\ 7 & 8 \\\\ 9 & 10".replace("&", "&amp;"))
    reader.pane.show_page(make_page(tall * 3 + LONG_HTML), fragment="part-20")
    words, height = reader.top_words(), reader.view.document().size().height()
    wait_for_formulas(reader)
    assert reader.view.document().size().height() > height
    assert reader.top_words() == words == "Part 20"


def test_one_that_cannot_be_set_shows_its_source_and_the_reason(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = show('<p><span class="math">\\frac{1}{</span> is no formula.</p>')
    wait_for_formulas(reader)
    told: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, text, *_more: told.append(text))
    place = reader.view.cursorRect().center() + QPoint(12, 0)
    viewport = reader.view.viewport()
    QApplication.sendEvent(viewport, QHelpEvent(QHelpEvent.Type.ToolTip, place, viewport.mapToGlobal(place)))
    assert len(told) == 1
    assert told[0].startswith("Shown as its source:\n")
    assert len(told[0]) > len("Shown as its source:\n")


def test_a_wide_one_stays_in_the_column(show: Show) -> None:
    reader = show(f'<div class="math-block"><span class="math">{"x + " * 120}y</span></div>')
    wait_for_formulas(reader)
    assert reader.view.horizontalScrollBar().maximum() == 0
    assert darkest(reader.view.viewport().grab().toImage().copy(0, 0, 20, 400)) > 200


def test_a_page_that_is_left_before_its_formulas_are_ready_leaves_nothing(show: Show) -> None:
    reader = show(INLINE.replace("alpha", "omega") * 20)
    reader.pane.show_page(make_page(INLINE, "other.md"))
    wait_for_formulas(reader)
    assert reader.view.toPlainText().startswith("Let \ufffc")
