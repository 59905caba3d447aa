"""How tabs look in a mirrored window, with large text and while one is dragged, and their menu."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QFont, QImage, QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qtbrowser.gui.reader.tab_bar import PADDING, TabBar
from qtbrowser.gui.reader.tabs import Tab
from tests.presence import present

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


def menu_of(bar: TabBar, place: QPoint | None) -> list[str]:
    """Open the menu by the mouse at a place, or by the keyboard; returns its words."""
    reasons = QContextMenuEvent.Reason
    reason = reasons.Keyboard if place is None else reasons.Mouse
    place = QPoint(1, 1) if place is None else place
    QApplication.sendEvent(bar, QContextMenuEvent(reason, place, bar.mapToGlobal(place)))
    words = []
    if bar.menu is not None and bar.menu.isVisible():
        words = [action.text().replace("&", "") for action in bar.menu.actions()]
        bar.menu.close()
    return words


def test_the_menu_is_about_the_tab_under_the_mouse_or_the_current_one(qtbot: QtBot) -> None:
    bar = shown(qtbot)
    asked: list[tuple[str, int]] = []
    bar.pin_requested.connect(lambda number, pinned: asked.append(("pin" if pinned else "unpin", number)))
    bar.close_requested.connect(lambda number: asked.append(("close", number)))
    assert menu_of(bar, QPoint(bar.width() - 3, 3)) == []
    assert menu_of(bar, bar.tabRect(0).center()) == ["Pin Tab", "Close Tab"]
    for action in present(bar.menu).actions():
        action.trigger()
    bar.show_tabs([Tab(title=LONG), Tab(title="Other", pinned=True)], 1)
    assert menu_of(bar, None) == ["Unpin Tab", "Close Tab"]
    for action in present(bar.menu).actions():
        action.trigger()
    assert asked == [("pin", 0), ("close", 0), ("unpin", 1), ("close", 1)]


def test_tabs_that_change_while_one_is_dragged_are_shown_when_it_is_let_go(qtbot: QtBot) -> None:
    bar = shown(qtbot)
    arranged: list[list[int]] = []
    bar.arranged.connect(arranged.append)
    start, end = bar.tabRect(1).center(), bar.tabRect(0).center() - QPoint(10, 0)
    left, none, kinds = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton, QEvent.Type

    def send(kind: QEvent.Type, place: QPoint, button: Qt.MouseButton, held: Qt.MouseButton) -> None:
        seen = QPointF(bar.mapToGlobal(place))
        QApplication.sendEvent(
            bar, QMouseEvent(kind, QPointF(place), seen, button, held, Qt.KeyboardModifier.NoModifier)
        )

    send(kinds.MouseButtonPress, start, left, left)
    for step in range(1, 11):
        send(kinds.MouseMove, start + (end - start) * step / 10, none, left)
    changed = [Tab(title="Other"), Tab(title="New"), Tab(title=LONG)]
    bar.show_tabs(changed, 0)
    assert bar.count() == 2
    send(kinds.MouseButtonRelease, end, left, none)
    assert arranged == [[1, 0]]
    bar.show_tabs(changed, 0)
    assert [bar.tabText(number) for number in range(bar.count())] == ["Other", "New", LONG]
