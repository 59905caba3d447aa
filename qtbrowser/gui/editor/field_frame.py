"""The frames of fields and check boxes. Fusion's own are not visible on the background of the dark theme."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QVBoxLayout, QWidget

from qtbrowser.gui.widgets.icons import paint_icon
from qtbrowser.gui.widgets.theme_palettes import colours_of

RADIUS = 3.0
BOX = 16
GAP = 8


def paint_field(widget: QWidget, *, is_focused: bool) -> None:
    """Paint background and outline of a field over the whole of `widget`."""
    colours = colours_of(widget.palette())
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colours.accent if is_focused else colours.field_border), 1))
    painter.setBrush(QColor(colours.base))
    painter.drawRoundedRect(QRectF(widget.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
    painter.end()


class FieldFrame(QWidget):
    """Contains a field and paints its frame, stronger while it has the focus.

    Args:
        field: a field of one line, of several, or a list; it loses its own frame.
        parent: the owner.
    """

    def __init__(self, field: QLineEdit | QFrame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        if isinstance(field, QLineEdit):
            field.setFrame(False)
            field.setTextMargins(6, 4, 6, 4)
        else:
            field.setFrameShape(QFrame.Shape.NoFrame)
        field.installEventFilter(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(field)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame."""
        paint_field(self, is_focused=self._field.hasFocus())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Repaint when the focus changes, and show or hide with the field."""
        if isinstance(event, QFocusEvent):
            self.update()
        elif event.type() in (QEvent.Type.HideToParent, QEvent.Type.ShowToParent):
            self.setVisible(event.type() == QEvent.Type.ShowToParent)
        return super().eventFilter(watched, event)


class CheckBox(QCheckBox):
    """A check box that is visible on every background."""

    def sizeHint(self) -> QSize:
        """The size of box and text, with padding."""
        words = self.fontMetrics().horizontalAdvance(self.text().replace("&", ""))
        return QSize(BOX + GAP + words + 6, max(BOX, self.fontMetrics().height()) + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box; a checked one has the accent colour and a check mark."""
        colours = colours_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on, enabled = self.isChecked(), self.isEnabled()
        place = QRectF(1, (self.height() - BOX) / 2, BOX, BOX)
        outline = colours.accent if enabled and (on or self.hasFocus() or self.underMouse()) else colours.field_border
        painter.setPen(QPen(QColor(outline), 1.6 if self.hasFocus() else 1))
        painter.setBrush(QColor(outline if on else colours.base))
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        if on:
            paint_icon(painter, "check", place.adjusted(2, 2, -2, -2), colours.on_accent if enabled else colours.muted)
        painter.setPen(QColor(colours.text if enabled else colours.muted))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextShowMnemonic
        painter.drawText(self.rect().adjusted(BOX + GAP, 0, 0, 0), int(flags), self.text())
        painter.end()

    def hitButton(self, pos: object) -> bool:
        """A click anywhere on it toggles it."""
        return True
