"""Formulas as characters of a QTextDocument: their size, their baseline, their ink."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, cast

from PySide6.QtCore import QObject, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QPaintDevice,
    QPainter,
    QPyTextObject,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
)

from qtbrowser.gui.math.column import column_width
from qtbrowser.gui.math.formula import Formula, FormulaError
from qtbrowser.gui.math.formula_box import FormulaBox, math_em
from qtbrowser.gui.math.formula_painting import explicit_font
from qtbrowser.gui.math.page_html import FormulaPlace
from qtbrowser.gui.math.source_box import SourceBox

Content = Formula | FormulaError | None
"""The content of a formula's place; None for a formula that isn't typeset yet."""

OBJECT_TYPE = QTextFormat.ObjectTypes.UserObject.value + 0x4D
"""The QTextFormat.objectType of a formula."""

NUMBER = QTextFormat.Property.UserProperty.value + 0x4D00
"""The property with the formula's number in its page."""

TEX = NUMBER + 1
"""The property with the formula's plain text: `FormulaPlace.text`."""

IS_BLOCK = NUMBER + 2
"""The property of a formula that is alone in its paragraph."""

_SELECTED_PAPER = QTextFormat.Property.ForegroundBrush.value + 1
"""The property in which QTextLayout::draw gives an object the background of the selection that it is drawn for.

It is Qt's ObjectSelectionBrush, which has no public name. Without it a selected formula would be painted in its line as
others are. The ranges of the selections don't tell the same: the focus of a link is a selection without background.
"""

_SPACE_ABOVE = 0.12
"""The distance in em of a formula from the line above, if its line grows for it."""

_Room = tuple[float, float, float]
"""The values on which the widths of a document's columns depend and that can change after it is built: text width, left
and right margin.
"""

_ALIGNMENT = QTextFormat.Property.TextVerticalAlignment.value
_MIDDLE = QTextCharFormat.VerticalAlignment.AlignMiddle


class _Painting(NamedTuple):
    """How one formula is painted.

    Attributes:
        place: the object in its line, in the document's pixels.
        baseline: the y of the formula's baseline.
        box: the formula without punctuation.
        form: the object's format.
        colour: the ink.
    """

    place: QRectF
    baseline: float
    box: FormulaBox | SourceBox
    form: QTextFormat
    colour: QColor


