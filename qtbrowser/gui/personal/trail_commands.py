"""Opens and closes the trail, and does what the reader wants with it."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from qtbrowser.gui.personal.trail_keeping import TrailKeeping
from qtbrowser.gui.personal.trail_panel import TrailPanel
from qtbrowser.gui.personal.trail_rows import RowKind, TrailDays, TrailRow, day_of
from qtbrowser.gui.reader.beside import Beside
from qtbrowser.gui.reader.reading import Reading
from qtbrowser.gui.reader.view import View
from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.settings.settings_table import PRIVATE, TRAIL_SHOWN
from qtbrowser.gui.widgets.message_bar import MessageBar, Weight
from qtbrowser.gui.widgets.style_sheets import apply_style_sheets
from qtbrowser.gui.window.actions import Actions
from qtbrowser.gui.window.arrangement import PanelArrangement
from qtbrowser.gui.window.panels import Panels
from qtbrowser.gui.worker.session import Session

if TYPE_CHECKING:
    from qtbrowser.personal.trail import TrailStep


class TrailCommands(QObject):
    """The trail of one window.

    Args:
        window: the window, which becomes the parent.
        preferences: the settings.
        actions: the window's actions.
        panels: the window's panels.
        session: the door to the library.
        reading: shows documents.
        beside: shows a second document beside the first.
        view: what the window shows, as one value.
        messages: shows sentences to the reader.

    Attributes:
        keeping: writes the trail.
        panel: shows it.
    """

    def __init__(
        self,
        *,
        window: QMainWindow,
        preferences: Preferences,
        actions: Actions,
        panels: Panels,
        session: Session,
        reading: Reading,
        beside: Beside,
        view: View,
        messages: MessageBar,
    ) -> None:
        super().__init__(window)
        self._preferences = preferences
        self._actions = actions
        self._panels = panels
        self._session = session
        self._view = view
        self._messages = messages
        self._switched: set[date] = set()
        self._is_shown = False
        self._arranged: list[TrailStep] | None = None
        self._days = TrailDays(())
        self.panel = TrailPanel(actions.private, panels)
        self.keeping = TrailKeeping(session, view, reading, beside, panels.subjects, preferences, self)
        self._columns = panels.columns
        self._columns.add_dock(self.panel)
        apply_style_sheets(self.panel)
        self.keeping.changed.connect(self._show)
        self.panel.filter_changed.connect(self._show)
        self.panel.list.step_chosen.connect(self._see_again)
        self.panel.list.day_switched.connect(self._switch_day)
        self.panel.list.forget_requested.connect(self._forget)
        self.panel.forget_all_requested.connect(self._forget_all)
        self.panel.close_requested.connect(self._close)
        actions.trail.triggered.connect(self._switch)
        self._columns.shown_changed.connect(self._on_shown)
        preferences.observe(PRIVATE, self._show_private)
        self._columns.restore_dock(preferences.get(TRAIL_SHOWN))

    def _switch(self, shown: bool) -> None:
        self._columns.show_dock(shown)
        if self._columns.arrangement is PanelArrangement.ROOMY:
            self._preferences.set(TRAIL_SHOWN, shown)
        if shown:
            self.panel.setFocus()

    def _close(self) -> None:
        had_focus = self.panel.isAncestorOf(self.panel.window().focusWidget())
        self._switch(False)
        if had_focus:
            self._panels.answer.setFocus()

    def _on_shown(self) -> None:
        shown = self._columns.shows_dock
        if shown and not self._is_shown:
            self._show()
        self._is_shown = shown
        self._actions.trail.setChecked(shown)

    def _show(self) -> None:
        if not self._columns.shows_dock:
            return
        if self._arranged is not self.keeping.steps:
            self._arranged = self.keeping.steps
            self._days = TrailDays(self._arranged)
        days = self._days.days
        # The latest day is unfolded, the others are folded, until the reader wants it otherwise.
        folded = {day for day in days if (day == days[0]) == (day in self._switched)}
        self.panel.show_rows(self._days.rows(self.panel.field.text(), folded), self.keeping.here)

    def _show_private(self, _private: bool) -> None:
        self._show()

    def _switch_day(self, day: date) -> None:
        self._switched ^= {day}
        self._show()

    def _see_again(self, step: str) -> None:
        state = self.keeping.state_of(step)
        if state is not None:
            self._view.visit(state)

    def _forget(self, row: TrailRow) -> None:
        before = list(self.keeping.steps)
        if row.kind is RowKind.DAY:
            self.keeping.forget([step.id for step in before if day_of(step) == row.day])
            self._offer_undo(self.tr("This day of the trail is forgotten."), before)
        else:
            self.keeping.forget([row.id])

    def _forget_all(self) -> None:
        before = list(self.keeping.steps)
        self.keeping.forget_all()
        self._offer_undo(self.tr("The trail of this library is forgotten."), before)

    def _offer_undo(self, sentence: str, before: list[TrailStep]) -> None:
        folder = self._session.folder
        undo = partial(self._undo, folder, before)
        self._messages.show_message(sentence, Weight.NOTICE, self.tr("Undo"), undo)

    def _undo(self, folder: object, before: list[TrailStep]) -> None:
        self._messages.hide()
        if folder == self._session.folder:
            self.keeping.keep_again(before)
