"""The keys of a page and what they do."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence


class KeyAct(Enum):
    """The commands of keys."""

    PAGE_DOWN = "page down"
    FOLD_OR_PAGE_DOWN = "fold or unfold, or page down"
    PAGE_UP = "page up"
    TOP = "top"
    END = "end"
    ZOOM_IN = "zoom in"
    ZOOM_OUT = "zoom out"
    ZOOM_NORMAL = "zoom normal"
    CARD = "card"


SCROLL_ACTS = frozenset({KeyAct.PAGE_DOWN, KeyAct.PAGE_UP, KeyAct.TOP, KeyAct.END})

_PLAIN = {
    Qt.Key.Key_Space: KeyAct.FOLD_OR_PAGE_DOWN,
    Qt.Key.Key_PageDown: KeyAct.PAGE_DOWN,
    Qt.Key.Key_PageUp: KeyAct.PAGE_UP,
    Qt.Key.Key_Home: KeyAct.TOP,
    Qt.Key.Key_End: KeyAct.END,
}
_WITH_CONTROL = {
    Qt.Key.Key_Home: KeyAct.TOP,
    Qt.Key.Key_End: KeyAct.END,
    Qt.Key.Key_Plus: KeyAct.ZOOM_IN,
    Qt.Key.Key_Equal: KeyAct.ZOOM_IN,
    Qt.Key.Key_Minus: KeyAct.ZOOM_OUT,
    Qt.Key.Key_0: KeyAct.ZOOM_NORMAL,
    Qt.Key.Key_Space: KeyAct.CARD,
}


def key_act(event: QKeyEvent) -> KeyAct | None:
    """The command of a key event, None for a key that Qt handles (arrows, Tab, Enter, copy)."""
    if event.matches(QKeySequence.StandardKey.ZoomIn):
        return KeyAct.ZOOM_IN
    if event.matches(QKeySequence.StandardKey.ZoomOut):
        return KeyAct.ZOOM_OUT
    key = Qt.Key(event.key())
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if modifiers == Qt.KeyboardModifier.NoModifier:
        return _PLAIN.get(key)
    if modifiers == Qt.KeyboardModifier.ShiftModifier and key == Qt.Key.Key_Space:
        return KeyAct.PAGE_UP
    if modifiers & Qt.KeyboardModifier.ControlModifier:
        return _WITH_CONTROL.get(key)
    return None
