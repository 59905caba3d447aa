"""Where a window goes on the screens that there are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qtbrowser.gui.window.window_place import EDGE, TITLE_BAR, USUAL_SIZE, first_geometry, on_screens, restore_place

LAPTOP = QRect(0, 0, 1366, 728)
BESIDE = QRect(1366, 0, 1920, 1040)


@pytest.mark.parametrize("screen", [LAPTOP, QRect(0, 28, 1366, 740), QRect(0, 0, 1024, 560), QRect(200, 100, 800, 480)])
def test_the_first_window_is_on_the_screen_with_its_frame(screen: QRect) -> None:
    place = first_geometry(screen)
    frame = place.adjusted(-EDGE, -TITLE_BAR, EDGE, EDGE)
    assert screen.contains(frame)


def test_a_large_screen_gets_the_usual_size() -> None:
    assert first_geometry(QRect(0, 0, 3840, 2100)).size() == USUAL_SIZE


@pytest.mark.parametrize(
    ("kept", "screens", "expected"),
    [
        (QRect(100, 100, 900, 500), [LAPTOP], QRect(100, 100, 900, 500)),
        (QRect(1500, 200, 1200, 700), [LAPTOP, BESIDE], QRect(1500, 200, 1200, 700)),
        (QRect(-600, 100, 900, 500), [LAPTOP], QRect(-600, 100, 900, 500)),
    ],
)
def test_a_window_that_can_be_reached_stays(kept: QRect, screens: list[QRect], expected: QRect) -> None:
    assert on_screens(kept, screens) == expected


def test_a_window_on_a_screen_that_is_gone_comes_back() -> None:
    place = on_screens(QRect(1500, 200, 1200, 600), [LAPTOP])
    assert LAPTOP.contains(place)
    assert place.size() == QSize(1200, 600)


def test_a_window_larger_than_its_screen_is_made_to_fit() -> None:
    place = on_screens(QRect(0, 30, 2560, 1400), [LAPTOP])
    assert LAPTOP.contains(place)


@given(
    st.integers(-5000, 5000), st.integers(-5000, 5000), st.integers(200, 4000), st.integers(200, 3000),
    st.sampled_from([[LAPTOP], [LAPTOP, BESIDE], [BESIDE, LAPTOP]]),
)  # fmt: skip
def test_the_title_bar_can_always_be_reached(
    left: int, top: int, width: int, height: int, screens: list[QRect]
) -> None:
    place = on_screens(QRect(left, top, width, height), screens)
    above = QRect(place.left(), place.top() - TITLE_BAR, place.width(), TITLE_BAR)
    assert any(screen.intersects(above) for screen in screens)
    assert on_screens(place, screens) == place


def test_a_widget_without_a_kept_place_fits_its_screen(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    restore_place(window, b"")
    assert window.screen().availableGeometry().contains(window.geometry())
    restore_place(window, b"no geometry")
    assert window.screen().availableGeometry().contains(window.geometry())


def test_a_kept_place_off_every_screen_is_not_used(qtbot: QtBot) -> None:
    before, after = QWidget(), QWidget()
    for window in (before, after):
        qtbot.addWidget(window)
    before.setGeometry(9_000, 5_000, 500, 400)
    restore_place(after, bytes(before.saveGeometry().data()))
    assert after.screen().availableGeometry().contains(after.geometry())
