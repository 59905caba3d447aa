"""The band with the reader's note is as high as its lines, up to a bound."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qtbrowser.gui.reader.note_band import MOST_LINES, NoteBand
from tests.presence import present


def test_a_long_line_is_wrapped_and_shown_whole(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    band = NoteBand(window)
    layout.addWidget(band)
    layout.addStretch(1)
    window.resize(600, 400)
    area = present(band.findChild(QScrollArea))
    band.show_note("A line that goes on. " * 5)
    with qtbot.waitExposed(window):
        window.show()
    bar = area.verticalScrollBar()
    qtbot.waitUntil(lambda: area.height() >= 2 * band.fontMetrics().lineSpacing() and bar.maximum() == 0)
    window.resize(340, 400)
    qtbot.waitUntil(lambda: area.height() >= 3 * band.fontMetrics().lineSpacing() and bar.maximum() == 0)
    band.show_note("Line.\n" * 50)
    assert area.height() <= MOST_LINES * band.fontMetrics().lineSpacing()
    band.show_note("")
    assert band.isHidden()
