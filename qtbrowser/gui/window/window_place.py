"""Where the window is on the screens: its first size, and a remembered place that is no longer on any of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

USUAL_SIZE = QSize(1280, 820)
LEAST_SIZE = QSize(480, 360)

TITLE_BAR = 40
EDGE = 8
FRAME = QSize(2 * EDGE, TITLE_BAR + EDGE)
"""Room for the title bar and edges that the system draws, in pixels; the real ones are known once it is shown."""

_GRIP = 120
"""So many pixels of the title bar's width must be on a screen for the window to be taken hold of and moved."""


def first_geometry(available: QRect) -> QRect:
    """The content of a window that is opened for the first time: the usual size, or what the screen has room for.

    Args:
        available: the screen without the system's bars, in pixels.
    """
    size = USUAL_SIZE.boundedTo(available.size() - FRAME)
    return _centred(size.expandedTo(QSize(1, 1)), available)


def on_screens(geometry: QRect, available: Sequence[QRect]) -> QRect:
    """A remembered geometry as it can be shown on the screens that are there now.

    Args:
        geometry: of the window's content, in pixels.
        available: the screens without the system's bars, the primary one first; at least one.

    Returns:
        `geometry` where its title bar can be reached and it fits its screen; else as near to it as possible.
    """
    title_bar = QRect(geometry.left(), geometry.top() - TITLE_BAR, geometry.width(), TITLE_BAR)
    grip = min(_GRIP, geometry.width())
    reached = [screen for screen in available if screen.intersected(title_bar).width() >= grip]
    if not reached:
        screen = available[0]
        return _centred(geometry.size().boundedTo(screen.size() - FRAME), screen)
    screen = max(reached, key=lambda one: _area(one.intersected(geometry)))
    if geometry.width() <= screen.width() and geometry.height() <= screen.height():
        return geometry
    size = geometry.size().boundedTo(screen.size() - FRAME)
    corner = QPoint(
        min(max(geometry.left(), screen.left()), screen.right() - size.width()),
        min(max(geometry.top(), screen.top() + TITLE_BAR), screen.bottom() - size.height()),
    )
    return QRect(corner, size)


def restore_place(window: QWidget, kept: bytes) -> None:
    """Give a window that isn't shown yet its place and size.

    Args:
        window: the window.
        kept: what `QWidget.saveGeometry` gave at the end of the last session; empty at the first start.
    """
    if not kept or not window.restoreGeometry(kept):
        window.setGeometry(first_geometry(QGuiApplication.primaryScreen().availableGeometry()))
        return
    if window.isMaximized() or window.isFullScreen():
        return
    primary = QGuiApplication.primaryScreen()
    others = [screen for screen in QGuiApplication.screens() if screen is not primary]
    available = [screen.availableGeometry() for screen in (primary, *others)]
    wanted = on_screens(window.geometry(), available)
    if wanted != window.geometry():
        window.setGeometry(wanted)


def _centred(size: QSize, screen: QRect) -> QRect:
    left = screen.left() + (screen.width() - size.width()) // 2
    top = screen.top() + (screen.height() - size.height() - FRAME.height()) // 2 + TITLE_BAR
    return QRect(QPoint(left, top), size)


def _area(rect: QRect) -> int:
    return max(rect.width(), 0) * max(rect.height(), 0)
