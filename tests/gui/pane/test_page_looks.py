"""How a page is set: the column, the lines, and what is drawn beneath the text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QTextBlock, QTextBlockFormat, QTextTable
from PySide6.QtWidgets import QApplication

from qtbrowser.gui.pane.blocks import blocks_of, pieces_of
from qtbrowser.gui.pane.fonts import page_fonts
from qtbrowser.gui.pane.kept_pages import MOST_DOCUMENTS
from qtbrowser.gui.pane.page_colours import DARK, LIGHT, colours_of
from qtbrowser.gui.pane.page_document import PageDocument
from qtbrowser.gui.settings.page_choices import ColumnWidth, Face
from qtbrowser.gui.widgets.theme_colours import ThemeName
from tests.gui.contrast import contrast
from tests.gui.pane.conftest import Reader, make_page

Show = Callable[[str], Reader]
CODE = '<table class="code"><tr><td><pre>x = 1\ny = 2</pre></td></tr></table>'
PROSE = "It is primarily used to set the members of the class, and it has the name of the class itself. " * 12


def blocks(reader: Reader) -> Iterator[QTextBlock]:
    return blocks_of(reader.view.document())


def block_of(reader: Reader, text: str) -> QTextBlock:
    return next(block for block in blocks(reader) if block.text().startswith(text))


def corner_of(reader: Reader, block: QTextBlock) -> QPoint:
    """Where a block's first line begins, in the viewport."""
    rect = reader.view.document().documentLayout().blockBoundingRect(block)
    line = block.layout().lineAt(0)
    return (rect.topLeft() + line.naturalTextRect().topLeft()).toPoint()


def colour_at(reader: Reader, place: QPoint) -> str:
    return reader.view.viewport().grab().toImage().pixelColor(place).name()


@pytest.mark.parametrize("zoom", [0.5, 1.0, 2.0])
def test_lines_have_a_comfortable_length_in_a_wide_pane(show: Show, zoom: float) -> None:
    reader = show(f"<p>{PROSE}</p>")
    reader.pane.resize(2400, 600)
    reader.pane.set_zoom(zoom)
    QApplication.processEvents()
    layout = block_of(reader, "It is").layout()
    lengths = [layout.lineAt(number).textLength() for number in range(layout.lineCount() - 1)]
    assert 60 <= sum(lengths) / len(lengths) <= 80


@pytest.mark.parametrize(("width", "least", "most"), [("narrow", 50, 64), ("normal", 62, 80), ("wide", 92, 116)])
def test_lines_are_as_long_as_the_reader_wants(show: Show, width: str, least: int, most: int) -> None:
    reader = show(f"<p>{PROSE}</p>")
    reader.pane.resize(1600, 500)
    reader.pane.set_column_width(ColumnWidth(width))
    layout = next(blocks(reader)).layout()
    lengths = [layout.lineAt(line).textLength() for line in range(layout.lineCount() - 1)]
    assert least <= sum(lengths) / len(lengths) <= most


@pytest.mark.parametrize("face", list(Face))
def test_text_is_set_in_the_letters_chosen_and_listings_stay_even(show: Show, face: Face) -> None:
    reader = show(f"<p>Words</p>{CODE}")
    reader.pane.set_face(face)
    families = [
        next(iter(pieces_of(block))).charFormat().font().families()[0] for block in blocks(reader) if block.text()
    ]
    body = reader.view.document().defaultFont().family()
    assert body == page_fonts(face).reading
    assert families[1] == page_fonts(face).mono


def test_the_column_is_in_the_middle_beside_the_bar_and_has_margins_when_narrow(show: Show) -> None:
    reader = show(f"<p>{PROSE}</p>")
    bar = reader.view.verticalScrollBar()
    for width in (320, 2000):
        reader.pane.resize(width, 600)
        form = reader.view.document().rootFrame().frameFormat()
        to_come = 0 if bar.isVisible() else bar.sizeHint().width()
        assert form.leftMargin() == form.rightMargin() - to_come >= 12
        assert not reader.view.horizontalScrollBar().isVisible()


@pytest.mark.parametrize("zoom", [1.0, 2.0])
def test_lines_are_evenly_apart_whatever_letters_they_hold(show: Show, zoom: float) -> None:
    reader = show(f"<p>{PROSE} 中文段落 <code>code</code> ü <b>bold</b> مرحبا {PROSE}</p>")
    reader.pane.set_zoom(zoom)
    block = block_of(reader, "It is")
    layout = block.layout()
    bases = [line.y() + line.ascent() for line in map(layout.lineAt, range(layout.lineCount()))]
    steps = {round(after - before) for before, after in pairwise(bases)}
    assert len(steps) == 1
    assert 1.4 <= steps.pop() / (17 * zoom) <= 1.7


