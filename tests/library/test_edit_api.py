"""Edits of a library: planned, shown, carried out, undone; links, index and catalog follow."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from qtbrowser.curation.edits import (
    AddKeyword,
    CreateDocument,
    DeleteDocuments,
    DuplicateDocument,
    Edit,
    MergeDocuments,
    MoveDocument,
    RemoveKeyword,
    RenameDocument,
    RenameSubject,
    RenameTopic,
    RenumberIds,
    ReplaceText,
    SaveDocument,
    SetAnswer,
    SetField,
    SetRelated,
    Several,
)
from qtbrowser.documents.document import Related
from qtbrowser.errors import DocumentNotFound, FileChanged, UsageError
from qtbrowser.library import ChangeSet, Library

TEA = """\
---
_schema: default
id: 10
date: 2025-01-28
title: What is tea?
article_title: What is tea?
seo:
  title: House | Hot Drinks
  page_keywords: >-
    leaf, water
question: What is tea?
answer: >-
    A drink.\\n\\nSee [coffee](coffee.md#brew) and ![a cup](cup.png).
subject: Hot Drinks
file_name: tea.md
url: /learn/hot-drinks/questions/tea
related_article1:
    id: 11
    title: What is coffee?
    subject: Hot Drinks
    url: /learn/hot-drinks/questions/coffee
---

&nbsp;
"""
COFFEE = """\
---
id: 11
title: What is coffee?
subject: Hot Drinks
seo:
  page_keywords: bean, Water
answer: >-
    Another drink, unlike [tea](./tea.md).\\nAnd [again](/learn/hot-drinks/questions/tea?x=1#y).
url: /learn/hot-drinks/questions/coffee
file_name: coffee.md
related_article1:
    id: 10
    title: What is tea?
    subject: Hot drinks
    url: /learn/hot-drinks/questions/tea
related_article2:
    id: 12
    title: What is cake?
    url: /learn/food/questions/cake
---

&nbsp;
"""
CAKE = """\
---
id: 12
title: What is cake?
subject: Food
tags: [leaf, flour]
related: [10, "/learn/hot-drinks/questions/tea"]
no_index: true
---
Goes with [tea](../hot-drinks/tea) and `[tea](../hot-drinks/tea)`.

[ref]: ../hot-drinks/tea.md "Tea"
"""
FILES = {
    "learn/hot-drinks/tea.md": TEA,
    "learn/hot-drinks/coffee.md": COFFEE,
    "learn/food/cake.md": CAKE,
    "learn/food/bread.md": "# What is bread?\n\nFlour and water.\n",
}


@pytest.fixture
def library(folder: Path, open_library: Callable[..., Library]) -> Library:
    for path, text in FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.encode())
    (folder / "learn/hot-drinks/cup.png").write_bytes(b"png")
    return open_library()


def plan(library: Library, edit: Edit) -> ChangeSet:
    *_, progress = library.plan(edit)
    assert progress.change_set is not None
    return progress.change_set


def apply(library: Library, edit: Edit) -> ChangeSet:
    change_set = plan(library, edit)
    before = contents(library)
    *_, progress = library.apply(change_set)
    assert (progress.number is not None) == bool(change_set)
    after = contents(library)
    # Whatever it was, it can be taken back and done again.
    if change_set:
        list(library.undo())
        assert contents(library) == before
        list(library.redo())
        assert contents(library) == after
    return change_set


def contents(library: Library) -> dict[str, bytes]:
    return {file.relative_to(library.folder).as_posix(): file.read_bytes() for file in library.folder.rglob("*.md")}


def text(library: Library, path: str) -> str:
    return contents(library)[path].decode()


T, C, K, B = FILES
TODAY = date.today()  # noqa: DTZ011 - a curator's day, not that of Greenwich


def test_set_field_changes_that_field_only(library: Library) -> None:
    assert plan(library, SetField((T, C), "subject", "Tea")).paths == (C, T)
    apply(library, SetField((T, C), "subject", "Tea"))
    assert text(library, T) == TEA.replace("subject: Hot Drinks\nfile", "subject: Tea\nfile")
    assert {subject.key for subject in library.subjects()} == {"food", "tea"}


def test_text_for_a_number_is_one(library: Library) -> None:
    apply(library, SetField((T,), "id", "77"))
    assert library.document(77).path == T
    apply(library, SetField((K,), "no_index", "false"))
    assert not library.document(K).hidden


def test_setting_what_is_there_changes_nothing(library: Library) -> None:
    assert not plan(library, SetField((T, C), "subject", "Hot Drinks"))
    assert not apply(library, SetAnswer(T, library.document(T).answer))
    assert library.history() == []


def test_keywords(library: Library) -> None:
    change_set = apply(library, AddKeyword((T, C, K, B), "Leaf"))
    assert change_set.paths == (B, C)
    assert library.document(C).keywords == ("bean", "Water", "Leaf")
    assert library.document(B).keywords == ("Leaf",)
    apply(library, RemoveKeyword((T, C, K), "LEAF"))
    assert [library.document(path).keywords for path in (T, C, K)] == [("water",), ("bean", "Water"), ("flour",)]
    assert "tags: [flour]" in text(library, K)


def test_a_topic_is_renamed_and_merged_everywhere(library: Library) -> None:
    apply(library, RenameTopic("water", "Leaf"))
    assert [library.document(path).keywords for path in (T, C, K)] == [("Leaf",), ("bean", "Leaf"), ("leaf", "flour")]
    assert text(library, T) == TEA.replace("leaf, water", "Leaf")


def test_moving_takes_folder_address_and_links_along(library: Library) -> None:
    change_set = apply(library, MoveDocument(T, "food"))
    assert change_set.refused == ()
    moved = "learn/food/tea.md"
    assert set(change_set.paths) == {T, moved, C, K}
    expected = TEA.replace("subject: Hot Drinks\nfile", "subject: Food\nfile")
    expected = expected.replace("url: /learn/hot-drinks/questions/tea", "url: /learn/food/questions/tea")
    expected = expected.replace("(coffee.md#brew)", "(../hot-drinks/coffee.md#brew)").replace(
        "(cup.png)", "(../hot-drinks/cup.png)"
    )
    assert text(library, moved) == expected
    assert text(library, C) == COFFEE.replace("(./tea.md)", "(../food/tea.md)").replace(
        "/learn/hot-drinks/questions/tea", "/learn/food/questions/tea"
    ).replace("subject: Hot drinks", "subject: Food")
    assert text(library, K) == CAKE.replace("Goes with [tea](../hot-drinks/tea)", "Goes with [tea](tea)").replace(
        '"/learn/hot-drinks/questions/tea"', '"/learn/food/questions/tea"'
    ).replace("[ref]: ../hot-drinks/tea.md", "[ref]: tea.md")
    assert library.document("/learn/food/questions/tea").path == moved
    assert {entry.path for entry in library.backlinks(moved)} == {C}


def test_moving_to_a_new_subject_makes_a_folder(library: Library) -> None:
    apply(library, MoveDocument(T, "Tea Time"))
    assert "subject: Tea Time\nfile" in text(library, "learn/tea-time/tea.md")
    assert "url: /learn/tea-time/questions/tea\n" in text(library, "learn/tea-time/tea.md")
    list(library.undo())
    assert not (library.folder / "learn/tea-time").exists()


def test_moving_a_document_whose_folder_is_its_subject(library: Library) -> None:
    apply(library, MoveDocument(B, "Hot drinks"))
    # "hot-drinks" alone would be another subject.
    assert text(library, "learn/hot-drinks/bread.md") == "---\nsubject: Hot Drinks\n---\n\n" + FILES[B]
    assert library.document("learn/hot-drinks/bread.md").subject == "Hot Drinks"
    apply(library, MoveDocument("learn/hot-drinks/bread.md", "Meals"))
    assert "subject: Meals" in text(library, "learn/meals/bread.md")


def test_a_folder_that_says_it_all_needs_no_field(folder: Path, open_library: Callable[..., Library]) -> None:
    for name in ("Food/bread.md", "Drinks/tea.md"):
        (folder / name).parent.mkdir()
        (folder / name).write_bytes(b"Some words.\n")
    library = open_library()
    apply(library, MoveDocument("Food/bread.md", "drinks"))
    assert contents(library) == {"Drinks/bread.md": b"Some words.\n", "Drinks/tea.md": b"Some words.\n"}


def test_a_taken_name_gets_a_number(library: Library) -> None:
    (library.folder / "learn/food/tea.md").write_bytes(b"Another tea.\n")
    apply(library, MoveDocument(T, "Food"))
    moved = text(library, "learn/food/tea-2.md")
    assert "file_name: tea-2.md" in moved
    assert "url: /learn/food/questions/tea-2\n" in moved
    assert "url: /learn/food/questions/tea-2\n" in text(library, C)


def test_renaming_takes_address_and_links_along(library: Library) -> None:
    apply(library, RenameDocument(T, "black-tea"))
    assert text(library, "learn/hot-drinks/black-tea.md") == TEA.replace("tea.md", "black-tea.md").replace(
        "questions/tea", "questions/black-tea"
    )
    assert "(./black-tea.md)" in text(library, C)
    assert "(/learn/hot-drinks/questions/black-tea?x=1#y)" in text(library, C)
    assert "`[tea](../hot-drinks/tea)`" in text(library, K), "code is left alone"
    for bad in ("a/b.md", "..", ".hidden.md", "x" * 300):
        with pytest.raises(UsageError, match="no name"):
            plan(library, RenameDocument(T, bad))
    assert plan(library, RenameDocument(C, "black-tea.md")).refused[0].reason == "There is a file of this name already."


@pytest.mark.parametrize("name", ["Tea.md", "TEA.md"])
def test_renaming_by_case_alone(library: Library, name: str) -> None:
    apply(library, RenameDocument(T, name))
    assert sorted(contents(library)) == sorted([f"learn/hot-drinks/{name}", C, K, B])
    assert f"(./{name})" in text(library, C)
    for _ in library.undo():
        pass
    assert sorted(contents(library)) == sorted([T, C, K, B])


@pytest.mark.parametrize("bad", ["a?.md", "nul.md", "a:b.md", "x\x07y.md", "x" * 300 + ".md"])
def test_names_that_do_not_go_everywhere_are_not_given(library: Library, bad: str) -> None:
    with pytest.raises(UsageError, match="no name"):
        plan(library, RenameDocument(T, bad))
    with pytest.raises(UsageError, match="no name"):
        plan(library, CreateDocument({"title": "New", "file_name": bad}, "Words."))


def test_names_that_differ_in_case_or_form_alone_are_taken(library: Library) -> None:
    refused = plan(library, RenameDocument(C, "TEA.md")).refused
    assert "Windows and macOS take the two names for the same" in refused[0].reason
    (library.folder / "learn/hot-drinks/Caf\u00e9.md").write_bytes(b"Words.\n")
    list(library.refresh())
    assert plan(library, RenameDocument(C, "cafe\u0301.md")).refused
    path = plan(library, CreateDocument({"title": "TEA!", "subject": "Hot Drinks"}, "Words.")).paths[0]
    assert path == "learn/hot-drinks/tea-2.md"


def test_a_document_called_like_a_device_gets_a_name_that_goes(library: Library) -> None:
    assert plan(library, CreateDocument({"title": "Con?", "subject": "Food"}, "Words.")).paths == (
        "learn/food/con-1.md",
    )


def test_a_folder_that_differs_in_case_alone_is_not_made(folder: Path, open_library: Callable[..., Library]) -> None:
    for name in ("Food/bread.md", "Drinks/tea.md", "food-notes/x.md"):
        (folder / name).parent.mkdir()
        (folder / name).write_bytes(b"Some words.\n")
    (folder / "wine").mkdir()
    change_set = plan(open_library(), MoveDocument("Food/bread.md", "Wine"))
    assert change_set.refused == ()
    assert [file.path for file in change_set.files] == ["Food/bread.md", "wine/bread.md"]


def test_a_subject_is_renamed_in_documents_and_links(library: Library) -> None:
    change_set = apply(library, RenameSubject("hot  drinks", "Warm Drinks"))
    assert change_set.paths == (C, T)
    assert "Hot" not in text(library, C)
    assert "title: House | Hot Drinks" in text(library, T)
    assert text(library, C).count("subject: Warm Drinks") == 2


def test_subjects_are_merged_and_moved(library: Library) -> None:
    apply(library, RenameSubject("Hot Drinks", "Food", move=True))
    assert set(contents(library)) == {B, K, "learn/food/tea.md", "learn/food/coffee.md"}
    assert [(subject.name, subject.count) for subject in library.subjects(include_hidden=True)] == [("Food", 4)]
    tea = text(library, "learn/food/tea.md")
    assert "[coffee](coffee.md#brew)" in tea
    assert "(../hot-drinks/cup.png)" in tea
    assert "url: /learn/food/questions/coffee\n" in tea
    assert library.resolve("/learn/food/questions/tea") == "learn/food/tea.md"


def test_a_subject_of_folders_is_moved(library: Library) -> None:
    apply(library, RenameSubject("Food", "Meals"))
    assert set(contents(library)) == {T, C, K, "learn/Meals/bread.md"}
    assert "subject: Meals" in text(library, K)


def test_ids_are_counted_anew_and_links_follow(library: Library) -> None:
    apply(library, RenumberIds((C, T), 11))
    assert [library.document(path).id for path in (C, T)] == [11, 13]
    assert "    id: 13\n    title: What is tea?" in text(library, C)
    assert "related: [13," in text(library, K)
    apply(library, RenumberIds((B,)))
    assert library.document(14).path == B


def test_a_text_of_digits_is_an_id_in_use(library: Library) -> None:
    (library.folder / B).write_text("---\nid: '13'\n---\n# What is bread?\n", encoding="utf-8")
    list(library.refresh())
    apply(library, RenumberIds((T,)))
    assert library.document(T).id == 14


def test_answers_are_searched_and_replaced(library: Library) -> None:
    apply(library, ReplaceText((T, C, K, B), "drink", "beverage"))
    assert text(library, T) == TEA.replace("A drink.", "A beverage.")
    assert "Another beverage, unlike" in text(library, C)
    apply(library, ReplaceText((T, C), r"^(An?\w*) (BEVER\w+)", r"\2 \1", regex=True, match_case=False))
    assert "beverage A.\\n\\nSee" in text(library, T)
    for bad in (ReplaceText((T,), "(", "x", True), ReplaceText((T,), "x", r"\3", True), ReplaceText((T,), "", "x")):
        with pytest.raises(UsageError):
            plan(library, bad)


def test_a_replacement_that_can_not_be_encoded_is_refused(library: Library) -> None:
    change_set = plan(library, ReplaceText((T, B), "water", "\\n"))
    assert change_set.paths == (B,)
    change_set = plan(library, ReplaceText((T, C), "drink", "a \\n b"))
    assert change_set.paths == ()
    assert [refusal.path for refusal in change_set.refused] == [C, T]
    assert "line 1 of the answer" in change_set.refused[1].reason.lower()


def test_a_new_document_is_like_those_of_its_subject(library: Library) -> None:
    apply(library, CreateDocument({"title": "Why: tea?", "subject": "hot drinks"}, "Because.\n\nSo."))
    made = text(library, "learn/hot-drinks/why-tea.md")
    assert made == (
        "---\n_schema: default\nid: 13\n"
        f"date: {TODAY.isoformat()}\n"
        "title: 'Why: tea?'\narticle_title: 'Why: tea?'\nseo:\n  title: House | Hot Drinks\n"
        "  page_keywords: ''\nquestion: 'Why: tea?'\nanswer: >-\n    Because.\\n\\nSo.\n"
        "subject: hot drinks\nfile_name: why-tea.md\nurl: /learn/hot-drinks/questions/why-tea\n---\n\n&nbsp;\n"
    )
    assert library.document(13).title == "Why: tea?"
    apply(library, CreateDocument({"title": "Why: tea?", "subject": "Hot Drinks", "id": 99}))
    assert "url: /learn/hot-drinks/questions/why-tea-2\n" in text(library, "learn/hot-drinks/why-tea-2.md")
    with pytest.raises(UsageError, match="title"):
        plan(library, CreateDocument({"subject": "Food"}))


def test_the_first_document_of_an_empty_library(folder: Path, open_library: Callable[..., Library]) -> None:
    library = open_library()
    apply(library, CreateDocument({"title": "What is it?", "subject": "Things"}, "It is."))
    document = library.document("things/what-is-it.md")
    assert (document.title, document.subject, document.answer, document.date) == (
        "What is it?",
        "Things",
        "It is.",
        TODAY,
    )


def test_a_copy_has_an_id_a_name_and_an_address_of_its_own(library: Library) -> None:
    apply(library, DuplicateDocument(T))
    assert text(library, "learn/hot-drinks/tea-2.md") == TEA.replace("id: 10", "id: 13").replace(
        "file_name: tea.md", "file_name: tea-2.md"
    ).replace("questions/tea", "questions/tea-2")


def test_deleted_documents_come_back_without_the_trash(library: Library, trash: Path) -> None:
    (library.folder / T).chmod(0o640)
    apply(library, DeleteDocuments((T, C)))
    assert set(contents(library)) == {K, B}
    for file in trash.glob("*.md"):
        file.unlink()
    list(library.undo())
    assert text(library, T) == TEA
    if os.name == "posix":
        assert (library.folder / T).stat().st_mode & 0o777 == 0o640


def test_duplicates_become_one(library: Library) -> None:
    apply(library, MergeDocuments(C, (T,), {"answer": T, "title": T}))
    assert T not in contents(library)
    merged = library.document(C)
    assert merged.answer.startswith("A drink.\n\nSee")
    assert merged.title == "What is tea?"
    assert merged.keywords == ("bean", "Water", "leaf")
    assert [link.id for link in merged.related] == [12]
    assert "(../hot-drinks/coffee)" in text(library, K)
    assert 'related: [11, "/learn/hot-drinks/questions/coffee"]' in text(library, K) or (
        "related: [11]" in text(library, K)
    )
    with pytest.raises(UsageError):
        plan(library, MergeDocuments(C, ()))
    with pytest.raises(UsageError):
        plan(library, MergeDocuments(C, (K,), {"answer": B}))


def test_duplicates_that_link_to_each_other_are_merged_in_one_step(
    folder: Path, open_library: Callable[..., Library]
) -> None:
    for name, others in {"a": "", "b": "c", "c": "b", "d": "bc"}.items():
        links = "".join(
            f"related_article{number}:\n  title: {other}\n  url: /learn/{other}\n"
            for number, other in enumerate(others, start=1)
        )
        (folder / f"{name}.md").write_text(f"---\ntitle: {name}\nseo: {{}}\nurl: /learn/{name}\n{links}---\nText.\n")
    library = open_library()
    change_set = apply(
        library, Several((MergeDocuments("a.md", ("b.md",)), MergeDocuments("a.md", ("c.md",))), "Merge")
    )
    assert change_set.refused == ()
    assert set(contents(library)) == {"a.md", "d.md"}
    assert library.document("d.md").related == (Related("a", "/learn/a"),)
    assert library.document("a.md").related == ()


def test_related_documents(library: Library) -> None:
    cake = Related("What is cake?", "/learn/food/questions/cake", 12)
    tea = Related("What is tea?", "/learn/hot-drinks/questions/tea", 10, "Hot drinks")
    apply(library, SetRelated(C, (cake, tea)))
    assert library.document(C).related == (cake, tea)
    apply(library, SetRelated(C, (tea,)))
    assert text(library, C) == COFFEE.replace(
        "related_article2:\n    id: 12\n    title: What is cake?\n    url: /learn/food/questions/cake\n", ""
    )
    assert plan(library, SetRelated(C, (cake,) * 6)).refused[0].reason.startswith("Documents of this form")
    apply(library, SetRelated(K, (Related("", "/learn/hot-drinks/questions/tea"),)))
    assert 'related: ["/learn/hot-drinks/questions/tea"]' in text(library, K)
    apply(library, SetRelated(B, (Related("Tea", "/x"),)))
    assert library.document(B).related == (Related("Tea", "/x"),)


def test_what_a_form_says_is_saved_at_once(library: Library) -> None:
    edited = library.edited_document(T)
    assert edited.homes("title") == ("question", "title", "article_title")
    assert (edited.homes("keywords"), edited.homes("author")) == (("seo.page_keywords",), ("author",))
    fields = dict.fromkeys(edited.homes("title"), "What's tea?") | {"seo.page_keywords": ("leaf", "hot")}
    apply(library, SaveDocument(T, fields, "New.\n\nAnswer.", edited.raw))
    document = library.document(T)
    assert (document.title, document.answer, document.keywords) == ("What's tea?", "New.\n\nAnswer.", ("leaf", "hot"))
    change_set = plan(library, SaveDocument(T, {"title": "x"}, None, edited.raw))
    (refusal,) = change_set.refused
    assert refusal.is_conflict
    assert (refusal.read, refusal.found) == (edited.raw, contents(library)[T])


def test_several_edits_are_one_step_and_see_each_other(library: Library) -> None:
    edits = (MoveDocument(T, "Food"), SetField((T,), "id", 50), AddKeyword((T,), "new"))
    change_set = apply(library, Several(edits, "All of it"))
    assert "learn/food/tea.md" in change_set.paths
    assert (library.document(50).path, library.document(50).keywords) == ("learn/food/tea.md", ("leaf", "water", "new"))
    (entry,) = library.history()
    assert entry.label == "All of it"


def test_one_refused_document_does_not_stop_the_others(library: Library) -> None:
    (library.folder / "twin").hardlink_to(library.folder / T)
    (library.folder / C).write_bytes(b"---\na: b: c\n---\n")
    change_set = apply(library, SetField((T, C, K, "gone.md"), "author", "Me"))
    assert change_set.paths == (K,)
    assert {refusal.path: refusal.reason.split(" (")[0].split(":")[0] for refusal in change_set.refused} == {
        T: "The file has several names",
        C: "Line 2",
        "gone.md": "There is no such file.",
    }


@pytest.mark.skipif(sys.platform == "win32", reason="its scan knows of no hard links")
def test_a_file_that_is_reached_twice_is_one_document(library: Library) -> None:
    twin, link = library.folder / "learn/twin.md", library.folder / "learn/link.md"
    twin.hardlink_to(library.folder / T)
    link.symlink_to(library.folder / K)
    (library.folder / "see.md").write_text("[one](learn/twin.md), [two](learn/link) and [three](learn/link.md).")
    list(library.refresh())
    assert set(library.entries_of([T, K, "learn/twin.md", "learn/link.md"])) == {T, K}
    *_, check = library.check(["missing-file", "duplicate-id", "duplicate-answer", "duplicate-title"])
    assert check.findings == ()
    html = library.render("see.md").html
    assert f"qtbrowser:document/{T}" in html
    assert html.count(f"qtbrowser:document/{K}") == 2
    assert library.named_paths(["learn/twin.md", "learn/link.md", T]) == (T, K)
    before = twin.read_bytes()
    change_set = apply(library, SetField(library.named_paths(["learn/twin.md", "learn/link.md"]), "author", "Me"))
    assert set(change_set.paths) == {T, K, "learn/twin.md"}
    for back in (False, True):
        if back:
            list(library.undo())
        assert (b"author: Me" in (library.folder / T).read_bytes()) is not back
        assert twin.samefile(library.folder / T)
        assert link.is_symlink()
    assert twin.read_bytes() == before


def test_a_change_on_disk_between_plan_and_apply_is_a_conflict(library: Library) -> None:
    change_set = plan(library, SetField((T,), "author", "Me"))
    (library.folder / T).write_bytes(b"theirs")
    with pytest.raises(FileChanged) as conflict:
        list(library.apply(change_set))
    assert (conflict.value.read, conflict.value.found) == (TEA.encode(), b"theirs")


def test_a_plan_can_be_cancelled_and_tells_how_far_it_is(library: Library) -> None:
    steps = library.plan(SetField(tuple(FILES), "author", "Me"))
    first = next(steps)
    assert (first.done, first.total, first.change_set) == (1, 4, None)
    steps.close()  # type: ignore[attr-defined]
    assert library.history() == []


def test_a_plan_of_several_parts_can_be_cancelled_within_each_part(library: Library) -> None:
    parts = tuple(SetField(tuple(FILES), "author", name) for name in ("Me", "You"))
    told = [(step.done, step.total) for step in library.plan(Several(parts, "Both"))]
    assert told == [(0, 2)] * 4 + [(1, 2)] * 5 + [(2, 2)] * 2


def test_history_undo_and_redo_say_what_is_next(library: Library) -> None:
    assert library.undoable() is None
    apply(library, SetField((T,), "author", "Me"))
    undoable = library.undoable()
    assert undoable is not None
    assert (undoable.label, undoable.paths) == ("Set author to Me in tea.md", (T,))
    diff = list(library.diff(library.recorded(1, undone=True)))
    assert [line for line in diff if line[0] in "+-"] == [f"--- a/{T}", f"+++ b/{T}", "-author: Me"]
    list(library.undo())
    redoable = library.redoable()
    assert redoable is not None
    assert (redoable.number, library.undoable()) == (1, None)


def test_the_index_follows(library: Library) -> None:
    apply(library, SetAnswer(B, "Zebras eat it."))
    assert [hit.path for hit in library.search("zebras").hits] == [B]
    list(library.undo())
    assert library.search("zebras").total == 0
    apply(library, DeleteDocuments((B,)))
    assert library.search("flour", include_hidden=True).total == 1
    assert library.document_count == 3


def test_a_preview_is_set_like_the_page(library: Library) -> None:
    page = library.preview({"question": "Really?", "seo.page_keywords": ("hot",)}, "See [coffee](coffee.md).", T)
    assert page.title == "Really?"
    assert 'href="qtbrowser:document/learn/hot-drinks/coffee.md"' in page.html
    assert "hot" in page.html
    assert library.preview({"title": "New"}, "Text \\n with $\\neq$", "learn/food/new.md").title == "New"
    assert library.render(T).title == "What is tea?"


def test_paths_are_named_within_the_library(library: Library) -> None:
    assert library.named_paths(["learn/food", f"./{T}", T]) == (B, K, T)
    for bad in ("nowhere.md", "../library/learn", str(library.folder / T), "learn/hot-drinks/cup.png"):
        with pytest.raises(DocumentNotFound):
            library.named_paths([bad])


READ_ONLY = """
import os, sys
from qtbrowser.library import Library
from qtbrowser.curation.edits import SetField
library = Library.open(sys.argv[1], refresh=False)
# All modules are imported by this: nobody else may read the program's folder.
library.editing_refused(), *library.plan(SetField(("a.md",), "title", "x"))
if os.geteuid() == 0:
    os.setuid(65534)
print(library.editing_refused())
*_, progress = library.plan(SetField(("a.md",), "title", "x"))
print([refusal.reason for refusal in progress.change_set.refused])
"""


@pytest.mark.skipif(os.name != "posix", reason="folders are closed otherwise there")
def test_a_read_only_library_says_why(folder: Path) -> None:
    (folder / "a.md").write_text("Text.")
    folder.chmod(0o555)
    try:
        done = subprocess.run(
            [sys.executable, "-c", READ_ONLY, str(folder)], capture_output=True, encoding="utf-8", check=False
        )
    finally:
        folder.chmod(0o755)
    first, second = done.stdout.splitlines()
    assert first == "The library is read-only: you have no permission to write into its folder."
    assert "can't be" in second or "somebody else" in second


def test_a_library_can_be_edited_unless_something_speaks_against_it(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert library.editing_refused() is None
    monkeypatch.setenv("QTBROWSER_DATA_DIR", str(library.folder / "inside"))
    assert "within the library" in (library.editing_refused() or "")
