"""The keys of actions that the user has changed, and what keys an action may have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence

ChangedKeys = Mapping[str, Sequence[QKeySequence]]
"""Name of an action -> its keys, none where it has lost them."""

_NEEDED = {
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Space,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Backspace,
    Qt.Key.Key_Delete,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
}
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)


def read_changed_keys(lines: list[str]) -> dict[str, list[QKeySequence]]:
    """The changed keys as the setting `CHANGED_KEYS` holds them; a line that makes no sense is passed over."""
    changed = {}
    for line in lines:
        name, mark, written = line.partition("=")
        keys = QKeySequence.listFromString(written, QKeySequence.SequenceFormat.PortableText) if written else []
        if name and mark and all(_makes_sense(one) for one in keys):
            changed[name] = keys
    return changed


def write_changed_keys(changed: ChangedKeys) -> list[str]:
    """The value of `CHANGED_KEYS`: a line ``name=keys`` for each action, the keys in Qt's portable form."""
    portable = QKeySequence.SequenceFormat.PortableText
    return [f"{name}={QKeySequence.listToString(list(keys), portable)}" for name, keys in sorted(changed.items())]


def is_needed_elsewhere(keys: QKeySequence) -> bool:
    """Whether keys can belong to no action, because typing or moving needs them: a letter or an arrow alone."""
    one = _first(keys)
    if one.keyboardModifiers() not in _PLAIN:
        return False
    return one.key() in _NEEDED or Qt.Key.Key_0 <= one.key() <= Qt.Key.Key_9 or _is_letter(one.key())


def _first(keys: QKeySequence) -> QKeyCombination:
    # Qt's stub leaves the operator out.
    first: QKeyCombination = keys[0]  # type: ignore[index]
    return first


def _is_letter(key: Qt.Key) -> bool:
    # Below this value Qt's keys are code points of Unicode.
    return key < Qt.Key.Key_Escape and chr(key).isalpha()


def _makes_sense(keys: QKeySequence) -> bool:
    return keys.count() == 1 and _first(keys).key() not in (0, Qt.Key.Key_unknown)
