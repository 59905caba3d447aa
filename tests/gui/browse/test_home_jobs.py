"""What the library's page offers to go on with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from qtbrowser.gui.browse.home_jobs import load_home, load_random
from qtbrowser.library import Library
from qtbrowser.personal.personal_store import personal_store
from qtbrowser.personal.places import ReadingPlaces
from qtbrowser.personal.trail import Trail, TrailStep, new_step_id


def test_what_was_read_in_other_sessions_comes_from_the_trail_and_the_reading_places(library: Path) -> None:
    store = personal_store()
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    states = [{"document": "snow.md"}, {"text": "water"}, {"document": "bread.md"}, {"document": "gone.md"}]
    steps = [
        TrailStep(new_step_id(), "", "step", state, begin + timedelta(minutes=number))
        for number, state in enumerate(states)
    ]
    Trail(store).put(library, steps)
    ReadingPlaces(store).put(library, {"clouds.md": 100 << 13})
    with Library.open(library) as opened:
        home = load_home(opened, library, None, read=("ice.md",))
    assert [row.path for row in home.going_on] == ["clouds.md", "ice.md", "bread.md", "snow.md"]
    assert [row.share is not None for row in home.going_on] == [True, False, False, False]
    assert home.documents == 6
    assert home.random is not None


def test_the_question_at_random_is_not_the_one_just_read(library: Path) -> None:
    with Library.open(library) as opened:
        shown = {load_home(opened, library, None, read=("ice.md", "snow.md")).random for _ in range(30)}
    assert "ice.md" not in {row.path for row in shown if row is not None}


def test_another_document_is_another_one_where_there_are_several(library: Path) -> None:
    with Library.open(library) as opened:
        for _ in range(20):
            row = load_random(opened, but="ice.md")
            assert row is not None
            assert row.path != "ice.md"


def test_a_date_has_the_form_that_the_document_asks_for_as_in_the_list(tmp_path: Path) -> None:
    text = "---\ntitle: What is dew?\ndate: 2024-05-08\ndate_format: MMM DD, YYYY\n---\nWater of the night.\n"
    (tmp_path / "dew.md").write_text(text, encoding="utf-8")
    with Library.open(tmp_path) as opened:
        opened.refresh()
        row = load_random(opened)
    assert row is not None
    assert row.own_date == "May 08, 2024"
