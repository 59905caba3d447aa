"""A facet of the hits as a button: press it to see only its hits, press again to see all."""

from __future__ import annotations

import html
from dataclasses import dataclass

from PySide6.QtCore import QDate, QLocale, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from qtbrowser.gui.browse.rows import FacetKind, Narrowing
from qtbrowser.gui.widgets.font_rules import FontRule
from qtbrowser.gui.widgets.icons import paint_icon, scaled_to_text
from qtbrowser.gui.widgets.row_painting import mirrored, small_font
from qtbrowser.gui.widgets.theme_palettes import colours_of

ICONS = {FacetKind.SUBJECT: "book-open", FacetKind.TOPIC: "hash", FacetKind.MONTH: "calendar"}
PADDING = 8
ICON = 12
GAP = 5
WIDEST_NAME = 150


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet: its kind and name as arguments of a search, its number of hits, and whether it is chosen."""

    kind: FacetKind
    name: str
    count: int | None = None
    is_chosen: bool = False

    @property
    def label(self) -> str:
        """The name as shown; a month in words."""
        if self.kind is not FacetKind.MONTH:
            return self.name
        month = QDate.fromString(f"{self.name}-01", Qt.DateFormat.ISODate)
        return QLocale.c().toString(month, "MMM yyyy") if month.isValid() else self.name


def chosen_facets(narrowing: Narrowing) -> list[Facet]:
    """The facets that a narrowing chooses."""
    return [Facet(kind, name, None, True) for kind, name in narrowing.values().items() if name is not None]


class FacetChip(QAbstractButton):
    """The button, shaped like a pill. A chosen one is filled and has a cross; the others have an outline and their
    count.

    Signals:
        stepped: -1 or 1: the user wants to go to the chip before or after this one.
    """

    stepped = Signal(int)

    def __init__(self, facet: Facet, parent: QWidget) -> None:
        super().__init__(parent)
        self.facet = facet
        FontRule(self, small_font)
        self._icon = scaled_to_text(self.fontMetrics(), ICON)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCheckable(True)
        self.setChecked(facet.is_chosen)
        words = self.tr("Only {0}") if not facet.is_chosen else self.tr("Not only {0}")
        self.setText(words.format(facet.label).replace("&", "&&"))
        count = "" if facet.count is None else f", {QLocale().toString(facet.count)}"
        self.setAccessibleName(words.format(facet.label) + count)
        self.setToolTip(html.escape(words.format(facet.label)))

    def sizeHint(self) -> QSize:
        """The size of icon, name, count or cross, with padding."""
        end = self._icon if self.facet.is_chosen else self.fontMetrics().horizontalAdvance(self._count())
        return QSize(2 * PADDING + self._icon + GAP + self._name_width() + GAP + end, self.fontMetrics().height() + 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pill, with a stronger outline if it has the focus."""
        colours = colours_of(self.palette())
        chosen = self.facet.is_chosen
        ground = colours.selected if chosen else colours.hover if self.underMouse() else colours.base
        outline = colours.accent if self.hasFocus() or chosen else colours.field_border
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(outline), 1.6 if self.hasFocus() else 1))
        painter.setBrush(QColor(ground))
        pill = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        top = (self.height() - self._icon) / 2
        direction = self.layoutDirection()
        place = mirrored(QRectF(PADDING, top, self._icon, self._icon), self.rect(), direction)
        paint_icon(painter, ICONS[self.facet.kind], place, colours.muted)
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        room = QRectF(self.rect()).adjusted(PADDING + self._icon + GAP, 0, 0, 0)
        painter.setPen(QColor(colours.text))
        painter.drawText(mirrored(room, self.rect(), direction), middle, self._name())
        room.adjust(self._name_width() + GAP, 0, 0, 0)
        if chosen:
            place = mirrored(QRectF(room.left(), top, self._icon, self._icon), self.rect(), direction)
            paint_icon(painter, "x", place, colours.text)
        else:
            painter.setPen(QColor(colours.muted))
            painter.drawText(mirrored(room, self.rect(), direction), middle, self._count())
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right go to the neighbour; Return presses the chip, Delete deselects a chosen one."""
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            backwards = Qt.Key.Key_Right if self.isRightToLeft() else Qt.Key.Key_Left
            self.stepped.emit(-1 if key == backwards else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or (
            self.facet.is_chosen and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
        ):
            self.click()
        else:
            super().keyPressEvent(event)

    def _count(self) -> str:
        return "" if self.facet.count is None else QLocale().toString(self.facet.count)

    def _name(self) -> str:
        metrics = QFontMetrics(self.font())
        return metrics.elidedText(self.facet.label, Qt.TextElideMode.ElideRight, WIDEST_NAME)

    def _name_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(self._name())
