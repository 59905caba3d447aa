"""The subject tree after changes is that of a catalog which was written at once."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.catalog.branches import SHARED_BY
from qtbrowser.catalog.catalog import Catalog
from qtbrowser.catalog.catalog_values import NO_TOPICS
from qtbrowser.catalog.database import create_database, open_database
from qtbrowser.catalog.writer import Batch, CatalogWriter, Record

_RECORDS = st.builds(
    lambda number, subject, hidden, keywords, title: Record(
        f"{number}.md", title, 1, 1, subject=subject, hidden=hidden, keywords=tuple(keywords)
    ),
    st.integers(0, 5),
    st.sampled_from(["Music", "music", "Music/Drums", "Crafts"]),
    st.booleans(),
    st.lists(st.sampled_from(["drum", "Drum", "fife"]), max_size=3),
    st.sampled_from(["One", "Two"]),
)
_BATCHES = st.builds(
    lambda records, removed: Batch(records, removed=[f"{number}.md" for number in removed]),
    st.lists(_RECORDS, max_size=8),
    st.sets(st.integers(0, 5), max_size=2),
)


def _tree(folder: Path, batches: list[Batch], *, growing: bool = False) -> list[tuple[object, ...]]:
    file = folder / "catalog.sqlite3"
    for name in (file, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")):
        name.unlink(missing_ok=True)
    with closing(create_database(file)) as database:
        writer = CatalogWriter(database, "library")
        for number, batch in enumerate(batches):
            writer.write(batch, number, growing=growing)
        if growing:
            writer.complete_branches()
        return list(database.execute("SELECT key, hidden, value FROM branch ORDER BY key, hidden"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("catalog")


@given(st.lists(_BATCHES, min_size=1, max_size=4))
def test_the_order_of_changes_leaves_no_trace(folder: Path, batches: list[Batch]) -> None:
    left: dict[str, Record] = {}
    for batch in batches:
        for path in batch.removed:
            left.pop(path, None)
        left.update((record.path, record) for record in batch.records)
    expected = _tree(folder, [Batch(list(left.values()))])
    assert _tree(folder, batches) == expected
    assert _tree(folder, batches, growing=True) == expected


def test_topics_of_a_growing_subject_are_counted_when_it_has_doubled_and_at_the_end(tmp_path: Path) -> None:
    file = tmp_path / "catalog.sqlite3"

    def topics() -> list[tuple[str, str, int]]:
        with closing(Catalog(file)) as catalog:
            (subject,) = catalog.subjects.tree()
            assert subject.count == catalog.entries.count(None)
            return [(topic.name, topic.key, topic.count) for topic in subject.topics]

    with closing(create_database(file)) as database:
        writer = CatalogWriter(database, "library")
        found = []
        for first, end in ((0, 4), (4, 7), (7, 8), (8, 9)):
            records = [Record(f"{n}.md", "A", 1, 1, subject="Music", keywords=("drum",)) for n in range(first, end)]
            writer.write(Batch(records), end, growing=True)
            found.append(topics())
        assert found == [[("drum", "drum", count)] for count in (4, 4, 8, 8)]
        # As after a process that was killed.
        CatalogWriter(database, "library").complete_branches()
    assert topics() == [("drum", "drum", 9)]


def test_a_changed_title_counts_nothing_anew(tmp_path: Path) -> None:
    """Counting a subject with a hundred thousand keywords takes longer than all else of a saved document."""
    file = tmp_path / "catalog.sqlite3"
    create_database(file).close()
    counted: list[str] = []
    with closing(open_database(file)) as database:
        writer = CatalogWriter(database, "library")
        records = [Record(f"{number}.md", "One", 1, 1, keywords=("drum",)) for number in range(SHARED_BY)]
        writer.write(Batch(records), 1)
        database.set_trace_callback(counted.append)
        writer.write(Batch([records[0]._replace(title="Two")]), 2)
        assert not [statement for statement in counted if "branch" in statement]
        writer.write(Batch([records[0]._replace(keywords=("fife",))]), 3)
        assert [statement for statement in counted if "branch" in statement]
    with closing(Catalog(file)) as catalog:
        (subject,) = catalog.subjects.tree()
        assert (subject.count, subject.topics) == (SHARED_BY, NO_TOPICS)
