"""The files of earlier versions are taken over once."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from qtbrowser.personal.drafts import Drafts
from qtbrowser.personal.notices import NoticeKind
from qtbrowser.personal.personal_store import PersonalStore
from qtbrowser.personal.places import ReadingPlaces
from qtbrowser.personal.searches import SavedSearch, SavedSearches

FOLDER = Path("/somewhere/library")


def write(file: Path, content: Any) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8", errors="surrogatepass")


@pytest.fixture
def old_files(store: PersonalStore) -> Path:
    """The data folder as an earlier version left it."""
    searches = [
        {"name": "Tides", "text": "tide", "subject": "seas", "month": "2025-01", "sort": "date"},
        {"name": "All", "text": "moon", "topic": "sky"},
    ]
    write(store.folder / "searches.json", {"format": 1, "searches": searches})
    write(store.folder / "places.json", {"form": 1, "places": [[str(FOLDER), "a.md", 7], [str(FOLDER), "b.md", 9]]})
    draft = {
        "format": 1,
        "library": str(FOLDER),
        "path": "a.md",
        "read": base64.b64encode(b"raw\xff").decode("ascii"),
        "values": {"title": "Half \ud800", "keywords": ["x"]},
        "when": "2025-01-28T10:00:00+00:00",
    }
    write(store.folder / "drafts" / "0123" / "4567.json", draft)
    return store.folder


def test_all_is_taken_over(store: PersonalStore, old_files: Path) -> None:
    assert store.exists
    assert SavedSearches(store).all() == (
        SavedSearch("Tides", "tide", "seas", None, "2025-01", "date"),
        SavedSearch("All", "moon", None, "sky", None, "relevance"),
    )
    assert ReadingPlaces(store).of_library(FOLDER) == {"a.md": 7, "b.md": 9}
    (draft,) = Drafts(store).of_library(FOLDER)
    assert (draft.path, draft.read, draft.when.isoformat()) == ("a.md", b"raw\xff", "2025-01-28T10:00:00+00:00")
    assert draft.values == {"title": "Half \ud800", "keywords": ["x"]}
    assert not store.take_notices()


def test_it_is_done_once_and_the_files_stay(store: PersonalStore, old_files: Path) -> None:
    before = {file: file.read_bytes() for file in old_files.rglob("*.json")}
    SavedSearches(store).remove("Tides")
    again = PersonalStore()
    assert [search.name for search in SavedSearches(again).all()] == ["All"]
    assert {file: file.read_bytes() for file in old_files.rglob("*.json")} == before


@pytest.mark.parametrize("text", ["{", "[]", '{"searches": 3}', '{"searches": [{"name": 1}]}', "[" * 100_000])
def test_a_file_that_can_not_be_understood_is_told_and_left(store: PersonalStore, old_files: Path, text: str) -> None:
    (old_files / "searches.json").write_text(text)
    assert ReadingPlaces(store).of_library(FOLDER) == {"a.md": 7, "b.md": 9}
    (notice,) = store.take_notices()
    assert notice.kind is NoticeKind.OLD_FILE_UNREADABLE
    assert (old_files / "searches.json").read_text() == text
    assert not PersonalStore().take_notices()


def test_an_entry_that_can_not_be_understood_stops_only_itself(store: PersonalStore, old_files: Path) -> None:
    searches = [{"name": "One", "text": "a"}, 3, {"name": 1, "text": "b"}, {"name": "Two", "text": "c"}]
    write(old_files / "searches.json", {"format": 1, "searches": searches})
    places = [[str(FOLDER), "a.md", 7], [str(FOLDER), "b.md", "far"], None, [str(FOLDER), "c.md", 9]]
    write(old_files / "places.json", {"form": 1, "places": places})
    assert [search.name for search in SavedSearches(store).all()] == ["One", "Two"]
    assert ReadingPlaces(store).of_library(FOLDER) == {"a.md": 7, "c.md": 9}
    told = [(notice.kind, Path(notice.path).name) for notice in store.take_notices()]
    assert told == [(NoticeKind.OLD_FILE_UNREADABLE, name) for name in ("searches.json", "places.json")]
