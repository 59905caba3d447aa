"""Words are found in the text of the editor by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qtbrowser.gui.editor.markdown_edit import MarkdownEdit
from qtbrowser.gui.editor.text_finding import TextFinding
from qtbrowser.gui.pane.find_bar import FindBar
from tests.presence import part_of

TEXT = "Tide \N{WATER WAVE} and tide.\n\nNo tide is like another tide."
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Finding:
    """An editor with a find bar below it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.edit, self.bar = MarkdownEdit(self.window), FindBar(self.window)
        layout = QVBoxLayout(self.window)
        layout.addWidget(self.edit)
        layout.addWidget(self.bar)
        self.bar.hide()
        self.finding = TextFinding(self.edit, self.bar)
        self.window.resize(500, 400)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.edit.setPlainText(TEXT)
        self.edit.setFocus()

    @property
    def field(self) -> QLineEdit:
        """Where the words are typed."""
        return part_of(self.bar, QLineEdit, "find_field")

    def count(self) -> str:
        """What the bar tells of the matches."""
        return part_of(self.bar, QLabel, "find_count").text()

    def type(self, words: str) -> None:
        """Open the bar and type."""
        self.finding.open_bar()
        self.qtbot.keyClicks(self.field, words)

    def place(self) -> int:
        """Where the selection begins."""
        return self.edit.textCursor().selectionStart()

    def marked(self) -> list[str]:
        """The marked words."""
        return [selection.cursor.selectedText() for selection in self.edit.extraSelections()]


@pytest.fixture
def finding(qtbot: QtBot) -> Finding:
    return Finding(qtbot)


def test_typed_words_are_marked_and_the_first_is_gone_to(finding: Finding) -> None:
    finding.type("tide")
    assert finding.marked() == ["Tide", "tide", "tide", "tide"]
    assert (finding.place(), finding.edit.textCursor().selectedText()) == (0, "Tide")
    assert "1" in finding.count()
    assert "4" in finding.count()
    finding.qtbot.keyClicks(finding.field, "x")
    assert finding.marked() == []


def test_next_and_previous_go_round(finding: Finding) -> None:
    finding.type("tide")
    places = [finding.place()]
    for _ in range(4):
        finding.qtbot.keyClick(finding.field, Qt.Key.Key_Return)
        places.append(finding.place())
    # The wave takes two units of the text.
    assert places == [0, 12, 22, 43, 0]
    finding.qtbot.keyClick(finding.field, Qt.Key.Key_Return, SHIFT)
    assert finding.place() == 43
    finding.finding.find_previous()
    assert finding.place() == 22


def test_the_first_one_behind_the_cursor_is_gone_to(finding: Finding) -> None:
    finding.edit.moveCursor(QTextCursor.MoveOperation.End)
    finding.edit.moveCursor(QTextCursor.MoveOperation.StartOfBlock)
    finding.type("tide")
    assert finding.place() == 22


def test_case_counts_if_wanted(finding: Finding) -> None:
    finding.type("Tide")
    case = part_of(finding.bar, QToolButton, "find_case")
    finding.qtbot.mouseClick(case, Qt.MouseButton.LeftButton)
    assert finding.marked() == ["Tide"]


def test_selected_words_are_looked_for(finding: Finding) -> None:
    cursor = finding.edit.textCursor()
    cursor.setPosition(8)
    cursor.setPosition(11, QTextCursor.MoveMode.KeepAnchor)
    finding.edit.setTextCursor(cursor)
    finding.finding.open_bar()
    assert finding.field.text() == "and"
    finding.edit.selectAll()
    finding.finding.open_bar()
    assert finding.field.text() == "and", "several paragraphs are no words to look for"


def test_what_is_written_is_found_and_marks_go_with_the_bar(finding: Finding) -> None:
    finding.type("tide")
    finding.edit.moveCursor(QTextCursor.MoveOperation.End)
    finding.qtbot.keyClicks(finding.edit, " Ebb tide.")
    assert len(finding.marked()) == 5
    finding.qtbot.keyClick(finding.field, Qt.Key.Key_Escape)
    assert finding.bar.isHidden()
    assert finding.marked() == []
    assert finding.edit.hasFocus()
    finding.finding.find_next()
    assert finding.marked() == [], "nothing is gone to once the bar is closed"
    finding.qtbot.keyClicks(finding.edit, " tide")
    assert finding.marked() == []
