"""How tabs look in a mirrored window, and with large text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qtbrowser.gui.reader.tab_bar import PADDING, TabBar
from qtbrowser.gui.reader.tabs import Tab

LONG = "Why is the sky blue, and why is it red where the sun goes down in the evening?"


@pytest.fixture
def mirrored(qapp: QApplication) -> Iterator[None]:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def shown(qtbot: QtBot, points: int = 0) -> TabBar:
    bar = TabBar()
    qtbot.addWidget(bar)
    if points:
        bar.setFont(QFont(bar.font().family(), points))
    bar.show_tabs([Tab(title=LONG), Tab(title="Other")], 1)
    bar.resize(900, bar.sizeHint().height())
    with qtbot.waitExposed(bar):
        bar.show()
    return bar


def ink_at_the_end(picture: QImage, right: int) -> list[int]:
    """The rows with ink in the last columns of a text that ends before the column `right`."""
    paper = picture.pixelColor(right, 2)
    columns = range(right - 60, right)
    last = max(x for x in columns if any(picture.pixelColor(x, y) != paper for y in range(4, picture.height() - 4)))
    strip = range(last - 3, last + 1)
    return [y for y in range(4, picture.height() - 4) if any(picture.pixelColor(x, y) != paper for x in strip)]


@pytest.mark.usefixtures("mirrored")
def test_a_long_title_ends_with_dots_in_a_mirrored_window_too(qtbot: QtBot) -> None:
    bar = shown(qtbot)
    place = bar.tabRect(0)
    rows = ink_at_the_end(bar.grab().toImage(), place.right() - PADDING + 2)
    assert rows
    assert rows[-1] - rows[0] <= 3, "dots are low"


def test_tabs_grow_with_the_text(qtbot: QtBot) -> None:
    usual = shown(qtbot).tabRect(0).width()
    large = shown(qtbot, points=24).tabRect(0).width()
    assert large > 1.5 * usual
