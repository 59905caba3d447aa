"""What is kept about documents stays with them: moves by the program and outside of it, renamed and moved libraries."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from qtbrowser import settings
from qtbrowser.curation.edits import DeleteDocuments, Edit, MergeDocuments, MoveDocument, RenameDocument
from qtbrowser.library import Library
from qtbrowser.library.journals import journal_folder
from qtbrowser.library.personal_keys import PersonalKeys
from qtbrowser.personal.orphans import Orphans
from qtbrowser.personal.personal_store import personal_store
from qtbrowser.personal.places import ReadingPlaces

COUNT = 5


def write_document(folder: Path, path: str, number: int, **fields: object) -> None:
    """Write a document whose id, title and answer are made of a number unless they are given; None leaves one out."""
    texts = {"id": number, "title": f"Question {number}", "answer": f"The answer to question {number}.", **fields}
    answer = texts.pop("answer")
    front = "".join(f"{name}: {value}\n" for name, value in texts.items() if value is not None)
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"---\n{front}---\n\n{answer}\n", encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library of five documents in a subject."""
    folder = tmp_path / "library"
    for number in range(COUNT):
        write_document(folder, f"seas/q{number}.md", number, subject="Seas", url=f"/learn/q{number}")
    write_document(folder, "hills/other.md", 99, subject="Hills", url="/learn/other")
    return folder


def remember(library: Library, **places: int) -> None:
    """Remember a place in documents of the library: ``q0=7`` is the one whose path ends with that."""
    paths = {Path(entry.path).stem: entry.path for entry in library.entries()}
    ReadingPlaces(personal_store()).put(library.folder, {paths[name]: place for name, place in places.items()})
    library.note_identities()


def places(folder: Path) -> dict[str, int]:
    return ReadingPlaces(personal_store()).of_library(folder)


def orphans() -> list[str]:
    return [orphan.path for orphan in Orphans(personal_store()).all()]


def refresh(library: Library) -> None:
    for _ in library.refresh():
        pass


def apply(library: Library, edit: Edit, *, with_index: bool = True) -> None:
    *_, planned = library.plan(edit)
    assert planned.change_set is not None
    for _ in library.apply(planned.change_set, refresh=with_index):
        pass


def run_to_end(steps: object) -> None:
    for _ in steps:  # type: ignore[attr-defined]
        pass


def test_no_file_is_made_where_nothing_is_kept(folder: Path) -> None:
    with Library.open(folder) as library:
        assert library.search("answer").total
        assert not personal_store().exists
        apply(library, RenameDocument("seas/q0.md", "tide"))
    assert personal_store().exists, "the library is known from its first change on, to find the journal again"


@pytest.mark.parametrize("with_index", [True, False])
def test_apply_undo_and_redo_carry_places(folder: Path, with_index: bool) -> None:
    with Library.open(folder) as library:
        remember(library, q0=7, q1=8)
        apply(library, RenameDocument("seas/q0.md", "tide"), with_index=with_index)
        assert places(folder) == {"seas/tide.md": 7, "seas/q1.md": 8}
        run_to_end(library.undo(refresh=with_index))
        assert places(folder) == {"seas/q0.md": 7, "seas/q1.md": 8}
        run_to_end(library.redo(refresh=with_index))
        assert places(folder) == {"seas/tide.md": 7, "seas/q1.md": 8}
        refresh(library)
        assert places(folder) == {"seas/tide.md": 7, "seas/q1.md": 8}
    assert not orphans()


def test_a_document_that_has_no_id_and_whose_answer_changes_as_it_moves(folder: Path) -> None:
    write_document(folder, "seas/plain.md", 50, id=None, subject="Seas", answer="See [this](q1.md).")
    with Library.open(folder) as library:
        remember(library, plain=3)
        apply(library, MoveDocument("seas/plain.md", "Hills"))
        assert "../seas/q1.md" in (folder / "hills/plain.md").read_text(encoding="utf-8")
        assert places(folder) == {"hills/plain.md": 3}


def test_a_move_to_another_subject_that_changes_the_address(folder: Path) -> None:
    with Library.open(folder) as library:
        remember(library, q0=7)
        apply(library, MoveDocument("seas/q0.md", "Hills"))
        assert places(folder) == {"hills/q0.md": 7}
        run_to_end(library.undo())
        assert places(folder) == {"seas/q0.md": 7}


