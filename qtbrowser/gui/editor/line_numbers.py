"""The line numbers beside the text of an editor."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

_BESIDE = 6
_MARGIN = 18


class LineNumbers(QWidget):
    """Paints the numbers of the lines in view; that of the cursor's line is darker.

    Args:
        edit: the editor.
        lines: yields the number of each line in view, from 0, and its distance from the view's top, in pixels.
    """

    def __init__(self, edit: QPlainTextEdit, lines: Callable[[], Iterable[tuple[int, int]]]) -> None:
        super().__init__(edit)
        self._edit = edit
        self._lines = lines
        edit.updateRequest.connect(self._follow)
        edit.cursorPositionChanged.connect(self.update)

    def room(self) -> int:
        """The width for the largest number, in pixels."""
        digits = max(2, len(str(self._edit.blockCount())))
        return self._edit.fontMetrics().horizontalAdvance("0") * digits + _MARGIN

    def _follow(self, place: QRect, moved: int) -> None:
        if moved:
            self.scroll(0, moved)
        else:
            self.update(0, place.y(), self.width(), place.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint each number beside the first row of its line."""
        palette = self._edit.palette()
        current = self._edit.textCursor().blockNumber()
        height = self._edit.fontMetrics().height()
        painter = QPainter(self)
        painter.fillRect(event.rect(), palette.base())
        painter.setFont(self._edit.font())
        for number, top in self._lines():
            painter.setPen(palette.text().color() if number == current else palette.placeholderText().color())
            room = QRect(0, top, self.width() - _BESIDE, height)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignRight), str(number + 1))
        painter.end()
