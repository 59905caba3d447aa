"""Formulas in a document: where they stand, how large, in which colour, while they come and when they can't."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPalette,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextLine,
)
from pytestqt.qtbot import QtBot

from qtbrowser.gui.math.page_formulas import PageFormulas, objects_in
from qtbrowser.gui.math.page_html import with_formula_objects
from qtbrowser.gui.math.tex_copying import formulas_to_tex
from tests.gui.math.conftest import WAIT_MS, Compositor

FIXED = "p { line-height:32px; -qt-line-height-type:fixed; margin:0px; }"
WIDTH = 500
SCALE = 4

Set = Callable[..., QTextDocument]


def inline(tex: str) -> str:
    return f'<span class="math">{tex}</span>'


def block(tex: str) -> str:
    return f'<div class="math-block"><span class="math">{tex}</span></div>'


@pytest.fixture
def typeset(compositor: Compositor, qtbot: QtBot) -> Set:
    """Makes a document of HTML and waits for its formulas."""

    def make(html: str, sheet: str = "p { margin:0px; }") -> QTextDocument:
        document = QTextDocument()
        document.setDocumentMargin(0)
        font = QFont("DejaVu Serif")
        font.setPixelSize(20)
        document.setDefaultFont(font)
        document.setDefaultStyleSheet(sheet)
        html, places = with_formula_objects(html)
        document.setHtml(html)
        formulas = PageFormulas(document, places, compositor.typesetter)
        document.setTextWidth(WIDTH)
        qtbot.waitUntil(lambda: formulas.is_complete, timeout=WAIT_MS)
        document.size()
        return document

    return make


def blocks(document: QTextDocument) -> list[QTextBlock]:
    return [document.findBlockByNumber(number) for number in range(document.blockCount())]


def lines(block: QTextBlock) -> list[QTextLine]:
    return [block.layout().lineAt(number) for number in range(block.layout().lineCount())]


def distances(document: QTextDocument) -> set[float]:
    """How far the baselines of the first paragraph are from each other."""
    baselines = [line.y() + line.ascent() for line in lines(blocks(document)[0])]
    return {round(second - first, 1) for first, second in pairwise(baselines)}


def painted(document: QTextDocument, ink: str = "#000000") -> QImage:
    """The document on white, four pixels to its one."""
    height = int(document.size().height()) + 20
    image = QImage(WIDTH * SCALE, height * SCALE, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    context = QAbstractTextDocumentLayout.PaintContext()
    context.palette = QPalette()
    context.palette.setColor(QPalette.ColorRole.Text, QColor(ink))
    painter = QPainter(image)
    painter.scale(SCALE, SCALE)
    document.documentLayout().draw(painter, context)
    painter.end()
    return image


def ink_box(image: QImage, left: float = 0, right: float = WIDTH) -> QRect:
    """What is dark between two x of the document, in the image's pixels."""
    strip = QRect(int(left * SCALE), 0, int((right - left) * SCALE), image.height())
    light = image.copy(strip).convertToFormat(QImage.Format.Format_Grayscale8)
    pixels, line = bytes(light.constBits()), light.bytesPerLine()
    rows = [pixels[y * line : y * line + light.width()] for y in range(light.height())]
    dark = [min(row) < 128 for row in rows]
    top, bottom = dark.index(True), len(dark) - dark[::-1].index(True)
    columns = [min(column) < 128 for column in zip(*rows[top:bottom], strict=True)]
    first, last = columns.index(True), len(columns) - columns[::-1].index(True)
    return QRect(strip.left() + first, top, last - first, bottom - top)


def baseline(document: QTextDocument, number: int = 0) -> float:
    """The baseline of a block's first line, in the image's pixels."""
    first = blocks(document)[number]
    top = document.documentLayout().blockBoundingRect(first).top()
    line = lines(first)[0]
    return (top + line.y() + line.ascent()) * SCALE


