"""Formulas on the screen are painted from pictures, which look as what is drawn; paper gets vectors."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPicture
from pytestqt.qtbot import QtBot

from qtbrowser.gui.math.formula import Drawing
from qtbrowser.gui.math.formula_painting import paint_drawing
from qtbrowser.gui.math.formula_pictures import LARGEST, MOST_BYTES, FormulaPictures, Picture, PictureKey
from qtbrowser.gui.math.marks import Glyph, RuleMark

FRACTION = Drawing(
    glyphs=(Glyph(40, 60, 300, 1), Glyph(41, 700, 300, 1), Glyph(42, 200, -700, 0.7)),
    rules=(RuleMark(0, 230, 1300, 60),),
)
INVISIBLE = 8
"""The levels of 255 by which two pictures of one formula may differ: they begin at slightly different places."""


def painted(zoom: float, draw: QPicture | None, left: float, top: float) -> QImage:
    image = QImage(round(60 * zoom), round(60 * zoom), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(zoom)
    image.fill(QColor("#fdfcf8"))
    painter = QPainter(image)
    if draw is None:
        paint_drawing(painter, FRACTION, QPointF(left, top), 19.0, QColor("#20242c"), QFont())
    else:
        painter.drawPicture(0, 0, draw)
    painter.end()
    return image


def difference(one: QImage, other: QImage) -> int:
    pairs = zip(bytes(one.constBits()), bytes(other.constBits()), strict=True)
    return max(abs(first - second) for first, second in pairs)


@pytest.mark.usefixtures("qtbot")
@pytest.mark.parametrize(("left", "top"), [(10, 30), (10.26, 30.4), (11.99, 29.6)])
def test_a_picture_looks_as_what_is_drawn(left: float, top: float) -> None:
    vectors = QPicture()
    painter = QPainter(vectors)
    paint_drawing(painter, FRACTION, QPointF(left, round(top)), 19.0, QColor("#20242c"), QFont())
    painter.end()
    drawn = painted(1, vectors, left, top)
    assert difference(drawn, painted(1, QPicture(), left, top)) > 100
    assert difference(drawn, painted(1, None, left, top)) <= INVISIBLE
    assert difference(painted(1, None, left, top), painted(1, None, left, top)) == 0


def test_it_is_sharp_on_every_screen(qtbot: QtBot) -> None:
    for zoom in (1.25, 2.0):
        small, large = painted(zoom, None, 10, 30), painted(zoom, None, 10 + 3 / zoom, 30)
        moved = small.copy(0, 0, small.width() - 3, small.height())
        assert difference(moved, large.copy(3, 0, moved.width(), moved.height())) <= INVISIBLE


def test_the_pictures_that_were_used_last_are_kept() -> None:
    kept = FormulaPictures()
    keys = [PictureKey(FRACTION, 19.0, number, 0) for number in range(40)]
    picture = Picture(QImage(LARGEST // 4 // 100, 100, QImage.Format.Format_ARGB32_Premultiplied), 0, 0)
    for key in keys:
        kept.put(key, picture)
        assert kept.get(keys[0]) is picture
        assert kept.bytes_in_memory <= MOST_BYTES
    assert kept.get(keys[1]) is None
    assert kept.get(keys[-1]) is picture
    assert kept.get(PictureKey(FRACTION, 19.0, 0, 1)) is None
