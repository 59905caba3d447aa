from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from qtbrowser.gui.program.keys_page import KeysPage
from qtbrowser.gui.program.settings_dialog import SettingsDialog
from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.settings.settings_table import CHANGED_KEYS
from tests.gui.conftest import Person

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(person: Person) -> KeysPage:
    """The page, found by the words typed into the search field."""
    person.press(Qt.Key.Key_Comma, CONTROL, person.window)
    dialog = person.window.findChild(SettingsDialog)
    assert dialog is not None
    person.wait(dialog.isVisible)
    dialog.pages.setCurrentWidget(dialog.keys_page)
    return dialog.keys_page


def cell(page: KeysPage, row: int, column: int = 0) -> str:
    """What a cell of the table shows."""
    return str(page.table.model().index(row, column).data())


def choose(page: KeysPage, title: str) -> None:
    """Select an action."""
    rows = range(page.table.rowCount())
    page.table.selectRow(next(row for row in rows if cell(page, row) == title))


def keys_of(page: KeysPage, title: str) -> str:
    """The keys that the table shows for an action."""
    rows = range(page.table.rowCount())
    return next(cell(page, row, 1) for row in rows if cell(page, row) == title)


def test_every_action_is_there_once(page: KeysPage, person: Person) -> None:
    titles = [cell(page, row) for row in range(page.table.rowCount())]
    assert len(titles) == len(person.window.actions_.all())
    assert len(set(titles)) == len(titles)
    assert "Theme: High Contrast" in titles
    assert not any("&" in title or "…" in title for title in titles)


def test_a_key_is_changed_works_and_is_remembered(page: KeysPage, person: Person, own_directories: Path) -> None:
    actions = person.window.actions_
    choose(page, "Curating")
    page.field.setFocus()
    person.press(Qt.Key.Key_J, CONTROL | ALT, page.field)
    assert not page.note.text()
    person.press(Qt.Key.Key_Space, widget=page.use)
    assert keys_of(page, "Curating") == "Ctrl+Alt+J"
    assert "Ctrl+Alt+J" in actions.curating.toolTip()
    person.window.activateWindow()
    person.wait(person.window.isActiveWindow)
    person.press(Qt.Key.Key_J, CONTROL | ALT, person.window)
    assert actions.curating.isChecked()
    person.window.preferences.save()
    assert Preferences(own_directories / "config" / "window.ini").get(CHANGED_KEYS) == ["curating=Ctrl+Alt+J"]
    person.press(Qt.Key.Key_Space, widget=page.reset_one)
    assert keys_of(page, "Curating") == ""
    assert page.is_default


def test_a_key_of_another_action_is_told_and_taken(page: KeysPage, person: Person) -> None:
    actions = person.window.actions_
    choose(page, "Curating")
    person.press(Qt.Key.Key_L, CONTROL, page.field)
    assert page.note.text() == "Ctrl+L belongs to Search Library, which would lose it."
    assert actions.search.shortcuts() == [QKeySequence(one) for one in ("Ctrl+K", "Ctrl+L", "/")]
    person.press(Qt.Key.Key_Space, widget=page.use)
    assert actions.search.shortcuts() == [QKeySequence(one) for one in ("Ctrl+K", "/")]
    assert actions.curating.shortcuts() == [QKeySequence("Ctrl+L")]
    choose(page, "Search Library")
    person.press(Qt.Key.Key_Space, widget=page.reset_one)
    assert page.note.text() == "Curating has a key of this action, too: neither does anything with it."
    page.reset()
    assert actions.search.shortcuts() == [QKeySequence(one) for one in ("Ctrl+K", "Ctrl+L", "/")]
    assert actions.curating.shortcuts() == []
    assert not page.note.text()


def test_keys_are_added_and_taken_away(page: KeysPage, person: Person) -> None:
    statistics = person.window.actions_.statistics
    choose(page, "Statistics")
    person.press(Qt.Key.Key_F7, SHIFT, page.field)
    person.press(Qt.Key.Key_Space, widget=page.add)
    assert statistics.shortcuts() == [QKeySequence("Ctrl+Shift+A"), QKeySequence("Shift+F7")]
    person.press(Qt.Key.Key_Space, widget=page.remove)
    assert statistics.shortcuts() == []
    assert page.table.hasFocus() or QApplication.focusWidget() is not page.remove


@pytest.mark.parametrize("key", [Qt.Key.Key_A, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Backspace])
def test_what_typing_needs_is_refused(page: KeysPage, person: Person, key: Qt.Key) -> None:
    person.press(key, widget=page.field)
    assert page.note.text().endswith("alone is needed for typing and moving.")
    assert not page.use.isEnabled()


def test_nobody_is_caught_in_the_field(page: KeysPage, person: Person) -> None:
    page.field.setFocus()
    person.press(Qt.Key.Key_A, CONTROL, page.field)
    person.press(Qt.Key.Key_Tab, widget=page.field)
    assert QApplication.focusWidget() is page.use
    person.press(Qt.Key.Key_Backtab, SHIFT, page.use)
    assert QApplication.focusWidget() is page.field
    person.press(Qt.Key.Key_Escape, widget=page.field)
    assert not page.window().isVisible()


def test_words_find_actions_by_name_and_by_key(page: KeysPage, person: Person) -> None:
    dialog = page.window()
    assert isinstance(dialog, SettingsDialog)
    person.qtbot.keyClicks(dialog.search, "ctrl+shift+s")
    rows = [row for row in range(page.table.rowCount()) if not page.table.isRowHidden(row)]
    assert [cell(page, row) for row in rows] == ["Save Search"]
    assert page.table.currentRow() == rows[0]
    dialog.search.setText("sepia")
    assert dialog.pages.tabText(1) == "&Keys (1)"
