"""Opens and closes the trail, and does what the reader wants with it."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from qtbrowser.gui.personal.trail_keeping import TrailKeeping
from qtbrowser.gui.personal.trail_panel import TrailPanel
from qtbrowser.gui.personal.trail_rows import RowKind, TrailRow, arrange, day_of
from qtbrowser.gui.settings.settings_table import PRIVATE, TRAIL_SHOWN
from qtbrowser.gui.widgets.message_bar import Weight
from qtbrowser.gui.widgets.style_sheets import apply_style_sheets
from qtbrowser.gui.window.arrangement import PanelArrangement
from qtbrowser.gui.window.window_context import WindowContext

if TYPE_CHECKING:
    from qtbrowser.personal.trail import TrailStep


class TrailCommands(QObject):
    """The trail of one window.

    Args:
        parts: the window's parts.

    Attributes:
        keeping: writes the trail.
        panel: shows it.
    """

    def __init__(self, parts: WindowContext) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._switched: set[date] = set()
        self._is_shown = False
        self.panel = TrailPanel(parts.actions.private, parts.panels)
        self.keeping = TrailKeeping(
            parts.session, parts.view, parts.reading, parts.beside, parts.panels.subjects, parts.preferences, self
        )
        self._columns = parts.panels.columns
        self._columns.add_dock(self.panel)
        apply_style_sheets(self.panel)
        self.keeping.changed.connect(self._show)
        self.panel.filter_changed.connect(self._show)
        self.panel.list.step_chosen.connect(self._see_again)
        self.panel.list.day_switched.connect(self._switch_day)
        self.panel.list.forget_requested.connect(self._forget)
        self.panel.forget_all_requested.connect(self._forget_all)
        self.panel.close_requested.connect(self._close)
        parts.actions.trail.triggered.connect(self._switch)
        self._columns.shown_changed.connect(self._on_shown)
        parts.preferences.observe(PRIVATE, self._show_private)
        self._columns.restore_dock(parts.preferences.get(TRAIL_SHOWN))

    def _switch(self, shown: bool) -> None:
        self._columns.show_dock(shown)
        if self._columns.arrangement is PanelArrangement.ROOMY:
            self._parts.preferences.set(TRAIL_SHOWN, shown)
        if shown:
            self.panel.setFocus()

    def _close(self) -> None:
        had_focus = self.panel.isAncestorOf(self.panel.window().focusWidget())
        self._switch(False)
        if had_focus:
            self._parts.panels.answer.setFocus()

    def _on_shown(self) -> None:
        shown = self._columns.shows_dock
        if shown and not self._is_shown:
            self._show()
        self._is_shown = shown
        self._parts.actions.trail.setChecked(shown)

    def _show(self) -> None:
        if not self._columns.shows_dock:
            return
        steps = self.keeping.steps
        days = {day_of(step) for step in steps}
        # The latest day is unfolded, the others are folded, until the reader wants it otherwise.
        folded = {day for day in days if (day == max(days)) == (day in self._switched)}
        self.panel.show_rows(arrange(steps, self.panel.field.text(), folded), self.keeping.here)

    def _show_private(self, _private: bool) -> None:
        self._show()

    def _switch_day(self, day: date) -> None:
        self._switched ^= {day}
        self._show()

    def _see_again(self, step: str) -> None:
        state = self.keeping.state_of(step)
        if state is not None:
            self._parts.view.visit(state)

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
        folder = self._parts.session.folder
        undo = partial(self._undo, folder, before)
        self._parts.panels.messages.show_message(sentence, Weight.NOTICE, self.tr("Undo"), undo)

    def _undo(self, folder: object, before: list[TrailStep]) -> None:
        self._parts.panels.messages.hide()
        if folder == self._parts.session.folder:
            self.keeping.keep_again(before)
