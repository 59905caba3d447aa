from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from qtbrowser.gui.settings.hit_order import HitOrder
from qtbrowser.gui.settings.page_choices import ColumnWidth, Face
from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.settings.settings_table import (
    CHANGED_KEYS,
    COLUMN_WIDTH,
    FACE,
    LINE_NUMBERS,
    OUTLINE,
    SHOW_HIDDEN,
    SORT,
    THEME,
    WITHIN,
    ZOOM,
)
from qtbrowser.gui.widgets.theme import ThemeChoice
from qtbrowser.gui.widgets.theme_colours import SEPIA, THEMES
from tests.gui.conftest import Person


def test_what_is_set_anywhere_is_shown_at_once(person: Person) -> None:
    window = person.window
    actions, panels, pane, preferences = window.actions_, window.panels, window.panels.answer.pane, window.preferences
    count = len(person.titles())
    preferences.set(THEME, ThemeChoice.SEPIA)
    assert actions.themes[ThemeChoice.SEPIA].isChecked()
    assert QApplication.palette().window().color().name() == SEPIA.window
    preferences.set(FACE, Face.SANS)
    assert actions.faces[Face.SANS].isChecked()
    preferences.set(COLUMN_WIDTH, ColumnWidth.WIDE)
    assert actions.widths[ColumnWidth.WIDE].isChecked()
    preferences.set(ZOOM, 1.5)
    assert pane.zoom() == 1.5
    preferences.set(OUTLINE, False)
    assert not pane.wants_outline()
    preferences.set(LINE_NUMBERS, True)
    assert actions.line_numbers.isChecked()
    preferences.set(WITHIN, False)
    assert not panels.search.within.isChecked()
    assert not window.list_state.request.within
    preferences.set(SORT, HitOrder.TITLE)
    assert panels.list_panel.sort.currentText() == "Title"
    assert window.list_state.request.sort == "title"
    preferences.set(SHOW_HIDDEN, True)
    assert actions.show_hidden.isChecked()
    person.wait(lambda: len(person.titles()) == count + 1)


@pytest.mark.parametrize("choice", [ThemeChoice.DARK, ThemeChoice.HIGH_CONTRAST, ThemeChoice.SEPIA])
def test_scroll_bars_take_the_colours_of_the_new_theme(person: Person, choice: ThemeChoice) -> None:
    person.window.preferences.set(THEME, choice)
    colours = THEMES[person.window.theme.name]
    for view, ground in ((person.list, colours.base), (person.tree, colours.window)):
        assert f"background: {ground};" in view.verticalScrollBar().styleSheet()


def test_changed_keys_hold_from_the_start(start: Callable[..., Person]) -> None:
    kept = Preferences()
    kept.set(CHANGED_KEYS, ["statistics=Shift+F7"])
    kept.save()
    assert start().window.actions_.statistics.shortcut().toString() == "Shift+F7"


def test_what_is_switched_in_the_window_is_remembered(person: Person, own_directories: Path) -> None:
    window = person.window
    window.actions_.themes[ThemeChoice.DARK].trigger()
    window.actions_.show_hidden.trigger()
    window.actions_.zoom_in.trigger()
    window.panels.search.within.setChecked(False)
    window.panels.list_panel.sort.setCurrentIndex(1)
    window.panels.list_panel.sort.activated.emit(1)
    window.preferences.save()
    read = Preferences(own_directories / "config" / "window.ini")
    assert read.get(THEME) is ThemeChoice.DARK
    assert read.get(SHOW_HIDDEN) is True
    assert read.get(ZOOM) > 1.0
    assert read.get(WITHIN) is False
    assert read.get(SORT) is HitOrder.DATE
