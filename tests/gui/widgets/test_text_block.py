from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QTextCharFormat
from PySide6.QtWidgets import QApplication

from qtbrowser.gui.browse.rows import utf16_marks
from qtbrowser.gui.widgets.text_block import BlockStyle, TextBlock, runs_rightwards

RED = QColor("#ff0000")


def block(text: str, marks: tuple[tuple[int, int], ...] = (), width: float = 120, lines: int = 2) -> TextBlock:
    marked = QTextCharFormat()
    marked.setBackground(RED)
    return TextBlock(text, marks, BlockStyle(QFont(), marked, lines), width)


def red_columns(drawn: TextBlock, width: int = 300) -> set[int]:
    image = QImage(width, 60, QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    drawn.draw(painter, 0, 0)
    painter.end()
    return {x for x in range(width) for y in range(60) if image.pixelColor(x, y) == RED}


def test_a_block_takes_no_more_lines_than_it_may(qapp: QApplication) -> None:
    assert block("word").line_count == 1
    assert block("many words " * 30).line_count == 2
    assert block("many words " * 30, lines=3).line_count == 3
    assert block("x" * 500).line_count == 2


def test_a_block_is_as_high_as_its_lines(qapp: QApplication) -> None:
    line = QFontMetricsF(QFont()).height()
    assert block("many words " * 30).height == pytest.approx(2 * line, abs=2)


def test_marks_are_painted_where_they_are(qapp: QApplication) -> None:
    metrics = QFontMetricsF(QFont())
    start = metrics.horizontalAdvance("one ")
    end = metrics.horizontalAdvance("one two")
    columns = red_columns(block("one two", ((4, 7),), width=300))
    assert min(columns) == pytest.approx(start, abs=2)
    assert max(columns) == pytest.approx(end, abs=2)


def test_a_mark_beyond_the_ellipsis_paints_nothing(qapp: QApplication) -> None:
    text = "many words " * 30
    assert red_columns(block(text, ((len(text) - 6, len(text)),))) == set()


def test_right_to_left_text_stands_at_the_right(qapp: QApplication) -> None:
    columns = red_columns(block("ماء", ((0, 3),), width=300))
    assert min(columns) > 200


@pytest.mark.parametrize(
    ("text", "rightwards"), [("", False), ("water", False), ("12 ماء", True), ("שלום hello", True), ("为什么", False)]
)
def test_the_first_letter_tells_the_direction(text: str, rightwards: bool) -> None:
    assert runs_rightwards(text) is rightwards


@given(st.text(max_size=80), st.data())
def test_any_text_can_be_set(qapp: QApplication, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    drawn = block(text, utf16_marks(text, [(start, end)]))
    assert drawn.line_count <= 2


@given(st.text(), st.data())
def test_marks_are_counted_as_qt_counts(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    [(first, last)] = utf16_marks(text, [(start, end)])
    units = text.encode("utf-16-le", "surrogatepass")
    assert units[2 * first : 2 * last] == text[start:end].encode("utf-16-le", "surrogatepass")
