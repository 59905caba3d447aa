"""A field of keywords: each is a chip with a cross; after them is an entry for another one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QCompleter, QLineEdit, QSizePolicy, QWidget

from qtbrowser.gui.editor.field_frame import paint_field
from qtbrowser.gui.pane.plain_tooltips import plain_tooltip
from qtbrowser.gui.widgets.flow_layout import FlowLayout
from qtbrowser.gui.widgets.icons import paint_icon
from qtbrowser.gui.widgets.theme_palettes import colours_of

PADDING = 9
CROSS = 12
GAP = 5
WIDEST = 240
ENTRY_WIDTH = 110


class KeywordChip(QAbstractButton):
    """One keyword. A click on its cross, Delete or Backspace removes it; Return moves it to the entry for editing.

    Signals:
        removed: the user removes it.
        taken_back: the user wants to edit it.
        stepped: -1 or 1: the user goes to the one before or after.
    """

    removed = Signal()
    taken_back = Signal()
    stepped = Signal(int)

    def __init__(self, keyword: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.keyword = keyword
        # Left in the entry leads here; Tab does not stop at each keyword.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(self.tr("Keyword {0}").format(keyword))
        self.setAccessibleDescription(self.tr("Delete removes it, Return changes it."))
        self.setToolTip(plain_tooltip(self.tr("Keyword:"), keyword))

    def sizeHint(self) -> QSize:
        """The size of text and cross, with padding."""
        return QSize(
            2 * PADDING + min(self.fontMetrics().horizontalAdvance(self.keyword), WIDEST) + GAP + CROSS,
            self.fontMetrics().height() + 7,
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chip, with a stronger outline if it has the focus."""
        colours = colours_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = colours.accent if self.hasFocus() else colours.field_border
        painter.setPen(QPen(QColor(outline), 1.6 if self.hasFocus() else 1))
        painter.setBrush(QColor(colours.hover if self.underMouse() else colours.window))
        pill = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        painter.setPen(QColor(colours.text))
        room = self.rect().adjusted(PADDING, 0, -PADDING - CROSS - GAP, 0)
        words = self.fontMetrics().elidedText(self.keyword, Qt.TextElideMode.ElideRight, room.width() + 1)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)
        paint_icon(painter, "x", self._cross(), colours.muted)
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the cross removes it; a click anywhere else focuses it."""
        super().mouseReleaseEvent(event)
        if self._cross().adjusted(-5, -6, PADDING, 6).contains(event.position()):
            self.removed.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click edits it."""
        self.taken_back.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle Left, Right, Delete, Backspace and Return."""
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.stepped.emit(-1 if key == Qt.Key.Key_Left else 1)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.taken_back.emit()
        else:
            super().keyPressEvent(event)

    def _cross(self) -> QRectF:
        return QRectF(self.width() - PADDING - CROSS, (self.height() - CROSS) / 2, CROSS, CROSS)


class KeywordEdit(QWidget):
    """The field. Return, a comma or leaving the field ends a keyword; one that exists already, in any case, is not
    added.

    Signals:
        edited: the keywords have changed.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("keyword_edit")
        self.setAccessibleName(self.tr("Keywords"))
        self._chips: list[KeywordChip] = []
        self._known = QStringListModel(self)
        self.entry = QLineEdit(self)
        self.entry.setObjectName("keyword_entry")
        self.entry.setAccessibleName(self.tr("Add a keyword"))
        self.entry.setAccessibleDescription(self.tr("Left goes to the keywords, Backspace removes the last one."))
        self.entry.setPlaceholderText(self.tr("Add a keyword"))
        self.entry.setFrame(False)
        self.entry.setCompleter(self._make_completer())
        self.entry.installEventFilter(self)
        self.entry.textEdited.connect(self._on_text_edited)
        self._lines = FlowLayout(4, ENTRY_WIDTH, self)
        self._lines.setContentsMargins(6, 5, 6, 5)
        self._lines.addWidget(self.entry)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusProxy(self.entry)

    def show_keywords(self, keywords: Sequence[str]) -> None:
        """Show other keywords; what was typed into the entry is discarded."""
        self.entry.clear()
        while self._chips:
            self._drop(self._chips[-1])
        for keyword in keywords:
            self._add(keyword)

    def keywords(self) -> tuple[str, ...]:
        """The keywords, including one that is still in the entry."""
        written = [word for word in (self.entry.text().strip(),) if word and not self._has(word)]
        return (*(chip.keyword for chip in self._chips), *written)

    def offer(self, known: Sequence[str]) -> None:
        """Set the keywords for completion."""
        self._known.setStringList(sorted(known, key=str.casefold))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame of the field."""
        focus: QWidget | None = QApplication.focusWidget()
        paint_field(self, is_focused=focus is not None and self.isAncestorOf(focus))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click between the keywords focuses the entry."""
        self.entry.setFocus(Qt.FocusReason.MouseFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Handle the entry's keys for keywords, and its loss of focus."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._handle_key(event)
        if isinstance(event, QFocusEvent):
            self.update()
            if event.lostFocus() and event.reason() != Qt.FocusReason.PopupFocusReason:
                self._end_entry()
        return super().eventFilter(watched, event)

    def _handle_key(self, event: QKeyEvent) -> bool:
        at_start = self.entry.cursorPosition() == 0 and not self.entry.hasSelectedText()
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.entry.text().strip():
            self._end_entry()
        elif key == Qt.Key.Key_Backspace and not self.entry.text() and self._chips:
            self._remove(self._chips[-1])
        elif key == Qt.Key.Key_Left and at_start and self._chips:
            self._chips[-1].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            return False
        return True

    def _make_completer(self) -> QCompleter:
        completer = QCompleter(self._known, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setModelSorting(QCompleter.ModelSorting.CaseInsensitivelySortedModel)
        completer.setMaxVisibleItems(8)
        # Called after the completer has written the word into the entry.
        completer.activated.connect(self._end_entry, Qt.ConnectionType.QueuedConnection)
        return completer

    def _on_text_edited(self, text: str) -> None:
        if "," in text or ";" in text:
            *ended, rest = text.replace(";", ",").split(",")
            for word in ended:
                self._add_new(word)
            self.entry.setText(rest.lstrip())
        else:
            self.edited.emit()

    def _end_entry(self) -> None:
        word = self.entry.text()
        if word:
            self.entry.clear()
            self._add_new(word)

    def _add_new(self, word: str) -> None:
        word = " ".join(word.split())
        if word and not self._has(word):
            self._add(word)
        self.edited.emit()

    def _has(self, word: str) -> bool:
        return any(chip.keyword.casefold() == word.casefold() for chip in self._chips)

    def _add(self, keyword: str) -> None:
        chip = KeywordChip(keyword, self)
        chip.removed.connect(lambda: self._remove(chip))
        chip.taken_back.connect(lambda: self._on_taken_back(chip))
        chip.stepped.connect(lambda by: self._step(chip, by))
        self._lines.insert(len(self._chips), chip)
        self._chips.append(chip)
        chip.show()
        self.updateGeometry()

    def _drop(self, chip: KeywordChip) -> None:
        self._chips.remove(chip)
        self._lines.removeWidget(chip)
        chip.hide()
        chip.deleteLater()
        self.updateGeometry()

    def _remove(self, chip: KeywordChip) -> None:
        place = self._chips.index(chip)
        had_focus = chip.hasFocus()
        self._drop(chip)
        if had_focus:
            following: QWidget = self._chips[place] if place < len(self._chips) else self.entry
            following.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _on_taken_back(self, chip: KeywordChip) -> None:
        self._end_entry()
        self._drop(chip)
        self.entry.setText(chip.keyword)
        self.entry.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _step(self, chip: KeywordChip, by: int) -> None:
        place = self._chips.index(chip) + by
        if place >= 0:
            following: QWidget = self._chips[place] if place < len(self._chips) else self.entry
            following.setFocus(Qt.FocusReason.OtherFocusReason)
