from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.gui.personal.trail_rows import MOST_DEPTH, RowKind, TrailDays, day_of, what_is_new
from qtbrowser.personal.trail import TrailStep

NOON = datetime(2026, 1, 2, 12, 0, tzinfo=UTC)


def step(name: str, minute: float, parent: str = "", **state: Any) -> TrailStep:
    return TrailStep(name, parent, f"Title {name}", state or {"document": name}, NOON + timedelta(minutes=minute))


def shape(*steps: TrailStep) -> list[tuple[str, int]]:
    return [(row.id, row.depth) for row in TrailDays(steps).rows() if row.kind is not RowKind.DAY]


def test_a_way_that_goes_straight_on_is_not_indented() -> None:
    assert shape(step("a", 0), step("b", 1, "a"), step("c", 2, "b")) == [("a", 0), ("b", 0), ("c", 0)]


def test_what_the_reader_came_back_from_is_a_side_trip() -> None:
    steps = [step("a", 0), step("b", 1, "a"), step("c", 2, "b"), step("d", 3, "a"), step("e", 4, "d"), step("f", 5)]
    assert shape(*steps) == [("a", 0), ("b", 1), ("c", 1), ("d", 0), ("e", 0), ("f", 0)]


def test_days_are_apart_and_can_be_folded() -> None:
    early = step("a", 0)
    late = step("b", 48 * 60, "a")
    rows = TrailDays([early, late]).rows()
    assert [(row.kind is RowKind.DAY, row.id, row.depth) for row in rows] == [
        (True, "", 0),
        (False, "b", 0),
        (True, "", 0),
        (False, "a", 0),
    ]
    folded = TrailDays([early, late]).rows(folded={day_of(early)})
    assert [row.id for row in folded] == ["", "b", ""]
    assert [row.is_folded for row in folded] == [False, False, True]


def test_words_filter_the_steps_of_all_days() -> None:
    steps = [step("Ice", 0), step("ice water", 1, "Ice"), step("b", 48 * 60, "ice water")]
    rows = TrailDays(steps).rows("title ICE", {day_of(steps[0])})
    assert [row.id for row in rows] == ["", "Ice", "ice water"]
    assert TrailDays(steps).rows("nothing") == []


def test_a_row_tells_what_is_new_in_it() -> None:
    searched = {"text": "ice"}
    read = {"text": "ice", "document": "a.md"}
    steps = [
        step("s", 0, **searched),
        step("d", 1, "s", **read),
        step("b", 2, "d", **read, beside="b.md"),
        step("t", 3, "b", subject="physics", document="a.md"),
        step("l", 4, "t", similar_to="a.md", document="a.md"),
        step("u", 5, "gone", unknown=7),
    ]
    kinds = {row.id: row.kind for row in TrailDays(steps).rows() if row.id}
    assert kinds == {
        "s": RowKind.SEARCH,
        "d": RowKind.DOCUMENT,
        "b": RowKind.DOCUMENT,
        "t": RowKind.SUBJECT,
        "l": RowKind.SEARCH,
        "u": RowKind.DOCUMENT,
    }
    assert what_is_new({"document": "a.md"}, read) is None


names = st.sampled_from("abcdefgh")


@given(st.lists(st.tuples(names, names, st.integers(0, 5000)), unique_by=lambda one: one[0]))
def test_every_step_is_shown_once_or_leads_in_a_circle(made: list[tuple[str, str, int]]) -> None:
    steps = sorted((step(name, minute, parent) for name, parent, minute in made), key=lambda one: one.when)
    shown = [row.id for row in TrailDays(steps).rows() if row.id]
    assert len(shown) == len(set(shown))
    parents = {one.id: one.parent for one in steps}

    def ends(name: str) -> bool:
        seen: set[str] = set()
        while name in parents and name not in seen:
            seen.add(name)
            name = parents[name]
        return name not in parents

    assert {one.id for one in steps if ends(one.id)} <= set(shown)


def test_a_long_way_of_side_trips_is_not_indented_without_end() -> None:
    steps = [step(f"{number}", number / 10, f"{number - 1}") for number in range(1000)]
    steps += [step(f"x{number}", 100 + number / 10, f"{number}") for number in range(999)]
    rows = [row for row in TrailDays(steps).rows() if row.id]
    assert len(rows) == len(steps)
    assert max(row.depth for row in rows) == MOST_DEPTH
