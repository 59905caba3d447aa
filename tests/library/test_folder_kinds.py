"""Documents know what their folder was written for, in every way of reading them."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import closing
from pathlib import Path

import pytest

from qtbrowser.curation.edits import Edit, MoveDocument, RenameDocument
from qtbrowser.documents.folder_kind import FolderKind
from qtbrowser.library import Library, refresh

Write = Callable[..., Path]


def refreshed(library: Library) -> tuple[str, ...]:
    """Refresh, and return the paths of the documents that were read anew."""
    changes = [progress.changes for progress in library.refresh() if progress.changes is not None][-1]
    return changes.updated


def test_a_document_has_the_kinds_of_its_folder(
    folder: Path, write: Write, open_library: Callable[..., Library]
) -> None:
    write("vault/a.md")
    write("b.md", answer="A.", question="What?")
    (folder / "vault/.obsidian").mkdir()
    library = open_library()
    assert library.document("vault/a.md").kinds == FolderKind.OBSIDIAN
    assert library.document("b.md").kinds == FolderKind.QUESTIONS
    assert library.preview({}, "Text", "vault/a.md").path == "vault/a.md"


def test_documents_whose_kind_has_changed_are_read_anew(
    folder: Path, write: Write, open_library: Callable[..., Library]
) -> None:
    write("a.md")
    write("site/b.md")
    library = open_library()
    assert refreshed(library) == ()
    (folder / "site/hugo.toml").write_text("")
    assert refreshed(library) == ("site/b.md",)
    assert library.document("site/b.md").kinds == FolderKind.HUGO
    (folder / ".qtbrowser.toml").write_text('[library]\nkind = "obsidian"\n')
    assert refreshed(library) == ("a.md", "site/b.md")
    assert library.document("site/b.md").kinds == FolderKind.OBSIDIAN


def test_a_refresh_that_ends_early_leaves_documents_of_another_kind_to_the_next_one(
    folder: Path, write: Write, open_library: Callable[..., Library], monkeypatch: pytest.MonkeyPatch
) -> None:
    write("a.md")
    write("b.md")
    library = open_library()
    monkeypatch.setattr(refresh, "LARGEST_COMMIT", 1)
    (folder / ".qtbrowser.toml").write_text('[library]\nkind = "obsidian"\n')
    steps = library.refresh()
    assert isinstance(steps, Generator)
    with closing(steps):
        assert any(progress.committed for progress in steps)
    assert refreshed(library) == ("b.md",)
    assert refreshed(library) == ()


def test_what_is_wrong_with_the_librarys_file_is_a_problem(
    folder: Path, write: Write, open_library: Callable[..., Library]
) -> None:
    write("a.md")
    (folder / ".qtbrowser.toml").write_text("[library]\nsort = 1\n")
    library = open_library()
    assert [(problem.path, problem.message) for problem in library.problems()] == [
        (".qtbrowser.toml", "library.sort is not known.")
    ]
    (folder / ".qtbrowser.toml").unlink()
    refreshed(library)
    assert library.problems() == []


def test_a_vault_without_its_settings_is_recognised_by_its_links(
    folder: Path, write: Write, open_library: Callable[..., Library]
) -> None:
    for number in range(4):
        write(f"note {number}.md", f"See [[note {number + 1}]].")
    library = open_library()
    assert library.document("note 1.md").kinds == FolderKind.OBSIDIAN
    assert library.resolve("wiki:note 3", "note 1.md") == "note 3.md"


def test_brackets_of_shells_and_lists_make_no_vault(
    folder: Path, write: Write, open_library: Callable[..., Library]
) -> None:
    for number in range(4):
        write(f"{number}.md", "`[[Note]]` [[ -f x ]] [[1, 2]]\n\n```\n[[Note]]\n```\n[[x]](y)\n")
    assert open_library().document("1.md").kinds == FolderKind.PLAIN


def test_a_note_that_nobody_has_written_yet_is_a_document_of_a_vault(
    folder: Path, write: Write, open_library: Callable[..., Library]
) -> None:
    (folder / ".obsidian").mkdir(parents=True)
    (folder / "Later.md").touch()
    write("Note.md", answer="See [[Later]] and ![[Later]].")
    library = open_library()
    assert library.problems() == []
    assert library.search("later").hits[0].path == "Later.md"
    assert (library.document("Later.md").title, library.document("Later.md").answer) == ("Later", "")
    assert [link.path for link in library.backlinks("Later.md")] == ["Note.md"]
    *_, last = library.check()
    assert [finding.rule for finding in last.findings or () if finding.severity.value == "error"] == []


def test_no_note_gets_a_name_to_which_no_link_leads(folder: Path, open_library: Callable[..., Library]) -> None:
    (folder / ".obsidian").mkdir(parents=True)
    (folder / "C#").mkdir()
    for path in ("one.md", "C#/two.md", "bad [1].md"):
        (folder / path).write_text("Some words.\n")
    library = open_library()

    def refused(edit: Edit) -> list[str]:
        *_, last = library.plan(edit)
        assert last.change_set is not None
        assert bool(last.change_set) is not bool(last.change_set.refused)
        return [refusal.reason for refusal in last.change_set.refused]

    assert refused(RenameDocument("one.md", "what #1 ^is.md")) == [
        "what #1 ^is.md: no link of a vault leads to a name with # ^; use other signs."
    ]
    assert refused(RenameDocument("one.md", "what is 1 (or 2) & more.md")) == []
    # Names that are there already hinder nothing.
    assert refused(RenameDocument("C#/two.md", "three.md")) == []
    assert refused(MoveDocument("bad [1].md", "Other")) == []
    assert refused(MoveDocument("one.md", "F#")) == ["F#: no link of a vault leads to a name with #; use other signs."]
