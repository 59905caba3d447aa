"""Moves, merges and removals keep the navigation of a site right, or say what of it leads nowhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qtbrowser.curation.edits import DeleteDocuments, Edit, MergeDocuments, RenameDocument
from qtbrowser.library import ChangeSet, Library

PAGE = "# Page\n\nA text of some words.\n"
MKDOCS = "nav:\n- one.md\n- two.md\n"
JEKYLL = "- url: /docs/one/\n- url: /docs/two.html#x\n- url: /elsewhere/\n"


def write(folder: Path, path: str, text: str) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text, encoding="utf-8")


def changed(library: Library, edit: Edit) -> ChangeSet:
    *_, last = library.plan(edit)
    assert last.change_set is not None
    list(library.apply(last.change_set))
    return last.change_set


@pytest.mark.parametrize(
    ("navigation", "configuration", "before", "renamed", "merged"),
    [
        ("mkdocs.yml", "mkdocs.yml", MKDOCS, MKDOCS.replace("one", "uno"), "nav:\n- two.md\n- two.md\n"),
        (
            "_data/nav.yml",
            "_config.yml",
            JEKYLL,
            JEKYLL.replace("one", "uno"),
            "- url: /docs/two/\n- url: /docs/two.html#x\n- url: /elsewhere/\n",
        ),
    ],
)
def test_it_follows(
    folder: Path,
    open_library: Callable[..., Library],
    navigation: str,
    configuration: str,
    before: str,
    renamed: str,
    merged: str,
) -> None:
    for path in ("docs/one.md", "docs/two.md"):
        write(folder, path, PAGE)
    write(folder, configuration, "title: T\n")
    write(folder, navigation, before)
    library = open_library()
    file = folder / navigation
    for edit, after in (
        (RenameDocument("docs/one.md", "uno.md"), renamed),
        (MergeDocuments("docs/two.md", ("docs/one.md",)), merged),
    ):
        change_set = changed(library, edit)
        assert file.read_text() == after
        assert not change_set.losses
        list(library.undo())
        assert file.read_text() == before


def test_what_leads_nowhere_is_told_before(folder: Path, open_library: Callable[..., Library]) -> None:
    for path in ("docs/one.md", "docs/two.md"):
        write(folder, path, PAGE)
    write(folder, "mkdocs.yml", MKDOCS)
    *_, last = open_library().plan(DeleteDocuments(("docs/one.md",)))
    assert last.change_set is not None
    assert last.change_set.paths == ("docs/one.md",)
    (loss,) = last.change_set.losses
    assert (loss.path, loss.sentence) == ("mkdocs.yml", "An entry of the navigation leads nowhere then: one.md")
