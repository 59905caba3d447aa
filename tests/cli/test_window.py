"""What the command of the window does before it loads Qt."""

from __future__ import annotations

from pathlib import Path

import pytest

from qtbrowser.cli.opened import Opened
from qtbrowser.cli.window import left_folder


def test_a_process_leaves_the_folder_that_it_was_started_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library, program = tmp_path / "library", tmp_path / "program"
    for folder in (library, program):
        folder.mkdir()
    (library / "a.md").write_text("a", encoding="utf-8")
    monkeypatch.chdir(library)
    assert left_folder(Opened(Path()), "a.md", program) == (Opened(library), str(library / "a.md"))
    assert Path.cwd() == program
    # An id, a path within the library, and no library at all stay as they are.
    assert left_folder(Opened(library), "a.md", program) == (Opened(library), "a.md")
    assert left_folder(Opened(), "17", program) == (Opened(), "17")
