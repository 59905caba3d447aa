"""The library's own file: what its owner sets, and what in it is not understood."""

from __future__ import annotations

from pathlib import Path

import pytest

from qtbrowser.documents.folder_kind import FolderKind
from qtbrowser.documents.library_file import FILE, parse_library_file, read_library_file


def test_a_library_without_the_file_has_the_defaults(tmp_path: Path) -> None:
    found = read_library_file(tmp_path)
    assert (found.kinds, found.exclude, found.text_files, found.problem) == (None, (), False, None)


def test_kind_exclusions_and_text_files_are_read() -> None:
    found = parse_library_file(
        '[library]\nkind = ["Hugo", "obsidian"]\nexclude = ["drafts/"]\ntext_files = true\n[check]\noff = []\n'
    )
    assert found.kinds is not None
    assert found.kinds.of("a.md") == FolderKind.HUGO | FolderKind.OBSIDIAN
    assert (found.exclude, found.text_files, found.problem) == (("drafts/",), True, None)


def test_plain_is_a_kind() -> None:
    found = parse_library_file('[library]\nkind = "plain"\n')
    assert found.kinds is not None
    assert found.kinds.of("a.mdx") == FolderKind.PLAIN


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[colours]\n", "The section colours is not known."),
        ("[library]\nsort = 1\n", "library.sort is not known."),
        ('[library]\nkind = "hoogo"\n', "library.kind: hoogo is no kind of folder."),
        ('[library]\nkind = "field_lines"\n', "library.kind: field_lines is no kind of folder."),
        ("[library]\nkind = 1\n", "library.kind has to be a list of texts."),
        ("[library]\nexclude = 1\n", "library.exclude has to be a list of texts."),
        ("[library]\ntext_files = 1\n", "library.text_files has to be true or false."),
        ("library = 1\n", "library has to be a section."),
        ("[library\n", "The file is not valid TOML"),
        ("x = " + "9" * 5_000, "The file is not valid TOML"),
        ("x = " + "[" * 5_000 + "]" * 5_000, "nested too deeply"),
        ("a." * 200_000 + "a = 1", "nested too deeply"),
    ],
)
def test_what_is_not_understood_is_told_and_no_error(text: str, told: str) -> None:
    found = parse_library_file(text)
    assert found.problem is not None
    assert told in found.problem.message
    assert found.kinds is None


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"\xff\xfe")
    problem = read_library_file(tmp_path).problem
    assert problem is not None
    assert problem.path == FILE
