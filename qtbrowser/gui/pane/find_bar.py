"""The bar that finds words in the page."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from qtbrowser.gui.widgets.icons import grow_icon, icon


class FindBar(QWidget):
    """A field, the number of matches, and buttons. It does not search itself, but emits requests.

    Signals:
        words_changed: the words or the case switch were changed.
        next_requested, previous_requested: the next or previous match is wanted.
        closed: the bar was closed by the reader.
        opened: the bar was opened, or is open and was requested again.
    """

    words_changed = Signal()
    next_requested = Signal()
    previous_requested = Signal()
    closed = Signal()
    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("find_bar")
        self.setAccessibleName(self.tr("Find in page"))
        self._field = QLineEdit(self)
        self._field.setObjectName("find_field")
        self._field.setPlaceholderText(self.tr("Find in page"))
        self._field.setAccessibleName(self.tr("Find in page"))
        self._field.setClearButtonEnabled(True)
        self._field.setTextMargins(4, 0, 2, 0)
        self._field.textChanged.connect(self.words_changed)
        self._field.installEventFilter(self)
        self._count = QLabel(self)
        self._count.setObjectName("find_count")
        self._count.setTextFormat(Qt.TextFormat.PlainText)
        self._case = self._button("", self.tr("Match case"), "find_case")
        self._case.setText("Aa")
        self._case.setCheckable(True)
        self._case.toggled.connect(self.words_changed)
        self._previous = self._button("chevron-up", self.tr("Previous (Shift+F3)"), "find_previous")
        self._previous.clicked.connect(self.previous_requested)
        self._next = self._button("chevron-down", self.tr("Next (F3)"), "find_next")
        self._next.clicked.connect(self.next_requested)
        close = self._button("x", self.tr("Close (Esc)"), "find_close")
        close.clicked.connect(self.close_bar)
        self._lay_out(close)

    def words(self) -> str:
        """The text to find."""
        return self._field.text()

    def clear_words(self) -> None:
        """Empties the field."""
        self._field.clear()

    def match_case(self) -> bool:
        """Whether the search is case-sensitive."""
        return self._case.isChecked()

    def open_bar(self, words: str = "") -> None:
        """Shows the bar with the field focused; `words`, if any, replace its text."""
        if words:
            self._field.setText(words)
        self.show_bar()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def show_bar(self) -> None:
        """Shows the bar without taking the focus."""
        if self.isHidden():
            self.show()
        self.opened.emit()

    def close_bar(self) -> None:
        """Hides the bar and emits `closed`."""
        self.hide()
        self.closed.emit()

    def show_count(self, current: int, total: int, of_search: bool = False) -> None:
        """Shows the number of the current match and of all matches.

        Args:
            current: the number of the current match, from 1; 0 for none.
            total: the number of matches.
            of_search: whether they are the marked words of the search, not those of the field.
        """
        self._field.setPlaceholderText(self.tr("Words of the search") if of_search else self.tr("Find in page"))
        self._previous.setEnabled(total > 0)
        self._next.setEnabled(total > 0)
        if not self.words().strip() and not of_search:
            text = ""
        elif total == 0:
            text = self.tr("Not found")
        else:
            text = self.tr("{0} of {1}").format(current, total)
        self._count.setText(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints a hairline between page and bar."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.drawLine(0, 0, self.width(), 0)
        painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Handles Enter, Shift+Enter and Escape in the field."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._handle_key(event):
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handles F3, Shift+F3 and Escape anywhere in the bar."""
        if not self._handle_key(event):
            super().keyPressEvent(event)

    def _handle_key(self, event: QKeyEvent) -> bool:
        backwards = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        in_field = self._field.hasFocus()
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.matches(QKeySequence.StandardKey.FindNext):
            self.next_requested.emit()
        elif event.matches(QKeySequence.StandardKey.FindPrevious):
            self.previous_requested.emit()
        elif in_field and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self.previous_requested if backwards else self.next_requested).emit()
        else:
            return False
        return True

    def _button(self, picture: str, text: str, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        if picture:
            button.setIcon(icon(picture))
        grow_icon(button, 16)
        button.setAutoRaise(True)
        button.setToolTip(text)
        button.setAccessibleName(text)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _lay_out(self, close: QToolButton) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 6)
        layout.setSpacing(4)
        self._field.setMinimumWidth(120)
        self._field.setMaximumWidth(360)
        self._count.setMinimumWidth(self._count.fontMetrics().horizontalAdvance(self.tr("{0} of {1}").format(999, 999)))
        layout.addWidget(self._field, 1)
        layout.addWidget(self._case)
        layout.addWidget(self._count)
        layout.addWidget(self._previous)
        layout.addWidget(self._next)
        layout.addStretch(1)
        layout.addWidget(close)
