"""The search field."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLineEdit, QWidget

from qtbrowser.gui.widgets.field_button import FieldButton


class SearchField(QLineEdit):
    """The field for the query. A completion is shown after the text in a lighter colour; Right or End accepts it.

    Signals:
        downwards: Return or Down: the reader wants to go into the hits.
        upwards: Up in the empty field.
        entered: Return: what is typed is what was meant.
        help_requested: the sign at the end of the empty field was pressed.
    """

    downwards = Signal()
    upwards = Signal()
    entered = Signal()
    help_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search_field")
        self.setAccessibleName(self.tr("Search"))
        self.setTextMargins(2, 4, 2, 4)
        # A sign, not a button.
        lens = FieldButton(self, "search", self.tr("Search"), at_end=False)
        lens.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._clear = FieldButton(self, "x", self.tr("Clear search (Esc)"), at_end=True)
        self._clear.clicked.connect(self.clear)
        self._clear.hide()
        self._help = FieldButton(self, "circle-help", self.tr("What can be typed to search (Shift+F1)"), at_end=True)
        self._help.clicked.connect(self.help_requested)
        self.textChanged.connect(self._show_clear)
        self.textChanged.connect(self._follow)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return and Down go to the hits; Right and End at the end of the text accept the completion."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            if key != Qt.Key.Key_Down:
                self.entered.emit()
            self.downwards.emit()
        elif key == Qt.Key.Key_Up and not self.text():
            self.upwards.emit()
        elif (
            key in (Qt.Key.Key_Right, Qt.Key.Key_End)
            and event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            and self._shows_continuation()
        ):
            self.setText(self._whole)
        else:
            super().keyPressEvent(event)

    def show_continuation(self, candidates: Iterable[str]) -> None:
        """Show the rest of the first of `candidates` that begins with the text, in any case."""
        self._whole = next((one for one in candidates if self._goes_on(one)), "")
        self.update()

    def continuation(self) -> str:
        """The shown completion, or empty."""
        return self._whole[len(self.text()) :] if self._shows_continuation() else ""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, and after it as much of the completion as fits."""
        super().paintEvent(event)
        rest = self.continuation()
        cursor = self.cursorRect()
        # Qt draws the cursor in the middle of its rectangle, at the end of the last letter.
        left = cursor.center().x() + 1
        room = self.rect().adjusted(left, 0, -self.textMargins().right(), 0)
        if not rest or room.width() < cursor.width():
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        words = self.fontMetrics().elidedText(rest, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)
        painter.end()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept dropped text; a dropped folder is handled by the window."""
        if event.mimeData().hasUrls():
            event.ignore()
            return
        super().dragEnterEvent(event)

    _whole = ""

    def _goes_on(self, question: str) -> bool:
        typed = self.text()
        return bool(typed) and len(question) > len(typed) and question[: len(typed)].casefold() == typed.casefold()

    def _shows_continuation(self) -> bool:
        at_end = self.cursorPosition() == len(self.text()) and not self.hasSelectedText()
        return self.hasFocus() and at_end and self.isLeftToRight() and self._goes_on(self._whole)

    def _follow(self) -> None:
        """Remove a completion that does not fit the text any more."""
        if not self._goes_on(self._whole):
            self._whole = ""

    def _show_clear(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._help.setVisible(not text)
