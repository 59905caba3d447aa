"""What a selection of a page becomes on the clipboard."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor, QTextDocument
from pytestqt.qtbot import QtBot

from qtbrowser.gui.pane.copied_text import copied


def clipboard_of(html: str) -> tuple[str, str]:
    document = QTextDocument()
    document.setHtml(html)
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    content = copied(cursor.selection())
    return content.text(), content.html()


def test_a_table_keeps_its_cells_and_loses_its_colours(qtbot: QtBot) -> None:
    html = (
        '<p>Before.</p><table><tr><td style="background-color: #123456">one</td><td bgcolor="#654321">two</td></tr>'
        "<tr><td>three</td><td>four</td></tr></table>"
    )
    text, copy = clipboard_of(html)
    assert text.split() == ["Before.", "one", "two", "three", "four"]
    assert copy.count("<td") == 4
    assert "#123456" not in copy
    assert "#654321" not in copy


def test_colours_pictures_and_links_into_the_library_stay_here(qtbot: QtBot) -> None:
    html = (
        '<p style="background-color: #123456"><span style="color: #abcdef">Red</span> <img src="a.png"> '
        '<a href="qtbrowser:document/b.md">inside</a> <a href="https://example.org/">outside</a></p>'
    )
    text, copy = clipboard_of(html)
    assert text.split() == ["Red", "inside", "outside"]
    for what in ("#123456", "#abcdef", "<img", "qtbrowser:"):
        assert what not in copy
    assert 'href="https://example.org/"' in copy
