"""Which part of a document is shown within another."""

from __future__ import annotations

import pytest

from qtbrowser.documents.folder_kind import FolderKind
from qtbrowser.documents.reader import document_of
from qtbrowser.markup.commonmark.tree import LINES, SECTION
from qtbrowser.rendering.answer_tree import read_answer
from qtbrowser.rendering.embeds import part_of, text_of
from tests.presence import present

TEXT = (
    "one\n\n--8<-- [start:mid]\ntwo\n--8<-- [end:mid]\n\n"
    "<!-- ANCHOR: of-mdbook -->\nfour\n<!-- ANCHOR_END: of-mdbook -->\n\n# --8<-- [start:open]\nthree"
)


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("", (TEXT, "")),
        (f"{LINES}1-1", ("one", "")),
        (f"{LINES}12-", ("three", "")),
        (f"{LINES}0-1", ("one", "")),
        (f"{SECTION}mid", ("two", "")),
        (f"{SECTION}open", ("three", "")),
        (f"{SECTION}of-mdbook", ("four", "")),
        (f"{SECTION}none", (TEXT, f"{SECTION}none")),
        ("a-heading", (TEXT, "a-heading")),
    ],
)
def test_lines_and_sections(fragment: str, expected: tuple[str, str]) -> None:
    assert text_of(TEXT, fragment) == expected


@pytest.mark.parametrize(
    ("file", "shown"),
    [
        ("a\nb\nc\nd", "b\nc"),
        ("# Title\n\nc\nd", "c"),
        ("\n\nc\nd", "c"),
        ("---\ntitle: T\n---\nd", ""),
        ("Title\n---\nc\nd", "---\nc"),
        ("T\n===\n\n\nd", ""),
        ("# T\r\nb\r\n\r\nd\r\n", "b\n"),
    ],
)
def test_lines_are_counted_from_the_begin_of_the_file(file: str, shown: str) -> None:
    document = document_of(file.encode(), "x/a.md", FolderKind.MKDOCS)
    assert text_of(document.text, f"{LINES}2-3", document.lines_above) == (shown, "")


NOTE = "# One\n\na\n\n## Two\n\nb\n\n- c ^item\n- d\n\n# Three\n\ne ^block"


@pytest.mark.parametrize(
    ("fragment", "words"),
    [
        ("", "One a Two b c d Three e"),
        ("one", "One a Two b c d"),
        ("two", "Two b c d"),
        ("three", "Three e"),
        ("^item", "c"),
        ("^block", "e"),
        ("none", None),
        ("^none", None),
    ],
)
def test_the_part_that_a_link_names(fragment: str, words: str | None) -> None:
    part = part_of(present(read_answer(NOTE, FolderKind.OBSIDIAN).root), fragment)
    assert (None if part is None else " ".join(" ".join(part.itertext()).split())) == words
