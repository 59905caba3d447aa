"""A subject that no document has is told before it is made, with the one that may be meant; content stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qtbrowser.cli.main import main
from qtbrowser.curation.edits import (
    CreateDocument,
    Edit,
    MoveDocument,
    RenameDocument,
    RenameSubject,
    SetField,
    Several,
)
from qtbrowser.curation.new_subjects import near_subject
from qtbrowser.curation.plans.moving import content_root
from qtbrowser.documents.folder_kind import FolderKind
from qtbrowser.library import ChangeSet, Library

MIND = "learn/psychology/mind.md"


@pytest.fixture
def library(folder: Path, open_library: Callable[..., Library]) -> Library:
    """Documents of two subjects."""
    for path, subject in ((MIND, "Psychology"), ("learn/law/equity.md", "Law")):
        (folder / path).parent.mkdir(parents=True)
        (folder / path).write_text(f"---\ntitle: What is it?\nsubject: {subject}\n---\n\nA thing.\n")
    return open_library()


def plan(library: Library, edit: Edit) -> ChangeSet:
    *_, planned = library.plan(edit)
    assert planned.change_set is not None
    return planned.change_set


@pytest.mark.parametrize(
    ("edit", "asked"),
    [
        (MoveDocument(MIND, "Psycholgy"), [("Psycholgy", "Psychology")]),
        (Several((MoveDocument(MIND, "Physics"),), "Move"), [("Physics", "")]),
        (SetField((MIND,), "subject", "Lawn"), [("Lawn", "")]),
        (SetField((MIND,), "subjects", ("Psychology", "Psichology")), [("Psichology", "Psychology")]),
        (CreateDocument({"title": "Why?", "subject": "psycho  logy"}), []),
        (CreateDocument({"title": "Why?", "subject": "New"}), [("New", "")]),
        (MoveDocument(MIND, "law"), []),
        (SetField((MIND,), "title", "Psycholgy"), []),
        (RenameSubject("Law", "Justice"), []),
    ],
)
def test_new_subjects_of_an_edit(library: Library, edit: Edit, asked: list[tuple[str, str]]) -> None:
    assert [(one.name, one.near) for one in plan(library, edit).new_subjects] == asked


@pytest.mark.parametrize(
    ("name", "present", "near"),
    [
        ("Psycholgy", ["Law", "Psychology"], "Psychology"),
        ("Cells", ["Biology/Cells"], "Biology/Cells"),
        ("Economic", ["Economics"], "Economics"),
        ("C++", ["C", "C#"], ""),
        ("Art", ["Law"], ""),
        ("Computer Sciense", ["Computer Science"], "Computer Science"),
    ],
)
def test_which_subject_may_be_meant(name: str, present: list[str], near: str) -> None:
    assert near_subject(name, present) == near


def test_the_command_line_asks_or_takes_a_word_for_it(library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["move", MIND, "--subject", "Psycholgy", "--library", str(library.folder)]
    assert main(words) == 1
    told = capsys.readouterr()
    assert "No document has the subject “Psycholgy” yet. Did you mean “Psychology”?" in told.err
    assert "--new-subject" in told.err
    assert (library.folder / MIND).is_file()
    assert main([*words, "--dry-run"]) == 0
    assert main([*words, "--new-subject"]) == 0
    assert (library.folder / "learn/psycholgy/mind.md").is_file()


def test_the_command_line_asks_where_nothing_was_indexed_yet(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "mind.md").write_text("---\ntitle: What is it?\nsubject: Psychology\n---\n\nA thing.\n")
    words = ["edit", "mind.md", "--set", "subject=Psycholgy", "--library", str(folder)]
    assert main(words) == 1
    assert "Did you mean “Psychology”?" in capsys.readouterr().err
    assert main([*words, "--new-subject"]) == 0


@pytest.mark.parametrize(
    ("folder", "kind", "expected"),
    [
        ("content", FolderKind.HUGO, "content"),
        ("site/content/en", FolderKind.HUGO, "site/content/en"),
        ("site/Content/docs/a", FolderKind.HUGO, "site/Content"),
        ("content/posts", FolderKind.HUGO, "content"),
        ("content/baking", FolderKind.HUGO, "content"),
        ("content", FolderKind.PLAIN, ""),
        ("en", FolderKind.JEKYLL, ""),
        ("", FolderKind.HUGO, ""),
    ],
)
def test_the_folder_of_a_sites_content(folder: str, kind: FolderKind, expected: str) -> None:
    assert content_root(folder, kind) == expected


@pytest.mark.parametrize(("name", "new"), [("rye", "2024-01-02-rye.md"), ("2024-02-03-rye", "2024-02-03-rye.md")])
def test_a_renamed_post_of_jekyll_stays_one(
    folder: Path, open_library: Callable[..., Library], name: str, new: str
) -> None:
    (folder / "_posts").mkdir()
    (folder / "_config.yml").write_text("title: Bread\n")
    (folder / "_posts/2024-01-02-bread.md").write_text("---\ntitle: Bread\n---\nText\n")
    (folder / "a.md").write_text("---\ntitle: A\n---\n[b]({% post_url 2024-01-02-bread %})\n")
    change_set = plan(open_library(), RenameDocument("_posts/2024-01-02-bread.md", name))
    after = {file.path: file.after for file in change_set.files}
    assert f"_posts/{new}" in after
    assert f"post_url {new[:-3]} ".encode() in (after["a.md"] or b"")


def test_a_move_stays_in_the_folder_of_content(folder: Path, open_library: Callable[..., Library]) -> None:
    for path, text in (("hugo.toml", ""), ("content/bread.md", "---\ntitle: Bread\nsubject: Baking\n---\nText\n")):
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text)
    change_set = plan(open_library(), MoveDocument("content/bread.md", "Physics"))
    assert change_set.moves == (("content/bread.md", "content/physics/bread.md"),)


def test_a_move_to_a_subject_outside_the_folder_of_content_stays_in_it(
    folder: Path, open_library: Callable[..., Library]
) -> None:
    files = {
        "site/hugo.toml": "",
        "site/content/docs/bread.md": "---\ntitle: Bread\n---\n![](/docs/loaf.png)\n",
        "site/content/docs/cake.md": "---\ntitle: Cake\n---\nText\n",
        "images/base/README.md": "# Base\n\nText\n",
    }
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    change_set = plan(open_library(), MoveDocument("site/content/docs/bread.md", "images/base"))
    ((_, new),) = change_set.moves
    assert new.startswith("site/content/")
    assert change_set.refused == ()


def test_the_folder_of_a_rule_follows_documents_that_all_move(library: Library) -> None:
    rule = '[[check.rules]]  # ours\nname = "a"\nfield = "level"\nrequired = true\nfolder = "learn/law"\n'
    file = library.folder / ".qtbrowser.toml"
    file.write_bytes(rule.encode())
    change_set = plan(library, RenameSubject("Law", "Justice", move=True))
    (change,) = (one for one in change_set.files if one.path == ".qtbrowser.toml")
    assert change.after == rule.replace("learn/law", "learn/justice").encode()
    (library.folder / "learn/law/stays.md").write_text("---\nsubject: Other\ntitle: Why?\n---\nText\n")
    list(library.refresh())
    assert ".qtbrowser.toml" not in plan(library, RenameSubject("Law", "Justice", move=True)).paths
