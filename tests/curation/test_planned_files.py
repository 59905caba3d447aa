"""Files are changed in memory: what is planned is seen, what fails is taken back, and the disk stays as it is."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

import pytest

from qtbrowser.curation.planned_files import PlannedFiles
from qtbrowser.errors import EditRefused, WriteRefused


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path in ("a.md", "food/b.md"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(path)
    return tmp_path


@pytest.fixture
def changed() -> list[str]:
    return []


@pytest.fixture
def files(root: Path, changed: list[str]) -> PlannedFiles:
    return PlannedFiles(root, changed.append)


def test_a_look_keeps_nothing_and_never_fails(files: PlannedFiles) -> None:
    assert files.peek("a.md") == b"a.md"
    assert (files.peek("none.md"), files.peek("food"), files.peek("../a.md"), files.before("a.md")) == (
        b"",
        b"",
        b"",
        None,
    )
    files.change("a.md", b"new")
    files.remove("food/b.md")
    assert (files.peek("a.md"), files.peek("food/b.md")) == (b"new", b"")


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("none.md", "There is no such file"),
        ("food", "food: "),
        ("../a.md", r"\.\./a\.md: "),
        ("a.md/b.md", "a.md/b.md: "),
    ],
)
def test_what_can_not_be_read_is_told(files: PlannedFiles, path: str, reason: str) -> None:
    with pytest.raises(EditRefused, match=reason):
        files.read(path)


def all_but_one(files: PlannedFiles) -> None:
    with files.attempt():
        files.create("new/c.md", b"c", 0o600)
        files.relocate("food/b.md", "food/d.md")
        files.remove("a.md", to_trash=True)
        files.create("new/c.md", b"again")


def both(files: PlannedFiles) -> None:
    with files.attempt():
        files.change("a.md", b"two")
    files.create("a.md", b"again")


def test_a_part_that_fails_is_taken_back_as_a_whole(files: PlannedFiles, root: Path, changed: list[str]) -> None:
    with files.attempt():
        files.change("a.md", b"one")
        with pytest.raises(EditRefused, match="already"):
            all_but_one(files)
        assert not files.exists("new")
    assert [(change.path, change.after) for change in files.file_changes()] == [("a.md", b"one")]
    # Each is told when it comes and when it is taken back.
    assert changed == [
        "a.md",
        *["new/c.md", "food/d.md", "food/b.md", "a.md"],
        *["a.md", "food/b.md", "food/d.md", "new/c.md"],
    ]
    with pytest.raises(EditRefused, match="already"), files.attempt():
        both(files)
    assert files.read("a.md") == b"one"
    assert (root / "a.md").read_bytes() == b"a.md"


def test_a_name_that_has_become_free_is_taken_again(files: PlannedFiles) -> None:
    files.remove("a.md")
    assert not files.is_taken("A.md")
    files.create("a.md", b"another")
    assert files.is_taken("A.md")
    (change,) = files.file_changes()
    assert (change.before, change.after) == (b"a.md", b"another")
    with pytest.raises(EditRefused, match="There is food already: Windows and macOS take the two names for the same"):
        files.create("Food/c.md", b"c")
    files.relocate("food/b.md", "food/B.md")
    assert [(change.path, change.after) for change in files.file_changes()][1:] == [
        ("food/B.md", b"food/b.md"),
        ("food/b.md", None),
    ]


def test_a_file_is_made_in_the_library_alone(files: PlannedFiles) -> None:
    with pytest.raises((EditRefused, WriteRefused)):
        files.create("../c.md", b"c")
    assert files.as_spelled("FOOD/new") == "food/new"


@pytest.mark.skipif(sys.platform == "win32", reason="links are not for everybody there")
def test_a_file_that_a_link_leads_to_is_neither_moved_nor_removed(root: Path) -> None:
    (root / "food/link.md").symlink_to("../a.md")
    files = PlannedFiles(root, lambda _: None, lambda: {"food/link.md": "a.md"})
    with pytest.raises(EditRefused, match=r"food/link\.md is a link to this file, and would lead nowhere"):
        files.remove("a.md")
    with pytest.raises(EditRefused, match=r"food/link\.md is a link"):
        files.relocate("a.md", "moved.md")
    assert files.file_changes() == ()
    files.change("a.md", b"new")
    files.remove("food/b.md")
    assert [change.path for change in files.file_changes()] == ["a.md", "food/b.md"]


@pytest.mark.skipif(sys.platform == "win32", reason="its scan knows of no hard links")
def test_a_file_with_two_names_is_changed_under_both_and_stays_where_it_is(root: Path) -> None:
    (root / "food/twin.md").hardlink_to(root / "a.md")
    files = PlannedFiles(root, lambda _: None, lambda: {"food/twin.md": "a.md"})
    assert files.real_path("food/twin.md") == "a.md"
    with pytest.raises(EditRefused, match=r"food/twin\.md is the same file \(a hard link\)"):
        files.relocate("a.md", "moved.md")
    with suppress(EditRefused), files.attempt():
        files.change("a.md", b"other")
        raise EditRefused("It goes wrong later.")
    assert files.file_changes() == ()
    files.change("a.md", b"new")
    assert [(change.path, change.after) for change in files.file_changes()] == [
        ("a.md", b"new"),
        ("food/twin.md", b"new"),
    ]
    assert files.joint() == {"food/twin.md": "a.md"}


@pytest.mark.skipif(sys.platform == "win32", reason="its scan knows of no hard links")
def test_two_files_that_were_one_are_two(root: Path) -> None:
    (root / "food/twin.md").write_bytes(b"its own")
    files = PlannedFiles(root, lambda _: None, lambda: {"food/twin.md": "a.md"})
    assert files.real_path("food/twin.md") == "food/twin.md"
    files.change("a.md", b"new")
    assert [change.path for change in files.file_changes()] == ["a.md"]


@pytest.mark.skipif(sys.platform == "win32", reason="links are not for everybody there")
def test_a_link_is_neither_moved_nor_removed(files: PlannedFiles, root: Path) -> None:
    (root / "link.md").symlink_to("a.md")
    (root / "loop.md").symlink_to("loop.md")
    assert (files.real_path("link.md"), files.real_path("loop.md"), files.real_path("a.md")) == (
        "a.md",
        "loop.md",
        "a.md",
    )
    with pytest.raises(EditRefused, match="The file is a link"):
        files.remove("link.md")
    with pytest.raises(EditRefused, match="The file is a link"):
        files.relocate("link.md", "moved.md")
    assert files.file_changes() == ()
