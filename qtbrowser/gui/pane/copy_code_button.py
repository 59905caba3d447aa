"""The button that copies the code block under the mouse."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QToolButton, QWidget

from qtbrowser.gui.pane.code_boxes import CodeBox
from qtbrowser.gui.widgets.icons import grow_icon, icon

_SIDE = 26
_INSET = 5
_THANKS_MS = 1500


class CopyCodeButton(QToolButton):
    """A button in the upper right corner of a code block; the menu has the same command for the keyboard.

    Args:
        viewport: the viewport of the page.
    """

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport)
        self.setObjectName("copy_code")
        self.setToolTip(self.tr("Copy code"))
        self.setAccessibleName(self.tr("Copy code"))
        grow_icon(self, 16)
        self.setAutoRaise(True)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.AlternateBase)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._listing: CodeBox | None = None
        self._thanks = QTimer(self, singleShot=True, interval=_THANKS_MS)
        self._thanks.timeout.connect(self._show_copy_icon)
        self.clicked.connect(self._copy)
        self._show_copy_icon()
        self.hide()

    def put_away(self) -> None:
        """Hide the button, because its code block is not in view any more."""
        self.hide()
        self._listing = None

    def show_for(self, listing: CodeBox, origin: QPoint) -> None:
        """Shows the button at a code block.

        Args:
            listing: one in view.
            origin: the document's upper left corner in the viewport.
        """
        if self._listing is None or self._listing.table != listing.table:
            self._show_copy_icon()
        self._listing = listing
        box = listing.box.toRect().translated(origin)
        top = max(box.top(), 0) + _INSET
        self.setGeometry(box.right() - _SIDE - _INSET, min(top, box.bottom() - _SIDE), _SIDE, _SIDE)
        self.show()

    def _copy(self) -> None:
        if self._listing is not None:
            QGuiApplication.clipboard().setText(self._listing.code())
            self.setIcon(icon("check"))
            self._thanks.start()

    def _show_copy_icon(self) -> None:
        self.setIcon(icon("copy"))


class CopyCodeButtons:
    """A button for each listing in view.

    Args:
        viewport: where the page is drawn.
    """

    def __init__(self, viewport: QWidget) -> None:
        self._viewport = viewport
        self._buttons: list[CopyCodeButton] = []

    def place(self, listings: Sequence[CodeBox], origin: QPoint) -> None:
        """Show a button at each of `listings`, and no other.

        Args:
            listings: those in view.
            origin: the document's upper left corner in the viewport.
        """
        while len(self._buttons) < len(listings):
            self._buttons.append(CopyCodeButton(self._viewport))
        for button, listing in zip(self._buttons, listings, strict=False):
            button.show_for(listing, origin)
        for button in self._buttons[len(listings) :]:
            button.put_away()
