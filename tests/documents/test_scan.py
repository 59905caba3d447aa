"""The folder scan: what it finds, what it passes over, and what it reports."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from qtbrowser.documents.problem import Problem
from qtbrowser.documents.scan import Stamp, scan
from qtbrowser.errors import LibraryError


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
