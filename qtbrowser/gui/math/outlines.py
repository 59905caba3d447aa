"""Outlines of glyphs and other shapes as QPainterPath."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPainterPathStroker, QTransform

from qtbrowser.gui.math.marks import Bar, Glyph, RuleMark, Shape
from qtbrowser.resources import resource_path

GLYPHS = "math/glyphs.txt"

_OVERLAP = 130
"""The overlap of bars with their pieces in MathJax is 100; this allows for rounding."""

_PATHS_KEPT = 200
"""The number of formulas whose paths are cached, 50 kB each, so that scrolling doesn't compute them again."""

_STEP = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?")


@cache
def _outlines() -> tuple[str, ...]:
    return tuple(resource_path(GLYPHS).read_text(encoding="ascii").splitlines())


def outline_count() -> int:
    """The number of outlines; they are numbered from 1.

    Raises:
        OSError: they are missing from the installation.
    """
    return len(_outlines())


def outline(number: int) -> str:
    """The outline with a number, as an SVG path."""
    return _outlines()[number - 1]


@cache
def glyph_path(number: int) -> QPainterPath:
    """The outline with a number. It is cached and must not be changed."""
    return svg_path(outline(number))


def svg_path(text: str) -> QPainterPath:
    """Convert an SVG path with the commands M, L, H, V, Q, T, C, Z in both cases.

    See https://www.w3.org/TR/SVG11/paths.html. Other commands are ignored; MathJax does not write any.
    """
    pen = _Pen()
    for letter, numbers in _STEP.findall(text):
        pen.step(letter, [float(number) for number in _NUMBER.findall(numbers)])
    return pen.path


class _Pen:
    """Draws the commands of an SVG path one after the other."""

    def __init__(self) -> None:
        self.path = QPainterPath()
        self.path.setFillRule(Qt.FillRule.WindingFill)
        self._control: tuple[float, float] | None = None
        self._commands: dict[str, tuple[int, Callable[..., None]]] = {
            "M": (2, self.path.moveTo),
            "L": (2, self.path.lineTo),
            "H": (1, lambda x: self.path.lineTo(x, self._y)),
            "V": (1, lambda y: self.path.lineTo(self._x, y)),
            "Q": (4, self._quadratic),
            "T": (2, self._smooth),
            "C": (6, self.path.cubicTo),
        }

    @property
    def _x(self) -> float:
        return self.path.currentPosition().x()

    @property
    def _y(self) -> float:
        return self.path.currentPosition().y()

    def step(self, letter: str, numbers: list[float]) -> None:
        """Draw one command with all its numbers."""
        command = letter.upper()
        if command == "Z":
            self.path.closeSubpath()
        elif command in self._commands:
            count, draw = self._commands[command]
            for start in range(0, len(numbers) - count + 1, count):
                group = numbers[start : start + count]
                draw(*(self._absolute(command, group) if letter.islower() else group))
                if command not in "QT":
                    self._control = None
                if command == "M":
                    draw = self.path.lineTo

    def _absolute(self, command: str, numbers: list[float]) -> list[float]:
        if command == "V":
            return [numbers[0] + self._y]
        return [number + (self._y if place % 2 else self._x) for place, number in enumerate(numbers)]

    def _quadratic(self, control_x: float, control_y: float, x: float, y: float) -> None:
        self._control = (control_x, control_y)
        self.path.quadTo(control_x, control_y, x, y)

    def _smooth(self, x: float, y: float) -> None:
        """Draw a curve whose control point mirrors the one before."""
        control_x, control_y = self._control or (self._x, self._y)
        self._quadratic(2 * self._x - control_x, 2 * self._y - control_y, x, y)


@lru_cache(_PATHS_KEPT)
def glyphs_path(glyphs: tuple[Glyph, ...], bars: tuple[RuleMark, ...] = ()) -> QPainterPath:
    """Glyphs and bars in their places as one path. It is cached and must not be changed."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for glyph in glyphs:
        place = QTransform(glyph.scale, 0, 0, glyph.scale, glyph.x, glyph.y)
        path.addPath(place.map(glyph_path(glyph.number)))
    for left, bottom, width, height in bars:
        # In the winding direction of fonts; otherwise a bar over a glyph would be cut out of it.
        corners = [(left, bottom), (left, bottom + height), (left + width, bottom + height), (left + width, bottom)]
        path.addPolygon([QPointF(x, y) for x, y in corners])
        path.closeSubpath()
    return path


def shape_path(shape: Shape) -> QPainterPath:
    """A shape in its place; a line as the area that it covers."""
    path = svg_path(shape.path)
    if shape.stroke:
        stroker = QPainterPathStroker()
        stroker.setWidth(shape.stroke)
        stroker.setCapStyle(Qt.PenCapStyle.FlatCap)
        path = stroker.createStroke(path)
    return QTransform(*shape.matrix).map(path)


def glyph_box(glyph: Glyph) -> QRectF:
    """The box around a glyph's ink in its place; its `top` is the lower edge, y going up."""
    place = QTransform(glyph.scale, 0, 0, glyph.scale, glyph.x, glyph.y)
    return place.mapRect(glyph_path(glyph.number).boundingRect())


def bar_strokes(bar: Bar, pieces: Sequence[QRectF] = ()) -> list[RuleMark]:
    """A bar as rectangles: each stroke of such an outline is straight, so it equals its bounding box.

    Args:
        bar: the bar.
        pieces: bounding boxes of the glyphs around. A bar overlaps the two that it joins; overlapping edges would be
            drawn darker, so the bar ends where the pieces begin.
    """
    window = QRectF(bar.left, bar.bottom, bar.width, bar.height)
    place = QTransform(bar.scale_x, 0, 0, bar.scale_y, bar.x, bar.y)
    boxes = (stroke.boundingRect() & window for stroke in place.map(glyph_path(bar.number)).toSubpathPolygons())
    cut = [_cut(box, pieces) for box in boxes if not box.isEmpty()]
    return [RuleMark(box.left(), box.top(), box.width(), box.height()) for box in cut]


def _cut(stroke: QRectF, pieces: Sequence[QRectF]) -> QRectF:
    """A stroke without its overlap with pieces at its ends."""
    cut = QRectF(stroke)
    for piece in pieces:
        common = piece & stroke
        if common.isEmpty():
            continue
        if stroke.height() > stroke.width() and common.height() <= _OVERLAP:
            if common.top() == stroke.top():
                cut.setTop(max(cut.top(), common.bottom()))
            elif common.bottom() == stroke.bottom():
                cut.setBottom(min(cut.bottom(), common.top()))
        elif stroke.width() > stroke.height() and common.width() <= _OVERLAP:
            if common.left() == stroke.left():
                cut.setLeft(max(cut.left(), common.right()))
            elif common.right() == stroke.right():
                cut.setRight(min(cut.right(), common.left()))
    return cut if cut.isValid() else stroke
