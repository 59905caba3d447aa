"""Which panels have room."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont
from pytestqt.qtbot import QtBot

from qtbrowser.gui.window.arrangement import PanelArrangement, arrangement, text_scale


@pytest.mark.parametrize(
    ("width", "scale", "expected"),
    [
        (480, 1.0, PanelArrangement.SINGLE),
        (699, 1.0, PanelArrangement.SINGLE),
        (700, 1.0, PanelArrangement.DRAWER),
        (999, 1.0, PanelArrangement.DRAWER),
        (1000, 1.0, PanelArrangement.COLUMNS),
        (1599, 1.0, PanelArrangement.COLUMNS),
        (1600, 1.0, PanelArrangement.ROOMY),
        (3840, 1.0, PanelArrangement.ROOMY),
        (1280, 2.0, PanelArrangement.SINGLE),
        (3840, 2.0, PanelArrangement.ROOMY),
    ],
)
def test_breakpoints(width: int, scale: float, expected: PanelArrangement) -> None:
    assert arrangement(width, scale) is expected


def test_small_text_moves_no_breakpoint(qtbot: QtBot) -> None:
    font = QFont()
    font.setPixelSize(9)
    assert text_scale(font) == 1.0
    font.setPixelSize(28)
    assert text_scale(font) == 2.0
