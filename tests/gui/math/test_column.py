"""How wide the text is at a place."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from qtbrowser.gui.math.column import column_width


def width_at(html: str, words: str, width: float, margin: float) -> float:
    """The column's width where these words stand, in a page with such margins at its sides."""
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setTextWidth(width)
    document.setHtml(html)
    root = document.rootFrame()
    form = root.frameFormat()
    form.setLeftMargin(margin)
    form.setRightMargin(margin)
    root.setFrameFormat(form)
    return column_width(document, document.find(words).selectionStart())


@pytest.mark.parametrize("margin", [0.0, 20.0, 150.0])
def test_a_paragraph_has_what_the_margins_leave(qtbot: QtBot, margin: float) -> None:
    assert width_at("<p>here</p>", "here", 800, margin) == 800 - 2 * margin


@pytest.mark.parametrize("margin", [0.0, 20.0, 150.0])
def test_the_columns_of_a_table_share_what_the_margins_leave(qtbot: QtBot, margin: float) -> None:
    table = (
        "<table border='0' cellspacing='0' cellpadding='0'><tr><td>here</td><td>b</td><td>c</td><td>d</td></tr></table>"
    )
    assert width_at(table, "here", 800, margin) == pytest.approx((800 - 2 * margin) / 4, abs=1)


def test_a_table_in_a_cell_shares_the_cell(qtbot: QtBot) -> None:
    bare = "<table border='0' cellspacing='0' cellpadding='0'>"
    html = f"{bare}<tr><td>{bare}<tr><td>here</td><td>b</td></tr></table></td><td>c</td></tr></table>"
    assert width_at(html, "here", 800, 100) == pytest.approx(150, abs=2)
