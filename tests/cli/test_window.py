"""What the command of the window does before it loads Qt."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qtbrowser.cli.window import left_folder
from qtbrowser.opened import Opened
from tests.cli.conftest import Outcome


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


def test_the_command_line_says_why(process: Callable[..., Outcome], folder: Path) -> None:
    done = process("qtbrowser:document/../../secret", QT_QPA_PLATFORM="offscreen")
    assert done.code == 2
    assert done.err == "qtbrowser: This link can't be opened: it leads out of the library.\n"
