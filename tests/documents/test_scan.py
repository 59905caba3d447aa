"""The folder scan: what it finds, what it passes over, and what it reports."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from qtbrowser.documents.confined_open import open_folder
from qtbrowser.documents.problem import Problem
from qtbrowser.documents.scan import MOST_LEVELS, OtherEntries, Stamp, below_unread, scan, scan_paths
from qtbrowser.errors import LibraryError

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows asks for a permission to make links")


def test_finds_documents_in_nested_folders_only(tmp_path: Path) -> None:
    for path in ("b.md", "a/x.markdown", "a/deep/y.MD", ".git/z.md", "a/.hidden.md", "notes.txt", "a/image.png"):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("text", encoding="utf-8")
    found = list(scan(tmp_path))
    assert sorted(stamp.path for stamp in found) == ["a/deep/y.MD", "a/x.markdown", "b.md"]
    status = (tmp_path / "b.md").stat()
    assert Stamp("b.md", status.st_size, status.st_mtime_ns) in found


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.md").write_text("text", encoding="utf-8")
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert [stamp.path for stamp in scan(tmp_path)] == ["a/x.md"]


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_broken_links_and_names_that_are_no_text_are_problems(tmp_path: Path) -> None:
    (tmp_path / "gone.md").symlink_to(tmp_path / "nowhere")
    with open(os.fsencode(tmp_path) + b"/bad\xff.md", "wb") as stream:
        stream.write(b"text")
    problems: list[Problem] = []
    assert list(scan(tmp_path, problems)) == []
    assert sorted(problem.path for problem in problems) == ["bad?.md", "gone.md"]


def test_a_missing_folder_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="can't be opened"):
        list(scan(tmp_path / "missing"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A library with a folder, and a folder beside it."""
    for path in ("library/a.md", "library/sub/b.md", "outside/secret.md"):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("text", encoding="utf-8")
    return tmp_path / "library"


@POSIX
def test_linked_folders_are_told_and_not_walked_through(root: Path) -> None:
    (root / "same").symlink_to("sub")
    (root / "sub/loop").symlink_to("..")
    (root / "out").symlink_to(root.parent / "outside")
    (root / "sub/chain.md").symlink_to("../out")
    (root / ".hidden").symlink_to(root.parent / "outside")
    problems: list[Problem] = []
    assert [stamp.path for stamp in scan(root, problems)] == ["a.md", "sub/b.md"]
    told = {problem.path: (problem.rule, str(problem.severity)) for problem in problems}
    assert told == {
        "same": ("linked-folder", "note"),
        "sub/loop": ("linked-folder", "note"),
        "out": ("linked-folder", "warning"),
        "sub/chain.md": ("linked-folder", "warning"),
    }
    messages = {problem.path: problem.message for problem in problems}
    assert "a link to sub:" in messages["same"]
    assert "leads out of the library" in messages["out"]


@POSIX
def test_a_file_with_several_names_is_yielded_once(root: Path) -> None:
    (root / "aa.md").symlink_to("sub/b.md")
    (root / "sub/a.md").hardlink_to(root / "sub/b.md")
    (root / "0.md").symlink_to("a.md")
    (root.parent / "outside/twin.md").hardlink_to(root / "a.md")
    (root / ".hidden").mkdir()
    (root / ".hidden/h.md").write_text("text", encoding="utf-8")
    for name in ("x.md", "y.md"):
        (root / name).symlink_to(".hidden/h.md")
    others = OtherEntries()
    assert sorted(stamp.path for stamp in scan(root, others=others)) == ["a.md", "sub/a.md", "x.md"]
    assert others.names == {"aa.md": "sub/a.md", "sub/b.md": "sub/a.md", "0.md": "a.md", "y.md": "x.md"}
    paths = ["0.md", "sub/b.md", "y.md"]
    found = [stamp.path for stamp in scan_paths(root, paths, [], others.names)]
    assert sorted(found) == ["a.md", "sub/a.md", "x.md"]
    # An editor that replaces a file has made it another one.
    (root / "sub/b.md").unlink()
    (root / "sub/b.md").write_text("other", encoding="utf-8")
    assert sorted(stamp.path for stamp in scan_paths(root, ["sub/b.md"], [], others.names)) == ["sub/a.md", "sub/b.md"]


@POSIX
def test_links_to_files_are_followed_where_they_stay_in_the_library(root: Path) -> None:
    (root / "sub/kept.dat").write_text("text", encoding="utf-8")
    (root / "link.md").symlink_to("sub/kept.dat")
    (root / "out.md").symlink_to(root.parent / "outside/secret.md")
    os.mkfifo(root / "pipe.md")
    problems: list[Problem] = []
    assert sorted(stamp.path for stamp in scan(root, problems)) == ["a.md", "link.md", "sub/b.md"]
    assert {problem.path for problem in problems} == {"out.md", "pipe.md"}
    paths = ("a.md", "link.md", "out.md", "pipe.md", "sub/b.md", "gone.md", "gone/x.md", ".git/x.md", "a.txt")
    again: list[Problem] = []
    assert sorted(stamp.path for stamp in scan_paths(root, paths, again)) == ["a.md", "link.md", "sub/b.md"]
    assert {problem.path for problem in again} == {"out.md", "pipe.md"}


@POSIX
def test_paths_through_linked_folders_are_none_of_the_librarys(root: Path) -> None:
    (root / "same").symlink_to("sub")
    (root / "out").symlink_to(root.parent / "outside")
    assert list(scan_paths(root, ["same/b.md", "out/secret.md", "../outside/secret.md", "a.md\0.md"], [])) == []


def test_a_folder_may_be_removed_while_the_library_is_walked_through(root: Path) -> None:
    problems: list[Problem] = []
    walk = scan(root, problems)
    assert next(walk).path == "a.md"
    shutil.rmtree(root / "sub")
    assert list(walk) == []
    assert problems == []


def test_a_folder_that_is_only_listed_may_be_removed(root: Path) -> None:
    with open_folder(root.resolve(), "", removable=True) as top, top.folder("sub") as folder:
        assert folder.has("b.md")
        shutil.rmtree(root / "sub")
    assert not (root / "sub").exists()


def test_folders_deeper_than_are_walked_are_told(root: Path) -> None:
    place = root
    for _ in range(MOST_LEVELS + 20):
        place = place / "d"
    place.mkdir(parents=True)
    (place / "deep.md").write_text("text", encoding="utf-8")
    problems: list[Problem] = []
    assert sorted(stamp.path for stamp in scan(root, problems)) == ["a.md", "sub/b.md"]
    assert ["folders deep" in problem.message for problem in problems] == [True]


@POSIX
def test_a_folder_exchanged_for_a_link_during_the_walk_shows_nothing_of_outside(root: Path) -> None:
    problems: list[Problem] = []
    walk = scan(root, problems)
    assert next(walk).path == "a.md"
    (root / "sub").rename(root / "moved")
    (root / "sub").symlink_to(root.parent / "outside")
    assert [stamp.path for stamp in walk] == []
    assert [problem.rule for problem in problems] == ["linked-folder"]


@POSIX
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_folder_without_permission_is_told(root: Path) -> None:
    (root / "sub").chmod(0)
    try:
        problems: list[Problem] = []
        assert [stamp.path for stamp in scan(root, problems)] == ["a.md"]
        assert below_unread(problems)("sub/b.md")
        assert not below_unread(problems)("subway/b.md")
    finally:
        (root / "sub").chmod(0o755)