def test_two_moves_in_a_row_and_both_undone(folder: Path) -> None:
    with Library.open(folder) as library:
        remember(library, q0=7, q1=8)
        apply(library, RenameDocument("seas/q0.md", "tide"))
        apply(library, RenameDocument("seas/q1.md", "q0"))
        assert places(folder) == {"seas/tide.md": 7, "seas/q0.md": 8}
        run_to_end(library.undo())
        run_to_end(library.undo())
        assert places(folder) == {"seas/q0.md": 7, "seas/q1.md": 8}


def test_a_document_that_is_deleted_is_an_orphan_until_that_is_undone(folder: Path) -> None:
    with Library.open(folder) as library:
        remember(library, q0=7)
        apply(library, DeleteDocuments(("seas/q0.md",)))
        assert places(folder) == {}
        (orphan,) = Orphans(personal_store()).all()
        assert (orphan.path, orphan.title, orphan.kept) == ("seas/q0.md", "Question 0", {"reading_place": 1})
        run_to_end(library.undo())
        assert places(folder) == {"seas/q0.md": 7}
        assert not orphans()


def test_what_is_kept_about_merged_documents_comes_back_when_that_is_undone(folder: Path) -> None:
    with Library.open(folder) as library:
        remember(library, q0=7, q1=8)
        apply(library, MergeDocuments("seas/q0.md", ("seas/q1.md",)))
        assert places(folder) == {"seas/q0.md": 7}
        assert orphans() == ["seas/q1.md"]
        run_to_end(library.undo())
        assert places(folder) == {"seas/q0.md": 7, "seas/q1.md": 8}


def test_an_orphan_can_be_forgotten(folder: Path) -> None:
    with Library.open(folder) as library:
        remember(library, q0=7)
        (folder / "seas/q0.md").unlink()
        refresh(library)
    (orphan,) = Orphans(personal_store()).all()
    assert Orphans(personal_store()).forget(orphan.key)
    assert not Orphans(personal_store()).forget(orphan.key)
    assert not orphans()


CUT_SHORT = """
import os, sys
from qtbrowser.curation.edits import RenameDocument
from qtbrowser.library import Library
from qtbrowser.library.personal_keys import PersonalKeys

library = Library.open(sys.argv[1])
*_, planned = library.plan(RenameDocument("seas/q0.md", "tide"))
follow, calls = PersonalKeys.follow_journal, []
def killed_after(self):
    calls.append(1)
    if len(calls) == 2:
        os._exit(9)  # files and journal are written, nothing else is
    follow(self)
PersonalKeys.follow_journal = killed_after
list(library.apply(planned.change_set))
"""


def test_a_kill_between_the_files_and_the_keys_is_made_up_for(folder: Path) -> None:
    with Library.open(folder) as library:
        remember(library, q0=7)
        ended = subprocess.run([sys.executable, "-c", CUT_SHORT, str(folder)], check=False)
        assert ended.returncode == 9
        assert places(folder) == {"seas/q0.md": 7}
        refresh(library)
        assert places(folder) == {"seas/tide.md": 7}


OutsideChange = Callable[[Path], object]


def rename_and_retitle(folder: Path) -> None:
    (folder / "seas/q0.md").unlink()
    write_document(folder, "hills/new.md", 0, title="Another title", subject="Hills", url="/learn/q0", answer="Other.")


def move_by_id(folder: Path) -> None:
    (folder / "seas/q0.md").unlink()
    write_document(folder, "hills/new.md", 0, subject="Hills", url="/learn/elsewhere", answer="Other.")


def move_by_content(folder: Path) -> None:
    (folder / "seas/q0.md").unlink()
    write_document(folder, "hills/new.md", 0, id=None, title="Another title")


def exchange(folder: Path) -> None:
    one, other, spare = folder / "seas/q0.md", folder / "seas/q1.md", folder / "spare"
    one.rename(spare)
    other.rename(one)
    spare.rename(folder / "hills/new.md")


@pytest.mark.parametrize("change", [rename_and_retitle, move_by_id, move_by_content, exchange])
@pytest.mark.parametrize("rebuilt", [False, True])
def test_changes_outside_are_followed(
    folder: Path, change: OutsideChange, rebuilt: bool, own_directories: Path
) -> None:
    with Library.open(folder) as library:
        remember(library, q0=7)
    change(folder)
    if rebuilt:
        shutil.rmtree(own_directories / "cache")
    with Library.open(folder):
        assert places(folder) == {"hills/new.md": 7}
    assert not orphans()


def test_an_edit_outside_that_changes_all_but_the_path(folder: Path) -> None:
    with Library.open(folder) as library:
        remember(library, q0=7)
        write_document(folder, "seas/q0.md", 0, id=500, title="Another", url="/learn/another", answer="Other.")
        refresh(library)
        assert places(folder) == {"seas/q0.md": 7}


