"""A panel that lies over one side of the window while it is open, where it has no room beside the others."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from qtbrowser.gui.widgets.theme_palettes import colours_of

_LEFT_OVER = 56
"""So many pixels of what lies below stay in view, to be clicked on."""

_SHADE = 90

_FRAME_MS = 16
"""So long after the panel the shade is painted."""


class Drawer(QWidget):
    """Covers its parent: the panel at one side, a shade over the rest. A click on the shade, Escape, or the focus
    going elsewhere closes it.

    Args:
        parent: what it covers.
        at_end: whether the panel is at the end of a line of text (right in a left-to-right window), not at its start.

    Signals:
        switched: whether it is open now.
    """

    switched = Signal(bool)

    def __init__(self, parent: QWidget, *, at_end: bool = False) -> None:
        super().__init__(parent)
        self._at_end = at_end
        self._panel: QWidget | None = None
        self._width = 0
        self._before: QWidget | None = None
        # To shade the rest, all that is below is painted anew: the panel doesn't wait for that.
        self._shading = QTimer(self, singleShot=True, interval=_FRAME_MS)
        self._shading.timeout.connect(self._shade)
        self.hide()
        parent.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    @property
    def panel(self) -> QWidget | None:
        """The panel that it holds."""
        return self._panel

    def hold(self, panel: QWidget, width: int) -> None:
        """Take a panel in; it is shown when the drawer is opened.

        Args:
            panel: the panel.
            width: how wide it is to be, in pixels, where the parent has room for that.
        """
        self._panel = panel
        self._width = width
        panel.setParent(self)
        panel.setAutoFillBackground(True)
        panel.show()
        self._lay_out()

    def set_width(self, width: int) -> None:
        """Set how wide the panel is to be, in pixels."""
        if width != self._width:
            self._width = width
            self._lay_out()

    def release(self) -> QWidget | None:
        """Close, and give the panel away."""
        panel, self._panel = self._panel, None
        self.close_drawer()
        return panel

    def open_drawer(self) -> None:
        """Show the panel, with the focus in it."""
        if self._panel is None or not self.isHidden():
            return
        self._lay_out()
        self.setMask(self._place().adjusted(-1, 0, 1, 0))
        # Nor is what lies below the panel painted for it.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, True)
        self._shading.start()
        self._before = self.window().focusWidget()
        self.show()
        self.raise_()
        self._panel.setFocus(Qt.FocusReason.OtherFocusReason)
        self.switched.emit(True)

    def close_drawer(self) -> None:
        """Hide the panel; a focus in it goes back to where it was before."""
        if self.isHidden():
            return
        before, self._before = self._before, None
        has_focus = self.isAncestorOf(self.window().focusWidget())
        if has_focus and before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        # In an active window it is closed by the focus going elsewhere.
        if not self.isHidden():
            self.hide()
            self.switched.emit(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the parent."""
        if event.type() == QEvent.Type.Resize:
            self._lay_out()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The panel keeps its side."""
        super().resizeEvent(event)
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_drawer()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the panel closes it."""
        self.close_drawer()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The shade, and a hairline along the panel."""
        colours = colours_of(self.palette())
        painter = QPainter(self)
        shade = QColor(Qt.GlobalColor.black)
        shade.setAlpha(_SHADE)
        painter.fillRect(self.rect(), shade)
        place = self._place()
        edge = place.left() - 1 if self._is_right() else place.right() + 1
        painter.fillRect(QRect(edge, 0, 1, self.height()), QColor(colours.border))
        painter.end()

    def _shade(self) -> None:
        """Cover the rest, too."""
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, False)
        self.clearMask()

    def _is_right(self) -> bool:
        return self._at_end != (self.layoutDirection() is Qt.LayoutDirection.RightToLeft)

    def _place(self) -> QRect:
        width = max(min(self._width, self.width() - _LEFT_OVER), 1)
        return QRect(self.width() - width if self._is_right() else 0, 0, width, self.height())

    def _lay_out(self) -> None:
        parent = self.parentWidget()
        if parent is not None and self.geometry() != parent.rect():
            self.setGeometry(parent.rect())
        if self._panel is not None:
            self._panel.setBackgroundRole(QPalette.ColorRole.Window)
            self._panel.setGeometry(self._place())

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and not self.isHidden() and now.window() is self.window() and not self.isAncestorOf(now):
            self.close_drawer()
