"""Whole files are cleaned: their bytes, their encoding, and what keeps their front matter from being read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from qtbrowser.curation.change_set import ChangeSet
from qtbrowser.curation.edits import CleanText, ConvertToUtf8, Edit, QuoteFields
from qtbrowser.curation.planning import plan
from qtbrowser.curation.work import Work


def planned(root: Path, raw: bytes, kind: type[CleanText | ConvertToUtf8 | QuoteFields]) -> ChangeSet:
    (root / "a.md").write_bytes(raw)
    edit: Edit = kind(("a.md",))
    *_, last = plan(edit, Work(root, None, date(2025, 6, 1)))
    assert last.change_set is not None
    return last.change_set


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        (CleanText, b"\xef\xbb\xbfa\r\nb\nc\n", b"a\nb\nc\n"),
        (
            ConvertToUtf8,
            "# Müsli\r\n\r\nEin Frühstück.\r\n".encode("cp1252"),
            "# Müsli\r\n\r\nEin Frühstück.\r\n".encode(),
        ),
        (QuoteFields, b"---\nby: @ann\n---\nA.\n", b'---\nby: "@ann"\n---\nA.\n'),
        (
            QuoteFields,
            b"\xef\xbb\xbf---\r\ntitle: Bread: a history\r\n---\r\nA.\r\n",
            b'\xef\xbb\xbf---\r\ntitle: "Bread: a history"\r\n---\r\nA.\r\n',
        ),
    ],
)
def test_a_file_is_cleaned(
    tmp_path: Path, kind: type[CleanText | ConvertToUtf8 | QuoteFields], before: bytes, after: bytes
) -> None:
    change_set = planned(tmp_path, before, kind)
    assert [(file.path, file.before, file.after) for file in change_set.files] == [("a.md", before, after)]


@pytest.mark.parametrize(
    ("kind", "raw", "reason"),
    [
        (CleanText, b"a\xff\r\n", "The file is not UTF-8 text."),
        (QuoteFields, b"---\ntitle: fine\n---\n", "No quotes make the front matter readable."),
        (QuoteFields, b"---\ntitle: [a\n---\n", "No quotes make the front matter readable."),
        (QuoteFields, b"---\r\nby: @ann\n---\r\n", "The lines of the file end in different ways."),
    ],
)
def test_what_can_not_be_cleaned_is_told_and_left(
    tmp_path: Path, kind: type[CleanText | ConvertToUtf8 | QuoteFields], raw: bytes, reason: str
) -> None:
    change_set = planned(tmp_path, raw, kind)
    assert (change_set.files, [refusal.reason for refusal in change_set.refused]) == ((), [reason])
