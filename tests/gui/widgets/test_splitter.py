from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from qtbrowser.gui.widgets.splitter import STEP, Splitter
from qtbrowser.gui.widgets.theme import Theme

Make = Callable[..., Splitter]


@pytest.fixture
def make(qtbot: QtBot, theme: Theme) -> Make:
    """Makes a splitter of two panels of equal size, the focus on its handle."""

    def build(orientation: Qt.Orientation, direction: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight) -> Splitter:
        splitter = Splitter(orientation)
        qtbot.addWidget(splitter)
        splitter.setLayoutDirection(direction)
        for words in ("one", "other"):
            label = QLabel(words)
            label.setMinimumSize(50, 50)
            splitter.addWidget(label)
        splitter.resize(401, 401)
        splitter.show()
        splitter.setSizes([200, 200])
        splitter.activateWindow()
        splitter.handle(1).setFocus()
        qtbot.waitUntil(splitter.handle(1).hasFocus)
        return splitter

    return build


def test_arrows_move_it_by_equal_steps(qtbot: QtBot, make: Make) -> None:
    splitter = make(Qt.Orientation.Horizontal)
    handle = splitter.handle(1)
    moved: list[int] = []
    splitter.splitterMoved.connect(lambda *_: moved.append(splitter.sizes()[0]))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        qtbot.keyClick(handle, key)
    assert moved == [200 + STEP, 200 + 2 * STEP, 200 + STEP]
    qtbot.keyClick(handle, Qt.Key.Key_Home)
    assert splitter.sizes()[0] == 50
    qtbot.keyClick(handle, Qt.Key.Key_End)
    assert splitter.sizes()[1] == 50


def test_one_above_the_other(qtbot: QtBot, make: Make) -> None:
    splitter = make(Qt.Orientation.Vertical)
    qtbot.keyClick(splitter.handle(1), Qt.Key.Key_Down)
    assert splitter.sizes() == [200 + STEP, 200 - STEP]
    qtbot.keyClick(splitter.handle(1), Qt.Key.Key_Right)
    assert splitter.sizes() == [200 + STEP, 200 - STEP]


def test_from_right_to_left_the_arrows_go_where_they_point(qtbot: QtBot, make: Make) -> None:
    splitter = make(Qt.Orientation.Horizontal, Qt.LayoutDirection.RightToLeft)
    before = splitter.handle(1).x()
    qtbot.keyClick(splitter.handle(1), Qt.Key.Key_Right)
    assert splitter.handle(1).x() == before + STEP
    qtbot.keyClick(splitter.handle(1), Qt.Key.Key_Left)
    assert splitter.handle(1).x() == before


def test_the_focus_is_seen(qtbot: QtBot, make: Make) -> None:
    splitter = make(Qt.Orientation.Horizontal)
    handle = splitter.handle(1)
    assert handle.mask().isEmpty()
    assert handle.grab().toImage().pixelColor(0, 5).name() == handle.palette().highlight().color().name()


def test_the_panels_are_painted_where_the_focus_was_seen(qtbot: QtBot, make: Make) -> None:
    splitter = make(Qt.Orientation.Horizontal)
    handle, panel = splitter.handle(1), splitter.widget(0)
    assert panel is not None
    wide = handle.geometry()
    panel.setAutoFillBackground(True)
    QApplication.processEvents()
    painted = _Painted(panel)
    panel.installEventFilter(painted)
    handle.clearFocus()
    seen = wide.intersected(panel.geometry())
    assert not seen.isEmpty()
    qtbot.waitUntil(lambda: painted.region.contains(seen.translated(-panel.pos())))


class _Painted(QObject):
    """Notes what of a widget is painted."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.region = QRegion()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region += event.region()
        return super().eventFilter(watched, event)
