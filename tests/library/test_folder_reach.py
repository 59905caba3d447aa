"""A folder that suddenly has none of its documents: removed, or a drive that is away."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from qtbrowser.catalog.database import DRIVE, open_database
from qtbrowser.catalog.database_sum import DatabaseSum
from qtbrowser.catalog.writer import CatalogWriter
from qtbrowser.errors import DoubtfulLoss, LibraryError, LibraryOutOfReach
from qtbrowser.library import Library, refresh

Write = Callable[..., Path]
Open = Callable[..., Library]


@pytest.fixture
def library(write: Write, open_library: Open) -> Library:
    write("one.md", "First.", title="One?", subject="S")
    write("deep/two.md", "Second.", title="Two?", subject="S")
    return open_library()


def removed(library: Library, *, rebuild: bool = False, verify: bool = False, accept_loss: bool = False) -> list[str]:
    """What a refresh takes for removed."""
    *_, last = library.refresh(rebuild=rebuild, verify=verify, accept_loss=accept_loss)
    assert last.changes is not None
    return list(last.changes.removed)


@pytest.mark.parametrize("options", [{}, {"rebuild": True}, {"verify": True}])
def test_an_emptied_folder_changes_nothing_in_the_index_unless_that_is_accepted(
    library: Library, folder: Path, options: dict[str, bool]
) -> None:
    shutil.rmtree(folder)
    folder.mkdir()
    assert not library.confirm_current()
    with pytest.raises(DoubtfulLoss, match="The folder is empty, though its index has 2 documents;"):
        removed(library, **options)
    assert library.document_count == 2
    assert [hit.path for hit in library.search("First").hits] == ["one.md"]
    removed(library, accept_loss=True)
    assert library.document_count == 0


def test_a_library_whose_folder_is_emptied_is_opened_as_it_was(
    library: Library, folder: Path, open_library: Open
) -> None:
    library.close()
    shutil.rmtree(folder)
    folder.mkdir()
    again = open_library()
    assert again.is_out_of_reach
    assert "may not be connected" in again.notice
    assert again.document_count == 2


def test_a_library_whose_folder_is_missing_is_opened_as_it_was(
    library: Library, folder: Path, open_library: Open, tmp_path: Path
) -> None:
    library.close()
    away = folder.rename(tmp_path / "away")
    again = open_library()
    assert again.is_out_of_reach
    assert again.notice == f"{folder}: There is no such folder. What was indexed before can be read."
    assert [hit.path for hit in again.search("First").hits] == ["one.md"]
    assert "First." in again.render_text("one.md")
    assert "This is the copy in the index." in again.render_text("one.md")
    away.rename(folder)
    assert removed(again) == []
    assert "copy in the index" not in again.render_text("one.md")


def test_a_missing_folder_that_was_never_indexed_leaves_no_trace(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="There is no such folder"):
        Library.open(folder / "missing", cache_dir=tmp_path / "cache")
    assert not (tmp_path / "cache").exists()


def test_other_files_on_another_drive_change_nothing(library: Library, folder: Path, tmp_path: Path) -> None:
    (catalog,) = tmp_path.glob("cache/**/catalog.sqlite3")
    # Another device can't be made here: the index is told that it was made of one.
    with closing(open_database(catalog)) as database:
        CatalogWriter(database, "library").note(DRIVE, "-1")
        DatabaseSum(catalog).write(database)
    (folder / "deep").rename(folder.with_name("other"))
    (folder / "one.md").rename(folder / "three.md")
    with pytest.raises(DoubtfulLoss, match="on another drive than before, and has none of the 2 documents"):
        removed(library)
    (folder / "three.md").rename(folder / "one.md")
    assert removed(library) == ["deep/two.md"]


def test_a_folder_that_still_has_files_has_lost_its_documents(library: Library, folder: Path) -> None:
    (folder / "list.csv").write_text("a,b\n", encoding="utf-8")
    (folder / "one.md").unlink()
    shutil.rmtree(folder / "deep")
    assert removed(library) == ["deep/two.md", "one.md"]


def test_files_that_are_named_are_removed_although_they_were_the_last_ones(library: Library, folder: Path) -> None:
    paths = ["one.md", "deep/two.md"]
    shutil.rmtree(folder)
    folder.mkdir()
    for _ in library.refresh(only=paths):
        pass
    assert library.document_count == 0


def test_a_folder_that_goes_while_it_is_read_loses_no_document(
    library: Library, folder: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refresh, "LARGEST_COMMIT", 1)
    write("a.md", "Another.", title="Another?", subject="S")
    write("one.md", "Changed.", title="One?", subject="S")
    (folder / "deep" / "two.md").unlink()
    away = folder.with_name("away")
    steps = library.refresh()
    # With the first file that is read, the removal is committed.
    while not next(steps).committed:
        pass
    folder.rename(away)
    with pytest.raises(LibraryOutOfReach, match="The folder has gone while it was read"):
        list(steps)
    # As it was or as it is: which file is read first is not told.
    assert [hit.path for hit in library.search("First OR Changed").hits] == ["one.md"]
    assert library.problems() == []
    away.rename(folder)
    assert removed(library) == []
    assert [hit.path for hit in library.search("Changed").hits] == ["one.md"]


def test_nothing_is_changed_while_the_folder_is_missing_and_that_is_told(library: Library, folder: Path) -> None:
    away = folder.rename(folder.with_name("away"))
    assert library.editing_refused() == (
        "The library's folder is out of reach: nothing can be changed before it is back."
    )
    for named in ("one.md", "deep"):
        with pytest.raises(LibraryOutOfReach, match=r"There is no such folder\."):
            library.named_paths([named])
    away.rename(folder)
    assert library.editing_refused() is None
    assert library.named_paths(["deep"]) == ("deep/two.md",)
