"""The store of facts on a disk that can't be written any more, and one whose rows are damaged."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from qtbrowser.curation.checks.fact_keys import ADDRESS, PATH, key_hash
from qtbrowser.curation.checks.fact_lookup import FactLookup
from qtbrowser.curation.checks.fact_store import FactStore, Looked, open_store, stamp_number
from qtbrowser.curation.checks.facts import Facts
from qtbrowser.documents.scan import Stamp
from qtbrowser.errors import IndexDamaged
from tests.full_disk import full_disk, needs_limits

ONE, TWO = Facts("a.md", True, (), title="A"), Facts("b.md", True, (), title="B")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A store with one document."""
    path = tmp_path / "check.sqlite3"
    with open_store(path) as store:
        store.write([Looked(Stamp("a.md", 3, 5), ONE)])
    return path


def damage(file: Path) -> None:
    """Change a row so that SQLite finds nothing wrong."""
    file.with_suffix(".sum").unlink()
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE file SET size = 4")


def facts_in(store: FactStore) -> dict[str, Facts]:
    return {facts.path: facts for _, facts in store.all_facts()}


def test_what_is_written_is_there_the_next_time(file: Path) -> None:
    with open_store(file) as store:
        assert (facts_in(store), store.stamps()) == ({"a.md": ONE}, {"a.md": stamp_number(3, 5)})
        assert store.unpaired() == ["a.md"]
        store.write([Looked(Stamp("b.md", 1, 2), TWO)])
        assert store.unpaired() == ["a.md", "b.md"]
        store.replace_pairs(["a.md", "b.md"], [("a.md", "b.md", 0.75)])
    with open_store(file) as store:
        assert store.unpaired() == []
        assert list(store.pairs()) == [("a.md", "b.md", 0.75)]
        store.write([], ["a.md"])
        store.write([], [])
        store.replace_pairs([], [])
        assert set(facts_in(store)) == {"b.md"}
        store.replace_pairs(["b.md"], [])
        assert list(store.pairs()) == []


def test_a_number_is_not_given_to_another_file(file: Path) -> None:
    with open_store(file) as store:
        store.write([Looked(Stamp("b.md", 1, 2), TWO)])
        numbers = {facts.path: number for number, facts in store.all_facts()}
        store.write([], ["b.md"])
        store.write([Looked(Stamp("c.md", 1, 2), TWO._replace(path="c.md"))])
        assert {facts.path: number for number, facts in store.all_facts()}["c.md"] not in numbers.values()


def test_a_file_is_looked_up_by_the_keys_that_it_has_now(file: Path) -> None:
    def at(path: str) -> list[str]:
        return [one.path for one in FactLookup(store).carriers(PATH, key_hash(PATH, path))]

    with open_store(file) as store:
        store.sort_keys()
        assert at("a.md") == ["a.md"]
        store.write([Looked(Stamp("b.md", 1, 2), TWO)], ["a.md"])
        store.sort_keys()
        assert (at("a.md"), at("b.md")) == ([], ["b.md"])
    # Without a sum the keys are made again of the facts.
    file.with_suffix(".sum").unlink()
    with open_store(file) as store:
        store.sort_keys()
        assert (at("a.md"), at("b.md")) == ([], ["b.md"])


@pytest.mark.parametrize("is_summed", [True, False])
def test_a_damaged_row_is_found(file: Path, is_summed: bool) -> None:
    damage(file)
    if is_summed:
        file.with_suffix(".sum").write_bytes(b"00000000\n")
    with open_store(file) as store:
        assert facts_in(store) == {}
        store.write([Looked(Stamp("b.md", 1, 2), TWO)])
    with open_store(file) as store:
        assert set(facts_in(store)) == {"b.md"}


@needs_limits
def test_a_disk_that_gets_full_during_a_check_loses_nothing_of_it(file: Path) -> None:
    with open_store(file) as store:
        with full_disk():
            store.write([Looked(Stamp("b.md", 1, 2), TWO)])
            store.replace_pairs(["a.md", "b.md"], [("a.md", "b.md", 0.75)])
        assert facts_in(store) == {"a.md": ONE, "b.md": TWO}
        assert list(store.pairs()) == [("a.md", "b.md", 0.75)]
    with open_store(file) as store:
        assert facts_in(store) == {"a.md": ONE}