@pytest.mark.parametrize("zoom", [1.0, 2.0])
def test_headings_grow_with_their_rank(show: Show, zoom: float) -> None:
    reader = show("".join(f"<h{rank}>Rank <em>{rank}</em></h{rank}>" for rank in (1, 2, 3, 4)) + "<p>Body</p>")
    reader.pane.set_zoom(zoom)
    sizes = [{piece.charFormat().font().pixelSize() for piece in pieces_of(block)} for block in blocks(reader)]
    assert all(len(in_heading) == 1 for in_heading in sizes)
    shown = [size / zoom for in_heading in sizes for size in in_heading]
    assert shown == pytest.approx([30.6, 23, 19.4, 17, 17], abs=0.6)


@pytest.mark.parametrize(
    "items", ["<li>a</li><li>b</li>", "<li><p>a</p></li><li><p>b</p></li>"], ids=["tight", "loose"]
)
def test_a_list_is_set_off_from_what_follows(show: Show, items: str) -> None:
    reader = show(f"<p>before</p><ul>{items}</ul><p>behind</p>")
    margins = [block.blockFormat().bottomMargin() for block in blocks(reader)]
    assert margins[0] == margins[2] > margins[1]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_code_stands_in_a_box_as_wide_as_the_column(show: Show, theme: ThemeName) -> None:
    reader = show(f"<p>Before</p>{CODE}<p>After</p>")
    reader.pane.set_theme(theme)
    page = colours_of(theme)
    code = corner_of(reader, block_of(reader, "x = 1"))
    form = reader.view.document().rootFrame().frameFormat()
    left = form.leftMargin()
    right = reader.view.viewport().width() - form.rightMargin()
    assert colour_at(reader, code - QPoint(6, 4)) == page.code_paper
    assert colour_at(reader, QPoint(round(right) - 4, code.y())) == page.code_paper
    assert colour_at(reader, QPoint(round(left) - 4, code.y())) == page.paper
    assert code.x() > left + 8


@pytest.mark.parametrize("theme", ["light", "dark", "sepia", "high-contrast", "high-contrast-light"])
def test_words_of_code_are_coloured_and_can_be_read(show: Show, theme: ThemeName) -> None:
    words = "".join(f'<span class="hl-{kind}">{kind}</span> ' for kind in "cksnfbpdi")
    reader = show(f'<table class="code language-c" width="100%"><tr><td><pre>x {words}</pre></td></tr></table>')
    reader.pane.set_theme(theme)
    colours = [piece.charFormat().foreground().color().name() for piece in pieces_of(block_of(reader, "x c k"))]
    assert len(set(colours)) >= 8
    assert all(contrast(colour, colours_of(theme).code_paper) >= 4.5 for colour in colours)


def test_inline_code_has_a_paper_of_its_own(show: Show) -> None:
    reader = show("<p>Some <code>inline</code> code here.</p>")
    shot = reader.view.viewport().grab().toImage()
    seen = {shot.pixelColor(x, y).name() for x in range(shot.width()) for y in range(20, 80)}
    assert {LIGHT.inline_code_paper, LIGHT.paper} <= seen


def test_inline_code_among_letters_from_the_right_has_its_paper_where_it_is_drawn(show: Show) -> None:
    reader = show('<p dir="rtl">\u0634\u0634\u0634 word word word: <code>D8 B4</code></p>')
    block = next(blocks(reader))
    shot = reader.view.viewport().grab().toImage()
    top = corner_of(reader, block).y()
    rows = range(top, top + 24)
    paper = LIGHT.inline_code_paper
    painted = [x for x in range(shot.width()) if any(shot.pixelColor(x, y).name() == paper for y in rows)]
    assert 40 < painted[-1] - painted[0] < 60


def test_a_broken_line_of_code_goes_on_further_in(show: Show) -> None:
    lines = f"short\n    {'word ' * 60}"
    reader = show(f'<table class="code"><tr><td><pre>{lines}</pre></td></tr></table>')
    block = next(block for block in blocks(reader) if "word" in block.text())
    layout = block.layout()
    lefts = [round(layout.lineAt(line).naturalTextRect().left()) for line in range(layout.lineCount())]
    letter = QFontMetricsF(next(iter(pieces_of(block))).charFormat().font()).horizontalAdvance(" ")
    assert len(lefts) > 2
    assert set(lefts[1:]) == {lefts[1]}
    assert lefts[1] - lefts[0] == pytest.approx(6 * letter, abs=1)


def test_a_table_too_wide_for_the_pane_can_be_scrolled_to_its_end(show: Show) -> None:
    cells = "".join(f"<td>incomprehensibilities{column}</td>" for column in range(12))
    reader = show(f'<p>{PROSE}</p><table class="cells"><tr>{cells}</tr></table>')
    bar = reader.view.horizontalScrollBar()
    assert bar.isVisible()
    bar.setValue(bar.maximum())
    last = block_of(reader, "incomprehensibilities11")
    assert 0 < corner_of(reader, last).x() - bar.value() < reader.view.viewport().width()
    lines = block_of(reader, "It is").layout()
    assert lines.lineAt(0).naturalTextRect().width() < reader.view.viewport().width()


