"""Commands in pages that are written from right to left, list marks and the bars of quotations."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QTextBlock, QTextCursor
from pytestqt.qtbot import QtBot

from qtbrowser.gui.pane.answer_pane import AnswerPane
from qtbrowser.gui.pane.blocks import blocks_of
from qtbrowser.gui.pane.copied_text import copied
from qtbrowser.gui.pane.page_view import PageView
from tests.rendering.pages import page

ARABIC = "\u0645\u0631\u062d\u0628\u0627"
TEXT = f"""{ARABIC} `git push --force /x/` {ARABIC}

- {ARABIC} `rm -rf ./x`

> {ARABIC}

```
$ ls -la /tmp/
```

    - an indented command /

English words, `code` and so on.
"""


def shown(qtbot: QtBot, markdown: str) -> PageView:
    """The view of a pane that shows a page."""
    pane = AnswerPane()
    qtbot.addWidget(pane)
    pane.resize(700, 600)
    pane.show()
    pane.show_page(page(markdown))
    view = pane.focusProxy()
    assert isinstance(view, PageView)
    return view


def block_with(view: PageView, words: str) -> QTextBlock:
    """The paragraph that has these words."""
    return next(block for block in blocks_of(view.document()) if words in block.text())


def places(view: PageView, words: str) -> list[int]:
    """Where each letter of some words is, from the left."""
    cursor = view.document().find(words)
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    found = []
    for position in range(start, end + 1):
        cursor = QTextCursor(view.document())
        cursor.setPosition(position)
        found.append(view.cursorRect(cursor).left())
    return found


def test_code_within_a_sentence_reads_from_left_to_right(qtbot: QtBot) -> None:
    view = shown(qtbot, TEXT)
    assert block_with(view, "git push").textDirection() is Qt.LayoutDirection.RightToLeft
    for command in ("git push --force /x/", "rm -rf ./x"):
        inner = places(view, command)[1:-1]
        assert inner == sorted(inner)


def test_listings_and_english_paragraphs_are_from_left_to_right(qtbot: QtBot) -> None:
    view = shown(qtbot, TEXT)
    for words in ("$ ls", "- an indented", "English words"):
        assert block_with(view, words).textDirection() is Qt.LayoutDirection.LeftToRight


def test_a_copied_command_is_what_the_author_wrote(qtbot: QtBot) -> None:
    view = shown(qtbot, TEXT)
    view.selectAll()
    text = copied(view.textCursor().selection()).text()
    assert f"{ARABIC} git push --force /x/ {ARABIC}" in text


def test_the_bar_of_a_quotation_is_at_its_right(qtbot: QtBot) -> None:
    view = shown(qtbot, f"{ARABIC}\n\n> {ARABIC}")
    block = [block for block in blocks_of(view.document()) if ARABIC in block.text()][-1]
    cursor = QTextCursor(block)
    height = view.cursorRect(cursor).center().y()
    picture = view.viewport().grab().toImage()
    ratio = picture.devicePixelRatio()
    paper = picture.pixelColor(QPoint(2, round(height * ratio)))

    def inks(places: range) -> int:
        return sum(picture.pixelColor(x, round(height * ratio)) != QColor(paper) for x in places)

    column = view.document().rootFrame().frameFormat()
    left, right = round(column.leftMargin() * ratio), round((view.viewport().width() - column.rightMargin()) * ratio)
    assert inks(range(right - 8, right)) > 0
    assert inks(range(left, left + 8)) == 0
