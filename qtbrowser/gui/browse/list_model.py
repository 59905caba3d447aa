"""The Qt model of the list: only the pages in view are loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from qtbrowser.gui.browse.kept_marks import KeptMarks, KeptSign
from qtbrowser.gui.browse.page_size import PAGE_ROWS
from qtbrowser.gui.browse.row_meta import row_meta, sign_words

if TYPE_CHECKING:
    from qtbrowser.gui.browse.rows import Row

ROW_ROLE = Qt.ItemDataRole.UserRole
SIGNS_ROLE = Qt.ItemDataRole.UserRole + 1
NOWHERE = QModelIndex()
KEPT_PAGES = 200
ASKED_PAGES = 4


class ListModel(QAbstractListModel):
    """Has the number of rows, and the rows that were painted recently.

    A missing row is requested when a view paints it, so that a list of any length opens at once and has a correct
    scroll bar.

    Signals:
        rows_needed: offset and number of the missing rows; one request at a time, answered by `add` or `give_up`.
    """

    rows_needed = Signal(int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._total = 0
        self._marks = KeptMarks()
        self._pages: dict[int, tuple[Row, ...]] = {}
        # Of the same list before it was loaded again; painted until the new ones are there.
        self._stale: dict[int, tuple[Row, ...]] = {}
        self._missing: set[int] = set()
        self._waiting = False
        self._ask = QTimer(self, singleShot=True, interval=0)
        self._ask.timeout.connect(self._ask_for_missing)

    def show(self, total: int, offset: int, rows: tuple[Row, ...], *, again: bool = False) -> None:
        """Show a list.

        Args:
            total: its number of rows.
            offset: a multiple of the page size.
            rows: those from `offset` on.
            again: it is the list that is shown already, loaded again: the rows that it had are painted, though they
                can't be chosen, until the new ones are there.
        """
        self.beginResetModel()
        self._total = total
        kept = list({**self._stale, **self._pages}.items())[-KEPT_PAGES:] if again else ()
        self._stale = dict(kept)
        self._pages = {}
        self._missing.clear()
        self._waiting = False
        self._store(offset, rows)
        self.endResetModel()

    def add(self, offset: int, rows: tuple[Row, ...]) -> None:
        """Add requested rows."""
        self._waiting = False
        self._store(offset, rows)
        if rows:
            self.dataChanged.emit(self.index(offset), self.index(min(offset + len(rows), self._total) - 1))
        if self._missing:
            self._ask.start()

    def show_marks(self, marks: KeptMarks) -> None:
        """Show what the reader keeps at the rows of its documents; the view has to be painted again."""
        self._marks = marks

    def give_up(self) -> None:
        """The requested rows can't be loaded; they are requested again when they are next painted."""
        self._waiting = False
        self._missing.clear()

    @property
    def is_complete(self) -> bool:
        """Whether no rows are being loaded."""
        return not self._waiting and not self._missing

    def row(self, number: int) -> Row | None:
        """The row with a number, or None while it isn't loaded."""
        return _row_of(self._pages, number)

    def find(self, path: str) -> int | None:
        """The number of a document's row, or of a row with this key, among the loaded ones, or None."""
        for page, rows in self._pages.items():
            for place, row in enumerate(rows):
                if row.key == path or any(equal == path for equal, _ in row.equals if not row.is_opened):
                    return page * PAGE_ROWS + place
        return None

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = NOWHERE) -> int:
        """Number of rows."""
        return 0 if parent.isValid() else self._total

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The Row itself for the delegate, its text for other roles."""
        if not index.isValid():
            return None
        row = self.row(index.row())
        if row is None:
            if role == ROW_ROLE:
                self._want(index.row() // PAGE_ROWS)
            row = _row_of(self._stale, index.row())
            if row is None or role not in (ROW_ROLE, SIGNS_ROLE):
                return None
        if role == ROW_ROLE:
            return row
        if role == SIGNS_ROLE:
            return self._signs(row)
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            signs = map(sign_words, self._signs(row))
            parts = (row.title, *row_meta(row, with_subject=True), *signs, row.snippet)
            return ". ".join(part for part in parts if part)
        return None

    def _signs(self, row: Row) -> tuple[KeptSign, ...]:
        """The signs of a row; the questions of an opened file have none, since the file's own row has them."""
        return () if row.is_entry else self._marks.signs(row.path)

    def _store(self, offset: int, rows: tuple[Row, ...]) -> None:
        for start in range(0, len(rows), PAGE_ROWS):
            number = (offset + start) // PAGE_ROWS
            self._pages[number] = rows[start : start + PAGE_ROWS]
            self._missing.discard(number)
            self._stale.pop(number, None)
        while len(self._pages) > KEPT_PAGES:
            del self._pages[next(iter(self._pages))]

    def _want(self, page: int) -> None:
        if page not in self._missing:
            self._missing.add(page)
            self._ask.start()

    def _ask_for_missing(self) -> None:
        if self._waiting or not self._missing:
            return
        last = max(self._missing)
        first = max(min(self._missing), last - ASKED_PAGES + 1)
        self._missing.clear()
        self._waiting = True
        self.rows_needed.emit(first * PAGE_ROWS, (last - first + 1) * PAGE_ROWS)


def _row_of(pages: dict[int, tuple[Row, ...]], number: int) -> Row | None:
    page = pages.get(number // PAGE_ROWS)
    place = number % PAGE_ROWS
    return page[place] if page is not None and place < len(page) else None
