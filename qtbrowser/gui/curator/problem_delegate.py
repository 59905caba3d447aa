"""The delegate of the problem table."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter

from qtbrowser.documents.problem import Severity
from qtbrowser.gui.curator.problems_model import FIX, PATH, SEVERITY, SEVERITY_ROLE
from qtbrowser.gui.widgets.cell_delegate import AnyIndex, CellDelegate
from qtbrowser.gui.widgets.icons import paint_icon, scaled_to_text
from qtbrowser.gui.widgets.theme_colours import Colours

ICONS = {Severity.ERROR: "circle-alert", Severity.WARNING: "triangle-alert", Severity.NOTE: "info"}


class ProblemDelegate(CellDelegate):
    """Paints the cells: paths are elided in their middle, and the severity has an icon in its colour."""

    ELIDE_MIDDLE = (PATH,)
    MUTED = (FIX,)
    ICON = 16

    def paint_decoration(self, painter: QPainter, room: QRect, index: AnyIndex, colours: Colours) -> int:
        """Paint the icon of the severity, as large as the text asks for."""
        if index.column() != SEVERITY:
            return 0
        side = scaled_to_text(painter.fontMetrics(), self.ICON)
        severity = index.data(SEVERITY_ROLE)
        inks = {Severity.ERROR: colours.on_danger, Severity.WARNING: colours.on_warning}
        place = QRectF(room.x() + 4, room.center().y() + 0.5 - side / 2, side, side)
        paint_icon(painter, ICONS[severity], place, inks.get(severity, colours.accent))
        return side + 12
