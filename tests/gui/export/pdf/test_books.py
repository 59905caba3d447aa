"""Documents on paper and in PDF files."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMarginsF, QTimer
from PySide6.QtGui import QColor, QImage, QPageLayout, QPageSize, QPainter
from pytestqt.qtbot import QtBot

from qtbrowser.gui.export.pdf.book import Book
from qtbrowser.gui.export.pdf.paper import Paper
from qtbrowser.gui.export.pdf.print_document import PrintDocument
from qtbrowser.gui.export.print_jobs import PrintedPage
from qtbrowser.gui.pane.shared_typesetter import shared_typesetter
from qtbrowser.gui.reader.page_jobs import PageRequest, ShownPage
from qtbrowser.gui.settings.page_choices import Face
from qtbrowser.rendering.page import Page
from tests.gui.conftest import next_turn

A5 = QPageSize(QPageSize.PageSizeId.A5)
PAPER = Paper.of(QPageLayout(A5, QPageLayout.Orientation.Portrait, QMarginsF()))
WAIT_MS = 20_000
PROSE = f"<p>{'word ' * 120}</p>"
LISTING = f'<table class="code"><tr><td><pre>{"line<br>" * 3}</pre></td></tr></table>'


def make(html: str, qtbot: QtBot, paper: Paper = PAPER) -> PrintDocument:
    document = PrintDocument(html, paper, Face.SERIF, shared_typesetter())
    with qtbot.waitSignal(document.ready, timeout=WAIT_MS):
        pass
    return document


def drawn(document: PrintDocument, number: int) -> QImage:
    sheet = QImage(PAPER.width // 4, PAPER.height // 4, QImage.Format.Format_RGB32)
    sheet.fill(QColor("white"))
    painter = QPainter(sheet)
    painter.scale(0.25, 0.25)
    document.draw_page(painter, number)
    painter.end()
    return sheet


def ink_rows(sheet: QImage) -> list[int]:
    dark = [
        any(sheet.pixelColor(x, y).lightness() < 140 for x in range(0, sheet.width(), 2)) for y in range(sheet.height())
    ]
    return [row for row, is_dark in enumerate(dark) if is_dark]


def test_text_keeps_to_the_margins_of_every_sheet(qtbot: QtBot) -> None:
    document = make(PROSE * 12 + LISTING * 4 + PROSE, qtbot)
    assert document.page_count() >= 3
    for number in range(document.page_count()):
        rows = ink_rows(drawn(document, number))
        assert rows
        assert rows[0] >= PAPER.margin // 4 - 1
        assert rows[-1] <= (PAPER.height - PAPER.margin) // 4 + 1


def test_no_heading_is_left_alone_at_the_foot(qtbot: QtBot) -> None:
    html = "".join(f"<h2>Heading {number}</h2>{PROSE}" for number in range(40))
    document = make(html, qtbot)
    document.page_count()
    layout = document.document.documentLayout()
    block = document.document.begin()
    while block.next().isValid():
        if block.blockFormat().headingLevel():
            tops = [layout.blockBoundingRect(one).top() + one.layout().lineAt(0).y() for one in (block, block.next())]
            assert tops[0] // PAPER.height == tops[1] // PAPER.height
        block = block.next()


def test_another_paper_changes_the_number_of_sheets(qtbot: QtBot) -> None:
    document = make(PROSE * 12, qtbot)
    before = document.page_count()
    document.lay_out(Paper(PAPER.width * 2, PAPER.height * 2, PAPER.margin))
    assert document.page_count() < before


def test_a_wide_table_is_made_to_fit(qtbot: QtBot) -> None:
    cells = "".join(f"<td>incomprehensible{column}</td>" for column in range(8))
    document = make(f'<table class="cells"><tr>{cells}</tr></table>', qtbot)
    sheet = drawn(document, 0)
    dark = [x for x in range(sheet.width()) if any(sheet.pixelColor(x, y).lightness() < 150 for y in range(400))]
    assert sheet.width() * 0.75 < dark[-1] < sheet.width() - 4


def test_formulas_are_drawn_as_paths(qtbot: QtBot) -> None:
    document = make('<div class="math-block"><span class="math">\\sum_{i=1}^n i</span></div>', qtbot)
    assert document.document.formulas.is_complete
    assert ink_rows(drawn(document, 0))


PAGES = {
    "a.md": f'<h1 class="question">Alpha</h1><p>See <a href="qtbrowser:document/b.md">the other</a>.</p>{PROSE * 9}',
    "b.md": '<h1 class="question">Beta</h1><p>See <a href="https://example.org/x">outside</a>. <code>c</code></p>',
}


class Shelf:
    """Hands out pages as the window's session does: later."""

    def __init__(self, book: Book) -> None:
        self._book = book
        book.page_wanted.connect(self.ask)

    def ask(self, path: str) -> None:
        html = PAGES.get(path)
        page = None if html is None else PrintedPage(ShownPage(PageRequest(path), Page(path, path, html)))
        QTimer.singleShot(0, lambda: self._book.take_page(page))


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Book]:
    shelves: list[Shelf] = []

    def make_book(*paths: str, file: Path = tmp_path / "book.pdf") -> Book:
        book = Book("A book", paths, file, A5, Face.SANS, shared_typesetter())
        shelves.append(Shelf(book))
        return book

    return make_book


