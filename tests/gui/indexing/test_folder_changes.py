"""What a watcher reports, sorted."""

from __future__ import annotations

from pathlib import Path

import pytest

from qtbrowser.gui.indexing.folder_changes import MOST_FILES, FolderChanges, folder_changes

WHOLE = FolderChanges(whole=True)


@pytest.mark.parametrize(
    ("paths", "changes"),
    [
        ([], FolderChanges()),
        (["b.md", "sub/a.md", "b.md"], FolderChanges(("b.md", "sub/a.md"))),
        ([".git/index", "sub/.a.md.swp", ".obsidian/app.json"], FolderChanges()),
        (["sub"], WHOLE),
        (["a.md", "gone-folder"], WHOLE),
        ([".qtbrowser.toml"], WHOLE),
        (["sub/.gitignore"], WHOLE),
        (["../outside.md", ""], FolderChanges()),
        ([f"{number}.md" for number in range(MOST_FILES)], None),
        ([f"{number}.md" for number in range(MOST_FILES + 1)], WHOLE),
    ],
)
def test_paths_are_sorted(tmp_path: Path, paths: list[str], changes: FolderChanges | None) -> None:
    found = folder_changes(tmp_path, [f"{tmp_path}/{path}".removesuffix("/") for path in paths])
    if changes is None:
        assert len(found.files) == len(paths)
    else:
        assert found == changes
        assert bool(found) == (changes != FolderChanges())


def test_a_folder_with_a_dot_in_its_name_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "version 1.2").mkdir()
    assert folder_changes(tmp_path, [str(tmp_path / "version 1.2")]) == WHOLE
