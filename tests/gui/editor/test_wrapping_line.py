"""A field for one line that wraps: what is pasted, the keys that leave it, and its height."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from pytestqt.qtbot import QtBot

from qtbrowser.gui.editor.wrapping_line import MOST_ROWS, WrappingLine


@pytest.fixture
def line(qtbot: QtBot) -> WrappingLine:
    line = WrappingLine(4)
    qtbot.addWidget(line)
    line.resize(200, 30)
    line.show()
    return line


def pasted(text: str) -> QMimeData:
    content = QMimeData()
    content.setText(text)
    return content


def test_pasted_lines_become_one(line: WrappingLine) -> None:
    line.insertFromMimeData(pasted("What is\n  a tide,\r\nand why?\n"))
    assert line.text() == "What is a tide, and why?"
    line.insertFromMimeData(QMimeData())
    assert line.text() == "What is a tide, and why?"


def test_return_leaves_it_and_down_in_the_last_row(line: WrappingLine, qtbot: QtBot) -> None:
    line.show_text("word " * 30)
    with qtbot.assertNotEmitted(line.ended):
        qtbot.keyClick(line, Qt.Key.Key_Down)
        qtbot.keyClicks(line, "x")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        with qtbot.waitSignal(line.ended):
            qtbot.keyClick(line, key)
    qtbot.keyClick(line, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(line.ended):
        qtbot.keyClick(line, Qt.Key.Key_Down)
    assert "\n" not in line.text()


def test_it_is_as_high_as_its_rows_up_to_a_bound(line: WrappingLine) -> None:
    row = line.fontMetrics().lineSpacing()
    assert line.height() == row + 8
    line.show_text("word " * 12)
    assert row + 8 < line.height() <= MOST_ROWS * row + 8
    line.show_text("word " * 300)
    assert line.height() == MOST_ROWS * row + 8
    line.show_text("two\nlines")
    assert line.text() == "two lines"
