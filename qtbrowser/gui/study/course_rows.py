"""The rows of courses and their steps: their words, and the delegate that paints them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from qtbrowser.documents.course import GoalKind
from qtbrowser.gui.widgets.cell_delegate import AnyIndex, LineDelegate
from qtbrowser.gui.widgets.icons import paint_icon
from qtbrowser.gui.widgets.labels import date_words
from qtbrowser.gui.widgets.row_painting import paint_cell_ground, small_font
from qtbrowser.gui.widgets.theme_palettes import colours_of

if TYPE_CHECKING:
    from qtbrowser.documents.course import CourseStep
    from qtbrowser.gui.study.course_jobs import ShownCourse
    from qtbrowser.library.course_api import StepProgress

DETAIL_ROLE = Qt.ItemDataRole.UserRole + 1
SIGN_ROLE = Qt.ItemDataRole.UserRole + 2
SHARE_ROLE = Qt.ItemDataRole.UserRole + 3

_ICON, _GAP, _LINE = 16, 8, 2.0
_CONTEXT = "CourseRows"


class CourseDelegate(LineDelegate):
    """Paints a sign, the title, and at the end what is done in muted words; below a course how much that is.

    DETAIL_ROLE has the words, SIGN_ROLE the name of an icon or nothing, SHARE_ROLE the part that is done, from 0 to 1,
    or nothing.
    """

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint one row."""
        colours = colours_of(option.palette)
        painter.save()
        paint_cell_ground(painter, option, colours)
        room = option.rect.adjusted(self.PADDING // 2, 0, -self.PADDING, 0)
        sign, share, detail = index.data(SIGN_ROLE), index.data(SHARE_ROLE), str(index.data(DETAIL_ROLE) or "")
        start = room.x() + (_ICON + _GAP if sign is not None else 0)
        if sign:
            place = self._placed(option, room, QRect(room.x(), room.center().y() - _ICON // 2, _ICON, _ICON))
            paint_icon(painter, sign, QRectF(place), colours.on_warning if sign == "file-x" else colours.muted)
        quiet = small_font(option.font)
        most = (room.right() - start) // 2
        width = min(QFontMetrics(quiet).horizontalAdvance(detail) + 2, most)
        at_end = QRect(room.right() - width, room.y(), width, room.height())
        self._write(painter, option, room, at_end, detail, colours.muted, quiet)
        text = QRect(start, room.y(), max(0, at_end.x() - _GAP - start), room.height())
        font = index.data(Qt.ItemDataRole.FontRole) or option.font
        self._write(painter, option, room, text, str(index.data()), colours.text, font)
        if share is not None:
            line = QRectF(start, room.bottom() - _LINE, (room.right() - start) * float(share), _LINE)
            painter.fillRect(self._placed(option, room, line.toRect()), QColor(colours.accent))
        painter.restore()

    @staticmethod
    def _placed(option: QStyleOptionViewItem, room: QRect, place: QRect) -> QRect:
        return QStyle.visualRect(option.direction, room, place)

    def _write(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        room: QRect,
        place: QRect,
        words: str,
        ink: str,
        font: QFont,
    ) -> None:
        painter.setFont(font)
        painter.setPen(QColor(ink))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        side = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(self._placed(option, room, place), side, shown)


def course_detail(shown: ShownCourse) -> str:
    """How far the reader is in a course, whether it is required and when it is due."""
    progress, course = shown.progress, shown.progress.course
    words = [_tr("done") if progress.is_done else _tr("{0} of {1}").format(progress.done, progress.total)]
    if course.required:
        words.append(_tr("required"))
    if course.due is not None and not progress.is_done:
        due = _tr("overdue since {0}") if shown.is_overdue else _tr("due {0}")
        words.append(due.format(date_words(course.due)))
    return ", ".join(words)


def step_detail(one: StepProgress) -> str:
    """What a step asks for and how much of it is done."""
    if one.step.is_heading:
        return ""
    if one.is_missing:
        return _tr("not in the library")
    if one.is_done:
        return _tr("done")
    goal = goal_words(one.step)
    return goal if one.total == 1 else _tr("{0}: {1} of {2}").format(goal, one.done, one.total)


def goal_words(step: CourseStep) -> str:
    """The goal of a step in the reader's words."""
    goal = step.goal
    if goal.wanted:
        return _tr("to answer {0} of {1}").format(goal.wanted, goal.asked)
    return _tr("to know") if goal.kind is GoalKind.KNOW else _tr("to read")


def _tr(text: str) -> str:
    return QCoreApplication.translate(_CONTEXT, text)
