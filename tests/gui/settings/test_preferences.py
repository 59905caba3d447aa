from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings

from qtbrowser.gui.settings.preferences import (
    COLUMNS,
    GEOMETRY,
    LAST_LIBRARY,
    RECENT,
    RECENT_LIMIT,
    SETTINGS,
    SHOW_HIDDEN,
    ZOOM,
    Preferences,
    Setting,
)

VALUES: list[tuple[Setting[Any], Any]] = [
    (GEOMETRY, b"\x00\x01\xff,;=\n"),
    (COLUMNS, [1, 20, 300]),
    (SHOW_HIDDEN, True),
    (ZOOM, 1.25),
    (LAST_LIBRARY, "/a folder/with, commas; ünd \\ more"),
    (RECENT, ["/only one"]),
    (RECENT, []),
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


@pytest.mark.parametrize("damage", ["{", "maybe", "[1, 2", '"no"', "null"])
@pytest.mark.parametrize("setting", [SHOW_HIDDEN, ZOOM, COLUMNS], ids=lambda setting: setting.key)
def test_a_damaged_value_is_the_default(tmp_path: Path, setting: Setting[Any], damage: str) -> None:
    file = tmp_path / "window.ini"
    settings = QSettings(str(file), QSettings.Format.IniFormat)
    settings.setValue(setting.key, damage)
    settings.sync()
    assert Preferences(file).get(setting) == setting.default


def test_each_key_is_declared_once_and_described() -> None:
    assert len({setting.key for setting in SETTINGS}) == len(SETTINGS)
    assert all(setting.description.endswith(".") for setting in SETTINGS)


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
