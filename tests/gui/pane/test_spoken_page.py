"""A document as text: tables with empty and joined cells, lines, signs of Qt's, pictures that are links, frames."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextCursor, QTextDocument, QTextFrameFormat

from qtbrowser.gui.pane.soft_breaks import SOFT_BREAK
from qtbrowser.gui.pane.spoken_page import DEEPEST_FRAME, PagePart, PartKind, SpokenPage


def spoken(html: str) -> SpokenPage:
    document = QTextDocument()
    document.setHtml(html)
    return SpokenPage(document, "Picture")


def text_of(page: SpokenPage) -> str:
    return page.text(0, page.length)


def kinds(parts: list[PagePart]) -> list[tuple[PartKind, list[PartKind]]]:
    return [(part.kind, [inner.kind for inner in part.parts]) for part in parts]


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ("<tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr>", "Above\na\tb\nc\td\nBelow\n"),
        # An empty cell has its place, and the line or row before it keeps its end.
        ("<tr><td></td><td>b</td></tr><tr><td></td><td>d</td></tr>", "Above\n\tb\n\td\nBelow\n"),
        ("<tr><td>a</td><td></td><td>b</td></tr>", "Above\na\t\tb\nBelow\n"),
        ("<tr><td></td><td></td></tr><tr><td>a</td><td></td></tr>", "Above\n\t\na\t\nBelow\n"),
        # Joined cells are read once.
        ("<tr><td colspan=2>a</td></tr><tr><td>b</td><td>c</td></tr>", "Above\na\nb\tc\nBelow\n"),
        ("<tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr>", "Above\na\tb\nc\nBelow\n"),
        ("<tr><td rowspan=2>a</td></tr><tr></tr><tr><td>b</td></tr>", "Above\na\nb\nBelow\n"),
    ],
)
def test_each_row_is_a_line_and_each_cell_has_its_place(rows: str, text: str) -> None:
    page = spoken(f"<p>Above</p><table>{rows}</table><p>Below</p>")
    assert text_of(page) == text
    table = page.parts[1]
    assert table.kind is PartKind.TABLE
    parts = [cell for row in table.parts for cell in row.parts]
    cells = [page.text(cell.start, cell.end) for cell in parts]
    assert cells == [cell for line in text.splitlines()[1:-1] for cell in line.split("\t")]
    assert [page.offset(page.position(cell.start)) for cell in parts] == [cell.start for cell in parts]


def test_lines_and_signs_of_qts_are_read_as_text() -> None:
    page = spoken(f"<p>one<br>two{SOFT_BREAK}three</p>")
    assert text_of(page) == "one\ntwothree\n"
    place = page.offset(len("one\ntwo") + 1)
    assert page.text(place, place + 5) == "three"
    assert page.position(place) == len("one\ntwo") + 1


def test_a_picture_can_be_a_link_and_one_without_words_is_called_so() -> None:
    page = spoken('<p><a href="qtbrowser:image/a.png"><img src="a.png"></a> and <a href="b">words<br>more</a></p>')
    assert text_of(page) == "Picture and words\nmore\n"
    picture, link = page.parts[0].parts
    assert (picture.kind, picture.address) == (PartKind.PICTURE, "qtbrowser:image/a.png")
    assert (link.kind, link.address, page.text(link.start, link.end)) == (PartKind.LINK, "b", "words\nmore")


def test_a_link_in_several_looks_is_one_link() -> None:
    page = spoken('<p>See <a href="b">bold <b>and</b> plain</a>.</p>')
    (link,) = page.parts[0].parts
    assert page.text(link.start, link.end) == "bold and plain"


def test_offsets_before_and_behind_the_text_are_cut() -> None:
    page = spoken("<p>word</p>")
    assert page.text(-5, 100) == "word\n"
    assert page.parts_at(100) == []
    assert [part.kind for part in page.parts_at(0)] == [PartKind.PARAGRAPH]
    empty = SpokenPage(QTextDocument(), "Picture")
    assert (empty.length, empty.position(0), empty.offset(0), empty.parts) == (0, 0, 0, [])


def test_what_is_in_a_frame_is_read_up_to_a_depth() -> None:
    document = QTextDocument("outside")
    cursor = QTextCursor(document)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    for depth in range(DEEPEST_FRAME + 2):
        cursor.insertFrame(QTextFrameFormat())
        cursor.insertText(f"depth {depth + 1}")
    words = text_of(SpokenPage(document, "Picture"))
    assert "outside\ndepth 1\ndepth 2\n" in words
    assert f"depth {DEEPEST_FRAME}\n" in words
    assert f"depth {DEEPEST_FRAME + 1}" not in words
