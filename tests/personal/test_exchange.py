"""Exports and imports: nothing is lost, nothing comes twice, and no file is trusted."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qtbrowser.catalog.catalog_values import DocumentIdentity
from qtbrowser.errors import PersonalFileError
from qtbrowser.personal.bookmarks import Bookmarks
from qtbrowser.personal.card_names import CardNames
from qtbrowser.personal.course_drafts import CourseDrafts
from qtbrowser.personal.drafts import Drafts, new_draft_id
from qtbrowser.personal.exchange import FORMAT, VERSION, export_data, exported, import_data, merge
from qtbrowser.personal.highlight_colour import HighlightColour
from qtbrowser.personal.highlights import Highlights
from qtbrowser.personal.known_documents import carry_moves, document_number
from qtbrowser.personal.known_libraries import join_libraries, register_library, set_sample
from qtbrowser.personal.migrations import MIGRATIONS, add_functions, migrate
from qtbrowser.personal.notes import Notes
from qtbrowser.personal.personal_store import PersonalStore
from qtbrowser.personal.places import ReadingPlaces
from qtbrowser.personal.reading_state import ReadingState
from qtbrowser.personal.reading_states import ReadingStates
from qtbrowser.personal.searches import RecentSearches, SavedSearch, SavedSearches
from qtbrowser.personal.study import Grade, Study
from qtbrowser.personal.tables import KEPT_TABLES

FOLDER = Path("/somewhere/library")


def fill(store: PersonalStore) -> None:
    SavedSearches(store).save(SavedSearch("Tides", "tide moon", subject="seas"))
    RecentSearches(store).add("tide")
    ReadingPlaces(store).put(FOLDER, {"a.md": 7, "b.md": 8})
    Drafts(store).keep(FOLDER, "a.md", b"\xff\x00raw", {"title": "Half \ud800", "keywords": ["x"]}, new_draft_id())
    Bookmarks(store, FOLDER).put("b.md", "Seas", "again")
    Notes(store, FOLDER).put("b.md", "My words.")
    Highlights(store, FOLDER).add("b.md", HighlightColour.RED, "Some words of it.", 5, 10, "why?")
    ReadingStates(store, FOLDER).put(["c.md"], ReadingState.READ)
    CourseDrafts(store, FOLDER).put("first", 'title = "First"')
    Study(store, FOLDER).grade("c.md", Grade.GOOD, datetime(2025, 1, 1, tzinfo=UTC))
    CardNames(store, FOLDER).put({"c.md": "/sea"})


def content_of(store: PersonalStore) -> Any:
    return store.read(exported)


def test_all_that_is_kept_goes_through_a_file(store: PersonalStore, tmp_path: Path) -> None:
    fill(store)
    file = tmp_path / "export.json"
    assert export_data(store, file) == {
        "saved_search": 1,
        "recent_search": 1,
        "reading_place": 2,
        "draft": 1,
        "bookmark": 1,
        "note": 1,
        "highlight": 1,
        "reading_state": 1,
        "study_card": 1,
        "study_review": 1,
        "card_name": 1,
        "course_draft": 1,
    }
    other = PersonalStore(tmp_path / "other")
    imported = import_data(other, file)
    assert (imported.rows, imported.skipped) == (export_data(store, file), 0)
    assert content_of(other) == content_of(store)
    assert ReadingPlaces(other).of_library(FOLDER) == {"a.md": 7, "b.md": 8}
    (draft,) = Drafts(other).of_library(FOLDER)
    assert (draft.read, draft.values["title"]) == (b"\xff\x00raw", "Half \ud800")


def test_importing_again_changes_nothing(store: PersonalStore, tmp_path: Path) -> None:
    fill(store)
    file = tmp_path / "export.json"
    export_data(store, file)
    before = content_of(store)
    import_data(store, file)
    import_data(store, file)
    assert content_of(store) == before


def test_the_newer_draft_of_a_course_is_kept_and_one_that_is_none_left_out(store: PersonalStore) -> None:
    fill(store)
    content = content_of(store)
    (draft,) = content["course_drafts"]
    older = {**draft, "text": "older", "changed": "2020-01-01T00:00:00+00:00"}
    other = {**draft, "name": "second", "text": "title = 2"}
    content["course_drafts"] = [older, other, {**draft, "library": "unknown"}, {**draft, "text": 7}]
    imported = store.write(lambda database: merge(database, content))
    assert (imported.rows["course_draft"], imported.skipped) == (2, 2)
    assert CourseDrafts(store, FOLDER).all() == {"first": 'title = "First"', "second": "title = 2"}


def test_an_export_of_before_blanks_is_read(store: PersonalStore) -> None:
    fill(store)
    content = content_of(store)
    for row in content["kept"]["highlight"]:
        del row["is_blank"]
        row["id"] = "other"
    assert store.write(lambda database: merge(database, content)).skipped == 0
    assert [one.is_blank for one in Highlights(store, FOLDER).all()] == [False, False]


def test_a_draft_of_a_course_is_removed_and_no_store_is_made_for_that(store: PersonalStore) -> None:
    drafts = CourseDrafts(store, FOLDER)
    drafts.remove("first")
    assert not store.exists
    drafts.put("first", "one")
    drafts.put("second", "two")
    drafts.remove("first")
    assert drafts.all() == {"second": "two"}


def test_drafts_of_courses_survive_a_library_that_turns_out_to_be_another(store: PersonalStore) -> None:
    there = Path("/elsewhere/books")
    CourseDrafts(store, there).put("first", "theirs")
    CourseDrafts(store, there).put("second", "second")
    CourseDrafts(store, FOLDER).put("first", "ours")

    def join(database: sqlite3.Connection) -> None:
        join_libraries(database, register_library(database, there), register_library(database, FOLDER))

    store.write(join)
    assert CourseDrafts(store, FOLDER).all() == {"first": "ours", "second": "second"}


def test_what_was_moved_since_the_export_is_not_doubled(store: PersonalStore, tmp_path: Path) -> None:
    fill(store)
    file = tmp_path / "export.json"
    export_data(store, file)
    store.write(lambda database: carry_moves(database, register_library(database, FOLDER), {"a.md": "moved.md"}))
    import_data(store, file)
    assert ReadingPlaces(store).of_library(FOLDER) == {"moved.md": 7, "b.md": 8}


def register(store: PersonalStore, folder: Path, answers: dict[str, int]) -> None:
    """Make a library known with documents at paths, by the digests of their answers."""

    def change(database: sqlite3.Connection) -> None:
        library = register_library(database, folder)
        set_sample(database, library, {digest: path for path, digest in answers.items()})
        for path, digest in answers.items():
            number = document_number(database, library, path)
            database.execute("UPDATE document SET digest = ?, title = 'T' WHERE number = ?", (digest, number))

    store.write(change)


def test_the_same_library_on_another_machine(store: PersonalStore, tmp_path: Path) -> None:
    other = PersonalStore(tmp_path / "other")
    register(store, FOLDER, {"a.md": 1, "b.md": 2, "c.md": 3})
    ReadingPlaces(store).put(FOLDER, {"a.md": 7})
    there = Path("/elsewhere/books")
    register(other, there, {"a.md": 1, "renamed.md": 2, "c.md": 3})
    ReadingPlaces(other).put(there, {"renamed.md": 9, "c.md": 4})
    file = tmp_path / "export.json"
    for _ in range(2):
        export_data(store, file)
        import_data(other, file)
        assert ReadingPlaces(other).of_library(there) == {"a.md": 7, "renamed.md": 9, "c.md": 4}
        assert len(content_of(other)["libraries"]) == 1
        assert len(content_of(other)["documents"]) == 3


def test_another_library_in_a_folder_of_the_same_name(store: PersonalStore, tmp_path: Path) -> None:
    other = PersonalStore(tmp_path / "other")
    register(store, FOLDER, {"a.md": 1, "b.md": 2})
    register(other, FOLDER, {"a.md": 8, "b.md": 9})
    ReadingPlaces(store).put(FOLDER, {"a.md": 7})
    ReadingPlaces(other).put(FOLDER, {"a.md": 5})
    file = tmp_path / "export.json"
    export_data(store, file)
    import_data(other, file)
    import_data(other, file)
    assert ReadingPlaces(other).of_library(FOLDER) == {"a.md": 5}
    assert [library["folder"] for library in content_of(other)["libraries"]] == [str(FOLDER), ""]


def test_of_two_versions_the_newer_one_stays(store: PersonalStore, tmp_path: Path) -> None:
    SavedSearches(store).save(SavedSearch("same", "old words"))
    file = tmp_path / "export.json"
    export_data(store, file)
    SavedSearches(store).save(SavedSearch("same", "new words"))
    import_data(store, file)
    assert [search.text for search in SavedSearches(store).all()] == ["new words"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not a JSON"),
        ("[" * 100_000, "not a JSON"),
        ("9" * 10_000, "not a JSON"),
        ("[]", "no personal data"),
        ('{"format": "another"}', "no personal data"),
        (json.dumps({"format": FORMAT, "version": VERSION + 1}), "newer version"),
        (json.dumps({"format": FORMAT, "version": "1"}), "newer version"),
    ],
)
def test_a_file_that_is_no_export(store: PersonalStore, tmp_path: Path, text: str, reason: str) -> None:
    fill(store)
    before = content_of(store)
    file = tmp_path / "file.json"
    file.write_text(text)
    with pytest.raises(PersonalFileError, match=reason) as raised:
        import_data(store, file)
    assert raised.value.path == str(file)
    assert content_of(store) == before


def test_an_entry_that_can_not_be_understood_stops_only_itself(store: PersonalStore, tmp_path: Path) -> None:
    fill(store)
    content = content_of(store)
    content["kept"]["saved_search"] += [None, {"name": "half"}, {**content["kept"]["saved_search"][0], "changed": "?"}]
    content["kept"]["reading_place"].append({"document": "unknown", "place": 1, "changed": "2025-01-01T00:00:00+00:00"})
    content["kept"]["draft"].append({**content["kept"]["draft"][0], "id": "other", "form": "[]"})
    content["kept"]["draft"].append({**content["kept"]["draft"][0], "id": "third", "source": "???"})
    content["documents"].append({"key": 1})
    content["libraries"].append({"id": "x", "folder": "y", "sample": [["1"]]})
    file = tmp_path / "export.json"
    file.write_text(json.dumps(content))
    imported = import_data(store, file)
    assert imported.skipped == 8
    assert len(SavedSearches(store).all()) == 1


# Any two exports: the keys are few, so that they meet.

KEYS = st.sampled_from(["a", "b", "c"])
MOMENTS = st.sampled_from([f"2025-01-0{day}T00:00:00.000000+00:00" for day in range(1, 4)])
WORDS = st.sampled_from(["one", "two"])
SEARCHES = st.fixed_dictionaries(
    {"name": KEYS, "text": WORDS, "subject": WORDS, "topic": WORDS, "month": WORDS, "sort": WORDS, "changed": MOMENTS}
)
RECENT = st.fixed_dictionaries({"folded": KEYS, "text": WORDS, "changed": MOMENTS})
PLACES = st.fixed_dictionaries({"document": KEYS, "place": st.integers(1, 3), "changed": MOMENTS})
DRAFTS = st.fixed_dictionaries(
    {
        "id": KEYS,
        "document": KEYS,
        "source": st.sampled_from(["", "AAAA"]),
        "form": st.sampled_from(["{}", '{"title": "x"}']),
        "changed": MOMENTS,
    }
)


BOOKMARKS = st.fixed_dictionaries(
    {"id": KEYS, "document": KEYS, "folder": WORDS, "note": WORDS, "created": MOMENTS, "changed": MOMENTS}
)
HIGHLIGHTS = st.fixed_dictionaries(
    {
        "id": KEYS,
        "document": KEYS,
        "colour": WORDS,
        "quote": WORDS,
        "prefix": WORDS,
        "suffix": WORDS,
        "place": st.integers(0, 2),
        "note": WORDS,
        "created": MOMENTS,
        "changed": MOMENTS,
    }
)
NOTES = st.fixed_dictionaries({"document": KEYS, "text": WORDS, "changed": MOMENTS})
CARDS = st.fixed_dictionaries(
    {
        "document": KEYS,
        "card": WORDS,
        "due": MOMENTS,
        "is_suspended": st.integers(0, 1),
        "buried_until": WORDS,
        "lapses": st.integers(0, 2),
        "changed": MOMENTS,
    }
)
REVIEWS = st.fixed_dictionaries(
    {
        "id": KEYS,
        "document": KEYS,
        "grade": st.integers(1, 4),
        "before": WORDS,
        "lapsed": st.integers(0, 1),
        "changed": MOMENTS,
    }
)
NAMES = st.fixed_dictionaries({"document": KEYS, "name": WORDS, "changed": MOMENTS})
STATES = st.fixed_dictionaries({"document": KEYS, "state": WORDS, "changed": MOMENTS})


def export_of(kept: tuple[list[Any], ...]) -> dict[str, Any]:
    document = DocumentIdentity("")._asdict()
    documents = [
        {**document, "key": key, "library": "lib", "path": f"{key}.md", "id": key, "title": key, "missing": None}
        for key in "abc"
    ]
    rows = dict(zip((table.name for table in KEPT_TABLES), kept, strict=True))
    library = {"id": "lib", "folder": "/library", "sample": []}
    return {"format": FORMAT, "version": VERSION, "libraries": [library], "documents": documents, "kept": rows}


EXPORTS = st.tuples(
    st.lists(SEARCHES, max_size=4),
    st.lists(RECENT, max_size=4),
    st.lists(PLACES, max_size=4),
    st.lists(DRAFTS, max_size=4),
    st.lists(BOOKMARKS, max_size=4),
    st.lists(NOTES, max_size=4),
    st.lists(HIGHLIGHTS, max_size=4),
    st.lists(STATES, max_size=4),
    st.lists(CARDS, max_size=4),
    st.lists(REVIEWS, max_size=4),
    st.lists(NAMES, max_size=4),
).map(export_of)


@cache
def empty_file() -> bytes:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        migrate(database, MIGRATIONS)
        return database.serialize()


def merged(*exports: Any) -> Any:
    """What is kept after importing files in this order, as a value that compares."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        database.deserialize(empty_file())
        add_functions(database)
        for content in exports:
            merge(database, content)
        result = exported(database)
    result["documents"].sort(key=lambda document: str(document["key"]))
    for rows in result["kept"].values():
        rows.sort(key=json.dumps)
    return result


