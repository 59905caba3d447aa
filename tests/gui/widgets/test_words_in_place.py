"""Words in the middle of a view that has nothing to show."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qtbrowser.gui.widgets.words_in_place import WordsInPlace


def painted_columns(image: QImage) -> list[int]:
    """The columns that have something else than the first point's colour."""
    ground = image.pixel(0, 0)
    rows = range(image.height())
    return [x for x in range(image.width()) if any(image.pixel(x, y) != ground for y in rows)]


@pytest.mark.usefixtures("theme")
def test_they_keep_away_from_the_edges(qtbot: QtBot) -> None:
    view = QWidget()
    qtbot.addWidget(view)
    view.resize(300, 200)
    words = WordsInPlace(view)
    words.show_words("words and " * 20)
    view.show()
    columns = painted_columns(view.grab().toImage())
    assert columns[0] >= WordsInPlace.MARGIN
    assert columns[-1] < 300 - WordsInPlace.MARGIN
    assert columns[-1] - columns[0] > 200
