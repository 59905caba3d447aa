"""Paints parts of formulas as sharp as the device allows: on a screen as pictures that are kept, else as vectors."""

from __future__ import annotations

from math import ceil, floor

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPaintEngine, QPainter, QTransform

from qtbrowser.gui.math.formula import Drawing
from qtbrowser.gui.math.formula_pictures import LARGEST, FormulaPictures, Picture, PictureKey
from qtbrowser.gui.math.marks import UNITS_PER_EM, RuleMark, Text
from qtbrowser.gui.math.outlines import glyphs_path, shape_path

_TEXT_PX = 100

_COARSE_EM_PX = 26
"""With fewer device pixels an em than this, the fine lines of these fonts are paler than text."""

_STRENGTHENING = 0.5
"""The opacity with which glyphs are then drawn a second time, to darken their edges."""


_PHASES = 64
"""The places within a device pixel, from left to right, at which a picture may begin."""

_PICTURES = FormulaPictures()


def paint_drawing(
    painter: QPainter, drawing: Drawing, origin: QPointF, em: float, colour: QColor, text_font: QFont
) -> None:
    """Draws glyphs, rules and texts.

    Args:
        painter: its units are those of `origin` and `em`; the device may have more pixels a unit.
        drawing: the drawing.
        origin: the point x = 0 of the baseline.
        em: the em in pixels.
        colour: the colour of everything.
        text_font: the font for letters that the math fonts lack.
    """
    device = painter.deviceTransform()
    # Letters in a text font and drawn lines are rare.
    is_of_glyphs = not drawing.shapes and not drawing.texts
    if is_of_glyphs and _is_upright(device) and painter.paintEngine().type() is QPaintEngine.Type.Raster:
        seen = device.map(origin)
        phase = round((seen.x() - floor(seen.x())) * _PHASES)
        key = PictureKey(drawing, em * device.m11(), phase, colour.rgba())
        picture = _PICTURES.get(key) or _picture(key, em, colour, text_font)
        if picture is not None:
            painter.save()
            painter.setWorldTransform(device.inverted()[0], combine=True)
            painter.drawImage(QPointF(floor(seen.x()) + picture.left, round(seen.y()) + picture.top), picture.image)
            painter.restore()
            return
    _paint_vectors(painter, drawing, origin, em, colour, text_font)


def explicit_font(font: QFont) -> QFont:
    """The same font with all attributes set: for attributes inherited from the document, QPainter would use the
    widget's font.
    """
    same = QFont(font)
    same.setFamilies(font.families())
    same.setWeight(font.weight())
    same.setItalic(font.italic())
    if font.pixelSize() > 0:
        same.setPixelSize(font.pixelSize())
    else:
        same.setPointSizeF(font.pointSizeF())
    return same


def _picture(key: PictureKey, em: float, colour: QColor, text_font: QFont) -> Picture | None:
    """Draws a picture and keeps it; None if it would be too large."""
    drawing = key.drawing
    ink = glyphs_path(drawing.glyphs, drawing.bars).controlPointRect()
    for rule in drawing.rules:
        ink |= QRectF(*rule)
    scale = key.em / em
    start = key.phase / _PHASES
    # With room for edges, and for rules that become thicker; y goes up in `ink`.
    unit = key.em / UNITS_PER_EM
    left, top = floor(start + unit * ink.left()) - 2, floor(-unit * ink.bottom()) - 2
    width, height = ceil(start + unit * ink.right()) + 2 - left, ceil(-unit * ink.top()) + 2 - top
    if 4 * width * height > LARGEST:
        return None
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    painter.setTransform(QTransform(scale, 0, 0, scale, start - left, -top))
    _paint_vectors(painter, drawing, QPointF(0, 0), em, colour, text_font)
    painter.end()
    picture = Picture(image, left, top)
    _PICTURES.put(key, picture)
    return picture


def _paint_vectors(
    painter: QPainter, drawing: Drawing, origin: QPointF, em: float, colour: QColor, text_font: QFont
) -> None:
    unit = em / UNITS_PER_EM
    place = QTransform(unit, 0, 0, -unit, origin.x(), _snapped(painter, origin))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setWorldTransform(place, combine=True)
    path = glyphs_path(drawing.glyphs, drawing.bars)
    painter.fillPath(path, colour)
    if painter.deviceTransform().m11() * UNITS_PER_EM < _COARSE_EM_PX:
        painter.setOpacity(_STRENGTHENING * painter.opacity())
        painter.fillPath(path, colour)
    for shape in drawing.shapes:
        painter.fillPath(shape_path(shape), colour)
    painter.restore()
    for rule in drawing.rules:
        painter.fillRect(_sharp(painter, rule, place), colour)
    for text in drawing.texts:
        _paint_text(painter, text, place, colour, text_font)


def _snapped(painter: QPainter, origin: QPointF) -> float:
    """The baseline's y, rounded to a row of device pixels, as Qt does for text lines."""
    device = painter.deviceTransform()
    if not _is_upright(device):
        return origin.y()
    return device.inverted()[0].map(QPointF(0, round(device.map(origin).y()))).y()


def _sharp(painter: QPainter, rule: RuleMark, place: QTransform) -> QRectF:
    """The rule's rectangle, with its thin side rounded to whole device pixels, at least one."""
    box = place.mapRect(QRectF(rule.left, rule.bottom, rule.width, rule.height))
    device = painter.deviceTransform()
    if not _is_upright(device):
        return box
    seen = device.mapRect(box)
    if seen.height() <= seen.width():
        thick = max(1, round(seen.height()))
        seen = QRectF(seen.left(), round(seen.center().y() - thick / 2), seen.width(), thick)
    else:
        thick = max(1, round(seen.width()))
        seen = QRectF(round(seen.center().x() - thick / 2), seen.top(), thick, seen.height())
    return device.inverted()[0].mapRect(seen)


def _is_upright(transform: QTransform) -> bool:
    return transform.type() in (
        QTransform.TransformationType.TxNone,
        QTransform.TransformationType.TxTranslate,
        QTransform.TransformationType.TxScale,
    )


def _paint_text(painter: QPainter, text: Text, place: QTransform, colour: QColor, text_font: QFont) -> None:
    font = explicit_font(text_font)
    font.setPixelSize(_TEXT_PX)
    font.setBold(bool(text.style & 1))
    font.setItalic(bool(text.style & 2))
    scale = text.size / _TEXT_PX
    natural = QFontMetricsF(font).horizontalAdvance(text.text) * scale
    squeeze = min(1.0, text.width / natural) if natural else 1.0
    left = text.left + max(0.0, (text.width - natural) / 2)
    painter.save()
    painter.setWorldTransform(QTransform(scale * squeeze, 0, 0, -scale, left, text.y) * place, combine=True)
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(QPointF(0, 0), text.text)
    painter.restore()
