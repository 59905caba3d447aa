"""Open tabs and the trail: kept by library, bounded, forgotten on request, and following documents that move."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from qtbrowser.library import Library
from qtbrowser.personal.known_documents import carry_moves
from qtbrowser.personal.known_libraries import (
    join_libraries,
    library_called,
    library_identity,
    register_library,
)
from qtbrowser.personal.open_tabs import OpenTabs
from qtbrowser.personal.personal_store import Database, PersonalStore
from qtbrowser.personal.places import ReadingPlaces
from qtbrowser.personal.trail import TRAIL_LIMIT, Trail, TrailStep
from qtbrowser.personal.view_paths import carry_in_views
from tests.personal.conftest import write_document

HERE, THERE = Path("/books/here"), Path("/books/there")
START = datetime(2026, 1, 2, 10, 0, tzinfo=UTC)


def step(number: int, parent: str = "", **state: Any) -> TrailStep:
    return TrailStep(f"s{number:05}", parent, f"Step {number}", state, START + timedelta(minutes=number))


def tab(document: str, **more: Any) -> dict[str, Any]:
    return {"title": document, "steps": [{"kind": "document", "state": {"document": document}}], "position": 0, **more}


def test_the_tabs_of_each_library_are_kept_apart(store: PersonalStore) -> None:
    tabs = OpenTabs(store)
    assert tabs.of_library(HERE) == []
    tabs.put(HERE, [tab("a.md"), tab("b \ud800.md", pinned=True)])
    tabs.put(THERE, [tab("c.md")])
    assert tabs.of_library(HERE) == [tab("a.md"), tab("b \ud800.md", pinned=True)]
    tabs.put(HERE, [])
    assert tabs.of_library(HERE) == []
    assert tabs.of_library(THERE) == [tab("c.md")]


@pytest.mark.parametrize("text", ["", "7", "{}", "[" * 100_000, "\x00"])
def test_damaged_tabs_are_none(store: PersonalStore, text: str) -> None:
    OpenTabs(store).put(HERE, [tab("a.md")])
    store.write(lambda database: database.execute("UPDATE open_tabs SET content = ?", (text,)))
    assert OpenTabs(store).of_library(HERE) == []
    store.write(lambda database: carry_in_views(database, register_library(database, HERE), {"a.md": "b.md"}))
    assert OpenTabs(store).of_library(HERE) == []


def test_the_trail_is_kept_in_the_order_of_time(store: PersonalStore) -> None:
    trail = Trail(store)
    trail.put(HERE, [step(2, "s00001", text="water"), step(1, document="a.md")])
    trail.put(THERE, [step(3)])
    assert trail.of_library(HERE) == [step(1, document="a.md"), step(2, "s00001", text="water")]
    trail.forget_all(HERE)
    assert trail.of_library(HERE) == []
    assert trail.of_library(THERE) == [step(3)]


def test_what_was_reached_from_a_forgotten_step_stays(store: PersonalStore) -> None:
    trail = Trail(store)
    trail.put(HERE, [step(1), step(2, "s00001"), step(3, "s00002"), step(4, "s00003")])
    trail.forget(["s00002", "s00003", "unknown"])
    assert [(one.id, one.parent) for one in trail.of_library(HERE)] == [("s00001", ""), ("s00004", "s00001")]


def test_the_oldest_steps_are_dropped(store: PersonalStore) -> None:
    trail = Trail(store)
    trail.put(THERE, [step(99_999)])
    trail.put(HERE, [step(number) for number in range(TRAIL_LIMIT + 3)])
    found = trail.of_library(HERE)
    assert (len(found), found[0].id) == (TRAIL_LIMIT, "s00003")
    assert len(trail.of_library(THERE)) == 1


@pytest.mark.parametrize(
    ("column", "text"), [("state", "["), ("state", "7"), ("changed", "soon"), ("changed", "2026-01-01")]
)
def test_a_step_that_can_not_be_read_stops_only_itself(store: PersonalStore, column: str, text: str) -> None:
    trail = Trail(store)
    trail.put(HERE, [step(1), step(2)])
    updates = {
        "state": "UPDATE trail_step SET state = ? WHERE id = 's00001'",
        "changed": "UPDATE trail_step SET changed = ? WHERE id = 's00001'",
    }
    store.write(lambda database: database.execute(updates[column], (text,)))
    assert trail.of_library(HERE) == [step(2)]


def test_documents_that_the_program_moves_are_followed(store: PersonalStore) -> None:
    OpenTabs(store).put(HERE, [tab("a.md", beside="b.md")])
    Trail(store).put(HERE, [step(1, document="a.md", beside="b.md", text="a.md", list_path="c.md")])
    OpenTabs(store).put(THERE, [tab("a.md")])
    moves = {"a.md": "b.md", "b.md": "new/a.md", "c.md": "d.md"}
    store.write(lambda database: carry_moves(database, register_library(database, HERE), moves))
    assert OpenTabs(store).of_library(HERE)[0]["steps"][0]["state"] == {"document": "b.md"}
    (found,) = Trail(store).of_library(HERE)
    assert found.state == {"document": "b.md", "beside": "new/a.md", "text": "a.md", "list_path": "d.md"}
    assert OpenTabs(store).of_library(THERE) == [tab("a.md")]


def test_two_rows_of_one_library_become_one(store: PersonalStore) -> None:
    OpenTabs(store).put(HERE, [tab("a.md")])
    OpenTabs(store).put(THERE, [tab("b.md")])
    Trail(store).put(HERE, [step(1)])
    Trail(store).put(THERE, [step(2)])
    old = store.write(lambda database: library_identity(database, HERE))

    def join(database: Database) -> None:
        join_libraries(database, register_library(database, HERE), register_library(database, THERE))

    store.write(join)
    assert OpenTabs(store).of_library(THERE) == [tab("b.md")]
    assert [one.id for one in Trail(store).of_library(THERE)] == ["s00001", "s00002"]
    known = store.read(lambda database: library_called(database, old))
    assert known is not None
    assert known.folder == str(THERE)
    assert store.read(lambda database: library_called(database, "unknown")) is None


def test_a_document_found_elsewhere_is_followed(store: PersonalStore, tmp_path: Path) -> None:
    folder = tmp_path / "books"
    for number, path in enumerate(("a.md", "b.md", "c.md")):
        write_document(folder, path, number)
    with Library.open(folder, refresh=True):
        ReadingPlaces(store).put(folder, {"a.md": 7})
        OpenTabs(store).put(folder, [tab("a.md")])
    (folder / "a.md").rename(folder / "moved.md")
    with Library.open(folder, refresh=True):
        assert ReadingPlaces(store).of_library(folder) == {"moved.md": 7}
    assert OpenTabs(store).of_library(folder)[0]["steps"][0]["state"] == {"document": "moved.md"}
