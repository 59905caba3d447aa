"""A library of files in several forms, a window on it with curating switched on, and a curator."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

from qtbrowser.documents.confined_open import read_file
from qtbrowser.gui.browse.list_model import ROW_ROLE
from qtbrowser.gui.editor.editor_view import EditorView
from qtbrowser.library import Library
from tests.gui.conftest import Person, person, start, theme, write

__all__ = ["person", "start", "theme"]

Dialog = TypeVar("Dialog", bound=QDialog)
CONTROL = Qt.KeyboardModifier.ControlModifier

TIDES = """---
# kept by the harbour office
_schema: default
id: 7   # the old number
date: 2024-03-01
title: Why are there two tides a day?
article_title: Why are there two tides a day?
seo:
  title: Harbour | Seas
  page_description: >-
    The moon pulls on both sides,
    in a way.
  page_keywords: >-
    moon, tide, spring tide
question: >-
  Why are there two tides a day?
answer: >-
  The **moon** pulls.\\n\\n$$\\na = \\frac{2GMr}{d^3} \\neq 0\\n$$\\n\\n1. near side\\n2. far side
subject: 'Seas'
file_name: two-tides.md
url: /learn/seas/questions/two-tides
related_article1:
    id: 8
    title: What is a neap tide?
    subject: Seas
    url: /learn/seas/questions/neap
---

&nbsp;
"""

NEAP = """---
id: 8
date: 2024-03-02
title: What is a neap tide?
question: What is a neap tide?
answer: >-
  A small one.\\n\\nSee [two tides](/learn/seas/questions/two-tides).
subject: Seas
file_name: neap.md
url: /learn/seas/questions/neap
---

&nbsp;
"""

GRANITE = """---
id: 9
date: 2024-03-03
title: What is granite?
question: What is granite?
answer: >-
  A rock of quartz and feldspar.
subject: Rocks
file_name: granite.md
url: /learn/rocks/questions/granite
---

&nbsp;
"""

TIDES_PATH, NEAP_PATH, GRANITE_PATH = "learn/seas/two-tides.md", "learn/seas/neap.md", "learn/rocks/granite.md"
FILES = {TIDES_PATH: TIDES, NEAP_PATH: NEAP, GRANITE_PATH: GRANITE}


class Curator(Person):
    """Somebody who edits."""

    folder: Path

    @property
    def view(self) -> EditorView:
        """The editor."""
        return self.window.late.editing.view

    def edit(self, path: str) -> None:
        """Show a document and press the key that edits it."""
        self.window.reading.show(path)
        self.wait(lambda: self.window.reading.path == path and self.window.is_settled)
        # Without a window system nobody gives the keyboard back when a dialog has closed.
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow)
        self.press(Qt.Key.Key_F4, widget=self.window)
        self.wait(lambda: self.window.late.editing.path == path and self.window.is_settled)

    def save(self) -> None:
        """Press Ctrl+S and wait until it is saved."""
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow)
        self.press(Qt.Key.Key_S, CONTROL)
        self.settle()

    def write(self, words: str) -> None:
        """Write at the beginning of the answer."""
        self.view.enter()
        self.press(Qt.Key.Key_Home, CONTROL, self.view.text)
        self.qtbot.keyClicks(self.view.text, words)

    def dialog(self, kind: type[Dialog]) -> Dialog:
        """A dialog of that kind, when it is there."""

        def shown() -> list[Dialog]:
            return [one for one in self.window.findChildren(kind) if one.isVisible()]

        self.wait(shown)
        return shown()[0]

    def click(self, button: QWidget) -> None:
        """Click on something."""
        assert button.isVisible()
        assert button.isEnabled()
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def button(self, name: str) -> QPushButton:
        """A button of the editor by its object's name."""
        found = self.view.findChild(QPushButton, name)
        assert isinstance(found, QPushButton)
        return found

    def click_row(self, title: str) -> None:
        """Click on a question in the list."""
        row = self.list.rows.index(self.titles().index(title))
        self._click(self.list, row)

    def current_title(self) -> str:
        """The question that is selected in the list."""
        return str(self.list.currentIndex().data(ROW_ROLE).title)

    def file(self, path: str) -> str:
        """A file as it is on the disk, its line ends as they are, also while it is replaced."""
        return read_file(self.folder, path).decode()

    def lines_changed(self, path: str) -> list[str]:
        """The lines of a file that are not as they were at first: those that went, then those that came."""
        before, after = FILES[path].split("\n"), self.file(path).split("\n")
        return [f"-{line}" for line in before if line not in after] + [
            f"+{line}" for line in after if line not in before
        ]

    def focus(self) -> QWidget | None:
        """Where the keyboard is."""
        return QApplication.focusWidget()


@pytest.fixture
def seas(tmp_path: Path) -> Path:
    """The library, indexed."""
    folder = tmp_path / "seas"
    for path, text in FILES.items():
        write(folder, path, text)
    Library.open(folder).close()
    return folder


@pytest.fixture
def curator(start: Callable[..., Person], seas: Path) -> Curator:
    """A curator with the library open."""
    opened = start(seas)
    curator = Curator(opened.window, opened.qtbot)
    curator.folder = seas
    curator.window.actions_.curating.trigger()
    curator.settle()
    return curator
