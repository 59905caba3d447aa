"""A sign within a field that grows with the text; those that Qt puts there have one size for all texts."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLineEdit, QToolButton

from qtbrowser.gui.widgets.icons import icon, icon_size, scaled_to_text

SIDE = 16
ROOM = 6
"""The room around a sign, in pixels."""


class FieldButton(QToolButton):
    """A button with an icon at the beginning or the end of a field. It keeps its place, and the text keeps off it.

    Args:
        field: the field; it has at most one of them in view at each end.
        icon_name: of the icon.
        words: what it is, as tooltip and for screen readers.
        at_end: whether it is where the lines end.
    """

    def __init__(self, field: QLineEdit, icon_name: str, words: str, *, at_end: bool) -> None:
        super().__init__(field)
        self._field = field
        self._at_end = at_end
        self.setIcon(icon(icon_name))
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.setAutoRaise(True)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        field.installEventFilter(self)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows the field's size, font and direction."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FontChange, QEvent.Type.LayoutDirectionChange):
            self._fit()
        return False

    def _fit(self) -> None:
        field = self._field
        self.setIconSize(icon_size(field, SIDE))
        side = scaled_to_text(field.fontMetrics(), SIDE) + ROOM
        is_right = self._at_end != (field.layoutDirection() is Qt.LayoutDirection.RightToLeft)
        left = field.width() - side - ROOM if is_right else ROOM
        self.setGeometry(left, (field.height() - side) // 2, side, side)
        margins = field.textMargins()
        if is_right:
            margins.setRight(side + ROOM)
        else:
            margins.setLeft(side + ROOM)
        if margins != field.textMargins():
            field.setTextMargins(margins)
