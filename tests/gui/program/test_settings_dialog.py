from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QSpinBox

from qtbrowser.gui.program.setting_row import SettingRow
from qtbrowser.gui.program.settings_dialog import SettingsDialog
from qtbrowser.gui.settings.setting import Setting, SettingGroup
from qtbrowser.gui.settings.settings_table import (
    LANGUAGES,
    LIST_DENSITY,
    NEW_A_DAY,
    OUTLINE,
    SETTINGS,
    SHOW_HIDDEN,
    THEME,
    ZOOM,
)
from qtbrowser.gui.widgets.theme import ThemeChoice
from qtbrowser.library import Library
from tests.gui.conftest import Person, question, write
from tests.presence import part_of

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def dialog(person: Person) -> SettingsDialog:
    """The dialog, opened by its key."""
    person.press(Qt.Key.Key_Comma, CONTROL, person.window)
    found = person.window.findChild(SettingsDialog)
    assert found is not None
    person.wait(found.isVisible)
    return found


def row(dialog: SettingsDialog, setting: Setting[Any]) -> SettingRow:
    """The row of a setting."""
    return next(one for one in dialog.settings_page.rows if one.setting is setting)


def shown(dialog: SettingsDialog) -> set[str]:
    """The keys of the settings whose rows are shown."""
    return {one.setting.key for one in dialog.settings_page.rows if one.isVisibleTo(dialog.settings_page)}


def test_every_setting_of_the_table_has_a_row(dialog: SettingsDialog) -> None:
    assert shown(dialog) == {one.key for one in SETTINGS if one.group not in (SettingGroup.STATE, SettingGroup.KEYS)}
    for one in dialog.settings_page.rows:
        assert one.control.accessibleName()
        assert one.control.accessibleDescription().endswith(".")
        assert one.fault.isHidden()


def test_it_opens_once(person: Person, dialog: SettingsDialog) -> None:
    person.window.actions_.settings.trigger()
    assert person.window.findChildren(SettingsDialog) == [dialog]


def test_what_is_chosen_is_seen_at_once_and_reset(person: Person, dialog: SettingsDialog) -> None:
    theme, size = row(dialog, THEME), row(dialog, ZOOM)
    assert isinstance(theme.control, QComboBox)
    theme.control.setFocus()
    assert not theme.reset_button.isVisible()
    for _ in range(len(ThemeChoice) - 1):
        person.press(Qt.Key.Key_Down, widget=theme.control)
    assert person.window.theme.name == "high-contrast-light"
    assert theme.reset_button.isVisible()
    assert isinstance(size.control, QSpinBox)
    size.control.setFocus()
    person.press(Qt.Key.Key_Up, widget=size.control)
    assert person.window.panels.answer.pane.zoom() == 1.1
    person.press(Qt.Key.Key_Space, widget=size.reset_button)
    assert person.window.panels.answer.pane.zoom() == 1.0
    assert not size.reset_button.isVisible()
    assert QApplication.focusWidget() is not None
    person.qtbot.mouseClick(theme.reset_button, Qt.MouseButton.LeftButton)
    assert person.window.preferences.get(THEME) is ThemeChoice.SYSTEM


def test_what_is_set_elsewhere_is_shown(person: Person, dialog: SettingsDialog) -> None:
    hidden = row(dialog, SHOW_HIDDEN).control
    assert isinstance(hidden, QCheckBox)
    person.wait(person.window.actions_.show_hidden.isEnabled)
    person.window.actions_.show_hidden.trigger()
    assert hidden.isChecked()
    assert dialog.reset_all.isEnabled()


def test_the_rows_of_the_list_get_room(person: Person, dialog: SettingsDialog) -> None:
    height = person.list.rowHeight(0)
    control = row(dialog, LIST_DENSITY).control
    person.press(Qt.Key.Key_Up, widget=control)
    compact = person.list.rowHeight(0)
    person.press(Qt.Key.Key_End, widget=control)
    assert compact < height < person.list.rowHeight(0)


