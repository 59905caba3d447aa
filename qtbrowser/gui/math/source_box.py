"""The TeX of a formula, shown in its place while it isn't typeset yet or if it can't be."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption

LONGEST_SHOWN = 600
"""The largest number of characters shown; a megabyte would take too long to lay out."""

_MOST_LINES = 12
_SIZE = 0.86
_PENDING_OPACITY = 0.55
_ERROR_OPACITY = 0.85


@dataclass(frozen=True, slots=True)
class SourceBox:
    """Lines of TeX in a monospaced font; the last one is on the text's baseline. Lengths are pixels."""

    lines: tuple[str, ...]
    font: QFont
    em: float
    width: float
    ascent: float
    descent: float
    is_error: bool

    @classmethod
    def fit(cls, tex: str, text_font: QFont, mono_family: str, column: float, is_error: bool) -> SourceBox:
        """The box of some TeX.

        Args:
            tex: the source.
            text_font: the font of the text around it.
            mono_family: the monospaced font's family.
            column: the available width, in pixels.
            is_error: a formula that can't be typeset shows all of its source, one that isn't typeset yet a line of it.
        """
        font = QFont(text_font)
        font.setFamily(mono_family)
        font.setItalic(False)
        font.setBold(False)
        font.setPixelSize(max(1, round(_SIZE * QFontMetricsF(text_font).height() / _height_of_one(text_font))))
        metrics = QFontMetricsF(font)
        shown = " ".join(tex[: LONGEST_SHOWN + 1].split())
        if len(shown) > LONGEST_SHOWN:
            shown = shown[: LONGEST_SHOWN - 1] + "…"
        if is_error:
            lines = _wrapped(shown, font, column)
        else:
            lines = (metrics.elidedText(shown, Qt.TextElideMode.ElideRight, column),)
        width = max(metrics.horizontalAdvance(line) for line in lines)
        ascent = metrics.ascent() + (len(lines) - 1) * metrics.lineSpacing()
        return cls(lines, font, font.pixelSize(), min(width, column), ascent, metrics.descent(), is_error)

    def paint(self, painter: QPainter, left: float, baseline: float, colour: QColor, text_font: QFont) -> None:
        """Draws the lines, an error's with dots below. `text_font` is not used; all boxes have the same signature."""
        ink = QColor(colour)
        ink.setAlphaF((_ERROR_OPACITY if self.is_error else _PENDING_OPACITY) * colour.alphaF())
        spacing = QFontMetricsF(self.font).lineSpacing()
        painter.save()
        painter.setFont(self.font)
        for number, line in enumerate(reversed(self.lines)):
            painter.setPen(ink)
            painter.drawText(QPointF(left, baseline - number * spacing), line)
            if self.is_error:
                painter.setPen(QPen(ink, 1, Qt.PenStyle.DotLine))
                y = round(baseline - number * spacing + self.descent) - 0.5
                painter.drawLine(QPointF(left, y), QPointF(left + self.width, y))
        painter.restore()


def _height_of_one(font: QFont) -> float:
    """The height of the font's lines for each pixel of its size, whatever unit its size is given in."""
    one = QFont(font)
    one.setPixelSize(100)
    return QFontMetricsF(one).height() / 100


def _wrapped(text: str, font: QFont, width: float) -> tuple[str, ...]:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    lines: list[str] = []
    units = text.encode("utf-16-le", "surrogatepass")
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, width))
        start, end = line.textStart(), line.textStart() + line.textLength()
        lines.append(units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass").rstrip())
    layout.endLayout()
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], lines[_MOST_LINES - 1].rstrip() + " …"]
    return tuple(lines) or ("",)
