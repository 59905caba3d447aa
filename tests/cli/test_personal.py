"""``qtbrowser personal``, run as a user does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qtbrowser.cli.main import main
from qtbrowser.library import Library
from qtbrowser.personal.personal_store import personal_store
from qtbrowser.personal.places import ReadingPlaces
from qtbrowser.personal.searches import SavedSearch, SavedSearches


def test_export_and_import(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    SavedSearches(personal_store()).save(SavedSearch("Tides", "tide"))
    file = tmp_path / "mine.json"
    assert main(["personal", "export", str(file)]) == 0
    assert "1 saved search" in capsys.readouterr().out
    monkeypatch.setenv("QTBROWSER_DATA_DIR", str(tmp_path / "another"))
    for _ in range(2):
        assert main(["personal", "import", str(file), "--json"]) == 0
        assert json.loads(capsys.readouterr().out) == {"rows": {"saved_search": 1}, "skipped": 0}
    assert [search.name for search in SavedSearches(personal_store()).all()] == ["Tides"]


def test_a_file_that_is_no_export_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "file.json"
    file.write_text("{}")
    assert main(["personal", "import", str(file)]) == 1
    assert capsys.readouterr().err == f"qtbrowser: {file}: This file has no personal data of QtBrowser.\n"
    missing = tmp_path / "missing.json"
    assert main(["personal", "import", str(missing)]) == 1
    # What follows are the system's words.
    assert capsys.readouterr().err.startswith(f"qtbrowser: {missing}: ")


def test_orphans_are_listed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["personal", "orphans"]) == 0
    assert capsys.readouterr().out == "Nothing is kept about missing documents.\n"
    with Library.open(folder) as library:
        ReadingPlaces(personal_store()).put(library.folder, {"food/apple.md": 3})
        library.note_identities()
        (folder / "food/apple.md").unlink()
        for _ in library.refresh():
            pass
    assert main(["personal", "orphans"]) == 0
    assert f"{folder}/food/apple.md  missing since" in capsys.readouterr().out
    assert main(["personal", "orphans", "--json"]) == 0
    (orphan,) = json.loads(capsys.readouterr().out)
    assert (orphan["path"], orphan["kept"]) == ("food/apple.md", {"reading_place": 1})


@pytest.mark.parametrize(
    "words", ["personal export mine.json", "bookmarks list --library .", "notes list --library .", "index ."]
)
def test_what_has_to_be_told_goes_to_stderr(
    words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    SavedSearches(personal_store()).save(SavedSearch("Tides", "tide"))
    personal_store().file.write_bytes(b"spoilt" * 1000)
    assert main(words.split()) == 0
    told = capsys.readouterr()
    assert told.err.count("The damaged file is kept as") == 1
    assert "damaged" not in told.out


def test_export_and_import_in_words_and_as_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    SavedSearches(personal_store()).save(SavedSearch("Tides", "tide"))
    file = tmp_path / "mine.json"
    assert main(["personal", "export", str(file), "--json"]) == 0
    counts = json.loads(capsys.readouterr().out)
    assert {name: count for name, count in counts.items() if count} == {"saved_search": 1}
    content = json.loads(file.read_text(encoding="utf-8"))
    content["kept"]["saved_search"].append({"name": 3})
    file.write_text(json.dumps(content), encoding="utf-8")
    monkeypatch.setenv("QTBROWSER_DATA_DIR", str(tmp_path / "another"))
    assert main(["personal", "import", str(file)]) == 0
    assert capsys.readouterr().out == (f"Imported 1 saved search from {file}.\nLeft out what could not be read: 1.\n")
