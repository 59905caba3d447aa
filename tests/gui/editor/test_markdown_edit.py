"""The editor is written in with real keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QFontInfo, QGuiApplication, QTextCursor
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qtbrowser.gui.editor.markdown_edit import MarkdownEdit
from qtbrowser.gui.editor.text_colours import MATH_INKS
from qtbrowser.gui.editor.wrapping_line import WrappingLine
from qtbrowser.gui.pane.fonts import page_fonts
from qtbrowser.gui.widgets.theme_colours import THEMES, ThemeName
from tests.gui.contrast import contrast

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def edit(qtbot: QtBot) -> MarkdownEdit:
    edit = MarkdownEdit()
    qtbot.addWidget(edit)
    edit.resize(400, 300)
    with qtbot.waitExposed(edit):
        edit.show()
    edit.setFocus()
    return edit


def test_a_list_writes_itself_on(edit: MarkdownEdit, qtbot: QtBot) -> None:
    qtbot.keyClicks(edit, "1. one")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.keyClicks(edit, "two")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.keyClick(edit, Qt.Key.Key_Tab)
    qtbot.keyClicks(edit, "below")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.keyClick(edit, Qt.Key.Key_Backtab, SHIFT)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.keyClicks(edit, "after")
    assert edit.text() == "1. one\n2. two\n   1. below\nafter"


def test_bold_italic_and_links_by_keys(edit: MarkdownEdit, qtbot: QtBot) -> None:
    edit.show_text("one two three")
    qtbot.keyClick(edit, Qt.Key.Key_B, CONTROL)
    assert edit.text() == "**one** two three"
    qtbot.keyClick(edit, Qt.Key.Key_B, CONTROL)
    qtbot.keyClick(edit, Qt.Key.Key_End)
    qtbot.keyClick(edit, Qt.Key.Key_I, CONTROL)
    assert edit.text() == "one two *three*"
    qtbot.keyClick(edit, Qt.Key.Key_A, CONTROL)
    qtbot.keyClick(edit, Qt.Key.Key_K, CONTROL)
    qtbot.keyClicks(edit, "/here")
    assert edit.text() == "[one two *three*](/here)"
    for _ in range(9):
        qtbot.keyClick(edit, Qt.Key.Key_Z, CONTROL)
    assert edit.text() == "one two three"


def test_brackets_close_themselves(edit: MarkdownEdit, qtbot: QtBot) -> None:
    qtbot.keyClicks(edit, "f(x[1])")
    assert edit.text() == "f(x[1])"
    qtbot.keyClicks(edit, " (")
    assert edit.text() == "f(x[1]) ()"
    qtbot.keyClick(edit, Qt.Key.Key_Backspace)
    assert edit.text() == "f(x[1]) "


def test_letters_of_two_units_are_one_letter(edit: MarkdownEdit, qtbot: QtBot) -> None:
    edit.show_text("- \U0001f600 word")
    qtbot.keyClick(edit, Qt.Key.Key_End)
    qtbot.keyClick(edit, Qt.Key.Key_B, CONTROL)
    assert edit.text() == "- \U0001f600 **word**"
    qtbot.keyClick(edit, Qt.Key.Key_End)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.keyClicks(edit, "x")
    assert edit.text() == "- \U0001f600 **word**\n- x"


def go_to_line(edit: MarkdownEdit, number: int) -> None:
    """Put the cursor at the beginning of a line, from 1, and show it in the middle."""
    edit.setTextCursor(QTextCursor(edit.document().findBlockByNumber(number - 1)))
    edit.centerCursor()


def top_line(edit: MarkdownEdit) -> int:
    """The number, from 0, of the line at the top of the view."""
    return edit.cursorForPosition(QPoint(0, 0)).blockNumber()


def test_several_lines_are_moved_at_once(edit: MarkdownEdit, qtbot: QtBot) -> None:
    edit.show_text("- a\n- b\n- c")
    go_to_line(edit, 2)
    qtbot.keyClick(edit, Qt.Key.Key_End, CONTROL | SHIFT)
    qtbot.keyClick(edit, Qt.Key.Key_Tab)
    assert edit.text() == "- a\n  - b\n  - c"
    qtbot.keyClick(edit, Qt.Key.Key_Backtab, SHIFT)
    assert edit.text() == "- a\n- b\n- c"


def test_tab_spaces_in_plain_text_and_control_tab_leaves_it(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    edit, field = MarkdownEdit(window), QLineEdit(window)
    layout.addWidget(edit)
    layout.addWidget(field)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    edit.setFocus()
    qtbot.keyClicks(edit, "ab")
    qtbot.keyClick(edit, Qt.Key.Key_Tab)
    assert edit.text() == "ab  "
    qtbot.keyClick(edit, Qt.Key.Key_Tab, CONTROL)
    assert window.focusWidget() is field


def test_what_is_pasted_is_plain_text(edit: MarkdownEdit, qtbot: QtBot) -> None:
    content = QMimeData()
    content.setHtml("<b>bold</b>")
    content.setText("one\r\ntwo\x00")
    QGuiApplication.clipboard().setMimeData(content)
    qtbot.keyClick(edit, Qt.Key.Key_V, CONTROL)
    assert edit.text() == "one\ntwo"


def test_an_address_pasted_over_words_makes_a_link_of_them(edit: MarkdownEdit, qtbot: QtBot) -> None:
    edit.show_text("words")
    edit.selectAll()
    QGuiApplication.clipboard().setText("https://example.org/a")
    qtbot.keyClick(edit, Qt.Key.Key_V, CONTROL)
    assert edit.text() == "[words](https://example.org/a)"


def test_a_text_that_is_shown_is_no_edit(edit: MarkdownEdit, qtbot: QtBot) -> None:
    edit.show_text("one")
    edit.show_text("two")
    qtbot.keyClick(edit, Qt.Key.Key_Z, CONTROL)
    assert edit.text() == "two"
    with qtbot.waitSignal(edit.edited):
        edit.take_text("three")
    qtbot.keyClick(edit, Qt.Key.Key_Z, CONTROL)
    assert edit.text() == "two"


def colour_at(edit: MarkdownEdit, line: int, column: int) -> str:
    block = edit.document().findBlockByNumber(line)
    for form in block.layout().formats():
        if form.start <= column < form.start + form.length:
            return form.format.foreground().color().name()
    return ""


@pytest.mark.parametrize("theme", list(THEMES))
def test_formulas_have_their_colour_in_every_theme(edit: MarkdownEdit, theme: ThemeName) -> None:
    edit.show_text("\U0001f600 so $x$\n\n$$\ny\n$$")
    before = edit.text()
    edit.set_theme(theme)
    assert colour_at(edit, 0, 6) == MATH_INKS[theme]
    assert colour_at(edit, 0, 0) == ""
    assert colour_at(edit, 3, 0) == MATH_INKS[theme]
    assert contrast(MATH_INKS[theme], THEMES[theme].base) >= 4.5
    assert edit.text() == before


def test_letters_are_of_one_width(edit: MarkdownEdit) -> None:
    assert QFontInfo(edit.font()).family() == page_fonts().mono
    assert edit.fontMetrics().horizontalAdvance("iiii") == edit.fontMetrics().horizontalAdvance("WWWW")


def test_line_numbers_can_be_shown(edit: MarkdownEdit, qtbot: QtBot) -> None:
    edit.show_text("\n".join("line" for _ in range(5)))
    without = edit.viewport().width()
    edit.show_line_numbers(True)
    assert edit.viewport().width() < without
    picture = edit.grab().toImage()
    left = {picture.pixelColor(x, y).name() for x in range(36) for y in range(20, 100)}
    assert len(left) > 1
    edit.show_line_numbers(False)
    assert edit.viewport().width() == without


def test_the_line_at_the_top(edit: MarkdownEdit, qtbot: QtBot) -> None:
    edit.show_text("\n".join(str(number) for number in range(200)))
    assert top_line(edit) == 0
    with qtbot.waitSignal(edit.scrolled):
        go_to_line(edit, 100)
    assert 80 < top_line(edit) < 100


EXACT = "a\u00a0b\u2028c\u00ad\ufeff\u200b\t d\n\n \u0301\U0001f600\u2007e\u0085f"


def test_no_letter_is_changed_by_being_shown(edit: MarkdownEdit, qtbot: QtBot) -> None:
    edit.show_text(EXACT)
    assert edit.text() == EXACT
    qtbot.keyClick(edit, Qt.Key.Key_A, CONTROL)
    qtbot.keyClick(edit, Qt.Key.Key_Tab)
    qtbot.keyClick(edit, Qt.Key.Key_Backtab, SHIFT)
    assert edit.text() == EXACT
    line = WrappingLine(4)
    qtbot.addWidget(line)
    line.show_text("a\u00a0b \u2019 c")
    assert line.text() == "a\u00a0b \u2019 c"
