"""The values that pass between the window and its worker about the list: what to list, and the rows of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date as Date

from qtbrowser.catalog.values import Selection

Marks = tuple[tuple[int, int], ...]

PAGE_ROWS = 25


@dataclass(frozen=True, slots=True)
class ListRequest:
    """What the list shows: the questions of `selection`, or the hits for `text` where any is typed.

    Attributes:
        text: the words searched for, as typed.
        selection: what is selected in the tree.
        within: whether a search stays inside the selection.
        sort: order of the hits: "relevance", "date" or "title". Questions are always by title.
    """

    text: str = ""
    selection: Selection = field(default_factory=Selection)
    within: bool = True
    sort: str = "relevance"

    @property
    def is_search(self) -> bool:
        """Whether hits are asked for, not the question list."""
        return bool(self.text.strip())

    @property
    def scope(self) -> Selection:
        """The part of the library that the list is taken from."""
        if self.is_search and not self.within:
            return Selection(include_hidden=self.selection.include_hidden)
        return self.selection


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list: a question, or a hit with its snippet. Marks are in UTF-16 units, as Qt counts."""

    path: str
    title: str
    subject: str = ""
    date: Date | None = None
    hidden: bool = False
    title_marks: Marks = ()
    snippet: str = ""
    snippet_marks: Marks = ()


@dataclass(frozen=True, slots=True)
class RowsPage:
    """Some rows of a list.

    Attributes:
        request: what was asked for.
        total: how many rows the whole list has.
        offset: where in it `rows` begin.
        rows: the rows.
        anchors: where the documents asked after stand in the list; only those found.
    """

    request: ListRequest
    total: int
    offset: int
    rows: tuple[Row, ...]
    anchors: dict[str, int]


def utf16_marks(text: str, marks: tuple[tuple[int, int], ...] | list[tuple[int, int]]) -> Marks:
    """Marks counted in code points -> the same marks counted in UTF-16 units, as QString counts."""
    if text.isascii() or not any(character > "\uffff" for character in text):
        return tuple((start, end) for start, end in marks)
    return tuple((_units(text[:start]), _units(text[:end])) for start, end in marks)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
