"""The middle panel: the questions of a subject or the hits of a search, with a heading and their number."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from qtbrowser.gui.browse.result_notes import ResultNotes
from qtbrowser.gui.settings.setting import Setting, translated
from qtbrowser.gui.settings.settings_table import ORDER, SORT
from qtbrowser.gui.widgets.focus_passing import FocusPassing
from qtbrowser.gui.widgets.font_rules import FontRule, heading_font
from qtbrowser.gui.widgets.icons import grow_icon, icon
from qtbrowser.gui.widgets.labels import ElidedLabel

if TYPE_CHECKING:
    from qtbrowser.gui.browse.facet_bar import FacetBar
    from qtbrowser.gui.browse.list_view import ListView
    from qtbrowser.gui.browse.rows import RowsPage
    from qtbrowser.gui.widgets.empty_states import EmptyState, StatePanel


class ListPanel(FocusPassing):
    """Header, notes, chips and list, or an empty state in place of the list.

    Signals:
        row_chosen: path, whether the reader is only passing by with the arrow keys, which of the found words
            in the answer the row's snippet shows, and the place of the row's question on the page (empty for none).
        rows_needed: offset and number of rows to load.
        sort_changed: the order of hits: "relevance", "date" or "title".
        order_changed: the order of questions: "title" or "date".
        upwards, leftwards, opened: as ListView.
        action_requested: the name of a state's button.
        returned: the reader wants back to the list that was shown before this one.
        similar_requested: path, title of the document whose similar documents are to be listed.
    """

    row_chosen = Signal(str, bool, int, str)
    rows_needed = Signal(int, int)
    sort_changed = Signal(str)
    order_changed = Signal(str)
    upwards = Signal()
    leftwards = Signal()
    opened = Signal()
    action_requested = Signal(str)
    returned = Signal()
    similar_requested = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self._restoring = False
        self._current_path = ""
        self._awaited = -1
        self.heading = ElidedLabel(self)
        self.heading.setObjectName("list_heading")
        FontRule(self.heading, heading_font)
        self.count = ElidedLabel(self)
        self.count.setObjectName("list_count")
        self.count.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.sort = _choice_box(self, "sort", SORT)
        self.order = _choice_box(self, "order", ORDER)
        self.back = QToolButton(self)
        self.back.setObjectName("back_to_list")
        self.back.setIcon(icon("x"))
        grow_icon(self.back, 16)
        self.back.setAutoRaise(True)
        self.back.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.back.setAccessibleName(self.tr("Back to the previous list"))
        self.back.setToolTip(self.tr("Back to the previous list (Esc)"))
        self.back.clicked.connect(self.returned)
        self.back.hide()
        self.notes = ResultNotes(self)
        self._stack = QStackedWidget(self)
        self._lay_out()
        for before, after in pairwise((self.sort, self.order, self.back, self.notes.suggestion)):
            QWidget.setTabOrder(before, after)
        self.sort.activated.connect(self._change_sort)
        self.order.activated.connect(self._change_order)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.heading)
        words.addWidget(self.count)
        header = QHBoxLayout()
        header.setContentsMargins(14, 10, 12, 8)
        header.addLayout(words, 1)
        header.addWidget(self.sort)
        header.addWidget(self.order)
        header.addWidget(self.back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.setSpacing(0)
        layout.addLayout(header)
        layout.addWidget(self.notes)
        layout.addWidget(self._stack, 1)

    # What the first paint doesn't show is made at its first use, after it.

    @cached_property
    def view(self) -> ListView:
        """The list."""
        from qtbrowser.gui.browse.list_view import ListView

        view = ListView(self)
        view.setAccessibleName(self.tr("Questions"))
        view.selectionModel().currentRowChanged.connect(self._choose)
        view.clicked.connect(self._click)
        view.rows.rows_needed.connect(self.rows_needed)
        view.upwards.connect(self.upwards)
        view.leftwards.connect(self.leftwards)
        view.opened.connect(self.opened)
        view.similar_requested.connect(self.similar_requested)
        self._stack.insertWidget(0, view)
        self._stack.setCurrentWidget(view)
        QWidget.setTabOrder(self.notes.suggestion, view)
        self.pass_focus_to(view)
        return view

    @cached_property
    def _state(self) -> StatePanel:
        from qtbrowser.gui.widgets.empty_states import StatePanel

        state = StatePanel(self)
        state.action_requested.connect(self.action_requested)
        self._stack.addWidget(state)
        return state

    @cached_property
    def facets(self) -> FacetBar:
        """The chips above the list."""
        from qtbrowser.gui.browse.facet_bar import FacetBar

        facets = FacetBar(self)
        facets.left.connect(self.enter)
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(layout.indexOf(self._stack), facets)
        QWidget.setTabOrder(self.notes.suggestion, facets.more)
        QWidget.setTabOrder(facets.more, self.view)
        facets.follow_in_tabs(self.notes.suggestion)
        return facets

    def show_list(
        self, page: RowsPage, heading: str, count: str, keep_place: bool, wanted: tuple[str, int] | None = None
    ) -> None:
        """Show a list that was loaded.

        Args:
            page: the list's length, some of its rows, and the rows of the documents of `anchors`.
            heading: the line above it.
            count: the line below that.
            keep_place: the list is shown already and was loaded again, so the scroll position is kept.
            wanted: the place to show it at, as `place` gave it; None for the top or around the current row.
        """
        self.heading.show_text(heading)
        self.count.show_text(count)
        self.sort.setVisible(page.request.is_search)
        self.order.setVisible(not page.request.is_search and not page.request.is_similar and page.total > 1)
        self.back.setVisible(page.request.is_similar)
        place = wanted or self.place()
        held, scrolled = self._top_of_current(), self.view.verticalScrollBar().value()
        self._restoring = True
        self.view.delegate.with_snippets = page.request.is_search or page.request.is_similar
        self.view.delegate.with_subjects = page.request.scope.subject is None
        self.view.rows.show(page.total, page.offset, page.rows, again=keep_place)
        self.view.fit_rows()
        self._awaited = -1
        current = self._row_in(page, self._current_path)
        if current is not None:
            self.view.setCurrentIndex(self.view.rows.index(current))
        else:
            self._current_path = ""
        self._restoring = False
        if keep_place and wanted is None:
            self._keep_place(page, place, current, held, scrolled)
        else:
            self._scroll(page, wanted, current)
        self._stack.setCurrentWidget(self.view)

    def show_state(self, state: EmptyState, heading: str = "", count: str = "", searching: bool = False) -> None:
        """Show an empty state instead of the list."""
        self.heading.show_text(heading)
        self.count.show_text(count)
        self.sort.setVisible(searching)
        self.order.hide()
        self.back.hide()
        self._restoring = True
        self.view.rows.show(0, 0, ())
        self._restoring = False
        self._state.show_state(state)
        self._stack.setCurrentWidget(self._state)

    def add_below(self, panel: QWidget, focus: QWidget) -> None:
        """Add a panel below the list, which gets at most two fifths of the room; to be called once.

        Args:
            panel: the panel.
            focus: the part of it that comes after the list in the order of Tab.
        """
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.setStretchFactor(self._stack, 3)
            layout.addWidget(panel, 2)
        QWidget.setTabOrder(self.view, focus)

    def show_heading(self, heading: str, count: str) -> None:
        """Change the heading and the count of the list that is shown."""
        self.heading.show_text(heading)
        self.count.show_text(count)

    def update_state(self, state: EmptyState) -> None:
        """Change the texts of the empty state that is shown."""
        self._state.show_state(state)

    def show_nothing(self) -> None:
        """Show an empty list without text while the list is loaded."""
        self.heading.show_text("")
        self.count.show_text("")
        self.sort.hide()
        self.order.hide()
        self.back.hide()
        self.notes.forget()
        self.facets.forget()
        self._current_path = ""
        self._restoring = True
        self.view.rows.show(0, 0, ())
        self._restoring = False
        self._stack.setCurrentWidget(self.view)

    @property
    def state(self) -> EmptyState | None:
        """The empty state that is shown, or None if the list is shown."""
        return self._state.state if self._stack.currentWidget() is not self.view else None

    def state_panel(self) -> StatePanel:
        """The panel that shows empty states."""
        return self._state

    def add_rows(self, page: RowsPage) -> None:
        """Add requested rows."""
        self.view.rows.add(page.offset, page.rows)
        if self._awaited >= 0 and self.view.rows.row(self._awaited) is not None:
            awaited, self._awaited = self._awaited, -1
            self._choose_row(awaited, passing=True)

    def give_up_rows(self) -> None:
        """The requested rows can't be loaded."""
        self.view.rows.give_up()

    @property
    def is_complete(self) -> bool:
        """Whether every row in view is loaded."""
        return self.view.rows.is_complete

    @property
    def has_current(self) -> bool:
        """Whether a row of the list is selected."""
        return bool(self._current_path) and self.view.currentIndex().isValid()

    @property
    def is_untouched(self) -> bool:
        """Whether the list is at its top and no row is selected."""
        return not self.has_current and not self.view.verticalScrollBar().value()

    def anchors(self) -> dict[str, int]:
        """The rows of the documents to find when the list is loaded again: the topmost in view, and the current one."""
        found: dict[str, int] = {}
        top = self.view.rowAt(0)
        row = self.view.rows.row(top) if top >= 0 else None
        if row is not None:
            found[row.key] = top
        if self._current_path:
            found[self._current_path] = self.view.currentIndex().row()
        return found

    def row_of(self, path: str) -> int:
        """The number of the row of a document; -1 if it is not loaded."""
        row = self.view.rows.find(path) if path else None
        return -1 if row is None else row

    def put_back(self, current: str, anchors: dict[str, int], place: tuple[str, int]) -> bool:
        """Select a row of the list that is shown, and scroll it to a place, if its rows are loaded.

        Args:
            current: the document whose row is selected; empty for none.
            anchors: path -> row, as `anchors` gave them.
            place: as `place` gave it.
        """
        if self.state is not None:
            return True
        rows = {path: self.row_of(path) for path in anchors}
        if any(row < 0 for row in rows.values()):
            return False
        self._current_path = current
        self._restoring = True
        if (row := rows.get(current, -1)) >= 0:
            self.view.setCurrentIndex(self.view.rows.index(row))
        else:
            self.view.setCurrentIndex(QModelIndex())
            self.view.clearSelection()
        self._restoring = False
        path, above = place
        height = self.view.verticalHeader().defaultSectionSize()
        self.view.verticalScrollBar().setValue(rows[path] * height - above if path in rows else 0)
        return True

    def expect(self, path: str) -> None:
        """Set the document whose row is selected when a list that contains it is shown."""
        self._current_path = path

    def follow(self, path: str) -> bool:
        """Select the row of the document that is shown, unless one of its questions is selected.

        Returns:
            False if the row is not loaded.
        """
        index = self.view.currentIndex()
        current = self.view.rows.row(index.row()) if index.isValid() else None
        if current is not None and current.is_entry and current.path == path:
            return True
        row = self.row_of(path)
        if row >= 0:
            self.select(path, row, scroll=True)
        return row >= 0

    def select(self, path: str, row: int, scroll: bool) -> None:
        """Select the row of a document without reporting it.

        Args:
            path: the document.
            row: its number in the list; it may not be loaded yet.
            scroll: whether to bring it into view.
        """
        self._current_path = path
        if row == self.view.currentIndex().row() or row >= self.view.rows.rowCount():
            return
        index = self.view.rows.index(row)
        place = self.view.verticalScrollBar().value()
        is_near = self.row_of(path) >= 0 or self.view.viewport().rect().contains(self.view.visualRect(index))
        self._restoring = True
        self.view.setCurrentIndex(index)
        self._restoring = False
        if not scroll:
            self.view.verticalScrollBar().setValue(place)
        elif not is_near:
            self.view.scrollTo(index, self.view.ScrollHint.PositionAtCenter)

    def step(self, by: int) -> None:
        """Go `by` rows down, or up if negative, as the arrow keys do."""
        row = self.view.currentIndex().row() + by
        if 0 <= row < self.view.rows.rowCount():
            self.view.setCurrentIndex(self.view.rows.index(row))

    def choose_first(self) -> None:
        """Go to the first row and report it, even if the first row was current already."""
        if self.view.currentIndex().row() == 0:
            self.choose_current()
        elif self.view.rows.rowCount():
            self.view.setCurrentIndex(self.view.rows.index(0))

    def enter(self) -> None:
        """Put the focus into the list, without opening a document."""
        if self.state is None:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_in(self) -> None:
        """Put the focus into the list, and make the topmost row current if there is no current one."""
        self.enter()
        if self.state is None:
            self.view.take_a_row()

    def choose_current(self) -> None:
        """Report the current row again, so that its document is shown."""
        if self.view.currentIndex().isValid():
            self._choose_row(self.view.currentIndex().row(), passing=False)

    def set_sort(self, sort: str) -> None:
        """Show a sort order in the control, without reporting it."""
        self.sort.setCurrentIndex(max(0, self.sort.findData(str(sort))))

    def place(self) -> tuple[str, int]:
        """The top document in view and how far above the view it begins, in pixels."""
        top = self.view.rowAt(0)
        row = self.view.rows.row(top) if top >= 0 else None
        return (row.key, self.view.rowViewportPosition(top)) if row is not None else ("", 0)

    def _top_of_current(self) -> int | None:
        """Where the current row begins in the view, in pixels; None if it is out of view."""
        index = self.view.currentIndex()
        place = self.view.visualRect(index)
        return place.top() if index.isValid() and self.view.viewport().rect().intersects(place) else None

    def _keep_place(
        self, page: RowsPage, place: tuple[str, int], current: int | None, held: int | None, scrolled: int
    ) -> None:
        """Scroll a list that was loaded again so that the top row stays, or if it is gone the current one.

        Args:
            page: the list.
            place: the top row before, as `place` gave it.
            current: the number of the current row now.
            held: where the current row began in the view before; None if it was out of view.
            scrolled: how far the list was scrolled, which stays if both are gone.
        """
        row, above = self._row_in(page, place[0]), place[1]
        if row is None and held is not None:
            row, above = current, held
        self._scroll_to(scrolled if row is None else row * self._row_height - above)

    def _scroll(self, page: RowsPage, wanted: tuple[str, int] | None, current: int | None) -> None:
        """Scroll another list to a place that was left, else to the current row, else to the top.

        Args:
            page: the list.
            wanted: the top row then, as `place` gave it; None if the list was not left before.
            current: the number of the current row.
        """
        row = None if wanted is None else self._row_in(page, wanted[0])
        if wanted is not None and row is not None:
            self._scroll_to(row * self._row_height - wanted[1])
        elif current is not None:
            self.view.updateGeometries()
            self.view.scrollTo(self.view.rows.index(current), self.view.ScrollHint.PositionAtCenter)
        elif wanted is None:
            self.view.scrollToTop()

    def _scroll_to(self, place: int) -> None:
        # The view is laid out later, so its scroll bar does not have the new range yet.
        self.view.updateGeometries()
        self.view.verticalScrollBar().setValue(place)

    @property
    def _row_height(self) -> int:
        return self.view.verticalHeader().defaultSectionSize()

    def _row_in(self, page: RowsPage, path: str) -> int | None:
        """The row of a document in a list that is shown now; None if it is not in it, or far from what is loaded.

        A document that the reader came to after the list was asked for is no anchor of it.
        """
        row = page.anchors.get(path)
        if row is None and path:
            row = self.view.rows.find(path)
            # Other rows may be of the list before.
            if row is not None and not page.offset <= row < page.offset + len(page.rows):
                return None
        return row

    def _choose(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if not self._restoring and current.isValid():
            self._choose_row(current.row(), passing=not self.view.is_pressed)

    def _click(self, index: QModelIndex) -> None:
        self._choose_row(index.row(), passing=False)

    def _choose_row(self, number: int, passing: bool) -> None:
        row = self.view.rows.row(number)
        if row is None:
            self._awaited = number
            return
        self._current_path = row.key
        self.row_chosen.emit(row.path, passing, row.place, row.anchor)

    def set_order(self, order: str) -> None:
        """Show another order of the questions, without reporting it."""
        self.order.setCurrentIndex(max(0, self.order.findData(str(order))))

    def _change_order(self, number: int) -> None:
        self.order_changed.emit(str(self.order.itemData(number)))

    def _change_sort(self, number: int) -> None:
        self.sort_changed.emit(str(self.sort.itemData(number)))


def _choice_box(parent: QWidget, name: str, setting: Setting[Any]) -> QComboBox:
    """A box with the choices of a setting, hidden at first."""
    box = QComboBox(parent)
    box.setObjectName(name)
    box.setAccessibleName(translated(setting.title))
    box.setToolTip(translated(setting.title))
    for value, words in setting.choices:
        box.addItem(translated(words), value.value)
    box.hide()
    return box
