"""A button that is a row of the library's page or of the welcome."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from qtbrowser.gui.widgets.icons import paint_icon, scaled_to_text
from qtbrowser.gui.widgets.row_painting import mirrored, paint_focus_frame, small_font
from qtbrowser.gui.widgets.theme_palettes import colours_of

WIDE = 600


class PageButton(QAbstractButton):
    """A row of a page: an icon, a title, and a line about it."""

    ICON = 18
    PADDING = 9

    def __init__(self, icon_name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("page_button")
        self.path = ""
        self.title = ""
        self._icon_name = icon_name
        self._about = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(80)

    def show_row(self, path: str, title: str, about: str) -> None:
        """Show another row.

        Args:
            path: what it leads to.
            title: its name.
            about: what is to be known of it, in one line.
        """
        self.path, self.title, self._about = path, title, about
        self.setAccessibleName(". ".join(part for part in (title, about) if part))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        small = QFontMetrics(small_font(self.font())).height() if self._about else 0
        return QSize(WIDE, self.fontMetrics().height() + small + 2 * self.PADDING)

    def minimumSizeHint(self) -> QSize:
        """Of any width."""
        return QSize(80, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Icon, title and line, on a ground where the mouse is."""
        colours = colours_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.selected if self.isDown() else colours.hover))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0, 1, 0, -1), 6, 6)
        if self.hasFocus():
            paint_focus_frame(painter, QRectF(self.rect()), colours, 0)
        direction = self.layoutDirection()
        side = scaled_to_text(self.fontMetrics(), self.ICON)
        place = QRectF(self.PADDING, (self.height() - side) / 2, side, side)
        paint_icon(painter, self._icon_name, mirrored(place, self.rect(), direction), colours.muted)
        start = 2 * self.PADDING + side + 2
        room = QRectF(start, self.PADDING, self.width() - start - self.PADDING, self.fontMetrics().height())
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.setPen(QColor(colours.text))
        elide = Qt.TextElideMode.ElideRight
        title = self.fontMetrics().elidedText(self.title, elide, round(room.width()))
        painter.drawText(mirrored(room, self.rect(), direction), flags, title)
        painter.setFont(small_font(self.font()))
        painter.setPen(QColor(colours.muted))
        metrics = painter.fontMetrics()
        room.moveTop(room.bottom())
        room.setHeight(metrics.height())
        about = metrics.elidedText(self._about, elide, round(room.width()))
        painter.drawText(mirrored(room, self.rect(), direction), flags, about)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return opens it, as Space does; Up and Down go from row to row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)
