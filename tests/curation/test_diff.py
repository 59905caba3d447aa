"""A change set as a unified diff."""

from __future__ import annotations

import pytest

from qtbrowser.curation.change_set import ChangeSet
from qtbrowser.curation.diff import file_diff, unified_diff
from qtbrowser.curation.file_changes import FileChange

NO_NEWLINE = "\\ No newline at end of file"


@pytest.mark.parametrize(
    ("before", "after", "diff"),
    [
        (b"a\nb\n", b"a\nc\n", ["--- a/x.md", "+++ b/x.md", "@@ -1,2 +1,2 @@", " a", "-b", "+c"]),
        (None, b"a\n", ["--- /dev/null", "+++ b/x.md", "@@ -0,0 +1 @@", "+a"]),
        (b"a\n", None, ["--- a/x.md", "+++ /dev/null", "@@ -1 +0,0 @@", "-a"]),
        (None, b"", ["--- /dev/null", "+++ b/x.md"]),
        (b"", None, ["--- a/x.md", "+++ /dev/null"]),
        (b"a\r\n", b"a\n", ["--- a/x.md", "+++ b/x.md", "@@ -1 +1 @@", "-a\r", "+a"]),
        (b"a", b"a\n", ["--- a/x.md", "+++ b/x.md", "@@ -1 +1 @@", "-a", NO_NEWLINE, "+a"]),
        (b"a\n", b"a", ["--- a/x.md", "+++ b/x.md", "@@ -1 +1 @@", "-a", "+a", NO_NEWLINE]),
        (b"\xff\n", b"b\n", ["--- a/x.md", "+++ b/x.md", "@@ -1 +1 @@", "-\ufffd", "+b"]),
    ],
    ids=["changed", "created", "removed", "created empty", "removed empty", "line ends", "end", "no end", "no text"],
)
def test_the_lines_of_a_diff(before: bytes | None, after: bytes | None, diff: list[str]) -> None:
    assert list(file_diff(FileChange("x.md", before, after))) == diff


def test_the_lines_around_a_change_are_as_many_as_wanted() -> None:
    before = b"".join(b"%d\n" % number for number in range(9))
    change = FileChange("x.md", before, before.replace(b"4\n", b"four\n"))
    assert list(unified_diff(ChangeSet("Change", (change,), ()), context=1))[2:] == [
        "@@ -4,3 +4,3 @@", " 3", "-4", "+four", " 5",
    ]  # fmt: skip
    lines = list(unified_diff(ChangeSet("Change", (change, change), ()), context=0))
    assert lines == ["--- a/x.md", "+++ b/x.md", "@@ -5 +5 @@", "-4", "+four"] * 2
