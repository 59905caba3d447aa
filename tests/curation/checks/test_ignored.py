"""What a library's own file lets be: read, added to in the form that it has, and told where it can't be read."""

from __future__ import annotations

import sys
from itertools import combinations
from pathlib import Path

import pytest

from qtbrowser.curation.change_set import ChangeSet
from qtbrowser.curation.checks.finding import Finding
from qtbrowser.curation.checks.ignored import (
    MOST_ALIKE,
    declaring_copies,
    ignoring,
    keeping_both,
    read_ignored,
    read_what_holds,
)
from qtbrowser.documents.library_file import FILE, LARGEST_FILE
from qtbrowser.documents.problem import Severity
from qtbrowser.errors import LibraryError


def finding(rule: str, path: str, *others: str) -> Finding:
    return Finding(rule, Severity.WARNING, path, None, "", others=others)


def written(root: Path, change_set: ChangeSet) -> str:
    for change in change_set.files:
        (root / change.path).write_bytes(change.after or b"")
    return (root / FILE).read_text(encoding="utf-8")


def test_pairs_that_are_no_duplicates_are_added_once(tmp_path: Path) -> None:
    similar = finding("similar-answer", "a.md", "b.md", "c.md")
    keeping = keeping_both(tmp_path, "a.md", "b.md")
    assert keeping.label == "Keep a.md and b.md"
    written(tmp_path, keeping)
    text = written(tmp_path, ignoring(tmp_path, [similar, finding("bad-date", "x/d.md")]))
    assert text.count("not_duplicates") == 2, "of a and b that was known"
    found = read_ignored(tmp_path)
    assert found.pairs == {frozenset(("a.md", "b.md")), frozenset(("a.md", "c.md"))}
    assert found.places == {("bad-date", "x/d.md")}
    for known in (similar, finding("bad-date", "x/d.md"), finding("duplicate-title", "a.md", "c.md")):
        assert not ignoring(tmp_path, [known])


def test_a_large_group_is_written_as_lists_that_can_be_read_again(tmp_path: Path) -> None:
    paths = [f"{number}.md" for number in range(MOST_ALIKE * 2 + 1)]
    written(tmp_path, ignoring(tmp_path, [finding("duplicate-answer", *paths)]))
    found = read_ignored(tmp_path)
    assert all(found.is_pair(one, other) for one, other in combinations(paths, 2))
    assert found.told == ()


def test_lists_that_are_written_in_one_line_are_added_to(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(
        'copies = [{paths = ["a.md", "b.md"]}]\n[check]\nignored = [{rule = "bad-date", path = "a.md"}] # all\n'
    )
    text = written(tmp_path, ignoring(tmp_path, [finding("bad-date", "b.md"), finding("cross-posted", "c.md", "d.md")]))
    assert "# all" in text
    assert "[[" not in text
    found = read_ignored(tmp_path)
    assert found.places == {("bad-date", "a.md"), ("bad-date", "b.md")}
    assert found.copies == ((("a.md", "b.md"), False), (("c.md", "d.md"), False))


def test_copies_that_are_declared_anew_are_not_declared_twice(tmp_path: Path) -> None:
    declared = declaring_copies(tmp_path, [("a.md", "b.md"), ("c.md", "d.md")], in_step=False)
    assert declared.label == "Declare 4 copies"
    written(tmp_path, declared)
    written(tmp_path, declaring_copies(tmp_path, [("b.md", "a.md")], in_step=True))
    found = read_ignored(tmp_path)
    assert found.copies == ((("c.md", "d.md"), False), (("b.md", "a.md"), True))
    assert (found.copies_in_step(["a.md", "c.md"]), found.copies_in_step(["c.md"])) == (("b.md",), ())
    assert found.are_copies(["a.md", "b.md"])
    assert not found.are_copies(["a.md", "c.md"])
    assert not declaring_copies(tmp_path, [], in_step=True)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"[check]\n# \xff\n", "The file is not UTF-8 text."),
        (b"# " + b"x" * LARGEST_FILE, "large"),
        (b"[check", "The file is not valid TOML: "),
        (b"x = " + b"[" * 500, "The file is nested too deeply."),
    ],
)
def test_a_file_that_can_not_be_read_lets_nothing_be_and_is_not_written(
    tmp_path: Path, raw: bytes, reason: str
) -> None:
    (tmp_path / FILE).write_bytes(raw)
    (told,) = read_what_holds(tmp_path).broken
    assert reason in told
    with pytest.raises(LibraryError, match=r"^\.qtbrowser\.toml: "):
        ignoring(tmp_path, [finding("bad-date", "a.md")])


@pytest.mark.skipif(sys.platform == "win32", reason="links are not for everybody there")
@pytest.mark.parametrize("kind", ["outside", "loop", "folder"])
def test_a_file_outside_or_none_at_all_is_told(tmp_path: Path, kind: str) -> None:
    root = tmp_path / "library"
    root.mkdir()
    outside = tmp_path / "outside.toml"
    outside.write_text("[check]\n")
    if kind == "folder":
        (root / FILE).mkdir()
    else:
        (root / FILE).symlink_to(outside if kind == "outside" else FILE)
    (told,) = read_what_holds(root).broken
    assert told.endswith(".")
