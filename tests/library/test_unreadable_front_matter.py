"""A document whose front matter can't be read is reported, but also listed, found and shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from qtbrowser.curation.edits import ConvertToUtf8, SetField
from qtbrowser.errors import DocumentError, EditRefused
from qtbrowser.library import Library

TEXT = "---\ntitle: Lesson 1: the first steps\ntags:\n- @someone\n---\n\n# First steps\n\nA searchable zebra is here.\n"


def last(steps: Iterable[Any]) -> Any:
    return list(steps)[-1]


def test_it_is_listed_found_and_shown(folder: Path, open_library: Callable[..., Library]) -> None:
    (folder / "a.md").write_text(TEXT)
    library = open_library()
    assert [entry.title for entry in library.entries()] == ["First steps"]
    assert [hit.path for hit in library.search("zebra").hits] == ["a.md"]
    assert "zebra" in library.render("a.md").html
    problems = [(problem.rule, problem.path, problem.line) for problem in library.problems()]
    assert problems == [("unreadable-front-matter", "a.md", 2)]
    assert [(one.rule, one.line) for step in library.check() for one in step.findings or () if one.line == 2] == [
        ("unreadable-front-matter", 2)
    ]
    for _ in library.refresh():
        pass
    assert len(library.problems()) == 1
    with pytest.raises(DocumentError):
        library.edited_document("a.md")
    (folder / "a.md").write_text("# First steps\n\nWords.\n")
    for _ in library.refresh():
        pass
    assert library.problems() == []


def test_a_document_in_another_encoding_is_found_told_and_not_edited_before_its_conversion(
    folder: Path, open_library: Callable[..., Library]
) -> None:
    (folder / "a.md").write_bytes("# Müsli\n\nEin Frühstück.\n".encode("cp1252"))
    library = open_library()
    assert [hit.path for hit in library.search("Frühstück").hits] == ["a.md"]
    assert [problem.rule for problem in library.problems()] == ["other-encoding"]
    with pytest.raises((DocumentError, EditRefused), match="UTF-8"):
        library.edited_document("a.md")
    assert (folder / "a.md").read_bytes().startswith(b"# M\xfcsli")
    change = last(library.plan(SetField(("a.md",), "title", "Muesli"))).change_set
    assert [refusal.path for refusal in change.refused] == ["a.md"]
    finding = next(one for step in library.check(["other-encoding"]) for one in step.findings or ())
    assert finding.repair == ConvertToUtf8(("a.md",))
    change = last(library.plan(finding.repair)).change_set
    diff = list(library.diff(change))
    assert diff[0] == "Encoding of a.md: Windows-1252, becomes UTF-8"
    assert {"+# Müsli", "+Ein Frühstück."} <= set(diff)
    number = last(library.apply(change)).number
    assert (folder / "a.md").read_bytes() == "# Müsli\n\nEin Frühstück.\n".encode()
    assert library.problems() == []
    assert library.edited_document("a.md").document.title == "Müsli"
    last(library.undo(number))
    assert (folder / "a.md").read_bytes().startswith(b"# M\xfcsli")
