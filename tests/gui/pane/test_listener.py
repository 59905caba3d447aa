"""A screen reader that is started while a page is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from tests.gui.pane.conftest import Reader

FORMULA = '<p>Let <span class="math">x^2</span> be it.</p>' + "<p>More words.</p>" * 80


@pytest.fixture
def listening() -> Iterator[Callable[[], None]]:
    """Starts a screen reader, and ends it after the test."""
    yield lambda: QAccessible.setActive(True)
    QAccessible.setActive(False)


def test_formulas_have_words_for_a_reader_started_later(
    show: Callable[[str], Reader], listening: Callable[[], None]
) -> None:
    reader = show(FORMULA)
    reader.view.clearFocus()
    assert "x^2" not in reader.view.toPlainText()
    bar = reader.view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    place = bar.value()
    listening()
    reader.view.setFocus(Qt.FocusReason.TabFocusReason)
    reader.qtbot.waitUntil(lambda: "x^2" in reader.view.toPlainText())
    assert bar.value() == pytest.approx(place, abs=2)
    interface = QAccessible.queryAccessibleInterface(reader.view)
    text = interface.textInterface()
    assert "x^2" in text.text(0, text.characterCount())
