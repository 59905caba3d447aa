"""The user guide: it opens, it can be walked, and it tells the truth about keys."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from platformdirs.api import PlatformDirsABC
from platformdirs.macos import MacOS
from platformdirs.unix import Unix
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from qtbrowser.gui.program.guide_dialog import GuideDialog
from qtbrowser.library.guide import render_guide
from qtbrowser.resources import resource_path
from tests.gui.conftest import Person
from tests.presence import part_of, present

_NOT_ACTIONS = set("Tab Return Shift+Return Shift+Space Down Escape Ctrl+B Ctrl+I Ctrl+Tab Ctrl+Space".split())
"""Keys of the lists, fields, pages and dialogs themselves, and of the editor, whose own tests press them."""


def guide_of(person: Person) -> GuideDialog:
    """The guide, opened by its key and shown."""
    person.press(Qt.Key.Key_F1, widget=person.window)
    found = person.window.findChildren(GuideDialog)
    assert len(found) == 1
    person.wait(lambda: found[0].pane.page() is not None)
    return found[0]


def test_the_guide_opens_beside_the_library_and_closes(person: Person) -> None:
    guide = guide_of(person)
    assert guide.isVisible()
    assert present(guide.pane.page()).title == "QtBrowser user guide"
    assert not guide.isModal()
    again = guide_of(person)
    assert again is guide
    person.press(Qt.Key.Key_Escape, widget=guide)
    person.wait(lambda: not person.window.findChildren(GuideDialog))


def test_the_guide_needs_no_library(start: Callable[..., Person]) -> None:
    assert present(guide_of(start()).pane.page()).headings


def test_the_guide_can_close_before_it_is_read(person: Person) -> None:
    person.press(Qt.Key.Key_F1, widget=person.window)
    part_of(person.window, GuideDialog).close()
    person.wait(lambda: not person.window.findChildren(GuideDialog))


def test_the_keys_that_the_guide_names_do_something(person: Person) -> None:
    text = resource_path("guide/guide.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:Ctrl|Alt|Shift)\+[^`]+|F\d+|Tab|Return|Down|Escape|/)`", text))
    assert len(named) > 10
    known = {key.toString(QKeySequence.SequenceFormat.PortableText) for key in all_keys(person)}
    assert named - known - _NOT_ACTIONS == set()


@pytest.mark.parametrize("system", [MacOS, Unix])
@pytest.mark.parametrize(
    ("named", "kind"), [("cache", "cache"), ("configuration", "config"), ("data", "data"), ("state", "state")]
)
def test_the_guide_names_the_folders_of_macos_and_linux(
    system: type[PlatformDirsABC], named: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("CACHE", "CONFIG", "DATA", "STATE"):
        monkeypatch.delenv(f"XDG_{name}_HOME", raising=False)
    text = resource_path("guide/guide.md").read_text(encoding="utf-8")
    (row,) = (line for line in text.splitlines() if line.startswith(f"| {named} "))
    folder = getattr(system("qtbrowser", appauthor=False), f"user_{kind}_dir")
    shown = folder.replace(str(Path.home()), "~").replace("\\", "/")
    assert f"`{shown}`" in row


def all_keys(person: Person) -> list[QKeySequence]:
    """Every key of every action."""
    return [key for action in person.window.actions_.all() for key in action.shortcuts()]


def test_every_section_of_the_guide_is_in_its_outline() -> None:
    headings = [heading.text for heading in render_guide().headings]
    assert headings[:3] == ["Begin", "Find", "Read"]
