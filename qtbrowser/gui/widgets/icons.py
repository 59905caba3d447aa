"""Icons from the bundled SVG files, drawn in the palette's colour at the moment they are painted.

The files write ``currentColor`` for their strokes; it is replaced by the text colour of the requested state, so that
one file serves all themes, disabled buttons and every screen density.
"""

from __future__ import annotations

from functools import cache, lru_cache
from math import floor

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from qtbrowser.resources import resource_path


@cache
def icon(name: str) -> QIcon:
    """The icon with a file name (without ``.svg``) in ``resources/icons``; the file is read at its first paint."""
    return QIcon(SvgIconEngine(name))


_SIDE = "icon_side"
USUAL_TEXT = 16
"""The height in pixels of a line of the text that icons are drawn for."""


def icon_size(widget: QWidget, side: int) -> QSize:
    """The size of an icon that is `side` pixels beside usual text, and grows with the text of `widget`."""
    scaled = scaled_to_text(widget.fontMetrics(), side)
    return QSize(scaled, scaled)


def grow_icon(button: QAbstractButton, side: int) -> None:
    """Give a button's icon a side of that many pixels beside usual text; it grows with the text, see `fit_icons`."""
    button.setProperty(_SIDE, side)
    button.setIconSize(icon_size(button, side))


def fit_icons() -> None:
    """Fit the icons of all buttons that `grow_icon` was called for to the text, after the application's font changed.

    One call, because a filter for events at every button would slow down each of its events.
    """
    for widget in QApplication.allWidgets():
        side = widget.property(_SIDE)
        if side is not None and isinstance(widget, QAbstractButton):
            widget.setIconSize(icon_size(widget, int(side)))


def scaled_to_text(metrics: QFontMetrics, pixels: int) -> int:
    """A length beside text of these metrics, such as the side of an icon, that is `pixels` beside usual text."""
    return round(pixels * max(1.0, metrics.height() / USUAL_TEXT))


def paint_icon(painter: QPainter, name: str, rect: QRectF, colour: str) -> None:
    """Draw an icon in a given colour (``#rrggbb``), for delegates that choose their own.

    It is drawn on whole pixels from a cached pixmap: rendering the SVG for each row of a list would take as long as the
    rest of the row.
    """
    density = painter.device().devicePixelRatioF()
    side = round(rect.width() * density)
    # Halves go one way, so that the icons of all rows have the same place in them.
    painter.drawPixmap(floor(rect.x() + 0.5), floor(rect.y() + 0.5), _picture(name, colour, side, side, density))


@cache
def _source(name: str) -> str:
    return resource_path(f"icons/{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=256)
def _picture(name: str, colour: str, width: int, height: int, density: float) -> QPixmap:
    """The icon in a colour; `width` and `height` in device pixels, `density` of them to a logical one."""
    picture = QPixmap(width, height)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(_coloured(_source(name), colour)).render(painter, QRectF(0, 0, width, height))
    painter.end()
    picture.setDevicePixelRatio(density)
    return picture


@lru_cache(maxsize=256)
def _coloured(source: str, colour: str) -> QByteArray:
    return QByteArray(source.replace("currentColor", colour).encode())


class SvgIconEngine(QIconEngine):
    """Paints one SVG in the application palette's text colour."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Paint into `rect` in the colour of the mode."""
        QSvgRenderer(_coloured(_source(self._name), _colour(mode))).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The icon as a picture of `size` device pixels."""
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """The icon as a picture of `size` device pixels for a screen of density `scale`."""
        return _picture(self._name, _colour(mode), size.width(), size.height(), scale)

    def clone(self) -> QIconEngine:
        """A new engine for the same file."""
        return SvgIconEngine(self._name)

    def iconName(self) -> str:
        """The file's name."""
        return self._name


def _colour(mode: QIcon.Mode) -> str:
    role = QPalette.ColorRole.HighlightedText if mode is QIcon.Mode.Selected else QPalette.ColorRole.WindowText
    group = QPalette.ColorGroup.Disabled if mode is QIcon.Mode.Disabled else QPalette.ColorGroup.Active
    return QGuiApplication.palette().color(group, role).name()
