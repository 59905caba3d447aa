"""What is kept about documents, as two windows change it."""

from __future__ import annotations

from pathlib import Path

import pytest

from qtbrowser.personal.drafts import Drafts, new_draft_id
from qtbrowser.personal.notices import NoticeKind
from qtbrowser.personal.personal_store import PersonalStore
from qtbrowser.personal.places import PLACE_LIMIT, ReadingPlaces

FOLDER = Path("/somewhere/library")


def documents(store: PersonalStore) -> int:
    return int(store.read(lambda database: database.execute("SELECT count(*) FROM document").fetchone()[0]))


def test_places_of_two_windows_are_both_kept(store: PersonalStore) -> None:
    one, other = ReadingPlaces(store), ReadingPlaces(PersonalStore())
    one.put(FOLDER, {"a.md": 7, "b.md": 1})
    other.put(FOLDER, {"c.md": 9, "b.md": 2})
    one.put(Path("/another"), {"a.md": 3})
    assert one.of_library(FOLDER) == {"a.md": 7, "b.md": 2, "c.md": 9}
    assert one.of_library(Path("/unknown")) == {}


def test_the_top_is_not_kept_nor_the_document_with_it(store: PersonalStore) -> None:
    places = ReadingPlaces(store)
    places.put(FOLDER, {"a.md": 7})
    places.put(FOLDER, {"a.md": 0, "b.md": 0})
    assert places.of_library(FOLDER) == {}
    assert documents(store) == 0


def test_only_so_many_places_are_kept(store: PersonalStore) -> None:
    places = ReadingPlaces(store)
    places.put(FOLDER, {"first.md": 1})
    places.put(FOLDER, {f"{number}.md": 1 for number in range(PLACE_LIMIT)})
    found = places.of_library(FOLDER)
    assert len(found) == PLACE_LIMIT == documents(store)
    assert "first.md" not in found


def test_a_draft_is_kept_changed_and_dropped(store: PersonalStore) -> None:
    drafts, draft = Drafts(store), new_draft_id()
    drafts.keep(FOLDER, "a.md", b"raw", {"title": "one"}, draft)
    drafts.keep(FOLDER, "a.md", b"raw", {"title": "two"}, draft)
    assert [one.values for one in drafts.of_library(FOLDER)] == [{"title": "two"}]
    drafts.drop(draft)
    drafts.drop(draft)
    assert drafts.of_library(FOLDER) == ()
    assert documents(store) == 0


def test_two_windows_that_edit_one_document_have_two_drafts(store: PersonalStore) -> None:
    for words, drafts in (("one", Drafts(store)), ("two", Drafts(PersonalStore()))):
        drafts.keep(FOLDER, "a.md", b"raw", {"title": words}, new_draft_id())
    assert [draft.values["title"] for draft in Drafts(store).of_library(FOLDER)] == ["two", "one"]
    assert documents(store) == 1


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE draft SET form = '{\"title\": \"a' || char(0) || '\"}' WHERE id = 'b.md'",
        "UPDATE draft SET form = CAST(X'7b2261223a2022ff' AS TEXT) WHERE id = 'b.md'",
        "UPDATE draft SET form = '[1]' WHERE id = 'b.md'",
        "UPDATE draft SET form = X'00' WHERE id = 'b.md'",
        "UPDATE draft SET source = 'text' WHERE id = 'b.md'",
        "UPDATE draft SET changed = '2026-11?28' WHERE id = 'b.md'",
        "UPDATE draft SET changed = 7 WHERE id = 'b.md'",
    ],
)
def test_a_draft_that_can_not_be_read_stops_only_itself(store: PersonalStore, damage: str) -> None:
    drafts = Drafts(store)
    for path in ("a.md", "b.md", "c.md"):
        drafts.keep(FOLDER, path, b"raw", {"title": path}, path)
    store.write(lambda database: database.execute(damage))
    assert [draft.path for draft in drafts.of_library(FOLDER)] == ["c.md", "a.md"]
    assert [notice.kind for notice in store.take_notices()] == [NoticeKind.DRAFT_UNREADABLE]
    assert documents(store) == 3


def test_a_byte_that_is_no_utf8_leaves_the_texts_readable(store: PersonalStore) -> None:
    places = ReadingPlaces(store)
    places.put(FOLDER, {"a.md": 7, "b.md": 9})
    store.write(lambda database: database.execute("UPDATE document SET path = CAST(X'ff' AS TEXT) WHERE path = 'a.md'"))
    assert places.of_library(FOLDER) == {"\ufffd": 7, "b.md": 9}