@needs_limits
def test_a_store_that_can_not_be_made_is_in_memory(tmp_path: Path) -> None:
    with full_disk(), open_store(tmp_path / "check.sqlite3") as store:
        assert facts_in(store) == {}
        store.write([Looked(Stamp("b.md", 1, 2), TWO)])
        assert facts_in(store) == {"b.md": TWO}
    with open_store(tmp_path / "check.sqlite3") as store:
        assert facts_in(store) == {}


@needs_limits
def test_damage_that_is_found_when_the_disk_is_full_leaves_an_empty_store(file: Path) -> None:
    damage(file)
    with full_disk(), open_store(file) as store:
        assert facts_in(store) == {}
        store.write([Looked(Stamp("b.md", 1, 2), TWO)])
        assert facts_in(store) == {"b.md": TWO}


@needs_limits
def test_a_store_without_a_sum_is_read_by_its_rows(file: Path) -> None:
    store = FactStore(file)
    store.write([Looked(Stamp("b.md", 1, 2), TWO)])
    with full_disk():
        store.close()
    assert not file.with_suffix(".sum").exists()
    with open_store(file) as again:
        assert facts_in(again) == {"a.md": ONE, "b.md": TWO}


def test_a_store_without_a_sum_that_another_process_writes_is_waited_for(file: Path) -> None:
    file.with_suffix(".sum").unlink()
    with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        end = threading.Timer(0.2, other.execute, ["ROLLBACK"])
        end.start()
        with open_store(file) as store:
            assert facts_in(store) == {"a.md": ONE}
        end.join()


def test_a_check_at_work_finds_documents_while_another_one_opens_the_store(file: Path) -> None:
    with open_store(file) as store:
        store.sort_keys()
        file.with_suffix(".sum").unlink(missing_ok=True)
        before = store.state("last write")
        with open_store(file) as other:
            assert FactLookup(store).carriers(PATH, key_hash(PATH, "a.md"))
            # What this check finds from now on may be of other facts than those that it had.
            assert store.state("last write") != before
            # Keys that the other one has not sorted yet are not kept beside those of a later content.
            other.write([Looked(Stamp("a.md", 4, 6), ONE._replace(url="/old"))])
            store.write([Looked(Stamp("a.md", 5, 7), ONE._replace(url="/new"))])
        store.sort_keys()
        assert not FactLookup(store).carriers(ADDRESS, key_hash(ADDRESS, "/old"))
        assert FactLookup(store).carriers(ADDRESS, key_hash(ADDRESS, "/new"))


def test_documents_compared_while_another_check_stores_facts_are_compared_again(file: Path) -> None:
    with open_store(file) as store, open_store(file) as other:
        compared = store.unpaired()
        other.write([Looked(Stamp("b.md", 1, 2), TWO)])
        store.replace_pairs(compared, [])
        assert store.unpaired() == ["a.md", "b.md"]
        store.replace_pairs(["a.md", "b.md"], [])
        assert store.unpaired() == []


def test_an_empty_store_is_not_removed_while_another_process_makes_its_tables(tmp_path: Path) -> None:
    file = tmp_path / "check.sqlite3"
    with open(file, "ab") as other, open_store(file), open(file, "rb") as present:
        assert os.path.sameopenfile(other.fileno(), present.fileno())


def test_a_sum_that_another_process_writes_stops_no_check(file: Path) -> None:
    file.with_suffix(".sum-new").mkdir()
    with open_store(file) as store:
        store.write([Looked(Stamp("b.md", 1, 2), TWO)])
    assert not file.with_suffix(".sum").exists()
    with open_store(file) as store:
        assert set(facts_in(store)) == {"a.md", "b.md"}


def test_facts_of_another_version_are_not_used(file: Path) -> None:
    file.with_suffix(".sum").unlink()
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE version SET value = 'of another'")
    with open_store(file) as store:
        assert facts_in(store) == {}


def test_a_change_that_fails_half_way_is_taken_back(file: Path) -> None:
    with open_store(file) as store, closing(sqlite3.connect(file, isolation_level=None)) as other:
        store.write([Looked(Stamp("b.md", 1, 2), TWO)])
        other.execute("CREATE TRIGGER refuse BEFORE DELETE ON file BEGIN SELECT RAISE(ABORT, 'no'); END")
        with pytest.raises(IndexDamaged):
            store.write([Looked(Stamp("c.md", 1, 2), TWO)], ["a.md"])
        assert set(facts_in(store)) == {"a.md", "b.md"}
