"""Files of courses are published, removed, and kept in step with documents that move."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from qtbrowser.curation.course_edits import publishing_course, removing_course, with_moved_steps
from qtbrowser.documents.course import Course, parse_course
from qtbrowser.errors import EditRefused

FILE = """\
# ours
title = "Stone"

[[step]]
document = "a.md"  # first
[[step]]
document = "b.md"
[[step]]
subject = "Building"
"""


def test_steps_follow_documents_and_all_else_stays() -> None:
    moved = with_moved_steps(FILE.encode(), {"b.md": "n/b.md", "a.md": "c.md", "other.md": "x.md"}).decode()
    assert moved == FILE.replace('"a.md"', '"c.md"').replace('"b.md"', '"n/b.md"')


@pytest.mark.parametrize(
    "raw", [FILE.encode(), b"[[step]", b"title = '\xff'", b"step = 3\n", b"step = [1, 2]\n", b"[step]\ndocument = 1\n"]
)
def test_a_file_in_which_nothing_has_moved_or_that_can_not_be_followed_keeps_its_bytes(raw: bytes) -> None:
    assert with_moved_steps(raw, {"x.md": "y.md"}) is raw


def test_a_course_is_published_and_removed(tmp_path: Path) -> None:
    course = parse_course("stone", FILE)
    published = publishing_course(tmp_path, course, FILE)
    (change,) = published.files
    assert (published.label, change.path, change.before) == (
        "Publish the course Stone",
        ".qtbrowser/courses/stone.toml",
        None,
    )
    assert parse_course("stone", (change.after or b"").decode()) == course
    file = tmp_path / change.path
    file.parent.mkdir(parents=True)
    file.write_bytes(b"# theirs\ntitle = 'Old'\n")
    (again,) = publishing_course(tmp_path, course).files
    assert again.before == b"# theirs\ntitle = 'Old'\n"
    assert (again.after or b"").startswith(b"# theirs\n")
    (gone,) = removing_course(tmp_path, "stone").files
    assert (gone.path, gone.before, gone.after) == (change.path, again.before, None)


@pytest.mark.parametrize("name", ["none", "a/b", "..", ""])
def test_what_is_no_course_is_not_removed(tmp_path: Path, name: str) -> None:
    with pytest.raises(EditRefused, match="There is no such course"):
        removing_course(tmp_path, name)


def test_a_course_without_a_possible_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EditRefused, match=r"^a/b: "):
        publishing_course(tmp_path, Course("a/b", "T"))


@pytest.mark.skipif(sys.platform == "win32", reason="links are not for everybody there")
def test_a_file_that_can_not_be_read_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "library/.qtbrowser/courses"
    (folder / "folder.toml").mkdir(parents=True)
    outside = tmp_path / "outside.toml"
    outside.write_text(FILE)
    (folder / "link.toml").symlink_to(outside)
    (folder / "loop.toml").symlink_to("loop.toml")
    for name in ("folder", "link", "loop"):
        with pytest.raises(EditRefused, match=rf"^\.qtbrowser/courses/{name}\.toml: \S.*\.$"):
            removing_course(tmp_path / "library", name)
