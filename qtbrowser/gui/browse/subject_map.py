"""The subjects of a library as a map: a tile for each, the larger the more documents it has."""

from __future__ import annotations

import html
from collections.abc import Sequence
from itertools import product

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from qtbrowser.gui.browse.home_jobs import MapSubject
from qtbrowser.gui.browse.treemap import squarified
from qtbrowser.gui.widgets.nouns import Noun
from qtbrowser.gui.widgets.row_painting import small_font
from qtbrowser.gui.widgets.theme_palettes import colours_of

GAP = 4
PADDING = 8
ROUNDING = 6.0
TILE_AREA = 5_600
"""The mean area of a tile in square pixels, for usual text."""

STRETCH = 2.2
"""Tiles are so much wider than high, as names are."""

LOWEST, HIGHEST = 70, 1_200
"""The least and the greatest height of the map, in pixels."""

EVENNESS = (0.5, 0.35, 0.2, 0.0)
"""The powers of a count to which a tile's area is proportional, the first with which each name has room: with 1 small
subjects had none.
"""

GROWTH = (1.0, 1.25, 1.6, 2.0)
"""So many times its usual height the map has, the first with which each name has room."""


_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


def _room(tile: QRect) -> QRect:
    """The part of a tile for its words."""
    return tile.adjusted(PADDING, PADDING - 2, -PADDING, -PADDING + 2)


