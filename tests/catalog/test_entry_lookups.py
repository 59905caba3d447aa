"""The pages of lists: every order, every place, the same rows as the whole list."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from qtbrowser.catalog.catalog import Catalog
from qtbrowser.catalog.catalog_values import Selection
from qtbrowser.catalog.database import create_database
from qtbrowser.catalog.entry_order import EntryOrder
from qtbrowser.catalog.writer import Batch, CatalogWriter, Record

DAYS = (None, date(2025, 1, 28), date(2024, 5, 1), None, date(2025, 1, 28))
RECORDS = [
    Record(
        f"{'ab'[number % 2]}/{number}.md",
        f"Title {number * 7 % 5}",
        1,
        1,
        id=number if number % 3 else f"x{number}",
        subject="One" if number % 2 else "Two",
        date=DAYS[number % 5],
        hidden=number % 7 == 0,
    )
    for number in range(30)
]
LEFT_OUT = Selection(but=frozenset({"a/2.md", "b/3.md", "gone.md", 'a"b'}))
SELECTIONS = (None, Selection(include_hidden=True), Selection("One"), Selection("One", include_hidden=True), LEFT_OUT)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("catalog") / "catalog.sqlite3"
    with closing(create_database(file)) as database:
        CatalogWriter(database, "library").write(Batch(RECORDS), 1)
    return file


@pytest.fixture
def catalog(file: Path) -> Iterator[Catalog]:
    with closing(Catalog(file)) as catalog:
        yield catalog


@pytest.mark.parametrize("selection", SELECTIONS)
@pytest.mark.parametrize("order", EntryOrder)
def test_pages_are_parts_of_the_whole_list(catalog: Catalog, selection: Selection | None, order: EntryOrder) -> None:
    entries = catalog.entries.of_selection
    whole = entries(selection, order=order)
    assert len(whole) == catalog.entries.count(selection) > 0
    for offset in range(len(whole) + 2):
        assert entries(selection, 4, offset, order) == whole[offset : offset + 4]
        assert entries(selection, None, offset, order) == whole[offset:]
    for row, entry in enumerate(whole):
        assert catalog.entries.row_of(entry.path, selection, order) == row


def test_what_is_left_out_counts_nowhere(catalog: Catalog) -> None:
    shown = [entry.path for entry in catalog.entries.of_selection()]
    assert {"a/2.md", "b/3.md"} < set(shown)
    left = [path for path in shown if path not in LEFT_OUT.but]
    assert [entry.path for entry in catalog.entries.of_selection(LEFT_OUT)] == left
    assert catalog.entries.paths_of(LEFT_OUT) == left
    assert sum(count for _, count in catalog.entries.spread(LEFT_OUT).subjects) == len(left)
    assert catalog.entries.row_of("a/2.md", LEFT_OUT) is None


def test_the_latest_come_first_and_those_without_a_date_last(catalog: Catalog) -> None:
    days = [entry.date for entry in catalog.entries.of_selection(order=EntryOrder.DATE)]
    known = [day for day in days if day is not None]
    assert known == sorted(known, reverse=True)
    assert days[len(known) :] == [None] * (len(days) - len(known))


@pytest.mark.parametrize("order", EntryOrder)
@pytest.mark.parametrize("where", ["hidden = 0", "1"])
def test_a_page_far_down_is_found_in_an_index_alone(catalog: Catalog, order: EntryOrder, where: str) -> None:
    selection = Selection(include_hidden=where == "1")
    told: list[str] = []
    catalog._database.set_trace_callback(told.append)
    catalog.entries.of_selection(selection, 4, 20, order)
    catalog._database.set_trace_callback(None)
    (sql,) = [one for one in told if "wanted" in one]
    plan = " ".join(row[3] for row in catalog._database.execute(f"EXPLAIN QUERY PLAN {sql}"))
    assert "USING COVERING INDEX document_" in plan


@pytest.mark.parametrize(
    ("but", "outermost"),
    [((), {"a/0.md", "b/9.md"}), (("a/0.md",), {"a/10.md", "b/9.md"}), ([one.path for one in RECORDS], set())],
)
def test_the_outermost_paths(file: Path, but: tuple[str, ...], outermost: set[str]) -> None:
    with closing(Catalog(file)) as catalog:
        assert CatalogWriter(catalog._database, "library").outermost_paths(but) == outermost


def test_a_tree_that_is_read_again_takes_over_what_has_not_changed(tmp_path: Path) -> None:
    own = tmp_path / "catalog.sqlite3"
    with closing(create_database(own)) as database, closing(Catalog(own)) as catalog:
        writer = CatalogWriter(database, "library")
        writer.write(Batch([Record(f"{n}.md", "A", 1, 1, subject="AB"[n % 2], keywords=("k",)) for n in range(8)]), 1)
        before = {one.name: one for one in catalog.subjects.tree()}
        writer.write(Batch([Record("9.md", "A", 1, 1, subject="B", keywords=("k",))]), 2)
        after = {one.name: one for one in catalog.subjects.tree()}
    assert after["A"].topics is before["A"].topics
    assert [after[name].count for name in "AB"] == [4, 5]
    assert [after[name].topics[0].count for name in "AB"] == [4, 5]
