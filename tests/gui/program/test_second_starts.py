"""A second start of the program, a real process, and the window that is running."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from qtbrowser import settings
from qtbrowser.gui.program.second_starts import SecondStarts
from qtbrowser.running_windows import open_libraries
from tests.gui.conftest import Person, question, write


@pytest.fixture
def second_starts(person: Person) -> Iterator[SecondStarts]:
    starts = SecondStarts(person.window, person.window.opening, person.window.session)
    starts.start()
    yield starts
    starts.stop()


def start_again(person: Person, *words: object) -> int:
    """Start the program once more, as a person does, and wait for its end."""
    command = [sys.executable, "-m", "qtbrowser", *map(str, words)]
    process = subprocess.Popen(command, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, stdin=subprocess.DEVNULL)
    person.wait(lambda: process.poll() is not None)
    return process.returncode


@pytest.mark.usefixtures("second_starts")
def test_a_second_start_shows_its_wishes_in_the_running_window(person: Person, tmp_path: Path) -> None:
    window = person.window
    folder = window.session.folder
    window.showMinimized()
    assert start_again(person, folder, "--query", "water") == 0
    person.wait(lambda: window.panels.search.text() == "water" and window.is_settled)
    assert not window.isMinimized()
    other = tmp_path / "other"
    write(other, "one.md", question("Is one enough?", "Numbers", "Yes."))
    write(other, "two.md", question("Are two enough?", "Numbers", "Yes."))
    assert start_again(person, other / "two.md") == 0
    person.wait(lambda: window.reading.title == "Are two enough?" and window.is_settled)
    assert window.session.folder == other.resolve()
    assert open_libraries() == [other.resolve()]
    assert start_again(person, "qtbrowser:document/one.md") == 0
    person.wait(lambda: window.reading.title == "Is one enough?" and window.is_settled)


@pytest.mark.parametrize("wish", [["--size", "800x600"], ["--theme", "dark"], ["--new-window"]])
@pytest.mark.skipif(os.name != "posix", reason="the window is ended by a signal")
def test_a_start_waits_for_one_with_a_window_of_its_own(wish: list[str], tmp_path: Path) -> None:
    folder = tmp_path / "library"
    write(folder, "one.md", question("Is one enough?", "Numbers", "Yes."))
    command = [sys.executable, "-m", "qtbrowser", str(folder)]
    first = subprocess.Popen([*command, *wish], stdin=subprocess.DEVNULL)
    try:
        windows = settings.state_dir() / "windows"
        while not (windows.exists() and any(windows.iterdir())):
            with contextlib.suppress(subprocess.TimeoutExpired):
                pytest.fail(f"The program has ended: {first.wait(0.02)}")
        assert [file.name for file in windows.iterdir()] == ["starting"]
        assert subprocess.run(command, stdin=subprocess.DEVNULL, timeout=60, check=False).returncode == 0
        assert first.poll() is None
    finally:
        first.terminate()
        first.wait(60)


@pytest.mark.usefixtures("second_starts")
def test_a_request_that_is_held_for_a_moment_is_taken_a_moment_later(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlink, held = Path.unlink, [3]

    def held_at_first(file: Path, missing_ok: bool = False) -> None:
        if file.suffix == ".json" and held[0]:
            held[0] -= 1
            raise PermissionError(13, "Another program has the file open", str(file))
        unlink(file, missing_ok)

    monkeypatch.setattr(Path, "unlink", held_at_first)
    assert start_again(person, person.window.session.folder, "--query", "water") == 0
    person.wait(lambda: person.window.panels.search.text() == "water" and person.window.is_settled)
    assert held == [0]


def test_a_window_that_is_closed_takes_nothing(person: Person, second_starts: SecondStarts, tmp_path: Path) -> None:
    assert open_libraries() == [person.window.session.folder]
    second_starts.stop()
    assert open_libraries() == []
    picture = tmp_path / "picture.png"
    assert start_again(person, person.window.session.folder, "--screenshot", picture) == 0
    assert picture.exists()
    assert person.window.panels.search.text() == ""