def test_hits_in_other_languages_are_left_out(start: Callable[..., Person], own_indexed_library: Path) -> None:
    for path in ("de/wolke.md", "fr/nuage.md"):
        write(own_indexed_library, path, question(f"Cloud, {path[:2]}?", "Weather", "A cloud."))
    Library.open(own_indexed_library, refresh=True).close()
    person = start(own_indexed_library, query="cloud")
    person.wait(lambda: {"Cloud, de?", "Cloud, fr?"} < set(person.titles()))
    person.press(Qt.Key.Key_Comma, CONTROL, person.window)
    dialog = part_of(person.window, SettingsDialog)
    field = row(dialog, LANGUAGES).control
    person.qtbot.keyClicks(field, "en, de")
    person.press(Qt.Key.Key_Return, widget=field)
    person.wait(lambda: "Cloud, fr?" not in person.titles())
    assert {"Cloud, de?", "How do clouds form?"} < set(person.titles())
    assert dialog.isVisible()
    person.qtbot.mouseClick(row(dialog, LANGUAGES).reset_button, Qt.MouseButton.LeftButton)
    person.wait(lambda: "Cloud, fr?" in person.titles())
    fault = row(dialog, LANGUAGES).fault
    assert not fault.isVisible()
    person.qtbot.keyClicks(field, "de, klingon, q2")
    person.press(Qt.Key.Key_Return, widget=field)
    assert fault.isVisible()
    assert fault.text().startswith("klingon, q2: this is not the code of a language")
    person.wait(lambda: {"Cloud, fr?", "Cloud, de?"} & set(person.titles()) == {"Cloud, de?"})
    person.qtbot.mouseClick(row(dialog, LANGUAGES).reset_button, Qt.MouseButton.LeftButton)
    assert not fault.isVisible()


def test_words_find_settings(person: Person, dialog: SettingsDialog) -> None:
    assert dialog.search.hasFocus() or dialog.focusWidget() is dialog.search
    person.qtbot.keyClicks(dialog.search, "COLOURS window")
    assert shown(dialog) == {THEME.key}
    dialog.search.clear()
    person.qtbot.keyClicks(dialog.search, "sepia")
    assert shown(dialog) == {THEME.key}
    dialog.search.setText("no such thing at all")
    assert shown(dialog) == set()
    person.press(Qt.Key.Key_Escape, widget=dialog.search)
    assert dialog.isVisible()
    assert len(shown(dialog)) > 5
    person.press(Qt.Key.Key_Escape, widget=dialog.search)
    assert not dialog.isVisible()


def test_all_are_reset(person: Person, dialog: SettingsDialog) -> None:
    preferences = person.window.preferences
    assert not dialog.reset_all.isEnabled()
    preferences.set(OUTLINE, False)
    preferences.set(SHOW_HIDDEN, True)
    person.qtbot.mouseClick(dialog.reset_all, Qt.MouseButton.LeftButton)
    assert (preferences.get(OUTLINE), preferences.get(SHOW_HIDDEN)) == (True, False)
    assert not dialog.reset_all.isEnabled()


def test_text_files_are_read_on_wish(start: Callable[..., Person], own_indexed_library: Path) -> None:
    person = start(own_indexed_library)
    person.press(Qt.Key.Key_Comma, CONTROL, person.window)
    dialog = part_of(person.window, SettingsDialog)
    session, box = person.window.session, dialog.library_page.text_files
    assert session.folder is not None
    (session.folder / "notes.txt").write_text("Of lighthouses.", encoding="utf-8")
    person.wait(box.isEnabled)
    dialog.pages.setCurrentWidget(dialog.library_page)
    person.wait(lambda: "kB in your cache folder" in dialog.library_page.disk.text())
    person.qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
    person.wait(lambda: box.isEnabled() and box.isChecked())
    assert "text_files = true" in (session.folder / ".qtbrowser.toml").read_text(encoding="utf-8")
    person.wait(lambda: person.window.is_settled and "Notes" in person.titles())


def test_a_number_is_chosen_by_keys_and_reset(person: Person, dialog: SettingsDialog) -> None:
    number = row(dialog, NEW_A_DAY)
    assert isinstance(number.control, QSpinBox)
    assert number.control.value() == 20
    number.control.setFocus()
    person.press(Qt.Key.Key_Down, widget=number.control)
    assert person.window.preferences.get(NEW_A_DAY) == 19
    person.press(Qt.Key.Key_Space, widget=number.reset_button)
    assert number.control.value() == 20
