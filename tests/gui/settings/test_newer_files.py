"""What a newer version of the program has written is left as it is, and the reader is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from qtbrowser import settings
from qtbrowser.documents.document import Related
from qtbrowser.gui.editor.draft_files import DraftFiles
from qtbrowser.gui.editor.form_values import FIELDS, FormValues
from qtbrowser.gui.reader.reading_places import PlaceFile
from qtbrowser.gui.search_aids.saved_searches import SearchFile, StoredSearch
from qtbrowser.gui.settings.newer_files import is_newer_form
from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.settings.settings_table import THEME, ZOOM
from qtbrowser.gui.widgets.theme import ThemeChoice
from tests.gui.conftest import Person

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.mark.parametrize(
    ("content", "newer"),
    [({"form": 2}, True), ({"form": 1}, False), ({}, False), ({"form": "2"}, False), ([], False), (None, False)],
)
def test_which_form_is_newer(content: object, newer: bool) -> None:
    assert is_newer_form(content, "form", 1) is newer


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
    preferences.set(ZOOM, 1.5)
    preferences.save()
    again = Preferences(file)
    assert (again.is_newer, again.get(THEME), again.get(ZOOM)) == (False, "dark", 1.5)


def test_places(tmp_path: Path) -> None:
    file = tmp_path / "places.json"
    text = json.dumps({"form": 2, "places": {"of": "another kind"}})
    file.write_text(text, encoding="utf-8")
    places = PlaceFile(file)
    assert places.newer_file == file
    places.put("/a", "x.md", 5)
    places.save()
    assert places.get("/a", "x.md") == 5
    assert file.read_text(encoding="utf-8") == text


def test_saved_searches(tmp_path: Path) -> None:
    file = tmp_path / "searches.json"
    text = json.dumps({"format": 2, "searches": [{"name": "Rain", "text": "rain", "colour": "blue"}]})
    file.write_text(text, encoding="utf-8")
    saved = SearchFile(file)
    assert (saved.newer, saved.damaged, saved.all()) == (file, None, ())
    with pytest.raises(OSError, match="newer version"):
        saved.save(StoredSearch("Snow", "snow"))
    assert file.read_text(encoding="utf-8") == text
    assert list(tmp_path.iterdir()) == [file]


def test_drafts(tmp_path: Path) -> None:
    texts = {name: "" for name in FIELDS if name not in ("keywords", "related", "hidden")}
    values = FormValues(**texts, keywords=("a",), related=(Related("", "b", "", ""),), hidden=False)
    drafts = DraftFiles(tmp_path / "library", tmp_path / "drafts")
    drafts.keep("a.md", b"", values)
    (file,) = (tmp_path / "drafts").rglob("*.json")
    text = json.dumps({**json.loads(file.read_text(encoding="utf-8")), "format": 2})
    file.write_text(text, encoding="utf-8")
    assert drafts.all() == ()
    assert file.read_text(encoding="utf-8") == text


def test_the_reader_is_told(start: Callable[..., Person], library: Path) -> None:
    file = settings.data_dir() / "places.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text('{"form": 2}', encoding="utf-8")
    person = start(library)
    person.settle()
    messages = person.window.panels.messages
    assert messages.isVisible()
    assert "newer version of QtBrowser" in messages.text()
    assert str(file) in messages.text()
