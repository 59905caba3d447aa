"""A field that takes the next keys pressed together, instead of writing them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

_MODIFIERS = {
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
    Qt.Key.Key_unknown,
}
_LEADING_ON = {Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape}


class KeyField(QLineEdit):
    """Shows the keys that were pressed last. Tab and Escape lead on as in every field: nobody is caught in it.

    Signals:
        keys_pressed: the QKeySequence, of one key with its modifiers.
    """

    keys_pressed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTextMargins(4, 0, 4, 0)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setPlaceholderText(self.tr("Press the new keys"))

    def event(self, event: QEvent) -> bool:
        """Keys that belong to actions are taken here, too."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_taken(event):
            event.accept()
            return True
        # Ctrl+Tab and its like come as key presses; plain Tab never reaches `keyPressEvent`.
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys."""
        if not _is_taken(event):
            event.ignore()
            return
        keys = pressed_keys(event)
        self.setText(keys.toString(QKeySequence.SequenceFormat.NativeText))
        self.keys_pressed.emit(keys)
        event.accept()


def pressed_keys(event: QKeyEvent) -> QKeySequence:
    """The keys of an event as an action would have them: Shift counts where it doesn't make the sign itself."""
    modifiers = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier)
    key = Qt.Key(event.key())
    is_sign = Qt.Key.Key_Space < key <= Qt.Key.Key_AsciiTilde and not Qt.Key.Key_A <= key <= Qt.Key.Key_Z
    if is_sign and not Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
        modifiers &= ~Qt.KeyboardModifier.ShiftModifier
    return QKeySequence(QKeyCombination(modifiers, key))


def _is_taken(event: QKeyEvent) -> bool:
    is_bare = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
    return event.key() not in _MODIFIERS and not (is_bare and event.key() in _LEADING_ON)
