"""Edits that can't be planned as requested: what is refused, why, and what is done nevertheless."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qtbrowser.curation.change_labels import label_of
from qtbrowser.curation.edits import (
    CleanText,
    CreateDocument,
    DuplicateDocument,
    Edit,
    MergeDocuments,
    MoveDocument,
    RenameSubject,
    SetField,
)
from qtbrowser.errors import DocumentError, EditRefused, LibraryError, UsageError
from qtbrowser.library import ChangeSet, Library

Write = Callable[..., Path]
Planner = Callable[[Edit], ChangeSet]


@pytest.fixture
def library(write: Write, folder: Path, tmp_path: Path) -> Iterator[Library]:
    write("food/tea.md", "A drink.", title="What is tea?", subject="Food", id=1, url="/food/tea")
    write("food/milk.md", "Another one.", title="What is milk?", subject="Food", id=2, url="/food/milk")
    write("rocks/granite.md", "See [tea](/food/tea).", title="What is granite?", subject="Rocks", id=3)
    (folder / "food/bytes.md").write_bytes(b"---\ntitle: Bytes\nsubject: Food\n---\n\xff\n")
    with Library.open(folder, cache_dir=tmp_path / "cache") as opened:
        yield opened


@pytest.fixture
def plan(library: Library) -> Planner:
    def plan_one(edit: Edit) -> ChangeSet:
        *_, last = library.plan(edit)
        assert last.change_set is not None
        return last.change_set

    return plan_one


def reasons(change_set: ChangeSet) -> dict[str, str]:
    return {refusal.path: refusal.reason for refusal in change_set.refused}


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (MoveDocument("food/tea.md", " "), "Which subject"),
        (RenameSubject("", "Drinks"), "needs its name and a new name"),
        (RenameSubject("Food", " "), "needs its name and a new name"),
        (CreateDocument({"title": "What is mint?", "file_name": "../mint.md"}), "no name for a document's file"),
        (CreateDocument({"title": "What is mint?", "file_name": ".mint.md"}), "no name for a document's file"),
    ],
)
def test_what_says_too_little_is_wrong_usage(plan: Planner, edit: Edit, sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence):
        plan(edit)


def test_no_folder_is_named_after_signs(plan: Planner) -> None:
    change_set = plan(MoveDocument("food/tea.md", "?!"))
    assert not change_set.files
    assert "No folder can be named after" in reasons(change_set)["food/tea.md"]


def test_text_that_is_not_utf_8_is_left_alone(plan: Planner) -> None:
    change_set = plan(CleanText(("food/bytes.md", "food/tea.md")))
    assert reasons(change_set) == {"food/bytes.md": "The file is not UTF-8 text."}


def test_a_document_that_can_not_be_read_survives_no_merge(plan: Planner, folder: Path) -> None:
    before = (folder / "food/tea.md").read_bytes()
    change_set = plan(MergeDocuments("food/bytes.md", ("food/tea.md",)))
    assert "food/bytes.md" in reasons(change_set)
    assert "food/tea.md" not in change_set.paths
    assert (folder / "food/tea.md").read_bytes() == before


def test_a_copy_gets_an_address_that_no_document_has(plan: Planner, library: Library, write: Write) -> None:
    write("food/tea-2.md", title="Tea again?", subject="Food", id=9, url="/food/tea-2")
    for _ in library.refresh():
        pass
    (copy,) = plan(DuplicateDocument("food/tea.md")).files
    assert copy.path not in ("food/tea.md", "food/tea-2.md")
    assert copy.after is not None
    assert b"url: /food/tea\n" not in copy.after
    assert b"url: /food/tea-2\n" not in copy.after


def test_a_new_document_of_a_new_subject_gets_its_folder(plan: Planner) -> None:
    (made,) = plan(CreateDocument({"title": "What is mint?", "subject": "Green Herbs"}, "A plant.")).files
    assert made.before is None
    assert Path(made.path).name == "what-is-mint.md"


def test_a_library_that_was_never_read_plans_nothing_that_needs_its_catalog(folder: Path, tmp_path: Path) -> None:
    with (
        Library.open(folder, cache_dir=tmp_path / "no cache yet", refresh=False) as fresh,
        pytest.raises(LibraryError, match="has to be indexed before"),
    ):
        list(fresh.plan(RenameSubject("Food", "Drinks")))


def test_a_file_that_is_gone_is_named(library: Library, folder: Path, plan: Planner) -> None:
    (folder / "food/tea.md").unlink()
    with pytest.raises(DocumentError, match="gone") as error:
        library.edited_document("food/tea.md")
    assert error.value.path == "food/tea.md"
    assert "food/tea.md" in reasons(plan(SetField(("food/tea.md",), "title", "Tea?")))


def test_a_folder_in_the_place_of_a_file_is_no_document(library: Library, folder: Path, plan: Planner) -> None:
    (folder / "food/tea.md").unlink()
    (folder / "food/tea.md").mkdir()
    with pytest.raises(DocumentError):
        library.edited_document("food/tea.md")
    assert "food/tea.md" in reasons(plan(SetField(("food/tea.md",), "title", "Tea?")))


@pytest.mark.skipif(os.name != "posix", reason="Windows has no named pipes in folders")
def test_a_pipe_is_never_waited_for(library: Library, folder: Path, plan: Planner) -> None:
    (folder / "food/tea.md").unlink()
    os.mkfifo(folder / "food/tea.md")
    with pytest.raises((DocumentError, EditRefused)):
        library.edited_document("food/tea.md")
    assert "food/tea.md" in reasons(plan(SetField(("food/tea.md",), "title", "Tea?")))


@pytest.mark.parametrize(
    ("edit", "label"),
    [
        (SetField(("a.md",), "subject", None), "Remove subject from a.md"),
        (SetField(("food/a.md", "b.md"), "tags", ("x", "y")), "Set tags to x, y in 2 documents"),
        (MergeDocuments("food/a.md", ("b.md",)), "Merge b.md into a.md"),
    ],
)
def test_what_changes_are_called(edit: Edit, label: str) -> None:
    assert label_of(edit) == label
