"""A shown pane, and hands that find links and press keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from qtbrowser.gui.pane.answer_pane import AnswerPane
from qtbrowser.gui.pane.blocks import blocks_of, pieces_of
from qtbrowser.gui.pane.found_words import Finder
from qtbrowser.gui.pane.page_view import PageView
from qtbrowser.gui.pane.text_ranges import Positions, Range
from qtbrowser.rendering.page import Page

WAIT_MS = 30_000
"""How long a busy machine may take."""

LONG_HTML = (
    "<h1>Why?</h1>"
    + "".join(f'<h2 id="part-{part}">Part {part}</h2>' + f"<p>{f'word{part} and more ' * 60}</p>" for part in range(40))
    + "<p>The end.</p>"
)


def make_page(html: str, path: str = "a/b.md", title: str = "Why?") -> Page:
    """A page with this HTML."""
    return Page(path=path, title=title, html=html, headings=())


def marker(find: Callable[[str], list[Range]]) -> Finder:
    """A finder that answers at once with the code-point ranges that `find` finds."""
    return lambda plain, then: then(Positions(plain).to_unit_ranges(find(plain)))


class Reader:
    """A person in front of a pane."""

    def __init__(self, pane: AnswerPane, qtbot: QtBot) -> None:
        self.pane = pane
        self.qtbot = qtbot
        view = pane.findChild(PageView)
        assert view is not None
        self.view: PageView = view

    def link_place(self, address: str) -> QPoint:
        """Where the link to `address` is in the viewport, scrolled into view."""
        for block in blocks_of(self.view.document()):
            for piece in pieces_of(block):
                if piece.charFormat().anchorHref() == address:
                    cursor = QTextCursor(self.view.document())
                    cursor.setPosition(piece.position() + 1)
                    self.view.show_range(piece.position(), piece.position() + 1)
                    return self.view.cursorRect(cursor).center()
        raise AssertionError(f"no link to {address}")

    def click_link(self, address: str) -> None:
        """Clicks on the link to `address`."""
        self.qtbot.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, pos=self.link_place(address))

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Presses a key in the page."""
        self.qtbot.keyClick(self.view, key, modifiers)

    def top_words(self) -> str:
        """The paragraph at the top of the view."""
        return self.view.cursorForPosition(QPoint(self.view.viewport().width() // 2, 1)).block().text()

    def wait(self, condition: Callable[[], object]) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=WAIT_MS)

    def scrolled(self) -> int:
        """Pixels scrolled away."""
        return self.view.verticalScrollBar().value()


@pytest.fixture
def opened() -> list[QUrl]:
    """What was handed to the system's browser."""
    return []


@pytest.fixture
def reader(qtbot: QtBot, opened: list[QUrl]) -> Reader:
    """A reader with an empty pane of 700 x 500."""

    def open_url(url: QUrl) -> bool:
        opened.append(url)
        return True

    pane = AnswerPane(opener=open_url)
    qtbot.addWidget(pane)
    pane.resize(700, 500)
    with qtbot.waitExposed(pane):
        pane.show()
    pane.setFocus()
    return Reader(pane, qtbot)


@pytest.fixture
def show(reader: Reader) -> Callable[[str], Reader]:
    """Shows HTML in the pane."""

    def show_html(html: str) -> Reader:
        reader.pane.show_page(make_page(html))
        return reader

    return show_html
