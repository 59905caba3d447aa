"""How a file is shown in the file browser of each system."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest

from qtbrowser.gui.export.browser_jobs import selecting_command


def test_explorer_gets_the_path_alone_in_quotation_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SYSTEMROOT", "/Windows")
    for place in ("C:\\my library\\one, two.md", "\\\\server\\share\\a.md"):
        command = selecting_command(PureWindowsPath(place), "win32")
        assert isinstance(command, str)
        assert command.endswith(f'explorer.exe" /select,"{place}"')
    assert selecting_command(PureWindowsPath("C:\\" + "a" * 245), "win32") is None


def test_other_systems() -> None:
    file = PurePosixPath("/a folder/a.md")
    assert selecting_command(file, "darwin") == ["/usr/bin/open", "-R", "/a folder/a.md"]
    assert selecting_command(file, "linux") is None
