"""A library whose folder was moved: the window asks where it is in doubt, and takes either answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from qtbrowser.library import Library
from qtbrowser.personal.personal_store import personal_store
from qtbrowser.personal.places import ReadingPlaces
from tests.gui.conftest import Person
from tests.presence import present


def indexed(folder: Path) -> None:
    with Library.open(folder) as library:
        for _ in library.refresh():
            pass


@pytest.mark.parametrize(("answer", "adopted"), [("Yes, It Is", True), ("No", False)])
def test_a_library_in_doubt_is_asked_about_once(
    start: Callable[..., Person], own_library: Path, answer: str, adopted: bool
) -> None:
    indexed(own_library)
    first = "bread.md"
    places = ReadingPlaces(personal_store())
    places.put(own_library, {first: 7})
    indexed(own_library)
    moved = own_library.rename(own_library.with_name("moved"))
    # Half of the answers are others now.
    for file in (moved / "rain.md", moved / "snow.md", moved / "sky.md"):
        file.write_text(file.read_text("utf-8") + "\n\nAnd more.\n", encoding="utf-8")
    person = start(moved)
    person.wait(lambda: "Is this the library" in person.message())
    buttons = person.window.panels.messages.findChildren(QAbstractButton)
    button = present(next((one for one in buttons if one.text().replace("&", "") == answer), None))
    person.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    person.wait(lambda: not person.message())
    person.settle()
    with Library.open(moved) as library:
        assert not library.recognise().doubtful
    assert places.of_library(moved) == ({first: 7} if adopted else {})
