"""Labels and words that several panels share."""

from __future__ import annotations

from datetime import date as Date

from PySide6.QtCore import QDate, QLocale, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget


class ElidedLabel(QLabel):
    """One line of plain text, elided if it does not fit; the accessible name is the whole text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setMinimumWidth(40)

    def show_text(self, text: str) -> None:
        """Show another text."""
        self._whole = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self._fit()

    def whole(self) -> str:
        """The whole text."""
        return self._whole

    def sizeHint(self) -> QSize:
        """The size of the whole text."""
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 2, self.fontMetrics().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the text into the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        # Where the window's lines begin; Qt would go by the direction of the text.
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width()))


def shortened(text: str, length: int) -> str:
    """`text` in at most `length` characters, with an ellipsis where it is cut."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def date_words(day: Date) -> str:
    """A date as pages show it, for example `Jan 28, 2025`."""
    return QLocale.c().toString(QDate(day.year, day.month, day.day), "MMM d, yyyy")


def counted(number: int, one: str, many: str) -> str:
    """`one` for 1, else `many` with the number in place of {0}, grouped as the locale has it."""
    return one if number == 1 else many.format(QLocale().toString(number))
