"""Documents whose places are longer than the 260 characters that Windows takes of a path by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from qtbrowser.documents.confined_open import is_same_file, open_folder, place_of, read_file, resolved_path
from qtbrowser.documents.file_places import FilePlaces
from qtbrowser.documents.scan import scan, scan_paths

DEEP = "/".join(["a folder of a long name"] * 12)
PATH = f"{DEEP}/deep.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A library with one document, deep in it."""
    root = (tmp_path / "library").resolve()
    place_of(root, DEEP).mkdir(parents=True)
    place_of(root, PATH).write_bytes(b"deep")
    return root


def test_they_are_found_and_read(root: Path) -> None:
    (stamp,) = scan(root)
    assert (stamp.path, stamp.size) == (PATH, 4)
    assert list(scan_paths(root, [PATH], [])) == [stamp]
    assert read_file(root, PATH) == b"deep"
    assert resolved_path(root, PATH) == PATH
    with open_folder(root, DEEP) as folder:
        assert folder.has("deep.md")


def test_they_are_there_for_edits(root: Path) -> None:
    files = FilePlaces(root)
    assert files.missing_folders([f"{DEEP}/new/other.md"]) == [f"{DEEP}/new"]
    assert not files.is_link(PATH)
    assert is_same_file(root, PATH, PATH)