def test_a_copy_of_what_a_document_was_does_not_take_its_key(folder: Path) -> None:
    write_document(folder, "seas/plain.md", 50, id=None)
    with Library.open(folder) as library:
        remember(library, plain=7)
        (folder / "seas/copy.md").write_bytes((folder / "seas/plain.md").read_bytes())
        write_document(folder, "seas/plain.md", 50, id=None, answer="Edited.")
        refresh(library)
        assert places(folder) == {"seas/plain.md": 7}


def test_another_document_with_the_same_answer_is_not_taken_for_one_that_is_gone(folder: Path) -> None:
    write_document(folder, "hills/twin.md", 77, answer="The answer to question 0.", url="/learn/twin")
    with Library.open(folder) as library:
        remember(library, q0=7)
        (folder / "seas/q0.md").unlink()
        refresh(library)
        assert places(folder) == {}
        assert orphans() == ["seas/q0.md"]


def test_two_that_may_be_meant_leave_an_orphan(folder: Path) -> None:
    write_document(folder, "seas/plain.md", 50, id=None, title="Plain")
    with Library.open(folder) as library:
        remember(library, plain=7)
        (folder / "seas/plain.md").unlink()
        for name in ("one", "two"):
            write_document(folder, f"hills/{name}.md", 50, id=None, title="Plain")
        refresh(library)
        assert orphans() == ["seas/plain.md"]
        (folder / "hills/two.md").unlink()
        write_document(folder, "hills/one.md", 50, id=None, title="Plain", subject="Hills")
        refresh(library)
        assert places(folder) == {"hills/one.md": 7}


def test_a_document_that_can_not_be_read_for_a_while_is_no_orphan(folder: Path) -> None:
    with Library.open(folder) as library:
        remember(library, q0=7)
        content = (folder / "seas/q0.md").read_bytes()
        (folder / "seas/q0.md").write_bytes(b"---\ntitle: [\n---\n")
        refresh(library)
        assert places(folder) == {"seas/q0.md": 7}
        (folder / "seas/q0.md").write_bytes(content)
        refresh(library)
        assert places(folder) == {"seas/q0.md": 7}


def test_an_orphan_that_comes_back_is_found(folder: Path) -> None:
    with Library.open(folder) as library:
        remember(library, q0=7)
        content = (folder / "seas/q0.md").read_bytes()
        (folder / "seas/q0.md").unlink()
        refresh(library)
        assert orphans() == ["seas/q0.md"]
        (folder / "hills/back.md").write_bytes(content)
        refresh(library)
        assert places(folder) == {"hills/back.md": 7}
        assert not orphans()


def test_what_was_kept_under_a_new_key_is_joined_with_the_orphan(folder: Path) -> None:
    with Library.open(folder) as library:
        remember(library, q0=7)
        content = (folder / "seas/q0.md").read_bytes()
        (folder / "seas/q0.md").unlink()
        refresh(library)
        (folder / "seas/q0.md").write_bytes(content)
        ReadingPlaces(personal_store()).put(folder, {"seas/q0.md": 9})
        refresh(library)
        assert places(folder) == {"seas/q0.md": 9}
        assert not orphans()


@pytest.mark.parametrize("refreshed", [True, False])
@pytest.mark.parametrize("target", ["renamed", "deep/down/library"])
def test_a_library_that_was_moved_or_renamed_is_recognised(
    folder: Path, tmp_path: Path, target: str, refreshed: bool
) -> None:
    with Library.open(folder) as library:
        remember(library, q0=7)
    moved = tmp_path / target
    moved.parent.mkdir(parents=True, exist_ok=True)
    folder.rename(moved)
    with Library.open(moved, refresh=refreshed):
        assert places(moved) == {"seas/q0.md": 7}
    assert places(folder) == {}


def test_a_library_that_was_moved_and_whose_documents_were_is_recognised(folder: Path, tmp_path: Path) -> None:
    with Library.open(folder) as library:
        remember(library, q0=7)
    moved = tmp_path / "moved"
    folder.rename(moved)
    (moved / "seas").rename(moved / "oceans")
    with Library.open(moved):
        assert places(moved) == {"oceans/q0.md": 7}


def test_a_copy_is_another_library(folder: Path, tmp_path: Path) -> None:
    with Library.open(folder) as library:
        remember(library, q0=7)
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    with Library.open(copy) as library:
        assert places(copy) == {}
        assert not library.recognise().doubtful
    assert places(folder) == {"seas/q0.md": 7}


