from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QSettings
from pytestqt.qtbot import QtBot

from qtbrowser.gui.pane.zoom import LARGEST, SMALLEST
from qtbrowser.gui.settings.hit_order import HitOrder
from qtbrowser.gui.settings.page_choices import Face
from qtbrowser.gui.settings.preferences import RECENT_LIMIT, Preferences
from qtbrowser.gui.settings.setting import Range, Setting
from qtbrowser.gui.settings.settings_table import (
    COLUMNS,
    FACE,
    GEOMETRY,
    LAST_LIBRARY,
    RECENT,
    SETTINGS,
    SHOW_HIDDEN,
    SORT,
    THEME,
    ZOOM,
)
from qtbrowser.gui.widgets.theme import ThemeChoice

pytestmark = pytest.mark.usefixtures("qapp")

VALUES: list[tuple[Setting[Any], Any]] = [
    (GEOMETRY, b"\x00\x01\xff,;=\n"),
    (COLUMNS, [1, 20, 300]),
    (SHOW_HIDDEN, True),
    (ZOOM, 1.25),
    (LAST_LIBRARY, "/a folder/with, commas; ünd \\ more"),
    (RECENT, ["/only one"]),
    (RECENT, []),
    (THEME, ThemeChoice.SEPIA),
    (SORT, HitOrder.DATE),
]


@pytest.mark.parametrize(("setting", "value"), VALUES)
def test_what_is_remembered_comes_back(tmp_path: Path, setting: Setting[Any], value: Any) -> None:
    written = Preferences(tmp_path / "window.ini")
    written.set(setting, value)
    written.save()
    read = Preferences(tmp_path / "window.ini").get(setting)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.key)
def test_nothing_remembered_is_the_default(tmp_path: Path, setting: Setting[Any]) -> None:
    assert Preferences(tmp_path / "window.ini").get(setting) == setting.default


DAMAGES: list[tuple[Setting[Any], str]] = [
    *((setting, text) for setting in (SHOW_HIDDEN, ZOOM, COLUMNS) for text in ("{", "maybe", "[1, 2", '"no"', "null")),
    (SHOW_HIDDEN, "1"),
    (ZOOM, "true"),
    (ZOOM, "NaN"),
    (ZOOM, "Infinity"),
    (COLUMNS, '["1", "2"]'),
    (COLUMNS, "[true]"),
    (COLUMNS, "[" * 100_000),
    (RECENT, "[1]"),
    (GEOMETRY, "no base 64"),
    (THEME, "pink"),
    (FACE, "Serif"),
    (SORT, ""),
]


@pytest.mark.parametrize(("setting", "damage"), DAMAGES, ids=lambda value: getattr(value, "key", str(value)[:12]))
def test_a_damaged_value_is_the_default(tmp_path: Path, setting: Setting[Any], damage: str) -> None:
    file = tmp_path / "window.ini"
    settings = QSettings(str(file), QSettings.Format.IniFormat)
    settings.setValue(setting.key, damage)
    settings.sync()
    assert Preferences(file).get(setting) == setting.default


@pytest.mark.parametrize(("written", "read"), [("0.1", 0.5), ("9", 3.0), ("1", 1.0), ("1.3", 1.3)])
def test_a_number_out_of_range_is_the_nearest_within(tmp_path: Path, written: str, read: float) -> None:
    file = tmp_path / "window.ini"
    file.write_text(f"[view]\nzoom={written}\n", encoding="utf-8")
    assert Preferences(file).get(ZOOM) == read


def test_each_is_declared_once_named_and_explained() -> None:
    assert len({setting.key for setting in SETTINGS}) == len(SETTINGS)
    assert len({setting.title for setting in SETTINGS}) == len(SETTINGS)
    assert all(setting.explanation.endswith(".") for setting in SETTINGS)


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.key)
def test_a_dialog_can_be_built_from_the_table(setting: Setting[Any]) -> None:
    kind: Any = setting.type
    members = tuple(kind) if isinstance(setting.default, StrEnum) else ()
    assert tuple(choice for choice, _ in setting.choices) == members
    assert (setting.range is not None) == (setting.type in (int, float))
    assert setting.decode(setting.encode(setting.default)) == setting.default


def test_the_text_size_has_the_range_of_the_page() -> None:
    assert ZOOM.range == Range(SMALLEST, LARGEST)


class _Observer(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[Face] = []

    def show(self, face: Face) -> None:
        self.seen.append(face)


def test_who_observes_a_setting_is_told(tmp_path: Path, qtbot: QtBot) -> None:
    preferences = Preferences(tmp_path / "window.ini")
    first, second = _Observer(), _Observer()
    preferences.observe(FACE, first.show)
    preferences.observe(FACE, second.show, at_once=False)
    preferences.set(FACE, Face.SANS)
    preferences.set(SORT, HitOrder.DATE)
    assert first.seen == [Face.SERIF, Face.SANS]
    assert second.seen == [Face.SANS]
    with qtbot.waitSignal(second.destroyed):
        second.deleteLater()
    preferences.set(FACE, Face.SYSTEM)
    assert first.seen == [Face.SERIF, Face.SANS, Face.SYSTEM]
    assert second.seen == [Face.SANS]


def test_a_change_is_written_by_itself(tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "window.ini"
    preferences = Preferences(file)
    preferences.set(ZOOM, 1.5)
    assert not file.exists()
    qtbot.waitUntil(file.exists)
    assert Preferences(file).get(ZOOM) == 1.5


def test_two_windows_of_one_file_keep_what_each_has_set(tmp_path: Path) -> None:
    first, second = (Preferences(tmp_path / "window.ini") for _ in range(2))
    first.set(ZOOM, 1.5)
    second.set(THEME, ThemeChoice.DARK)
    second.save()
    first.save()
    read = Preferences(tmp_path / "window.ini")
    assert (read.get(ZOOM), read.get(THEME)) == (1.5, ThemeChoice.DARK)


def test_the_file_lies_in_the_configuration_folder(own_directories: Path) -> None:
    preferences = Preferences()
    preferences.set(ZOOM, 2.0)
    preferences.save()
    assert (own_directories / "config" / "window.ini").is_file()


def test_recent_libraries_are_few_and_each_named_once(tmp_path: Path) -> None:
    preferences = Preferences(tmp_path / "window.ini")
    for number in [*range(RECENT_LIMIT + 3), 5]:
        preferences.add_recent(Path(f"/library/{number}"))
    recent = preferences.get(RECENT)
    assert len(recent) == RECENT_LIMIT
    assert recent[:2] == [str(Path("/library/5")), str(Path(f"/library/{RECENT_LIMIT + 2}"))]
    assert len(set(recent)) == RECENT_LIMIT
