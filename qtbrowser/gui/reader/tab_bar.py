"""The row of tabs above the window's panels; none is seen while there is one tab."""

from __future__ import annotations

import html
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QCursor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QTabBar, QToolButton, QWidget

from qtbrowser.gui.widgets.icons import grow_icon, icon
from qtbrowser.gui.widgets.nouns import Noun
from qtbrowser.gui.widgets.row_painting import mirrored, paint_focus_frame
from qtbrowser.gui.widgets.theme_palettes import colours_of

if TYPE_CHECKING:
    from qtbrowser.gui.reader.tabs import Tab

MOST_WIDTH = 240
LEAST_WIDTH = 96
PINNED_WIDTH = 120
PADDING = 12
USUAL_LINE = 16
"""The height of a line of usual text, for which the widths above are, in pixels."""

_CROSS_SIDE = QTabBar.ButtonPosition.RightSide
"""Where the window's style has it. To ask the style makes PySide create its class, which the first list waits for."""


class TabBar(QTabBar):
    """Shows the tabs and asks for what the reader does with them; the row itself decides nothing.

    Signals:
        chosen: the number of a tab to show.
        close_requested: the number of a tab to close.
        arranged: the numbers of the tabs in the order that one was dragged into.
        pin_requested: the number of a tab, and whether it is to be pinned.

    Attributes:
        noun: what documents are called.
    """

    chosen = Signal(int)
    close_requested = Signal(int)
    arranged = Signal(list)
    pin_requested = Signal(int, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tab_bar")
        self.setAccessibleName(self.tr("Tabs"))
        self.setDrawBase(False)
        self.setDocumentMode(True)
        self.setExpanding(False)
        self.setMovable(True)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setUsesScrollButtons(True)
        self.menu: QMenu | None = None
        self.noun = Noun.QUESTION
        self._pinned: list[bool] = []
        self._shown: list[tuple[str, bool]] = []
        self._showing = False
        self._is_dragged = False
        self._held_at = 0
        self.currentChanged.connect(self._choose)
        self.tabMoved.connect(self._note_drag)
        self.hide()

    def show_tabs(self, tabs: Sequence[Tab], current: int) -> None:
        """Show the tabs as they are now; while one is dragged, only as soon as it is let go."""
        if self._is_dragged:
            return
        self._showing = True
        self._pinned = [tab.pinned for tab in tabs]
        while self.count() > len(tabs):
            self.removeTab(self.count() - 1)
        while self.count() < len(tabs):
            self.setTabButton(self.addTab(""), _CROSS_SIDE, self._cross())
        shown = [(tab.title or self.noun.everything, tab.pinned) for tab in tabs]
        for number, (title, pinned) in enumerate(shown):
            # Each step of the reader asks for this, and most change no tab.
            if number < len(self._shown) and self._shown[number] == (title, pinned):
                continue
            self.setTabText(number, title.replace("&", "&&"))
            self.setTabToolTip(number, html.escape(title))
            self.setTabData(number, number)
            told = self.tr("{0}, pinned").format(title) if pinned else title
            self.setAccessibleTabName(number, told)
            cross = self.tabButton(number, _CROSS_SIDE)
            cross.setVisible(not pinned)
            cross.setAccessibleName(self.tr("Close {0}").format(title))
        self._shown = shown
        self.setCurrentIndex(current)
        self.setVisible(len(tabs) > 1)
        self._showing = False

    def tabSizeHint(self, index: int) -> QSize:
        """Wide enough for some words of a title, and never wider than a few tabs allow."""
        size = super().tabSizeHint(index)
        most = PINNED_WIDTH if index < len(self._pinned) and self._pinned[index] else MOST_WIDTH
        height = max(size.height(), self.fontMetrics().height() + 16)
        scale = max(1.0, self.fontMetrics().height() / USUAL_LINE)
        return QSize(max(round(scale * LEAST_WIDTH), min(size.width(), round(scale * most))), height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The tabs in the theme's colours: the current one on the page's ground, with a bar below."""
        colours = colours_of(self.palette())
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.window))
        pointed = self.tabAt(self.mapFromGlobal(QCursor.pos())) if self.underMouse() else -1
        dragged = self._dragged_tab()
        for number in range(self.count()):
            # The place of the tab that is dragged is empty.
            place = self.tabRect(number)
            # Where there are many, most of them are scrolled away.
            if place.intersects(event.rect()) and (dragged is None or number != self.currentIndex()):
                self._paint_tab(painter, number, place, is_pointed=number == pointed)
        painter.end()

    def _paint_tab(self, painter: QPainter, number: int, place: QRect, *, is_pointed: bool = False) -> None:
        colours = colours_of(self.palette())
        is_current = number == self.currentIndex()
        if is_current or is_pointed:
            painter.fillRect(place, QColor(colours.base if is_current else colours.hover))
        edge = QRect(place.right(), place.top() + 6, 1, place.height() - 12)
        painter.fillRect(mirrored(QRectF(edge), place, self.layoutDirection()), QColor(colours.border))
        if is_current:
            painter.fillRect(QRect(place.left(), place.bottom() - 1, place.width(), 2), QColor(colours.accent))
            if self.hasFocus():
                paint_focus_frame(painter, QRectF(place), colours, 1)
        cross = self.tabButton(number, _CROSS_SIDE)
        taken = cross.width() + 10 if cross.isVisibleTo(self) else 10
        room = mirrored(QRectF(place).adjusted(PADDING, 0, -taken, 0), place, self.layoutDirection())
        words = self.fontMetrics().elidedText(
            self.tabText(number).replace("&&", "&"), Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.setPen(QColor(colours.text if is_current or is_pointed else colours.muted))
        painter.setFont(self.font())
        # Not before the first paint, which shows no tabs.
        from qtbrowser.gui.widgets.text_block import runs_rightwards

        # The end of a title is where its own letters end, also in a mirrored window.
        is_from_right = runs_rightwards(words)
        painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft if is_from_right else Qt.LayoutDirection.LeftToRight)
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter), words)

    def _dragged_tab(self) -> QWidget | None:
        """The widget with which Qt shows the tab that is dragged; None while none is."""
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        others = [one for one in self.findChildren(QWidget, options=direct) if not isinstance(one, QToolButton)]
        return next((one for one in others if one.isVisible() and one is not self.menu), None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """As usual, but a tab that is dragged looks as it did before."""
        super().mouseMoveEvent(event)
        if (dragged := self._dragged_tab()) is not None:
            dragged.installEventFilter(self)
            # Qt moves it where it paints the others.
            dragged.move(event.position().toPoint().x() - self._held_at, 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Paints the tab that is dragged: Qt's picture of it is in the style's own looks."""
        if event.type() != QEvent.Type.Paint or not isinstance(watched, QWidget):
            return False
        painter = QPainter(watched)
        self._paint_tab(painter, self.currentIndex(), watched.rect())
        painter.end()
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """As usual but for the middle button, by which Qt would close pinned tabs, too."""
        if event.button() != Qt.MouseButton.MiddleButton:
            place = event.position().toPoint()
            self._held_at = place.x() - self.tabRect(self.tabAt(place)).left()
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The middle button closes a tab; a drag ends."""
        if event.button() != Qt.MouseButton.MiddleButton:
            super().mouseReleaseEvent(event)
            if (dragged := self._dragged_tab()) is not None:
                dragged.move(self.tabRect(self.currentIndex()).topLeft())
        if event.button() == Qt.MouseButton.MiddleButton:
            number = self.tabAt(event.position().toPoint())
            if number >= 0 and not self._pinned[number]:
                self.close_requested.emit(number)
        elif self._is_dragged:
            self._is_dragged = False
            # Qt has moved the tabs itself.
            self._shown = []
            self.arranged.emit([self.tabData(number) for number in range(self.count())])

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Pin or close the tab under the mouse, or the current one where the keyboard asks."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        number = self.tabAt(event.pos()) if by_mouse else self.currentIndex()
        if number < 0:
            return
        if self.menu is not None:
            self.menu.deleteLater()
        self.menu = QMenu(self)
        pinned = self._pinned[number]
        pin = self.menu.addAction(self.tr("Un&pin Tab") if pinned else self.tr("&Pin Tab"))
        pin.triggered.connect(lambda: self.pin_requested.emit(number, not pinned))
        close = self.menu.addAction(self.tr("&Close Tab"))
        close.triggered.connect(lambda: self.close_requested.emit(number))
        self.menu.popup(event.globalPos() if by_mouse else self.mapToGlobal(self.tabRect(number).center()))

    def _cross(self) -> QToolButton:
        """A button that closes the tab that it is in."""
        button = QToolButton(self)
        button.setIcon(icon("x"))
        grow_icon(button, 14)
        button.setAutoRaise(True)
        button.setToolTip(self.tr("Close this tab"))
        # By the keyboard a tab is closed by its action.
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(partial(self._close_at, button))
        return button

    def _close_at(self, cross: QToolButton) -> None:
        for number in range(self.count()):
            if self.tabButton(number, _CROSS_SIDE) is cross:
                self.close_requested.emit(number)
                return

    def _choose(self, number: int) -> None:
        if not self._showing and number >= 0 and not self._is_dragged:
            self.chosen.emit(number)

    def _note_drag(self) -> None:
        """Qt tells each place that a dragged tab passes; what counts is where it is let go."""
        if not self._showing:
            self._is_dragged = True