def change_most(folder: Path) -> None:
    for number in range(1, COUNT):
        write_document(folder, f"seas/q{number}.md", number, answer=f"Rewritten {number}.")


@pytest.mark.parametrize("is_the_one", [True, False])
def test_a_library_in_doubt_is_asked_about(folder: Path, tmp_path: Path, is_the_one: bool) -> None:
    with Library.open(folder) as library:
        remember(library, q0=7)
    moved = tmp_path / "moved"
    folder.rename(moved)
    change_most(moved)
    with Library.open(moved) as library:
        assert places(moved) == {}
        (candidate,) = library.recognise().doubtful
        assert candidate.folder == str(folder)
        library.adopt(candidate.id if is_the_one else None)
        assert places(moved) == ({"seas/q0.md": 7} if is_the_one else {})
        assert not library.recognise().doubtful


def test_what_was_kept_before_the_answer_is_joined(folder: Path, tmp_path: Path) -> None:
    with Library.open(folder) as library:
        remember(library, q0=7, q1=8)
    moved = tmp_path / "moved"
    folder.rename(moved)
    change_most(moved)
    with Library.open(moved) as library:
        (candidate,) = library.recognise().doubtful
        remember(library, q1=9, q2=10)
        library.adopt(candidate.id)
        assert places(moved) == {"seas/q0.md": 7, "seas/q1.md": 9, "seas/q2.md": 10}


def test_a_folder_on_a_disk_that_is_not_connected_is_asked_about(tmp_path: Path, folder: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    folder.rename(disk / "library")
    with Library.open(disk / "library") as library:
        remember(library, q0=7)
    shutil.copytree(disk / "library", tmp_path / "copy")
    disk.rename(tmp_path / "taken out")
    with Library.open(tmp_path / "copy") as library:
        assert places(tmp_path / "copy") == {}
        assert [one.folder for one in library.recognise().doubtful] == [str(disk / "library")]


def test_a_path_in_an_imported_sample_leads_not_out_of_the_folder(folder: Path, tmp_path: Path) -> None:
    with Library.open(folder) as library:
        remember(library, q0=7)
    outside = tmp_path / "outside.md"
    outside.write_bytes((folder / "seas/q0.md").read_bytes())
    change = "UPDATE library_sample SET path = '../outside.md'"
    personal_store().write(lambda database: database.execute(change))
    shutil.rmtree(folder)
    other = tmp_path / "other"
    other.mkdir()
    with Library.open(other, refresh=False) as library:
        assert not library.recognise().doubtful


def test_a_document_of_the_sample_that_can_not_be_read_tells_nothing(folder: Path, tmp_path: Path) -> None:
    with Library.open(folder) as library:
        remember(library, q0=7)
    moved = tmp_path / "moved"
    folder.rename(moved)
    for number in range(1, COUNT):
        (moved / f"seas/q{number}.md").write_bytes(b"\xff\0")
    with Library.open(moved, refresh=False) as library:
        (candidate,) = library.recognise().doubtful
        assert candidate.folder == str(folder)
        assert places(moved) == {}


def test_a_folder_is_told_to_be_a_library_of_its_own_before_it_has_a_catalog(folder: Path, tmp_path: Path) -> None:
    with Library.open(folder) as library:
        remember(library, q0=7)
    keys = PersonalKeys(tmp_path / "another")
    keys.adopt(None, None)
    assert not keys.recognise(None).doubtful
    assert places(tmp_path / "another") == {}
    assert places(folder) == {"seas/q0.md": 7}


def test_with_a_journal_that_can_not_be_read_documents_are_recognised_by_their_content(folder: Path) -> None:
    with Library.open(folder) as library:
        remember(library, q0=7)
        apply(library, RenameDocument("seas/q0.md", "tide"), with_index=False)
        for file in journal_folder(folder).rglob("*"):
            if file.is_file() and file.name != "lock":
                file.write_bytes(b"\xff no journal")
        refresh(library)
        assert places(folder) == {"seas/tide.md": 7}


def test_a_personal_file_that_can_not_be_used_is_no_obstacle(folder: Path) -> None:
    settings.data_dir().parent.mkdir(parents=True, exist_ok=True)
    settings.data_dir().write_text("in the way", encoding="utf-8")
    with Library.open(folder) as library:
        assert library.document_count == COUNT + 1
        remember(library, q0=7)
        refresh(library)
        os.utime(folder / "seas/q0.md")
        refresh(library)
        assert places(folder) == {"seas/q0.md": 7}
