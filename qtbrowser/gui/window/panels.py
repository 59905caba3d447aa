"""The layout of the window: search bar and messages on top; tree, list and answer side by side; problems below."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from qtbrowser.gui.browse.list_panel import ListPanel
from qtbrowser.gui.browse.search_bar import SearchBar
from qtbrowser.gui.browse.subject_panel import SubjectPanel
from qtbrowser.gui.reader.answer_panel import AnswerPanel
from qtbrowser.gui.reader.beside_panel import BesidePanel
from qtbrowser.gui.reader.note_band import NoteBand
from qtbrowser.gui.reader.reading_bar import ReadingBar
from qtbrowser.gui.reader.tab_bar import TabBar
from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.settings.settings_table import COLUMNS, LIST_SHOWN, ROWS, TREE_SHOWN
from qtbrowser.gui.widgets.focus_passing import FocusPassing
from qtbrowser.gui.widgets.splitter import Splitter
from qtbrowser.gui.widgets.style_sheets import apply_style_sheets
from qtbrowser.gui.window.actions import Actions
from qtbrowser.gui.window.arrangement import PanelArrangement
from qtbrowser.gui.window.columns import ANSWER, LIST, TREE, Columns
from qtbrowser.gui.window.two_pages import TwoPages

if TYPE_CHECKING:
    from qtbrowser.gui.browse.welcome_page import WelcomePage
    from qtbrowser.gui.widgets.empty_states import EmptyState
    from qtbrowser.gui.widgets.message_bar import MessageBar

ROW_HEIGHTS = [420, 340]
UNBOUNDED = 16_777_215


class Panels(QWidget):
    """The panels of a window and their layout; the window connects them."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self.search = SearchBar(actions.show_tree, actions.back, actions.forward, self)
        self.tab_bar = TabBar(self)
        self.subjects = SubjectPanel(self)
        self.list_panel = ListPanel(self)
        self.answer = AnswerPanel(self)
        self.note = NoteBand(self)
        self.beside = BesidePanel(self)
        self._below: QWidget | None = None
        self._row_heights = ROW_HEIGHTS
        self.reading_bar = ReadingBar((actions.outline, actions.previous_hit, actions.next_hit), self)
        self.columns = Columns((self.subjects, self.list_panel, self._reader()), self)
        self.columns.shown_changed.connect(self._offer_panels)
        self.reading_bar.list_requested.connect(self._back_to_list)
        self._rows = Splitter(Qt.Orientation.Vertical, self)
        self._rows.addWidget(self.columns)
        self._rows.setStretchFactor(0, 1)
        library = QWidget(self)
        inner = QVBoxLayout(library)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self._rows, 1)
        self._library = library
        self._stack = QStackedWidget(self)
        self._stack.addWidget(library)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.tab_bar)
        outer.addWidget(self.search)
        outer.addWidget(self._stack, 1)

    # What the first paint doesn't show is made at its first use, after it.

    @cached_property
    def messages(self) -> MessageBar:
        """The bar for messages."""
        from qtbrowser.gui.widgets.message_bar import MessageBar

        return MessageBar(self)

    @cached_property
    def welcome(self) -> WelcomePage:
        """The page without a library."""
        from qtbrowser.gui.browse.welcome_page import WelcomePage

        welcome = WelcomePage(self)
        self._stack.addWidget(welcome)
        apply_style_sheets(welcome)
        return welcome

    def show_only_answer(self, only: bool) -> None:
        """Show only the answer, or all panels again."""
        self.columns.show_only_answer(only)
        self.search.setVisible(self.shows_library and not only)
        self.reading_bar.setMaximumHeight(0 if only else UNBOUNDED)
        self.tab_bar.setMaximumHeight(0 if only else UNBOUNDED)
        if self._below is not None and only:
            self._below.hide()

    def show_welcome(self, state: EmptyState) -> None:
        """Show `state` instead of the panels, when no library is open."""
        self.welcome.show_state(state)
        self._stack.setCurrentWidget(self.welcome)
        self.search.hide()

    def show_library(self) -> None:
        """Show the panels."""
        self._stack.setCurrentWidget(self._library)
        self.search.show()

    @property
    def shows_library(self) -> bool:
        """Whether the panels are shown."""
        return self._stack.currentWidget() is self._library

    def add_below(self, panel: QWidget) -> None:
        """Add a panel with the whole width below the others, hidden at first; to be called once."""
        self._below = panel
        panel.hide()
        self._rows.addWidget(panel)
        self._rows.setCollapsible(1, False)
        self._rows.setSizes(self._row_heights)
        apply_style_sheets(panel)

    def restore(self, preferences: Preferences) -> None:
        """Restore the stored layout of the panels."""
        widths = preferences.get(COLUMNS)
        self.columns.want(widths)
        self._row_heights = preferences.get(ROWS) or ROW_HEIGHTS
        self.columns.restore_switches(preferences.get(TREE_SHOWN), preferences.get(LIST_SHOWN))

    def remember(self, preferences: Preferences) -> None:
        """Store the layout of the panels."""
        preferences.set(COLUMNS, self.columns.wanted())
        if self._below is not None and self._below.isVisibleTo(self._rows):
            preferences.set(ROWS, self._rows.sizes())
        preferences.set(TREE_SHOWN, self.columns.is_switched_on(TREE))
        preferences.set(LIST_SHOWN, self.columns.is_switched_on(LIST))

    def _reader(self) -> QWidget:
        """The answer below its bar, and the second document beside both."""
        first = QWidget(self)
        below = QVBoxLayout(first)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self.reading_bar)
        below.addWidget(self.answer, 1)
        below.addWidget(self.note)
        reader = FocusPassing(self)
        layout = QVBoxLayout(reader)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(TwoPages(first, self.beside, reader))
        reader.pass_focus_to(self.answer)
        return reader

    def _offer_panels(self) -> None:
        """Show buttons for panels that are not in view: the tree in its drawer, the list behind the answer."""
        self.search.offer_tree(self.columns.arrangement < PanelArrangement.COLUMNS)
        single = self.columns.arrangement is PanelArrangement.SINGLE
        self.reading_bar.offer_list(single and self.columns.is_shown(ANSWER))

    def _back_to_list(self) -> None:
        self.columns.bring_forward(LIST)
        self.list_panel.setFocus(Qt.FocusReason.OtherFocusReason)

    def cycle_focus(self, step: int) -> None:
        """Move the focus to the next panel that can have it; with -1 to the previous one."""
        stations: list[QWidget | None] = [self.welcome]
        if self.shows_library:
            stations = [self.search, self.subjects, self.list_panel, self.answer, self.beside, self._below]
        open_now = [(one, self._entrance(one)) for one in stations if one is not None and one.isVisible()]
        entrances = [(station, entrance) for station, entrance in open_now if entrance is not None]
        focus = QApplication.focusWidget()
        here = next((number for number, (one, _) in enumerate(entrances) if _holds(one, focus)), -1)
        if here < 0 and step < 0:
            here = 0
        if entrances:
            entrances[(here + step) % len(entrances)][1].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _entrance(self, station: QWidget) -> QWidget | None:
        """The widget of a panel that gets the focus: the main one, or the first button of its empty state."""
        if isinstance(station, SearchBar):
            return station.field
        if not self.shows_library:
            return self.welcome.first_button()
        if isinstance(station, ListPanel) and station.state is not None:
            return station.state_panel().first_button()
        if isinstance(station, BesidePanel):
            return station.answer
        if isinstance(station, AnswerPanel) and not station.shows_answer:
            return station.home.first_button()
        return station


def _holds(station: QWidget, focus: QWidget | None) -> bool:
    return focus is not None and (station is focus or station.isAncestorOf(focus))
