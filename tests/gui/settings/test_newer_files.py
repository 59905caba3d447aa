"""What a newer version of the program has written is left as it is, and the reader is told."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from qtbrowser import settings
from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.settings.settings_table import THEME, ZOOM
from qtbrowser.gui.widgets.theme import ThemeChoice
from tests.gui.conftest import Person

pytestmark = pytest.mark.usefixtures("qapp")


def test_settings(tmp_path: Path) -> None:
    file = tmp_path / "window.ini"
    text = "[General]\nformat=2\n\n[view]\ntheme=dark\nzoom=from the future\n"
    file.write_text(text, encoding="utf-8")
    preferences = Preferences(file)
    assert preferences.is_newer
    assert preferences.get(THEME) == ThemeChoice.DARK
    assert preferences.get(ZOOM) == 1.0
    preferences.set(THEME, ThemeChoice.LIGHT)
    preferences.save()
    assert preferences.get(THEME) == ThemeChoice.LIGHT
    assert file.read_text(encoding="utf-8") == text


def test_settings_of_a_version_that_noted_no_form_are_carried_over(tmp_path: Path) -> None:
    file = tmp_path / "window.ini"
    file.write_text("[view]\ntheme=dark\n", encoding="utf-8")
    preferences = Preferences(file)
    assert not preferences.is_newer
    assert not preferences.is_damaged
    preferences.set(ZOOM, 1.5)
    preferences.save()
    again = Preferences(file)
    assert (again.is_newer, again.get(THEME), again.get(ZOOM)) == (False, "dark", 1.5)


def test_the_reader_is_told(start: Callable[..., Person], library: Path) -> None:
    file = settings.data_dir() / "places.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text('{"form": 2}', encoding="utf-8")
    person = start(library)
    person.settle()
    messages = person.window.panels.messages
    person.wait(messages.isVisible)
    assert "newer version of QtBrowser" in messages.text()
    assert str(file) in messages.text()


@pytest.mark.parametrize("content", [b"\0" * 100, b"\x8f\xe2[\n=;\xff\xfe" * 20, b"PK\3\4 an archive\nof=other things"])
def test_a_settings_file_that_has_something_else_is_told_until_it_is_written(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "window.ini"
    file.write_bytes(content)
    preferences = Preferences(file)
    assert preferences.is_damaged
    assert preferences.get(THEME) == THEME.default
    preferences.set(ZOOM, 1.5)
    preferences.save()
    again = Preferences(file)
    assert (again.is_damaged, again.get(ZOOM)) == (False, 1.5)


def test_no_settings_file_and_an_empty_one_are_a_first_start(tmp_path: Path) -> None:
    file = tmp_path / "window.ini"
    assert not Preferences(file).is_damaged
    file.touch()
    assert not Preferences(file).is_damaged


def test_the_reader_is_told_of_settings_that_cannot_be_read(start: Callable[..., Person], library: Path) -> None:
    file = settings.config_dir() / "window.ini"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"\0" * 100)
    messages = start(library).window.panels.messages
    assert messages.isVisible()
    assert str(file) in messages.text()


def test_settings_that_cannot_be_reached_are_defaults(tmp_path: Path) -> None:
    # As in a folder that may not be entered, which nothing is for the superuser.
    unreachable = "?" if os.name == "nt" else "long" * 100
    preferences = Preferences(tmp_path / unreachable / "window.ini")
    assert preferences.is_damaged
    assert preferences.get(ZOOM) == ZOOM.default