def test_a_book_has_contents_and_links(write: Callable[..., Book], qtbot: QtBot, tmp_path: Path) -> None:
    book = write("a.md", "b.md")
    steps: list[tuple[int, int]] = []
    book.progressed.connect(lambda done, total: steps.append((done, total)))
    with qtbot.waitSignal(book.finished, timeout=WAIT_MS) as finished:
        book.start()
    assert finished.args == [2]
    assert steps[-1] == (4, 4)
    assert steps == sorted(steps)
    content = (tmp_path / "book.pdf").read_bytes()
    names = {name.decode("utf-16") for name in re.findall(rb"/Dest \((\xfe\xff[^)]*)\)", content)}
    assert names == {"d1", "d2"}
    targets = content[content.rindex(b"/Names [") :]
    assert "d1".encode("utf-16-be") in targets
    assert "d2".encode("utf-16-be") in targets
    assert b"/URI (https://example.org/x)" in content
    assert b"qtbrowser:" not in content
    assert len(re.findall(rb"/Type /Page\n", content)) >= 4


def test_documents_that_cannot_be_read_are_left_out(write: Callable[..., Book], qtbot: QtBot) -> None:
    book = write("gone.md", "b.md")
    with qtbot.waitSignal(book.finished, timeout=WAIT_MS) as finished:
        book.start()
    assert finished.args == [1]


def test_no_document_no_file(write: Callable[..., Book], qtbot: QtBot, tmp_path: Path) -> None:
    book = write("gone.md")
    with qtbot.waitSignal(book.failed, timeout=WAIT_MS):
        book.start()
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_told(write: Callable[..., Book], qtbot: QtBot, tmp_path: Path) -> None:
    book = write("b.md", file=tmp_path / "no" / "book.pdf")
    with qtbot.waitSignal(book.failed, timeout=WAIT_MS) as failed:
        book.start()
    assert failed.args[0]


@pytest.mark.parametrize("step", [1, 3])
def test_a_cancelled_book_leaves_no_file(write: Callable[..., Book], qtbot: QtBot, tmp_path: Path, step: int) -> None:
    (tmp_path / "book.pdf").write_text("what was there")
    book = write("a.md", "b.md")
    with qtbot.waitSignal(book.progressed, check_params_cb=lambda done, _total: done == step, timeout=WAIT_MS):
        book.start()
    book.cancel()
    next_turn()
    assert [file.name for file in tmp_path.iterdir()] == ["book.pdf"]
    assert (tmp_path / "book.pdf").read_text() == "what was there"
