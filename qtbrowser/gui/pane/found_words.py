"""The marked words of a page: those of the search, and the matches of the find bar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

from qtbrowser.gui.pane.page_colours import PageColours
from qtbrowser.gui.pane.text_ranges import Positions, Range, find_all, ranges_within

SELECTION_LIMIT = 2000

Finder = Callable[[str, Callable[[list[Range]], None]], None]
"""A function of a plain text and a callback, which it calls at once or later with the ranges to mark, in UTF-16 units,
ascending.
"""


@dataclass
class FoundWords:
    """Ranges in a document's UTF-16 units; `current` is the index of the current one in `finds`, -1 for none."""

    marks: list[Range] = field(default_factory=list)
    finds: list[Range] = field(default_factory=list)
    current: int = -1

    def find(self, text: str, words: str, match_case: bool, from_position: int) -> None:
        """Finds `words`; the current one becomes the first at or after `from_position`, else the first."""
        self.finds = Positions(text).to_unit_ranges(find_all(text, words, match_case))
        later = (index for index, (start, _) in enumerate(self.finds) if start >= from_position)
        self.current = next(later, 0) if self.finds else -1

    def forget_finds(self) -> None:
        """Removes the matches; the search's marks stay."""
        self.finds, self.current = [], -1

    def step(self, by: int) -> None:
        """Goes on by `by` matches, and from the last to the first."""
        if self.finds:
            self.current = (self.current + by) % len(self.finds)

    def selections(self, document: QTextDocument, colours: PageColours, seen: Range) -> list[QTextEdit.ExtraSelection]:
        """What QTextEdit.setExtraSelections takes for the part of the document in view, the stronger colours last.

        Only for that part, because Qt's time to draw a paragraph grows with the square of its number of selections.
        """
        current = self.finds[self.current] if self.current >= 0 else None
        marks = ranges_within(self.marks, *seen, SELECTION_LIMIT)
        finds = ranges_within(self.finds, *seen, SELECTION_LIMIT)
        found = [_selection(document, place, colours.mark_paper, colours.mark_ink) for place in marks]
        finds = [place for place in finds if place != current]
        found += [_selection(document, place, colours.find_paper, colours.find_ink) for place in finds]
        if current is not None:
            found.append(_selection(document, current, colours.current_paper, colours.current_ink))
        return found


def _selection(document: QTextDocument, place: Range, paper: str, ink: str) -> QTextEdit.ExtraSelection:
    cursor = QTextCursor(document)
    cursor.setPosition(place[0])
    cursor.setPosition(place[1], QTextCursor.MoveMode.KeepAnchor)
    form = QTextCharFormat()
    form.setBackground(QColor(paper))
    form.setForeground(QColor(ink))
    selection = QTextEdit.ExtraSelection()
    selection.cursor = cursor
    selection.format = form
    return selection