class SubjectTile(QAbstractButton):
    """A tile with the name of a subject and its count."""

    def __init__(self, subject: MapSubject, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = subject.key
        self._name = subject.name
        self._count = self.locale().toString(subject.count)
        self.setObjectName("subject_tile")
        self.setAccessibleName(words)
        self.setToolTip(html.escape(words))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        """The map gives the size."""
        return self.minimumSizeHint()

    def has_room(self, size: QSize) -> bool:
        """Whether the whole name and the count can be read in a tile of this size."""
        room = _room(QRect(QPoint(), size))
        wrapped = self._wrapped(room.width())
        return wrapped.width() <= room.width() and wrapped.height() + self.fontMetrics().height() <= room.height()

    def _wrapped(self, width: int) -> QRect:
        """The room that the name takes where lines are so wide."""
        return self.fontMetrics().boundingRect(QRect(0, 0, width, 10_000), _WRAPPED, self._name)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, edge, name and count."""
        colours = colours_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pointed = self.underMouse() or self.hasFocus() or self.isDown()
        painter.setPen(QPen(QColor(colours.accent if pointed else colours.field_border), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(colours.selected if pointed else colours.window))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), ROUNDING, ROUNDING)
        room = _room(self.rect())
        painter.setPen(QColor(colours.text))
        metrics = self.fontMetrics()
        left = Qt.AlignmentFlag.AlignLeft
        small = small_font(self.font())
        count_room = metrics.height()
        wrapped = self._wrapped(room.width())
        fits = self.has_room(self.size())
        below = wrapped.height() if fits else metrics.height()
        has_line = below + count_room <= room.height() + 2
        # Where no line is left for the count, it is at the end of the name's.
        beside = 0 if has_line else QFontMetrics(small).horizontalAdvance(self._count) + PADDING
        if fits:
            painter.drawText(room, _WRAPPED, self._name)
        else:
            line = metrics.elidedText(self._name, Qt.TextElideMode.ElideRight, room.width() - beside)
            painter.drawText(QRect(room.left(), room.top(), room.width(), metrics.height()), int(left), line)
        painter.setFont(small)
        painter.setPen(QColor(colours.muted))
        if has_line:
            place = QRect(room.left(), room.top() + below, room.width(), count_room)
            painter.drawText(place, int(left | Qt.AlignmentFlag.AlignTop), self._count)
        else:
            place = QRect(room.left(), room.top(), room.width(), metrics.height())
            painter.drawText(place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self._count)
        painter.end()


class SubjectMap(QWidget):
    """Shows tiles for subjects. Tab goes to the map, the arrow keys from tile to tile.

    Signals:
        subject_requested: the key of the subject whose list is to be shown.
    """

    subject_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("subject_map")
        self.setAccessibleName(self.tr("Map of subjects"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._subjects: tuple[MapSubject, ...] = ()
        self.tiles: list[SubjectTile] = []

    def show_subjects(self, subjects: Sequence[MapSubject], noun: Noun) -> None:
        """Show other subjects, the largest first; none without a document."""
        subjects = tuple(subject for subject in subjects if subject.count > 0)
        if subjects == self._subjects:
            return
        for tile in self.tiles:
            tile.hide()
            tile.deleteLater()
        self._subjects = subjects
        self.tiles = [SubjectTile(one, f"{one.name}, {noun.counted(one.count)}", self) for one in subjects]
        for number, tile in enumerate(self.tiles):
            tile.clicked.connect(self._on_clicked)
            tile.installEventFilter(self)
            # The arrow keys go on from here.
            tile.setFocusPolicy(Qt.FocusPolicy.StrongFocus if number == 0 else Qt.FocusPolicy.ClickFocus)
            tile.show()
        self._lay_out()

    def heightForRoom(self, width: int) -> int:
        """The height that gives each tile room for its name, in pixels."""
        scale = self.fontMetrics().height() / 16
        wanted = len(self.tiles) * TILE_AREA * max(1.0, scale * scale) / max(width, 1)
        return round(max(LOWEST, min(wanted, HIGHEST))) if self.tiles else 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the tiles out for the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        """Larger text needs larger tiles."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._lay_out()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """The arrow keys, Home and End go from tile to tile, Return opens one as a click does."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or watched not in self.tiles:
            return False
        tile = self.tiles[self.tiles.index(watched)]
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            tile.click()
        elif (other := self._beside(tile, Qt.Key(key))) is not None:
            other.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            return False
        return True

    def _beside(self, tile: SubjectTile, key: Qt.Key) -> SubjectTile | None:
        """The tile that a key leads to, itself at the edge; None for other keys."""
        if key == Qt.Key.Key_Home:
            return self.tiles[0]
        if key == Qt.Key.Key_End:
            return self.tiles[-1]
        here = tile.geometry().center()
        steps = {
            Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
        }  # fmt: skip
        if key not in steps:
            return None
        across, down = steps[key]
        best: tuple[float, SubjectTile] | None = None
        for other in self.tiles:
            way = other.geometry().center() - here
            ahead = way.x() * across + way.y() * down
            aside = abs(way.x() * down) + abs(way.y() * across)
            if other is not tile and ahead > 0 and (best is None or ahead + 2 * aside < best[0]):
                best = (ahead + 2 * aside, other)
        return tile if best is None else best[1]

    def _lay_out(self) -> None:
        usual = self.heightForRoom(self.width())
        places: list[QRect] = []
        height = usual
        for growth, evenness in product(GROWTH, EVENNESS):
            height = round(growth * usual)
            places = self._places(height, evenness)
            if all(tile.has_room(place.size()) for tile, place in zip(self.tiles, places, strict=True)):
                break
        self.setFixedHeight(height)
        for tile, place in zip(self.tiles, places, strict=True):
            tile.setGeometry(place)

    def _places(self, height: int, evenness: float) -> list[QRect]:
        """Where each tile is in a map of this height."""
        width = self.width()
        weights = [one.count**evenness for one in self._subjects]
        rects = []
        for place in squarified(weights, (width + GAP) / STRETCH, height + GAP):
            left, top = round(STRETCH * place.left), round(place.top)
            right, bottom = round(STRETCH * (place.left + place.width)), round(place.top + place.height)
            rect = QRect(left, top, right - left - GAP, bottom - top - GAP)
            if self.isRightToLeft():
                rect.moveLeft(width - rect.right() - 1)
            rects.append(rect)
        return rects

    def _on_clicked(self) -> None:
        tile = self.sender()
        if isinstance(tile, SubjectTile):
            self.subject_requested.emit(tile.key)
