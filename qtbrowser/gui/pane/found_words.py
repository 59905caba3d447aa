"""The marked words of a page: those of the search, and the matches of the find bar."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

from qtbrowser.gui.pane.page_colours import PageColours
from qtbrowser.gui.pane.text_ranges import Positions, Range, find_all, ranges_within

SELECTION_LIMIT = 2000

Finder = Callable[[str, Callable[[list[Range]], None]], None]
"""A function of a plain text and a callback, which it calls at once or later with the ranges to mark, in UTF-16 units,
ascending.
"""


@dataclass(frozen=True, slots=True)
class KeptPlace:
    """A passage that the reader has highlighted.

    Attributes:
        place: where it is, in UTF-16 units.
        paper: the colour beneath it.
        ink: the colour of its letters; empty for that of the page.
        underline: the colour of a line below it; empty for none.
    """

    place: Range
    paper: str
    ink: str = ""
    underline: str = ""


@dataclass
class FoundWords:
    """Ranges in a document's UTF-16 units.

    Attributes:
        kept: the passages that the reader has highlighted, ascending.
        marks: the words that the search has found, ascending.
        finds: those that the find bar has found, ascending.
        current: the index in `finds` that is stood on, -1 for none.
        current_mark: the index in `marks` that is stood on, -1 for none.
        next_mark: the index in `marks` that was scrolled to when the page was shown, -1 for none.
    """

    kept: list[KeptPlace] = field(default_factory=list)
    marks: list[Range] = field(default_factory=list)
    finds: list[Range] = field(default_factory=list)
    current: int = -1
    current_mark: int = -1
    next_mark: int = -1

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be marked."""
        return not (self.kept or self.marks or self.finds)

    def take_marks(self, marks: list[Range]) -> None:
        """Other words are searched for."""
        self.marks, self.current_mark, self.next_mark = marks, -1, -1

    def step_marks(self, by: int, from_position: int) -> None:
        """Goes on by so many marks, round the end.

        Args:
            by: how many, negative for backwards.
            from_position: where to begin if no mark is stood on and the page was not opened at one.
        """
        here = self.current_mark if self.current_mark >= 0 else self.next_mark
        if here < 0:
            later = (index for index, (start, _) in enumerate(self.marks) if start >= from_position)
            first = next(later, 0)
            here = first - 1 if by > 0 else first
        self.current_mark = (here + by) % len(self.marks)

    def find(self, text: str, words: str, match_case: bool, from_position: int) -> None:
        """Finds `words`; the current one becomes the first at or after `from_position`, else the first."""
        self.finds = Positions(text).to_unit_ranges(find_all(text, words, match_case))
        later = (index for index, (start, _) in enumerate(self.finds) if start >= from_position)
        self.current = next(later, 0) if self.finds else -1
        if words:
            self.current_mark = -1

    def forget_finds(self) -> None:
        """Nothing is found any more; the search's marks stay, and which of them comes next."""
        self.next_mark = self.current_mark if self.current_mark >= 0 else self.next_mark
        self.finds, self.current, self.current_mark = [], -1, -1

    def step(self, by: int) -> None:
        """Goes on by `by` matches, and from the last to the first."""
        if self.finds:
            self.current = (self.current + by) % len(self.finds)

    def selections(self, document: QTextDocument, colours: PageColours, seen: Range) -> list[QTextEdit.ExtraSelection]:
        """What QTextEdit.setExtraSelections takes for the part of the document in view, the stronger colours last.

        Only for that part, because Qt's time to draw a paragraph grows with the square of its number of selections.
        """
        current = self.place()
        marks = [place for place in ranges_within(self.marks, *seen, SELECTION_LIMIT) if place != current]
        finds = ranges_within(self.finds, *seen, SELECTION_LIMIT)
        kept = ((part, one) for one in self.kept for part in _lines_of(document, one.place, seen))
        found = [
            _selection(document, part, one.paper, one.ink, one.underline) for part, one in islice(kept, SELECTION_LIMIT)
        ]
        found += [_selection(document, place, colours.mark_paper, colours.mark_ink) for place in marks]
        finds = [place for place in finds if place != current]
        found += [_selection(document, place, colours.find_paper, colours.find_ink) for place in finds]
        if current is not None:
            found.append(_selection(document, current, colours.current_paper, colours.current_ink))
        return found

    def place(self) -> Range | None:
        """The place that is stood on, or None."""
        if self.current_mark >= 0:
            return self.marks[self.current_mark]
        return self.finds[self.current] if self.current >= 0 else None


def _lines_of(document: QTextDocument, place: Range, seen: Range) -> Iterator[Range]:
    """The parts of a passage in each of the paragraphs that are in view.

    A selection that goes on from the paragraph before has Qt cover the bullet of an item.
    """
    start, end = max(place[0], seen[0]), min(place[1], seen[1])
    block = document.findBlock(start)
    while block.isValid() and block.position() < end:
        # The last unit of a paragraph is its end.
        last = block.position() + block.length() - 1
        if (first := max(start, block.position())) < min(end, last):
            yield first, min(end, last)
        block = block.next()


def _selection(
    document: QTextDocument, place: Range, paper: str, ink: str = "", underline: str = ""
) -> QTextEdit.ExtraSelection:
    cursor = QTextCursor(document)
    cursor.setPosition(place[0])
    cursor.setPosition(place[1], QTextCursor.MoveMode.KeepAnchor)
    form = QTextCharFormat()
    form.setBackground(QColor(paper))
    if ink:
        form.setForeground(QColor(ink))
    if underline:
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
        form.setUnderlineColor(QColor(underline))
    selection = QTextEdit.ExtraSelection()
    selection.cursor = cursor
    selection.format = form
    return selection
