"""The Markdown editor: plain text with syntax colours and editing keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QMimeData, QRect, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontInfo,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QApplication, QFrame, QPlainTextEdit, QWidget

from qtbrowser.gui.editor import markdown_writing as writing
from qtbrowser.gui.editor.exact_text import exact_text
from qtbrowser.gui.editor.line_numbers import LineNumbers
from qtbrowser.gui.editor.text_colours import TextColours
from qtbrowser.gui.pane.fonts import page_fonts
from qtbrowser.gui.pane.page_colours import colours_of, page_palette
from qtbrowser.gui.pane.text_ranges import Positions
from qtbrowser.gui.widgets.theme_colours import ThemeName

MARGIN = 18
_MARKS: dict[int, str] = {Qt.Key.Key_B: "**", Qt.Key.Key_I: "*"}
_CONTROL = Qt.KeyboardModifier.ControlModifier
_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier


class MarkdownEdit(QPlainTextEdit):
    """The text field of the answer.

    Return continues a list, Tab and Shift+Tab indent, Ctrl+B, Ctrl+I and Ctrl+K make bold, italic and linked text,
    brackets are closed automatically. Ctrl+Tab leaves the text. Pasted text is plain.

    Signals:
        edited: the text has changed.
        scrolled: another line is at the top.
        find_requested: the user wants to find words.
    """

    edited = Signal()
    scrolled = Signal()
    find_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._numbers: LineNumbers | None = None
        super().__init__(parent)
        self.setObjectName("markdown_edit")
        self.setAccessibleName(self.tr("Answer in Markdown"))
        self.setAccessibleDescription(
            self.tr("Tab indents; Ctrl+Tab leaves the text. Ctrl+B, Ctrl+I and Ctrl+K make bold, italic and linked.")
        )
        self.setPlaceholderText(self.tr("Write the answer here, in Markdown."))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(MARGIN)
        self._colours = TextColours(self.document(), "light")
        self.set_zoom(1.0)
        self._numbers = LineNumbers(self, self._lines_in_view)
        self._numbers.hide()
        self.textChanged.connect(self.edited)
        self.verticalScrollBar().valueChanged.connect(self.scrolled)

    # The text

    def show_text(self, text: str) -> None:
        """Show another text from its top; this clears the undo history."""
        self.blockSignals(True)
        self.setPlainText(text)
        self.blockSignals(False)
        self.edited.emit()

    def text(self) -> str:
        """The text, with ``\\n`` between its lines."""
        return exact_text(self.document())

    def take_text(self, text: str) -> None:
        """Replace the text, as a step that can be undone."""
        if text != self.text():
            cursor = self.textCursor()
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.insertText(text)

    # Appearance

    def set_theme(self, theme: ThemeName) -> None:
        """Show the text in the page colours of a theme."""
        self.setPalette(page_palette(self.palette(), colours_of(theme)))
        self.blockSignals(True)
        self._colours.take_theme(theme)
        self.blockSignals(False)

    def set_zoom(self, zoom: float) -> None:
        """Set the text size as a multiple of the system's text size."""
        font = QFont(page_fonts().mono)
        font.setStyleHint(QFont.StyleHint.Monospace)
        font.setPixelSize(max(8, round(QFontInfo(QApplication.font()).pixelSize() * 1.08 * zoom)))
        self.setFont(font)
        self.setTabStopDistance(4 * self.fontMetrics().horizontalAdvance(" "))

    def show_line_numbers(self, shown: bool) -> None:
        """Show or hide line numbers."""
        if self._numbers is not None:
            self._numbers.setVisible(shown)
            self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the line numbers at the left."""
        super().resizeEvent(event)
        self._make_room()

    def _lines_in_view(self) -> Iterator[tuple[int, int]]:
        """The number of each line in view, from 0, and its distance from the view's top, in pixels."""
        block, offset = self.firstVisibleBlock(), self.contentOffset()
        while block.isValid():
            top = round(self.blockBoundingGeometry(block).translated(offset).top())
            if top > self.viewport().height():
                return
            yield block.blockNumber(), top
            block = block.next()

    def _make_room(self) -> None:
        if self._numbers is None:
            return
        width = self._numbers.room() if self._numbers.isVisibleTo(self) else 0
        self.setViewportMargins(width, 0, 0, 0)
        area = self.contentsRect()
        self._numbers.setGeometry(QRect(area.left(), area.top(), width, area.height()))

    # Keys

    def event(self, event: QEvent) -> bool:
        """Accept keys for which the window has actions too, while the text has the focus."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._does(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle the editing keys; Qt handles the others."""
        does = self._does(event)
        if does is None or not does():
            super().keyPressEvent(event)

    def _does(self, event: QKeyEvent) -> Callable[[], bool] | None:
        """The function of an editing key; None for other keys."""
        key, modifiers = event.key(), event.modifiers() & ~_KEYPAD
        if modifiers == _CONTROL and key in _MARKS:
            return lambda: self._mark(_MARKS[key])
        if modifiers == _CONTROL and key == Qt.Key.Key_K:
            return self._link
        if event.matches(QKeySequence.StandardKey.Find):
            return self._find
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and modifiers & _CONTROL:
            return lambda: self._leave(forward=not modifiers & _SHIFT)
        if key == Qt.Key.Key_Tab and modifiers == _NONE:
            return self._indent
        if key == Qt.Key.Key_Backtab:
            return self._outdent
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and modifiers == _NONE:
            return self._enter
        if key == Qt.Key.Key_Backspace and modifiers == _NONE:
            return self._erase
        sign = event.text()
        if (sign and sign in writing.WRAPS) or sign in writing.PAIRS.values():
            return lambda: self._type(sign)
        return None

    def _find(self) -> bool:
        self.find_requested.emit()
        return True

    def _leave(self, *, forward: bool) -> bool:
        self.setTabChangesFocus(True)
        self.focusNextPrevChild(forward)
        self.setTabChangesFocus(False)
        return True

    def _mark(self, mark: str) -> bool:
        return self._change(lambda text, start, end: writing.toggled(text, start, end, mark))

    def _link(self) -> bool:
        return self._change(writing.linked)

    def _type(self, sign: str) -> bool:
        return self._change(lambda text, start, end: writing.typed(text, start, end, sign))

    def _erase(self) -> bool:
        if self.textCursor().hasSelection():
            return False
        return self._change(lambda text, start, _end: writing.erased(text, start))

    def _enter(self) -> bool:
        cursor = self.textCursor()
        if cursor.hasSelection():
            return False
        line, begin = cursor.block().text(), cursor.block().position()
        change = writing.enter(line, Positions(line).to_code_point(cursor.position() - begin))
        if change is None:
            return False
        self._carry_out(change, line, begin)
        self.ensureCursorVisible()
        return True

    def _change(self, make: Callable[[str, int, int], writing.Change | None]) -> bool:
        """Change the lines of the selection; returns whether there was anything to change."""
        cursor = self.textCursor()
        begin = self.document().findBlock(cursor.selectionStart()).position()
        last = self.document().findBlock(cursor.selectionEnd())
        lines = QTextCursor(self.document())
        lines.setPosition(begin)
        lines.setPosition(last.position() + last.length() - 1, QTextCursor.MoveMode.KeepAnchor)
        text = lines.selectedText().replace("\u2029", "\n")
        places = Positions(text)
        start = places.to_code_point(cursor.selectionStart() - begin)
        end = places.to_code_point(cursor.selectionEnd() - begin)
        change = make(text, start, end)
        if change is None:
            return False
        self._carry_out(change, text, begin)
        return True

    def _carry_out(self, change: writing.Change, text: str, begin: int) -> None:
        """Apply a change as one step that can be undone; offsets in `text` begin at the position `begin`."""
        after = text[: change.start] + change.text + text[change.end :]
        old, new = Positions(text), Positions(after)
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.setPosition(begin + old.to_units(change.start))
        cursor.setPosition(begin + old.to_units(change.end), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(change.text)
        cursor.endEditBlock()
        cursor.setPosition(begin + new.to_units(change.anchor))
        cursor.setPosition(begin + new.to_units(change.position), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def _indent(self) -> bool:
        cursor = self.textCursor()
        first = self.document().findBlock(cursor.selectionStart())
        if not cursor.hasSelection() and not writing.is_item(first.text()):
            cursor.insertText(" " * (4 - cursor.positionInBlock() % 4))
            return True
        return self._move_lines(lambda lines: writing.indented(lines, first.previous().text()))

    def _outdent(self) -> bool:
        return self._move_lines(writing.outdented)

    def _move_lines(self, move: Callable[[list[str]], list[str]]) -> bool:
        cursor = self.textCursor()
        first = self.document().findBlock(cursor.selectionStart())
        last = self.document().findBlock(cursor.selectionEnd())
        if cursor.hasSelection() and last != first and cursor.selectionEnd() == last.position():
            last = last.previous()
        from_end = last.length() - (cursor.position() - last.position())
        lines = QTextCursor(first)
        lines.setPosition(last.position() + last.length() - 1, QTextCursor.MoveMode.KeepAnchor)
        old = lines.selectedText().split("\u2029")
        new = move(old)
        if new == old:
            return True
        begin = first.position()
        lines.insertText("\n".join(new))
        end = lines.position()
        place = self.textCursor()
        if cursor.hasSelection() or len(new) > 1:
            place.setPosition(begin)
            place.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        else:
            place.setPosition(max(begin, end + 1 - from_end))
        self.setTextCursor(place)
        return True

    # Pasting and dropping

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Insert plain text as one step; an address pasted over a selection makes a link of it."""
        if not source.hasText():
            return
        text = source.text().replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n").replace("\x00", "")
        cursor = self.textCursor()
        selected = cursor.selectedText()
        if selected and "\u2029" not in selected and text.startswith(("http://", "https://")) and " " not in text:
            text = f"[{selected}]({text.strip()})"
        cursor.insertText(text)
        self.ensureCursorVisible()
