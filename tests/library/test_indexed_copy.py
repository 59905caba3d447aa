"""What can be read while the folder of a library is out of reach."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from qtbrowser.errors import DocumentError
from qtbrowser.library import Library

Write = Callable[..., Path]
Open = Callable[..., Library]

ANSWER = "First *word* costs $5 & `a_b`.\n\n- [x](y) <b>c</b> 2 \\* 3 = 6\n- f(x) is $x^2$\n\n# Not a heading?\n\nEnd."


@pytest.fixture
def library(write: Write, open_library: Open) -> Library:
    write("one.md", ANSWER, title="One?", subject="S", date="2026-01-02")
    write("two.md", "Another.", title="Two?", subject="S")
    return open_library()


@pytest.mark.parametrize("leaves_its_place", [True, False])
def test_a_document_is_the_copy_in_the_index_until_the_folder_is_back(
    library: Library, folder: Path, tmp_path: Path, leaves_its_place: bool
) -> None:
    before = library.render("one.md").html
    away = tmp_path / "away"
    shutil.move(folder, away)
    if leaves_its_place:
        folder.mkdir()
    page = library.render("one.md")
    assert (page.path, page.title, page.subject) == ("one.md", "One?", "S")
    assert "This is the copy in the index." in page.html
    assert "First word costs $5 &amp; a_b." in page.html
    assert "f(x)" in page.html
    assert page.headings == ()
    assert [hit.path for hit in library.search("costs").hits] == ["one.md"]
    with pytest.raises(DocumentError):
        library.document("one.md")
    if leaves_its_place:
        folder.rmdir()
    shutil.move(away, folder)
    assert library.render("one.md").html == before


def test_a_file_that_alone_is_missing_is_no_copy(library: Library, folder: Path) -> None:
    (folder / "one.md").unlink()
    with pytest.raises(DocumentError):
        library.render("one.md")
