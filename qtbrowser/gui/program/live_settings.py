"""Keeps the window and its settings in step: actions change settings, and changed settings are applied at once.

The settings of the page and of the editor are shown by `PageCommands` and `DocumentEditing`.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from qtbrowser.catalog.entry_order import EntryOrder
from qtbrowser.gui.browse.list_state import ListState
from qtbrowser.gui.reader.known_places import KnownPlaces
from qtbrowser.gui.settings.hit_order import HitOrder
from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.settings.settings_table import (
    CHANGED_KEYS,
    HIDE_KNOWN,
    LANGUAGES,
    LIST_DENSITY,
    ORDER,
    PRIVATE,
    RECENT,
    SHOW_HIDDEN,
    SORT,
    THEME,
    WITHIN,
    ZOOM,
)
from qtbrowser.gui.settings.shortcuts import read_changed_keys
from qtbrowser.gui.widgets.theme import Theme, ThemeChoice
from qtbrowser.gui.window.actions import Actions
from qtbrowser.gui.window.menus import Menus
from qtbrowser.gui.window.panels import Panels


class LiveSettings(QObject):
    """Connects settings with the parts of a window that show them.

    Args:
        window: the owner.
        theme: the application's theme.
        preferences: the settings.
        actions, menus, panels: those of the window.
        list_state: the state of its list.
        places: the reading places.
    """

    def __init__(
        self,
        *,
        window: QObject,
        theme: Theme,
        preferences: Preferences,
        actions: Actions,
        menus: Menus,
        panels: Panels,
        list_state: ListState,
        places: KnownPlaces,
    ) -> None:
        super().__init__(window)
        self._theme = theme
        self._preferences = preferences
        self._actions = actions
        self._panels = panels
        self._list_state = list_state
        self._places = places
        for choice, action in actions.themes.items():
            action.triggered.connect(partial(self._choose_theme, choice))
        actions.themes[theme.choice].setChecked(True)
        # Not applied at once, because the command line may choose another theme for this run.
        preferences.observe(THEME, self._show_theme, at_once=False)
        actions.show_hidden.toggled.connect(partial(preferences.set, SHOW_HIDDEN))
        preferences.observe(SHOW_HIDDEN, self._show_hidden)
        actions.hide_known.toggled.connect(partial(preferences.set, HIDE_KNOWN))
        preferences.observe(HIDE_KNOWN, self._hide_known)
        panels.search.within.toggled.connect(partial(preferences.set, WITHIN))
        preferences.observe(WITHIN, panels.search.within.setChecked)
        preferences.observe(LANGUAGES, self._choose_languages)
        panels.list_panel.sort_changed.connect(self._choose_order)
        preferences.observe(SORT, self._show_order)
        panels.list_panel.order_changed.connect(self._choose_entry_order)
        preferences.observe(ORDER, self._show_entry_order)
        preferences.observe(CHANGED_KEYS, self._on_keys_changed, at_once=bool(preferences.get(CHANGED_KEYS)))
        preferences.observe(LIST_DENSITY, panels.list_panel.view.set_density)
        actions.private.toggled.connect(partial(preferences.set, PRIVATE))
        preferences.observe(PRIVATE, self._show_private)
        preferences.observe(RECENT, menus.show_recent)

    def connect_pane(self) -> None:
        """Connect the answer pane, which is created after the first paint."""
        pane = self._panels.answer.pane
        self._preferences.observe(ZOOM, pane.set_zoom)
        pane.zoom_changed.connect(self._show_zoom)
        self._show_zoom(pane.zoom())
        pane.zoom_changed.connect(partial(self._preferences.set, ZOOM))

    def _show_zoom(self, zoom: float) -> None:
        """The menu says how large the page's text is."""
        usual = self.tr("&Actual Size")
        text = usual if zoom == 1.0 else self.tr("{0} (now {1}%)").format(usual, round(zoom * 100))
        self._actions.zoom_reset.setText(text)

    def _choose_theme(self, choice: ThemeChoice) -> None:
        self._preferences.set(THEME, choice)

    def _show_theme(self, choice: ThemeChoice) -> None:
        self._actions.themes[choice].setChecked(True)
        self._theme.choose(choice)

    def _on_keys_changed(self, lines: list[str]) -> None:
        self._actions.take_keys(read_changed_keys(lines))

    def _show_hidden(self, shown: bool) -> None:
        self._actions.show_hidden.setChecked(shown)
        self._list_state.set_hidden(shown)

    def _hide_known(self, hides: bool) -> None:
        self._actions.hide_known.setChecked(hides)
        self._list_state.set_hides_known(hides)

    def _show_private(self, private: bool) -> None:
        self._actions.private.setChecked(private)
        self._places.are_kept = not private

    def _choose_languages(self, text: str) -> None:
        self._list_state.set_languages(tuple(text.replace(",", " ").split()))

    def _choose_order(self, order: str) -> None:
        self._preferences.set(SORT, HitOrder(order))

    def _choose_entry_order(self, order: str) -> None:
        self._preferences.set(ORDER, EntryOrder(order))

    def _show_entry_order(self, order: EntryOrder) -> None:
        self._panels.list_panel.set_order(order)
        self._list_state.set_order(order)

    def _show_order(self, order: HitOrder) -> None:
        self._panels.list_panel.set_sort(order)
        self._list_state.set_sort(order)
