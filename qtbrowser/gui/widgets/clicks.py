"""What a click asks for, the same in tree, list and page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent


def asks_for_tab(press: QMouseEvent) -> bool:
    """Whether a press of the mouse asks for a tab of its own: the middle button, or Ctrl and the left one."""
    by_control = press.modifiers() == Qt.KeyboardModifier.ControlModifier
    button = press.button()
    return button == Qt.MouseButton.MiddleButton or (by_control and button == Qt.MouseButton.LeftButton)


def is_side_button(press: QMouseEvent) -> bool:
    """Whether a press of the mouse goes back or forward, which is the window's."""
    return press.button() in (Qt.MouseButton.BackButton, Qt.MouseButton.ForwardButton)
