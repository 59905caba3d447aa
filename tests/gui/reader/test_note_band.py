"""The band with the reader's notes is as high as their lines, up to a bound."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qtbrowser.gui.pane.page_style import default_style
from qtbrowser.gui.pane.page_view import PageView
from qtbrowser.gui.reader.note_band import MOST_LINES, SMALLER, NoteBand
from tests.presence import present


def test_a_long_line_is_wrapped_and_shown_whole(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    band = NoteBand(window)
    layout.addWidget(band)
    layout.addStretch(1)
    window.resize(600, 400)
    style = default_style()
    line = style.pixels(SMALLER)
    band.show_notes(f"<p>{'A <em>line</em> that goes on. ' * 5}</p>", style)
    with qtbot.waitExposed(window):
        window.show()
    view = present(band.findChild(PageView))
    bar = view.verticalScrollBar()
    qtbot.waitUntil(lambda: view.height() >= 2 * line and bar.maximum() == 0)
    assert band.words().startswith("A line that goes on.")
    margins = view.document().rootFrame().frameFormat()
    assert min(margins.leftMargin(), margins.topMargin()) > 3, "the text keeps off the frame of the focus"
    window.resize(340, 400)
    qtbot.waitUntil(lambda: view.height() >= 4 * line and bar.maximum() == 0)
    band.show_notes("<p>Line.</p>\n" * 50, style)
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert view.height() <= MOST_LINES * 2 * line
    band.show_notes("", style)
    assert band.isHidden()
    assert band.words() == ""
