"""Small charts: bars with names at their left, columns over a time or a scale, and a line of growth.

QtCharts is not among Qt's essentials; these three are all that is needed, and take the window's own colours.
"""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from qtbrowser.gui.widgets.chart_values import Chart, ChartKind
from qtbrowser.gui.widgets.row_painting import small_font
from qtbrowser.gui.widgets.theme_colours import Colours
from qtbrowser.gui.widgets.theme_palettes import colours_of

MARGIN = 20
BAR_HEIGHT = 26
MOST_BARS = 40
NAME_SHARE = 0.38
LEAST_HEIGHT = 150


def summary_of(chart: Chart) -> str:
    """The accessible description of a chart: the number of points, and the largest one."""
    if not chart.points:
        return chart.title
    locale = QLocale()
    name, number = max(chart.points, key=lambda point: point[1])
    return f"{chart.title}: {len(chart.points)}; {name} {locale.toString(number)}"


def round_top(largest: int) -> int:
    """The top of a scale for numbers up to `largest`: not less than that, with round numbers at each fifth of it."""
    if largest < 10:
        return 5 if largest <= 5 else 10
    tenth: int = 10 ** (len(str(largest)) - 2)
    return next(step * tenth for step in (10, 15, 20, 25, 30, 40, 50, 60, 80, 100) if step * tenth >= largest)


class ChartView(QWidget):
    """Paints one chart. The table beside it shows the same as numbers."""

    def __init__(self, chart: Chart, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart = chart
        self.setObjectName("chart")
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(summary_of(chart))
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setMinimumSize(320, self._least_height())

    def sizeHint(self) -> QSize:
        """The size of all bars."""
        return QSize(560, self._least_height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chart."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect()).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        if self.chart.points:
            colours = colours_of(self.palette())
            if self.chart.kind is ChartKind.BARS:
                self._paint_bars(painter, room, colours)
            else:
                self._paint_scale(painter, room, colours)
        painter.end()

    def _least_height(self) -> int:
        if self.chart.kind is ChartKind.BARS:
            return max(LEAST_HEIGHT, min(len(self.chart.points), MOST_BARS) * BAR_HEIGHT + 2 * MARGIN)
        return LEAST_HEIGHT

    def _paint_bars(self, painter: QPainter, room: QRectF, colours: Colours) -> None:
        points = self.chart.points[:MOST_BARS]
        largest = max(1, *(number for _, number in points))
        metrics = QFontMetricsF(self.font())
        widest = max(metrics.horizontalAdvance(name) for name, _ in points)
        names = min(room.width() * NAME_SHARE, widest + 4)
        numbers = metrics.horizontalAdvance(_written(largest)) + 10
        left = room.left() + names + 12
        length = max(10.0, room.right() - left - numbers)
        middle = Qt.AlignmentFlag.AlignVCenter
        for row, (name, number) in enumerate(points):
            line = QRectF(room.left(), room.top() + row * BAR_HEIGHT, room.width(), BAR_HEIGHT)
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, names)
            painter.setPen(QColor(colours.text))
            painter.drawText(
                QRectF(line.left(), line.top(), names, BAR_HEIGHT), int(Qt.AlignmentFlag.AlignRight | middle), shown
            )
            bar = QRectF(left, line.top() + 5, max(2.0, length * number / largest), BAR_HEIGHT - 10)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent))
            painter.drawRoundedRect(bar, 2, 2)
            painter.setPen(QColor(colours.muted))
            painter.drawText(QRectF(bar.right() + 8, line.top(), numbers, BAR_HEIGHT), int(middle), _written(number))

    def _paint_scale(self, painter: QPainter, room: QRectF, colours: Colours) -> None:
        """Paint columns or a line, with numbers at the left and names below."""
        points = self.chart.points
        top = round_top(max(number for _, number in points))
        painter.setFont(small_font(self.font()))
        metrics = QFontMetricsF(painter.font())
        room = room.adjusted(metrics.horizontalAdvance(_written(top)) + 10, 0, 0, -metrics.height() - 8)
        for part in range(6):
            y = room.bottom() - room.height() * part / 5
            painter.setPen(QPen(QColor(colours.border), 1))
            painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
            painter.setPen(QColor(colours.muted))
            at = QRectF(0, y - metrics.height() / 2, room.left() - 8, metrics.height())
            painter.drawText(
                at, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), _written(top * part // 5)
            )
        step = room.width() / len(points)
        if self.chart.kind is ChartKind.COLUMNS:
            self._paint_columns(painter, room, step, top, colours)
        else:
            self._paint_line(painter, room, step, top, colours)
        painter.setPen(QColor(colours.muted))
        widest = max(metrics.horizontalAdvance(name) for name, _ in points) + 12
        for place in range(0, len(points), max(1, ceil(widest / step))):
            middle = room.left() + (place + 0.5) * step
            at = QRectF(middle - widest, room.bottom() + 6, 2 * widest, metrics.height())
            painter.drawText(at, int(Qt.AlignmentFlag.AlignHCenter), points[place][0])

    def _paint_columns(self, painter: QPainter, room: QRectF, step: float, top: int, colours: Colours) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent))
        width = max(1.0, min(step * 0.72, 56.0))
        for place, (_, number) in enumerate(self.chart.points):
            height = room.height() * number / top
            middle = room.left() + (place + 0.5) * step
            painter.drawRoundedRect(QRectF(middle - width / 2, room.bottom() - height, width, height), 2, 2)

    def _paint_line(self, painter: QPainter, room: QRectF, step: float, top: int, colours: Colours) -> None:
        places = [
            QPointF(room.left() + (place + 0.5) * step, room.bottom() - room.height() * number / top)
            for place, (_, number) in enumerate(self.chart.points)
        ]
        line = QPainterPath(places[0])
        for place in places[1:]:
            line.lineTo(place)
        ground = QPainterPath(line)
        ground.lineTo(places[-1].x(), room.bottom())
        ground.lineTo(places[0].x(), room.bottom())
        ground.closeSubpath()
        painter.fillPath(ground, QColor(colours.notice))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colours.accent), 2))
        painter.drawPath(line)


def _written(number: int) -> str:
    return QLocale().toString(number)