@pytest.mark.parametrize("sheet", ["p { margin:0px; }", FIXED], ids=["free", "fixed"])
@pytest.mark.parametrize("tex", ["x", "H", r"\mathrm{xH}", r"\displaystyle\rule{1em}{3em}", r"\Bigl(H\Bigr)"])
def test_a_formula_stands_on_the_baseline_of_its_line(typeset: Set, tex: str, sheet: str) -> None:
    both = typeset(f"<p>HHH {inline(tex)}</p>", sheet)
    words = QFontMetricsF(both.defaultFont()).horizontalAdvance("HHH")
    image = painted(both)
    text = ink_box(image, 0, words)
    assert baseline(both) == pytest.approx(text.bottom() + 1, abs=SCALE)
    alone = ink_box(image, words + 2)
    if "Bigl" not in tex:
        assert alone.bottom() == pytest.approx(text.bottom(), abs=SCALE / 2 + 1)
    else:
        assert alone.top() < text.top()
        assert alone.bottom() > text.bottom()
        middle = (alone.top() + alone.bottom()) / 2
        assert text.top() < middle < text.bottom()


def test_its_letters_are_as_high_as_those_of_the_text(typeset: Set) -> None:
    document = typeset("<p>x " + inline(r"\mathrm{x}") + "</p>")
    width = QFontMetricsF(document.defaultFont()).horizontalAdvance("x")
    image = painted(document)
    text, formula = ink_box(image, 0, width), ink_box(image, width + 2)
    assert formula.height() == pytest.approx(text.height(), rel=0.12)


@pytest.mark.parametrize("tex", ["x^2", r"\frac{a}{b}", r"\sum_{i=1}^n i", r"x_{n+1}"])
def test_ordinary_formulas_leave_the_lines_where_they_were(typeset: Set, tex: str) -> None:
    words = "word " * 40
    assert distances(typeset(f"<p>{words}</p>", FIXED)) == {32}
    assert distances(typeset(f"<p>{words}{inline(tex)} {words}</p>", FIXED)) == {32}


def test_a_tall_formula_gets_room(typeset: Set) -> None:
    words = "word " * 20
    document = typeset("<p>" + words + inline(r"\begin{pmatrix}1\\2\\3\\4\end{pmatrix}") + " " + words + "</p>", FIXED)
    assert max(distances(document)) > 80
    assert min(distances(document)) == 32


@pytest.mark.parametrize("tex", [r"\left(\frac{\sqrt3}{2}, \frac12\right)", r"\int_0^1 x", r"\frac{a}{b_{n_1}}"])
def test_none_extends_into_the_rule_below_its_cell(typeset: Set, tex: str) -> None:
    sheet = "table { border-collapse:collapse; } td { border:1px solid white; padding:5px 9px; }"
    document = typeset(f"<table><tr><td>{inline(tex)}</td></tr></table>", sheet)
    assert ink_box(painted(document)).bottom() < (document.size().height() - 3) * SCALE


def test_a_display_stands_in_the_middle(typeset: Set) -> None:
    box = ink_box(painted(typeset(block("x+y"))))
    assert box.center().x() == pytest.approx(WIDTH * SCALE / 2, abs=2 * SCALE)


def test_a_number_stands_at_the_end_of_the_column(typeset: Set) -> None:
    image = painted(typeset(block(r"x+y\tag{12}")))
    box = ink_box(image)
    assert box.right() == pytest.approx(WIDTH * SCALE, abs=4 * SCALE)
    formula = ink_box(image, 0, WIDTH * 0.8)
    assert formula.center().x() == pytest.approx(WIDTH * SCALE / 2, abs=2 * SCALE)


@pytest.mark.parametrize("more", ["", r"\tag{1}"])
def test_what_is_too_wide_is_made_smaller(typeset: Set, more: str) -> None:
    document = typeset(block("x+" * 60 + "x" + more))
    assert ink_box(painted(document)).right() <= WIDTH * SCALE
    assert document.size().width() <= WIDTH
    document.setTextWidth(WIDTH / 2)
    assert document.size().width() <= WIDTH / 2


def test_displays_in_lists_and_cells_stay_in_their_column(typeset: Set) -> None:
    wide = block("x+" * 60 + "x")
    document = typeset(f"<ul><li>a{wide}</li></ul><table border=1 width=100%><tr><td>{wide}</td></tr></table>")
    assert document.size().width() <= WIDTH
    assert ink_box(painted(document)).right() <= WIDTH * SCALE