@settings(max_examples=25)
@given(EXPORTS, EXPORTS)
def test_the_order_of_imports_does_not_matter(one: Any, other: Any) -> None:
    assert merged(one, other) == merged(other, one)


@settings(max_examples=25)
@given(EXPORTS, EXPORTS, EXPORTS)
def test_neither_does_in_how_many_steps_they_are_merged(one: Any, other: Any, third: Any) -> None:
    assert merged(one, merged(other, third)) == merged(merged(one, other), third)


@settings(max_examples=25)
@given(EXPORTS, EXPORTS)
def test_importing_twice_is_importing_once(one: Any, other: Any) -> None:
    once = merged(one, other)
    assert merged(one, other, one, other, other) == once
    assert merged(once, once) == once


@settings(max_examples=25)
@given(EXPORTS, EXPORTS)
def test_each_key_is_there_once_and_none_is_lost(one: Any, other: Any) -> None:
    result = merged(one, other)["kept"]
    for table in KEPT_TABLES:
        keys = [row[table.key] for row in result[table.name]]
        given_keys = {row[table.key] for content in (one, other) for row in content["kept"][table.name]}
        assert sorted(keys) == sorted(given_keys)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=5), children, max_size=3),
    max_leaves=10,
)


@settings(max_examples=25)
@given(EXPORTS, st.data())
def test_no_content_of_a_file_raises_anything_but_what_is_told(content: Any, data: st.DataObject) -> None:
    place, names = content, []
    while isinstance(place, dict | list) and place and data.draw(st.booleans()):
        names.append(data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place)))))
        place = place[names[-1]]
    changed = content
    if names:
        target = changed
        for name in names[:-1]:
            target = target[name]
        target[names[-1]] = data.draw(JSON)
    try:
        merged(changed)
    except PersonalFileError:
        return
