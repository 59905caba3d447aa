"""The list of the trail without a window: its words, what it looks like, and what mouse and keys do in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt, QTime
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qtbrowser.gui.personal.trail_list import HERE, ROW, TrailList
from qtbrowser.gui.personal.trail_rows import RowKind, TrailRow

LEFT = Qt.MouseButton.LeftButton
NOON = datetime.now().astimezone().replace(hour=12, minute=5)
TODAY = NOON.date()
ROWS = (
    TrailRow(RowKind.DAY, TODAY),
    TrailRow(RowKind.SEARCH, TODAY, "s", "ice", NOON),
    TrailRow(RowKind.DOCUMENT, TODAY, "d", "Why does ice float?", NOON, 1),
    TrailRow(RowKind.DAY, TODAY - timedelta(days=1), is_folded=True),
    TrailRow(RowKind.DAY, datetime(2025, 1, 28).date()),  # noqa: DTZ001 - a day, in whatever zone
    TrailRow(RowKind.SUBJECT, datetime(2025, 1, 28).date(), "t", "Physics", NOON),  # noqa: DTZ001
)


class Shown:
    """A list of 300 x 300 with these rows, and all that it asks for."""

    def __init__(self, qtbot: QtBot, direction: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight) -> None:
        self.qtbot = qtbot
        self.around = QWidget()
        qtbot.addWidget(self.around)
        self.around.resize(300, 300)
        self.list = TrailList(self.around)
        self.list.resize(300, 300)
        self.list.setLayoutDirection(direction)
        self.list.show_rows(ROWS, "d")
        self.asked: list[tuple[str, Any]] = []
        self.list.step_chosen.connect(lambda one: self.asked.append(("step", one)))
        self.list.day_switched.connect(lambda one: self.asked.append(("day", one)))
        self.list.forget_requested.connect(lambda one: self.asked.append(("forget", one)))
        with qtbot.waitExposed(self.around):
            self.around.show()

    def taken(self) -> list[tuple[str, Any]]:
        """What was asked for since the last call."""
        asked, self.asked[:] = list(self.asked), []
        return asked

    def click(self, row: int, x: int = 90, button: Qt.MouseButton = LEFT) -> list[tuple[str, Any]]:
        place = self.list.visualRect(self.list.rows.index(row))
        self.qtbot.mouseClick(self.list.viewport(), button, pos=QPoint(place.left() + x, place.center().y()))
        return self.taken()

    def press(self, row: int, *keys: Qt.Key) -> list[tuple[str, Any]]:
        self.list.setCurrentIndex(self.list.rows.index(row))
        for key in keys:
            self.qtbot.keyClick(self.list, key)
        return self.taken()

    def picture(self, row: int) -> QImage:
        place = self.list.visualRect(self.list.rows.index(row))
        return self.list.viewport().grab(place).toImage()


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    return Shown(qtbot)


def test_a_row_tells_its_words_and_the_step_that_is_shown(shown: Shown) -> None:
    rows = shown.list.rows
    time = QLocale().toString(QTime(12, 5), QLocale.FormatType.ShortFormat)
    words = ["Today", f"{time} Search: ice", f"{time} Why does ice float?", "Yesterday", "Jan 28, 2025"]
    indexes = [rows.index(number) for number in range(len(ROWS))]
    assert [index.data() for index in indexes] == [*words, f"{time} Physics"]
    assert [index.data(Qt.ItemDataRole.AccessibleTextRole) for index in indexes][:5] == words
    assert [index.data(HERE) for index in indexes] == [False, False, True, False, False, False]
    assert indexes[1].data(ROW) is ROWS[1]
    assert indexes[1].data(Qt.ItemDataRole.ToolTipRole) is None
    assert rows.data(rows.index(99)) is None
    assert rows.rowCount(indexes[0]) == 0


def test_a_click_chooses_its_cross_forgets_and_other_buttons_do_nothing(shown: Shown) -> None:
    assert shown.click(2) == [("step", "d")]
    assert shown.click(3) == [("day", ROWS[3].day)]
    cross = shown.list.viewport().width() - 20
    assert shown.click(1, cross) == [("forget", ROWS[1])]
    assert shown.click(1, button=Qt.MouseButton.RightButton) == []
    assert shown.click(1, button=Qt.MouseButton.BackButton) == []
    shown.qtbot.mouseClick(shown.list.viewport(), LEFT, pos=QPoint(50, 290))
    assert shown.taken() == []


def test_keys_choose_forget_and_fold(shown: Shown) -> None:
    assert shown.press(1, Qt.Key.Key_Return) == [("step", "s")]
    assert shown.press(0, Qt.Key.Key_Enter) == [("day", TODAY)]
    assert shown.press(5, Qt.Key.Key_Delete) == [("forget", ROWS[5])]
    # A day that is open is folded by Left alone, and one that is folded opened by Right alone.
    assert shown.press(0, Qt.Key.Key_Right, Qt.Key.Key_Left) == [("day", TODAY)]
    assert shown.press(3, Qt.Key.Key_Left, Qt.Key.Key_Right) == [("day", ROWS[3].day)]
    assert shown.press(1, Qt.Key.Key_Down, Qt.Key.Key_Left) == []
    assert shown.list.currentIndex().row() == 2


def test_other_rows_keep_the_cursor_at_its_step(shown: Shown) -> None:
    def after(rows: Sequence[TrailRow]) -> int:
        shown.list.show_rows(rows, "d")
        return shown.list.currentIndex().row()

    shown.list.setCurrentIndex(shown.list.rows.index(2))
    assert after(ROWS[1:]) == 1
    # A step that is gone leaves the cursor at its number.
    assert after([ROWS[0], *ROWS[3:]]) == 1
    assert after(()) == -1


def test_a_mirrored_list_is_painted_the_other_way_round(qtbot: QtBot, shown: Shown) -> None:
    mirrored = Shown(qtbot, Qt.LayoutDirection.RightToLeft)
    usual, other = shown.picture(3), mirrored.picture(3)
    icon = usual.copy(10, (usual.height() - 16) // 2, 16, 16)
    turned = other.copy(other.width() - 26, (other.height() - 16) // 2, 16, 16)

    def ink(picture: QImage) -> set[int]:
        return {x for x in range(16) if any(picture.pixelColor(x, y).lightness() < 180 for y in range(16))}

    # The sign of a folded day points to where its steps are.
    assert ink(icon)
    assert {15 - x for x in ink(icon)} == ink(turned)
    assert usual.pixelColor(150, 2) == other.pixelColor(150, 2)
    assert shown.picture(1) != mirrored.picture(1)