@pytest.mark.parametrize("ink", ["#ff0000", "#00ff00"])
def test_it_has_the_colour_of_the_text(typeset: Set, ink: str) -> None:
    image = painted(typeset("<p>" + inline(r"\rule{1em}{1em}") + "</p>"), ink)
    assert QColor(ink).name() in {image.pixelColor(x, 30).name() for x in range(100)}


def test_in_a_link_it_has_the_colour_of_the_link(typeset: Set) -> None:
    link = '<a href="https://a.b" style="color:#00ff00">'
    document = typeset("<p>" + link + inline(r"\rule{1em}{1em}") + "</a></p>")
    image = painted(document)
    assert "#00ff00" in {image.pixelColor(x, 30).name() for x in range(100)}


def test_ink_far_outside_its_box_is_cut_off(typeset: Set) -> None:
    document = typeset("<p>" + inline(r"x\rlap{\hspace{12em}\rule{1em}{1em}}") + "</p>")
    assert ink_box(painted(document)).right() < 60 * SCALE


def test_what_can_not_be_set_shows_its_source_and_why(typeset: Set) -> None:
    document = typeset("<p>a " + inline(r"\foo{x}") + "</p>" + block(r"\bar"))
    cursor = QTextCursor(document)
    cursor.setPosition(3)
    assert cursor.charFormat().toolTip() == r"Undefined control sequence \foo"
    assert ink_box(painted(document), 30).width() > 50 * SCALE


def test_a_long_source_is_wrapped(typeset: Set) -> None:
    document = typeset(block(r"\foo " + "abc " * 5000))
    assert document.size().width() <= WIDTH
    assert 100 < document.size().height() < 400


def test_all_is_complete_when_it_is_known(typeset: Set, compositor: Compositor) -> None:
    html = f"<p>{inline('k+1')}</p>{block('k+2')}"
    typeset(html)
    document = QTextDocument()
    replaced, places = with_formula_objects(html)
    document.setHtml(replaced)
    assert PageFormulas(document, places, compositor.typesetter).is_complete


def test_the_document_tells_when_it_grows(compositor: Compositor, qtbot: QtBot) -> None:
    html, places = with_formula_objects(block(r"\begin{matrix}1\\2\\3\\4\\5\\6\\7\end{matrix}"))
    document = QTextDocument()
    document.setHtml(html)
    formulas = PageFormulas(document, places, compositor.typesetter)
    document.setTextWidth(WIDTH)
    before = document.size().height()
    with qtbot.waitSignals([formulas.about_to_grow, formulas.grown], timeout=WAIT_MS, order="strict"):
        pass
    assert formulas.is_complete
    assert document.size().height() > before + 50


def test_only_our_own_images_become_formulas(compositor: Compositor) -> None:
    html, places = with_formula_objects(f'<p><img src="qtbrowser:formula/7"> <img src="a.png"> {inline("x")}</p>')
    document = QTextDocument()
    document.setHtml(html)
    PageFormulas(document, places, compositor.typesetter)
    cursor = QTextCursor(document)
    names = []
    for position in range(document.characterCount() - 1):
        cursor.setPosition(position + 1)
        if cursor.charFormat().isImageFormat():
            names.append(cursor.charFormat().toImageFormat().name())
    assert names == ["qtbrowser:formula/7", "a.png"]


def test_a_copy_holds_the_tex(typeset: Set) -> None:
    html = "<p>a (" + inline("x &lt; 1") + "), 😀 " + inline(r"\foo") + "</p>" + block(r"\frac ab") + "<p>end</p>"
    document = typeset(html)
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    copy = QTextDocument()
    QTextCursor(copy).insertFragment(cursor.selection())
    formulas_to_tex(copy)
    assert copy.toPlainText() == "a ($x < 1$), 😀 $\\foo$\n$$\\frac ab$$\nend"


def test_objects_are_found_after_characters_of_two_units(qtbot: QtBot) -> None:
    document = QTextDocument()
    # The second and the third one have, between them, the bytes of the character that stands for an object.
    document.setPlainText("\U0001f600\ufc00\u00ff")
    assert objects_in(document) == []
    cursor = QTextCursor(document)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.insertImage("qtbrowser:none")
    cursor.insertText("x")
    assert objects_in(document) == [4]
    assert objects_in(document, 3) == [4]
    assert objects_in(document, 5) == []
