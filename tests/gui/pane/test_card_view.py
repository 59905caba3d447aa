"""A card beside a link: as large as its text, cut below a whole line where that is long, and always on the page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from qtbrowser.gui.math.typesetter import Typesetter
from qtbrowser.gui.pane.card_view import GAP, HIGHEST, SMALLER, CardText, CardView
from qtbrowser.gui.pane.fonts import page_fonts
from qtbrowser.gui.pane.page_style import PageStyle
from tests.presence import part_of

BODY = 16.0
SHORT = "<h1>Why?</h1><p>Because.</p>"
LONG = "<h1>Why?</h1>" + "".join(f"<p>{f'Word {number} and more. ' * 20}</p>" for number in range(12))


class Shown:
    """A page of 700 x 600 with a card over it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.page = QWidget()
        qtbot.addWidget(self.page)
        self.page.resize(700, 600)
        with qtbot.waitExposed(self.page):
            self.page.show()
        self.card = CardView(self.page)
        self.text = part_of(self.card, CardText)
        self._style = PageStyle("light", page_fonts(), BODY)
        self._typesetter = Typesetter(parent=self.page)

    def show(self, html: str, place: QRect, lead: str = "", hint: str = "") -> QRect:
        """Show a card beside a link; returns where it is."""
        self.card.show_card(html, self._style, self._typesetter, place, lead, hint)
        return self.card.geometry()


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    return Shown(qtbot)


def darkest(picture: QImage, rows: range) -> int:
    return min(picture.pixelColor(x, y).lightness() for y in rows for x in range(0, picture.width(), 2))


def test_a_short_card_is_as_high_as_its_text_and_says_its_words(shown: Shown) -> None:
    place = shown.show(SHORT, QRect(40, 30, 60, 20), "A subject", "Enter opens")
    assert (place.left(), place.top()) == (40, 49 + GAP)
    assert shown.text.height() < HIGHEST * BODY * SMALLER / 2
    assert shown.card.accessibleName() == "A subject. Why? Because."
    assert [one.text() for one in shown.card.findChildren(QLabel) if one.isVisible()] == ["A subject", "Enter opens"]
    picture = shown.text.grab().toImage()
    # Nothing fades: the last line has all its ink.
    assert darkest(picture, range(picture.height() - 20, picture.height())) < 100
    assert shown.show("", QRect(40, 30, 60, 20), "Nothing is found.").height() < place.height()
    assert not shown.text.isVisible()


def test_a_long_text_is_cut_below_a_whole_line_and_fades_out(shown: Shown) -> None:
    place = shown.show(LONG, QRect(600, 500, 60, 20))
    assert shown.page.rect().contains(place)
    assert place.bottom() < 500, "above the link, where there is more room"
    assert HIGHEST * BODY * SMALLER * 0.8 < shown.text.height() <= round(HIGHEST * BODY * SMALLER)
    picture = shown.text.grab().toImage()
    last = darkest(picture, range(picture.height() - 12, picture.height()))
    assert last > darkest(picture, range(picture.height() // 2)) + 60
    # The next card is a whole one again.
    shown.show(SHORT, QRect(600, 500, 60, 20))
    assert darkest(shown.text.grab().toImage(), range(shown.text.height())) < 100


def test_where_the_window_is_mirrored_the_card_ends_where_the_link_ends(shown: Shown) -> None:
    shown.page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    link = QRect(500, 30, 60, 20)
    assert abs(shown.show(SHORT, link).right() - link.right()) <= 1
    assert shown.show(SHORT, QRect(10, 30, 60, 20)).left() == GAP


def test_only_a_button_let_go_on_the_card_clicks_it(shown: Shown, qtbot: QtBot) -> None:
    clicked: list[bool] = []
    left: list[bool] = []
    shown.card.clicked.connect(clicked.append)
    shown.card.left.connect(lambda: left.append(True))
    place = shown.show(SHORT, QRect(40, 30, 60, 20))
    qtbot.mouseRelease(shown.card, Qt.MouseButton.LeftButton, pos=QPoint(place.width() + 5, 5))
    assert clicked == []
    qtbot.mouseClick(shown.card, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    qtbot.mouseClick(shown.card, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, QPoint(5, 5))
    assert clicked == [False, True]
    QApplication.sendEvent(shown.card, QEvent(QEvent.Type.Leave))
    assert left == [True]
