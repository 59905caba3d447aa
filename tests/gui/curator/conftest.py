"""A library with much to put right, a window on it with curating switched on, and a curator."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QDialog, QLineEdit, QTableView
from shiboken6 import isValid

from qtbrowser.gui.curator.change_view import ChangeView
from qtbrowser.library import Library
from tests.gui.conftest import Person, person, start, theme, write

__all__ = ["person", "start", "theme"]

Dialog = TypeVar("Dialog", bound=QDialog)
NO_KEY = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def document(number: int, title: str, subject: str, answer: str, keywords: str = "", related: str = "") -> str:
    """A file as the collection's generator writes them, with comments of a person's."""
    return (
        f"---\n# kept by hand\nid: {number}   # its own\ntitle: {title}\nquestion: >-\n  {title}\nsubject: {subject}\n"
        f"date: 2024-05-0{number % 9 + 1}\nkeywords: {keywords}\nanswer: >-\n  {answer}\n{related}---\n\n&nbsp;\n"
    )


def link(number: int, title: str, url: str) -> str:
    """A related question."""
    return f"related_article{number}:\n  title: {title}\n  url: {url}\n"


ROPE = "A rope bears what its fibres bear together.\\n\\nThe fibres rub on each other, and so none slips away."
FILES = {
    "knots/reef.md": document(1, "What is a reef knot?", "Knots", "It joins two ends of one rope.", "reef, rope"),
    "knots/bowline.md": document(
        2, "What is a bowline?", "knots", "A loop that does not slip and can be untied.", "loop, rope",
        link(1, "What is a reef knot?", "/knots/nowhere") + link(2, "What is a hitch?", "/knots/gone"),
    ),
    "knots/hitch.md": document(3, "What is a hitch?", "KNOTS", "It ties a rope to a post or a ring.", "rope"),
    "knots/splice.md": document(4, "What is a splice?", "Knots.", "Strands woven back into the rope.", "rope, strand"),
    "knots/bend.md": document(5, "What is a bend?", "Knot", "It joins two ropes for a while.", "rope"),
    "ropes/strength.md": document(6, "Why does a rope hold?", "Ropes", ROPE, "fibre"),
    "ropes/strength-2.md": document(7, "Why does a rope hold?", "Ropes", ROPE, "strength"),
    "ropes/hemp.md": document(
        8, "What is hemp?", "Ropes", "A plant whose fibres make good rope.", "fibre",
        link(1, "Why does a rope hold?", "/ropes/strength-2"),
    ),
}  # fmt: skip
"""Five spellings of one subject, two links that lead nowhere, and two documents with one answer."""


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file of a library."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()
    }


class Curator(Person):
    """Somebody who puts things right."""

    folder: Path

    def dialog(self, kind: type[Dialog]) -> Dialog:
        """A dialog of that kind, when it is there."""

        def shown() -> list[Dialog]:
            return [one for one in self.window.findChildren(kind) if one.isVisible()]

        self.wait(shown)
        return shown()[0]

    def wait_closed(self, dialog: QDialog) -> None:
        """Wait until a dialog has closed, and all that it asked for is done."""
        self.wait(lambda: not isValid(dialog) or not dialog.isVisible())
        self.settle()

    def click(self, button: QAbstractButton) -> None:
        """Click on a button."""
        assert button.isVisible()
        assert button.isEnabled()
        # A check box takes clicks on its box and its words only.
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(10, button.height() // 2))

    def click_cell(self, view: QAbstractItemView, index: QModelIndex, keys: Qt.KeyboardModifier = NO_KEY) -> None:
        """Click on a cell."""
        view.scrollTo(index)
        place = view.visualRect(index).topLeft() + QPoint(30, 10)
        self.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, keys, place)

    def write(self, field: QLineEdit, words: str) -> None:
        """Type into a field in place of what is there."""
        field.setFocus()
        field.selectAll()
        self.qtbot.keyClicks(field, words)

    def pick(self, box: QComboBox, words: str) -> None:
        """Choose an entry by keys."""
        box.setFocus()
        for _ in range(box.count()):
            if words in box.currentText():
                return
            self.press(Qt.Key.Key_Down, widget=box)
        assert words in box.currentText()

    def command(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO_KEY) -> None:
        """Press a key of a command of the window."""
        # Without a window system nobody gives the keyboard back when a dialog has closed.
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow)
        self.press(key, modifiers, self.window)

    def select(self, *titles: str) -> None:
        """Select questions in the list, the first by a click, more with Ctrl."""
        for number, title in enumerate(titles):
            row = self.list.rows.index(self.titles().index(title))
            self.click_cell(self.list, row, CONTROL if number else NO_KEY)

    def column(self, table: QTableView, column: int = 0) -> list[str]:
        """A column of a table."""
        model = table.model()
        return [str(model.index(row, column).data()) for row in range(model.rowCount())]

    def changes(self, view: ChangeView) -> list[str]:
        """The paths of the files that a preview shows, once there is one."""
        self.wait(lambda: view.change_set is not None and self.window.is_settled)
        return self.column(view.files)

    def undo(self) -> None:
        """Take the last change back, from the menu."""
        self.window.actions_.undo_change.trigger()
        self.settle()


@pytest.fixture
def knots(tmp_path: Path) -> Path:
    """The library, indexed."""
    folder = tmp_path / "knots-and-ropes"
    for path, text in FILES.items():
        write(folder, path, text)
    Library.open(folder).close()
    return folder


@pytest.fixture
def curator(start: Callable[..., Person], knots: Path) -> Iterator[Curator]:
    """A curator with the library open."""
    opened = start(knots)
    curator = Curator(opened.window, opened.qtbot)
    curator.folder = knots
    curator.window.actions_.curating.trigger()
    curator.settle()
    yield curator
    for dialog in curator.window.findChildren(QDialog):
        dialog.close()
