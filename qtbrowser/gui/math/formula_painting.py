"""Paints the parts of formulas as vectors, as sharp as the device allows."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTransform

from qtbrowser.gui.math.formula import Drawing
from qtbrowser.gui.math.marks import UNITS_PER_EM, RuleMark, Text
from qtbrowser.gui.math.outlines import glyphs_path, shape_path

_TEXT_PX = 100

_COARSE_EM_PX = 26
"""With fewer device pixels an em than this, the fine lines of these fonts are paler than text."""

_STRENGTHENING = 0.5
"""The opacity with which glyphs are then drawn a second time, to darken their edges."""


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
    font = QFont(text_font)
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