def test_a_table_of_sentences_is_as_wide_as_the_page(show: Show) -> None:
    row = f"<tr><td>{PROSE}</td><td>2</td><td>{PROSE}</td></tr>"
    reader = show(f'<table class="cells">{row}{row}</table>')
    # Some of these widths have the same margins.
    for width in (660, 658, 656, 654, 430):
        reader.pane.resize(width, 600)
        QApplication.processEvents()
        assert reader.view.document().size().width() == reader.view.viewport().width()
        assert not reader.view.horizontalScrollBar().isVisible()
        # Of others Qt makes whole pixels by itself, which may be more.
        (table,) = (one for one in reader.view.document().rootFrame().childFrames() if isinstance(one, QTextTable))
        assert all(width.rawValue().is_integer() for width in table.format().columnWidthConstraints())


def test_a_number_is_not_broken_while_words_of_other_columns_can_be(show: Show) -> None:
    words = "as many words as there are in a line, and some more of them"
    row = f"<tr><td>1,000,000,000</td><td>20</td><td>1,000,000,000</td><td>{words}</td></tr>"
    reader = show(f'<table class="cells">{row}</table>')
    column = reader.view.document().textWidth()
    for share in (1.0, 0.7, 0.5):
        reader.pane.resize(round(column * share), 400)
        QApplication.processEvents()
        table = next(one for one in reader.view.document().rootFrame().childFrames() if isinstance(one, QTextTable))
        lines = [table.cellAt(0, number).firstCursorPosition().block().layout().lineCount() for number in range(4)]
        assert lines[:3] == [1, 1, 1], share


def test_quotations_have_a_bar(show: Show) -> None:
    reader = show('<table class="quote"><tr><td><p>Said by someone.</p></td></tr></table>')
    words = corner_of(reader, block_of(reader, "Said"))
    left = round(reader.view.document().rootFrame().frameFormat().leftMargin())
    row = {colour_at(reader, QPoint(x, words.y() + 10)) for x in range(left, left + 4)}
    assert LIGHT.quote_bar in row
    assert words.x() > left + 10


def test_tables_in_quotations_are_set_as_others(show: Show) -> None:
    table = '<table class="cells"><tr><th>Head</th></tr><tr><td>Cell</td></tr></table>'
    reader = show(f'<table class="quote"><tr><td><p>Said.</p>{table}</td></tr></table>')
    head, cell = (corner_of(reader, block_of(reader, words)) for words in ("Head", "Cell"))
    assert abs(head.x() - cell.x()) <= 1


def test_bullets_are_drawn_beside_their_items(show: Show) -> None:
    reader = show("<ul><li>One<ul><li>Two</li></ul></li></ul>")
    shot = reader.view.viewport().grab().toImage()
    for text in ("One", "Two"):
        corner = corner_of(reader, block_of(reader, text))
        places = [(corner.x() - gap, corner.y() + down) for gap in range(5, 20) for down in range(24)]
        assert min(shot.pixelColor(*place).lightness() for place in places) < QColor(LIGHT.quiet).lightness() + 20


def test_tables_in_lists_stand_in_like_the_lists(show: Show) -> None:
    reader = show(f"<ul><li>One{CODE}<ul><li>Two{CODE}</li></ul></li></ul>")
    tables = [frame for frame in reader.view.document().rootFrame().childFrames() if isinstance(frame, QTextTable)]
    indent = reader.view.document().indentWidth()
    assert [table.format().leftMargin() for table in tables] == [indent, 2 * indent]


