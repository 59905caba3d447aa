"""A damaged file of personal data: where its rows are as they were written, none is lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from qtbrowser.personal.bookmarks import Bookmark, Bookmarks
from qtbrowser.personal.highlight_colour import HighlightColour
from qtbrowser.personal.highlights import Highlights
from qtbrowser.personal.migrations import MIGRATIONS
from qtbrowser.personal.notes import Notes
from qtbrowser.personal.notices import NoticeKind
from qtbrowser.personal.personal_store import PersonalStore
from qtbrowser.personal.recovery import connect
from qtbrowser.personal.row_copy import copy_rows
from qtbrowser.personal.searches import RecentSearches

LIBRARY = Path("/library")
BESIDE_ROWS = (
    "note_words_data",
    "note_words_idx",
    "highlight_words_docsize",
    "bookmark_document",
    "trail_step_library",
)
ROWS = ("note", "highlight", "document", "table_sum", "fact")


@pytest.fixture
def written(store: PersonalStore) -> dict[str, list[tuple[object, ...]]]:
    """What the store's file holds; its backup holds less."""
    RecentSearches(store).add("heather")
    PersonalStore(store.folder).write(lambda _database: None)
    notes, marks = Notes(store, LIBRARY), Highlights(store, LIBRARY)
    for number in range(40):
        notes.put(f"{number}.md", f"Note {number} about heather and bracken.")
        marks.add(f"{number}.md", HighlightColour.RED, f"A passage of {number}", 0, 9)
    Bookmarks(store, LIBRARY).put_all([Bookmark("1.md", "One", "because"), Bookmark("2.md", "Two", "so")])
    return rows(store.file)


def rows(file: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(connect(file)) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM table_sum ORDER BY name")]
        # The names are those of the program's own tables.
        return {table: sorted(database.execute(f"SELECT * FROM {table}"), key=repr) for table in tables}  # noqa: S608


def page_of(file: Path, name: str) -> int:
    """The number of the first page, from 1, of a table or index."""
    with closing(sqlite3.connect(file)) as database:
        return int(database.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0])


def spoil(file: Path, page: int) -> None:
    content = bytearray(file.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xa5" * 4096
    file.write_bytes(content)


@pytest.mark.parametrize("name", BESIDE_ROWS)
def test_damage_beside_the_rows_costs_nothing(
    store: PersonalStore, written: dict[str, list[tuple[object, ...]]], name: str
) -> None:
    spoil(store.file, page_of(store.file, name))
    damaged = store.file.read_bytes()
    again = PersonalStore(store.folder)
    assert len(Notes(again, LIBRARY).all("bracken")) == 40
    (notice,) = again.take_notices()
    assert notice.kind is NoticeKind.MENDED
    assert "All that you kept" in str(notice)
    assert Path(notice.aside).read_bytes() == damaged
    assert rows(again.file) == written
    assert not PersonalStore(store.folder).take_notices()


@pytest.mark.parametrize("name", ROWS)
def test_where_a_row_is_damaged_the_backup_is_used(
    store: PersonalStore, written: dict[str, list[tuple[object, ...]]], name: str
) -> None:
    assert written["note"]
    spoil(store.file, page_of(store.file, name))
    again = PersonalStore(store.folder)
    assert RecentSearches(again).all() == ("heather",)
    assert not Notes(again, LIBRARY).all("")
    assert [notice.kind for notice in again.take_notices()] == [NoticeKind.RESTORED]


def test_a_copy_has_all_rows_or_there_is_none(
    store: PersonalStore, written: dict[str, list[tuple[object, ...]]], tmp_path: Path
) -> None:
    good, damaged, new = store.file.read_bytes(), tmp_path / "damaged.sqlite3", tmp_path / "new.sqlite3"
    made = 0
    for page in range(1, len(good) // 4096 + 1, 3):
        damaged.write_bytes(good)
        spoil(damaged, page)
        if copy_rows(damaged, new, MIGRATIONS):
            made += 1
            assert rows(new) == written
        else:
            assert not new.exists()
    assert 0 < made < len(good) // 4096 // 3


def test_a_file_without_sums_is_not_trusted(store: PersonalStore, tmp_path: Path) -> None:
    RecentSearches(store).add("heather")
    with closing(connect(store.file)) as database:
        database.execute("DROP TABLE table_sum")
    assert not copy_rows(store.file, tmp_path / "new.sqlite3", MIGRATIONS)
