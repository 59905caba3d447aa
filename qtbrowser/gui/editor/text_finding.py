"""Finds words in the text of an editor."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from qtbrowser.gui.editor.markdown_edit import MarkdownEdit
from qtbrowser.gui.pane.find_bar import FindBar
from qtbrowser.gui.pane.text_ranges import Positions, Range, find_all
from qtbrowser.gui.widgets.theme_palettes import colours_of

SHOWN = 2_000
"""The largest number of marked matches."""


class TextFinding(QObject):
    """Marks the matches of a find bar's words in an editor, and goes through them.

    Args:
        edit: the editor.
        bar: the find bar.
    """

    def __init__(self, edit: MarkdownEdit, bar: FindBar) -> None:
        super().__init__(edit)
        self._edit = edit
        self._bar = bar
        self._places: list[Range] = []
        bar.words_changed.connect(self._find_typed)
        bar.next_requested.connect(self.find_next)
        bar.previous_requested.connect(self.find_previous)
        bar.closed.connect(self._end)
        edit.edited.connect(self._find)

    def open_bar(self) -> None:
        """Open the bar, with the selected words if there are any."""
        selected = self._edit.textCursor().selectedText()
        self._bar.open_bar("" if "\u2029" in selected else selected)
        self._find_typed()

    def _find_typed(self) -> None:
        self._find()
        if self._places:
            here = self._edit.textCursor().selectionStart()
            self._go_to(next((one for one in self._places if one[0] >= here), self._places[0]))

    def _find(self) -> None:
        if not self._bar.isVisible():
            return
        text = self._edit.text()
        self._places = Positions(text).to_unit_ranges(find_all(text, self._bar.words(), self._bar.match_case()), SHOWN)
        self._show()

    def find_next(self) -> None:
        """Go to the next match after the cursor, and from the last to the first."""
        here = self._edit.textCursor().selectionEnd()
        self._step(next((one for one in self._places if one[0] >= here), None), 0)

    def find_previous(self) -> None:
        """Go to the previous match before the cursor, and from the first to the last."""
        here = self._edit.textCursor().selectionStart()
        self._step(next((one for one in reversed(self._places) if one[1] <= here), None), -1)

    def _step(self, place: Range | None, otherwise: int) -> None:
        if self._places:
            self._go_to(place or self._places[otherwise])

    def _go_to(self, place: Range) -> None:
        cursor = self._edit.textCursor()
        cursor.setPosition(place[0])
        cursor.setPosition(place[1], QTextCursor.MoveMode.KeepAnchor)
        self._edit.setTextCursor(cursor)
        self._show()

    def _show(self) -> None:
        cursor = self._edit.textCursor()
        here = (cursor.selectionStart(), cursor.selectionEnd())
        self._bar.show_count(self._places.index(here) + 1 if here in self._places else 0, len(self._places))
        form = QTextCharFormat()
        colours = colours_of(self._edit.palette())
        form.setBackground(QColor(colours.mark))
        form.setForeground(QColor(colours.on_mark))
        self._edit.setExtraSelections([self._mark(place, form) for place in self._places])

    def _mark(self, place: Range, form: QTextCharFormat) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        mark.cursor = QTextCursor(self._edit.document())
        mark.cursor.setPosition(place[0])
        mark.cursor.setPosition(place[1], QTextCursor.MoveMode.KeepAnchor)
        mark.format = form
        return mark

    def _end(self) -> None:
        self._places = []
        self._edit.setExtraSelections([])
        self._edit.setFocus()
