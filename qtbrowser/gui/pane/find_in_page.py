"""Finds words in the shown page: marks those of the search, and goes through the matches of the find bar."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from qtbrowser.gui.pane.find_bar import FindBar
from qtbrowser.gui.pane.found_words import Finder, FoundWords, KeptPlace
from qtbrowser.gui.pane.page_colours import PageColours
from qtbrowser.gui.pane.page_view import PageView
from qtbrowser.gui.pane.text_ranges import Range


class FindInPage(QObject):
    """Marks words in a view, and goes through the matches of a find bar.

    Args:
        view: shows the page.
        bar: the find bar.
        colours: the colours of the page.

    Signals:
        marked: the words that the finder has found were marked.
    """

    marked = Signal()

    def __init__(self, view: PageView, bar: FindBar, colours: PageColours) -> None:
        super().__init__(view)
        self._view = view
        self._bar = bar
        self._colours = colours
        self._finder: Finder | None = None
        self._asked = 0
        self._found = FoundWords()
        self._covered: Range = (0, 0)
        view.find_requested.connect(self.open_bar)
        view.seen_changed.connect(self._cover_what_is_seen)
        view.lengthened.connect(self._take_anew)
        view.replaced.connect(self._take_anew)
        bar.words_changed.connect(self._find_typed)
        bar.next_requested.connect(self.find_next)
        bar.previous_requested.connect(self.find_previous)
        bar.closed.connect(self._end)

    def set_finder(self, finder: Finder | None) -> None:
        """Marks the words that `finder` finds in this page and the next ones; None marks none."""
        self._finder = finder
        self._found.take_marks([])
        self._show()
        if finder is not None:
            self._view.unfold_all()
        self._ask_marks(self._view.toPlainText())

    def show_kept(self, kept: list[KeptPlace]) -> None:
        """Shows the passages that the reader has highlighted, beneath what is found."""
        self._found.kept = kept
        self._show()

    def take_page(self) -> None:
        """Finds everything again in a page that has just been shown."""
        self._found = FoundWords()
        is_open = self._bar.isVisible()
        text = self._view.toPlainText() if is_open or self._finder is not None else ""
        self._ask_marks(text)
        if is_open:
            self._found.find(text, self._bar.words(), self._bar.match_case(), 0)
        self._show()

    def _take_anew(self) -> None:
        """Finds the same in a page that has changed or become longer; the current match stays the same."""
        text = self._view.toPlainText()
        self._ask_marks(text)
        if self._bar.isVisible() and self._bar.words():
            current = self._found.place()
            start = self._view.place().position if current is None else current[0]
            self._found.find(text, self._bar.words(), self._bar.match_case(), start)
            self._show()

    def take_colours(self, colours: PageColours) -> None:
        """Shows what is found in the same page after its style has changed."""
        self._colours = colours
        self._show()

    def open_bar(self) -> None:
        """Opens the find bar, with the selected words if there are any."""
        selected = self._view.textCursor().selectedText()
        self._bar.open_bar("" if "\u2029" in selected else selected)
        self._find_typed()

    def find_next(self) -> None:
        """Goes to the next match of the find bar's words; if it has none, to the next marked word of the search."""
        self._step(1)

    def find_previous(self) -> None:
        """Goes to the previous match, like `find_next`."""
        self._step(-1)

    def _ask_marks(self, text: str) -> None:
        self._asked += 1
        if self._finder is not None and text:
            self._finder(text, partial(self._on_marks, self._asked))

    def _on_marks(self, asked: int, marks: list[Range]) -> None:
        # Another page may be shown now, or other words searched for.
        if asked == self._asked:
            self._found.take_marks(marks)
            self._show()
            self.marked.emit()

    def go_to_mark(self, number: int) -> bool:
        """Scrolls to a mark in the answer, counted from 0; larger numbers mean the last one. Returns whether there is a
        mark. Of a long page that is not whole yet, a mark may come later.
        """
        start, end = self._view.answer_range()
        marks = [mark for mark in self._found.marks if start <= mark[0] < end]
        if number >= len(marks) and not self._view.is_whole:
            return False
        if marks:
            mark = marks[min(number, len(marks) - 1)]
            self._found.next_mark = self._found.marks.index(mark)
            self._view.show_range(*mark)
        return bool(marks)

    def _find_typed(self) -> None:
        if self._bar.isVisible():
            self._view.unfold_all()
            start = self._view.place().position
            self._found.find(self._view.toPlainText(), self._bar.words(), self._bar.match_case(), start)
            self._show()
            self._go_to_current()

    def _step(self, by: int) -> None:
        if self._found.marks and not (self._bar.isVisible() and self._bar.words()):
            self._step_marks(by)
        elif not self._bar.words():
            self.open_bar()
        elif not self._bar.isVisible():
            self._bar.show_bar()
            self._find_typed()
        else:
            self._found.step(by)
            self._show()
            self._go_to_current()

    def _step_marks(self, by: int) -> None:
        """Goes to the next or previous marked word of the search, and shows its number in the bar."""
        if not self._bar.isVisible():
            self._bar.clear_words()
            self._bar.show_bar()
        self._found.step_marks(by, self._view.place().position)
        self._show()
        self._view.show_range(*self._found.marks[self._found.current_mark])

    def _go_to_current(self) -> None:
        if self._found.current >= 0:
            self._view.show_range(*self._found.finds[self._found.current])

    def _show(self) -> None:
        found = self._found
        if found.current_mark >= 0:
            self._bar.show_count(found.current_mark + 1, len(found.marks), of_search=True)
        else:
            self._bar.show_count(found.current + 1, len(found.finds))
        # Where nothing is marked, what is around the view need not be laid out yet.
        self._covered = (0, 0) if self._found.is_empty else self._view.seen_positions(margin=1.0)
        self._view.setExtraSelections(self._found.selections(self._view.document(), self._colours, self._covered))

    def _cover_what_is_seen(self) -> None:
        """Marks the matches in view."""
        if self._found.is_empty:
            return
        first, last = self._view.seen_positions()
        if first < self._covered[0] or last > self._covered[1]:
            self._show()

    def _end(self) -> None:
        """The current match remains as a selection."""
        if (current := self._found.place()) is not None:
            self._view.select_range(*current)
        self._found.forget_finds()
        self._show()
        self._view.setFocus()