class FormulaObject(QPyTextObject):
    """Shows the formulas of one document.

    Qt has two ways of placing an object in a line. AlignNormal puts its lower edge on the baseline: a formula's
    lower part is then painted below the object, into the space that every line has there. AlignMiddle gives it as
    much room below as above, counted from half the height of an x; that is suitable for formulas with a large depth.

    Qt draws what is selected within the heights of its lines alone, and covers selected objects with a tint. So
    selected formulas are painted after the text, by `paint_selected`.

    Args:
        places: the formulas by number.
        mono_family: the font of TeX that isn't typeset.
        parent: the owner.
    """

    def __init__(self, places: Sequence[FormulaPlace], mono_family: str, parent: QObject) -> None:
        super().__init__(parent)
        self._places = places
        self._mono_family = mono_family
        self.contents: list[Content] = [None] * len(places)
        self._boxes: dict[int, tuple[_Room, Content, FormulaBox | SourceBox]] = {}
        self._sizes: dict[int, tuple[FormulaBox | SourceBox, int, QSizeF]] = {}
        self._selected: dict[int, _Painting] = {}

    def intrinsicSize(self, document: QTextDocument, position: int, form: QTextFormat) -> QSizeF:
        """The size of the object, from which Qt computes the line's height."""
        number = form.intProperty(NUMBER)
        box, alignment = self.box(document, position, form), form.intProperty(_ALIGNMENT)
        known = self._sizes.get(number)
        if known is None or known[0] is not box or known[1] != alignment:
            known = self._sizes[number] = box, alignment, self._size(box, form)
        return known[2]

    def _size(self, box: FormulaBox | SourceBox, form: QTextFormat) -> QSizeF:
        before, after = self._affix_widths(form)
        width = before + box.width + after
        if form.boolProperty(IS_BLOCK):
            return QSizeF(width, box.ascent + box.descent)
        ascent = box.ascent + _SPACE_ABOVE * box.em
        if form.toCharFormat().verticalAlignment() == _MIDDLE:
            middle = _middle(form)
            return QSizeF(width, max(2 * ascent - middle, 2 * box.descent + middle))
        return QSizeF(width, max(1.0, ascent))

    def drawObject(
        self, painter: QPainter, rect: QRectF, document: QTextDocument, position: int, form: QTextFormat
    ) -> None:
        """Paints the formula with adjacent punctuation, or leaves it to `paint_selected`."""
        box = self.box(document, position, form)
        if form.boolProperty(IS_BLOCK):
            baseline = rect.top() + box.ascent
        elif form.toCharFormat().verticalAlignment() == _MIDDLE:
            baseline = rect.top() + (rect.height() + _middle(form)) / 2
        else:
            baseline = rect.bottom()
        brush = form.foreground()
        colour = QColor(painter.pen().color() if brush.style() is Qt.BrushStyle.NoBrush else brush.color())
        painting = _Painting(rect, baseline, box, form, colour)
        if form.hasProperty(_SELECTED_PAPER):
            # Of several selections the last one is on top. Qt's values are gone after this call.
            kept = painting._replace(place=QRectF(rect), form=QTextFormat(form))
            self._selected[form.intProperty(NUMBER)] = kept
        else:
            self._paint(painter, painting)

    @property
    def has_selected(self) -> bool:
        """Whether something is left to `paint_selected`."""
        return bool(self._selected)

    def paint_selected(self, painter: QPainter) -> None:
        """Paints the selected formulas of what was drawn since the last call.

        Args:
            painter: its units are the document's pixels.
        """
        selected = list(self._selected.values())
        self._selected.clear()
        for painting in selected:
            place, bottom = painting.place, painting.baseline + painting.box.descent
            if bottom > place.bottom():
                below = QRectF(place.left(), place.bottom(), place.width(), bottom - place.bottom())
                painter.fillRect(below, painting.form.brushProperty(_SELECTED_PAPER))
        for painting in selected:
            self._paint(painter, painting)

    def _paint(self, painter: QPainter, painting: _Painting) -> None:
        place, baseline, box, form, colour = painting
        font = form.toCharFormat().font()
        before, _ = self._affix_widths(form)
        texts = self._places[form.intProperty(NUMBER)]
        _paint_affix(painter, place.left(), baseline, texts.before, font, colour)
        box.paint(painter, place.left() + before, baseline, colour, font)
        _paint_affix(painter, place.left() + before + box.width, baseline, texts.after, font, colour)

    def box(self, document: QTextDocument, position: int, form: QTextFormat) -> FormulaBox | SourceBox:
        """The box at a position, in its final size."""
        number = form.intProperty(NUMBER)
        content = self.contents[number]
        if not document.isLayoutEnabled():
            return self._new_box(document, position, form, content)
        # Qt calls this several times in each layout, and the column's width depends on every frame around the position.
        page = document.rootFrame().frameFormat()
        room = document.textWidth(), page.leftMargin(), page.rightMargin()
        known = self._boxes.get(number)
        if known is not None and known[0] == room and known[1] is content:
            return known[2]
        box = self._new_box(document, position, form, content)
        self._boxes[number] = room, content, box
        return box

    def _new_box(
        self, document: QTextDocument, position: int, form: QTextFormat, content: Content
    ) -> FormulaBox | SourceBox:
        font = form.toCharFormat().font()
        number = form.intProperty(NUMBER)
        column = column_width(document, position) - sum(self._affix_widths(form))
        if isinstance(content, Formula):
            return FormulaBox.fit(content, math_em(_metrics(font, document)), column, form.boolProperty(IS_BLOCK))
        tex = self._places[number].source.tex
        return SourceBox.fit(tex, font, self._mono_family, column, isinstance(content, FormulaError))

    def _affix_widths(self, form: QTextFormat) -> tuple[float, float]:
        place = self._places[form.intProperty(NUMBER)]
        if not place.before and not place.after:
            return 0.0, 0.0
        metrics = QFontMetricsF(form.toCharFormat().font())
        return metrics.horizontalAdvance(place.before), metrics.horizontalAdvance(place.after)


def _metrics(font: QFont, document: QTextDocument) -> QFontMetricsF:
    """The font's metrics on the device for which the document is laid out: the screen, or a printer."""
    device = cast("QPaintDevice | None", document.documentLayout().paintDevice())
    return QFontMetricsF(font) if device is None else QFontMetricsF(font, device)


def _middle(form: QTextFormat) -> float:
    """Twice the height above the baseline at which QTextDocumentLayout puts the middle of an AlignMiddle object.

    It is the integer that QTextDocumentLayout::resizeInlineObject computes.
    """
    return QFontMetrics(form.toCharFormat().font()).xHeight() / 2


def _paint_affix(painter: QPainter, left: float, baseline: float, text: str, font: QFont, colour: QColor) -> None:
    if text:
        painter.setFont(explicit_font(font))
        painter.setPen(colour)
        painter.drawText(QPointF(left, baseline), text)