def test_no_gap_is_left_behind_a_table(show: Show) -> None:
    reader = show(f"{CODE}<ul><li>One</li></ul>")
    empty = [block for block in blocks(reader) if block.length() == 1]
    assert empty
    assert all(
        (block.blockFormat().lineHeight(), block.blockFormat().lineHeightType())
        == (1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        for block in empty
    )


def test_what_follows_a_listing_in_an_item_stands_in_too(show: Show) -> None:
    reader = show(f"<ul><li>One{CODE}after<ul><li>Two{CODE}<p>later</p></li></ul>then</li></ul>")
    indent = reader.view.document().indentWidth()
    lefts = [corner_of(reader, block_of(reader, text)).x() for text in ("One", "after", "then", "Two", "later")]
    left = reader.view.document().rootFrame().frameFormat().leftMargin()
    assert [round(place - left) for place in lefts] == [round(indent)] * 3 + [round(2 * indent)] * 2


def test_keywords_are_chips_that_do_not_break(show: Show) -> None:
    chip = '<a class="keyword" href="qtbrowser:search/x">two words</a>'
    reader = show(f'<p class="keywords">{", ".join([chip] * 30)}</p>')
    block = next(blocks(reader))
    layout = block.layout()
    assert layout.lineCount() > 1
    for line in map(layout.lineAt, range(layout.lineCount())):
        words = block.text()[line.textStart() : line.textStart() + line.textLength()]
        assert words.startswith("two\xa0words")
        assert words.rstrip().endswith("two\xa0words")
    assert colour_at(reader, corner_of(reader, block) + QPoint(-3, 12)) == LIGHT.keyword_paper


def test_a_rule_is_seen(show: Show) -> None:
    reader = show("<p>a</p><hr><p>b</p>")
    shot = reader.view.viewport().grab().toImage()
    assert LIGHT.rule in {shot.pixelColor(350, y).name() for y in range(150)}


def test_a_task_has_a_box_and_no_bullet(show: Show) -> None:
    reader = show('<ul><li class="task">☐ open</li><li>plain</li></ul>')
    shot = reader.view.viewport().grab().toImage()

    def darkest_beside(text: str) -> int:
        corner = corner_of(reader, block_of(reader, text))
        places = [(corner.x() - gap, corner.y() + down) for gap in range(5, 20) for down in range(24)]
        return min(shot.pixelColor(*place).lightness() for place in places)

    assert darkest_beside("☐") == 255
    assert darkest_beside("plain") < 150


def test_a_line_with_a_picture_grows(reader: Reader) -> None:
    reader.pane.show_page(make_page('<p>a <img src="qtbrowser:image/a.png"> b</p><p>c</p>'))
    kinds = [block.blockFormat().lineHeightType() for block in blocks(reader)]
    assert kinds == [
        QTextBlockFormat.LineHeightTypes.MinimumHeight.value,
        QTextBlockFormat.LineHeightTypes.FixedHeight.value,
    ]


def test_a_theme_changes_paper_and_ink(show: Show) -> None:
    reader = show("<p>Words</p>")
    assert colour_at(reader, QPoint(2, 2)) == LIGHT.paper
    reader.pane.set_theme("dark")
    assert colour_at(reader, QPoint(2, 2)) == DARK.paper
    assert reader.view.palette().text().color() == QColor(DARK.ink)


def delete_what_is_due() -> None:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_thousands_of_pages_leave_only_the_last_ones_behind(reader: Reader) -> None:
    for number in range(MOST_DOCUMENTS + 9):
        reader.pane.show_page(make_page(f"<p>{number}</p>{CODE}<ul><li>x</li></ul>", f"{number}.md"))
    delete_what_is_due()
    before = len(reader.view.findChildren(QObject))
    assert len(reader.view.findChildren(PageDocument)) == MOST_DOCUMENTS + 1
    for number in range(MOST_DOCUMENTS):
        reader.pane.show_page(make_page(f"<p>{number}</p>{CODE}<ul><li>x</li></ul>", f"{number}.md"))
    delete_what_is_due()
    assert len(reader.view.findChildren(QObject)) == before


def test_large_pages_are_not_kept(reader: Reader) -> None:
    large = f"<p>{'word ' * 100_000}</p>"
    for number in range(3):
        reader.pane.show_page(make_page(large + f"<p>{number}</p>", f"{number}.md"))
    delete_what_is_due()
    assert len(reader.view.findChildren(PageDocument)) == 1


def test_a_page_seen_again_is_the_same_document_at_the_wanted_place(reader: Reader) -> None:
    first = make_page("".join(f"<p>{number}</p>" for number in range(200)), "first.md")
    reader.pane.show_page(first)
    document = reader.view.document()
    reader.press(Qt.Key.Key_Space)
    place, words = reader.pane.scroll_position(), reader.top_words()
    reader.pane.show_page(make_page("<p>short</p>", "second.md"))
    reader.pane.show_page(first, scroll=place)
    assert reader.view.document() is document
    assert reader.top_words() == words
    assert document.textWidth() == reader.view.viewport().width()


def test_another_style_or_width_makes_kept_pages_anew(reader: Reader) -> None:
    first, second = make_page("<p>one</p>", "first.md"), make_page("<p>two</p>", "second.md")
    reader.pane.show_page(first)
    reader.pane.show_page(second)
    reader.pane.set_theme("dark")
    delete_what_is_due()
    assert len(reader.view.findChildren(PageDocument)) == 1
    reader.pane.show_page(first)
    assert colour_at(reader, QPoint(2, 2)) == DARK.paper
    reader.pane.resize(reader.pane.width() - 100, reader.pane.height())
    reader.pane.show_page(second)
    assert reader.view.document().textWidth() == reader.view.viewport().width()
