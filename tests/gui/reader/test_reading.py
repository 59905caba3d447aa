"""A long document in the window: it grows while it is read, and is left and come back to meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage

from qtbrowser.gui.pane.page_view import PageView
from qtbrowser.library import Library
from tests.gui.conftest import Person, question, write
from tests.presence import part_of

SECTION = "## Why {0}?\n\nBecause of {0}. {1}\n\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    library = tmp_path / "library"
    sections = "".join(SECTION.format(number, "Words. " * 120) for number in range(60))
    write(library, "long.md", question("Long?", "Law", f"{sections}![A square](square.png)\n\nThe end.\n"))
    write(library, "short.md", question("Short?", "Law", "Few words."))
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    picture.save(str(library / "square.png"))
    Library.open(library).close()
    return library


def test_a_long_document_grows_is_left_and_come_back_to(start: Callable[..., Person], folder: Path) -> None:
    person = start(folder, document="long.md")
    window, pane = person.window, person.window.panels.answer.pane
    view = part_of(pane, PageView)

    def top() -> str:
        return view.cursorForPosition(QPoint(view.viewport().width() // 2, 1)).block().text()

    person.wait(lambda: pane.is_complete and window.is_settled)
    text = view.toPlainText()
    assert text.count("Because of") == 60
    assert "The end." in text
    # Its picture was read with the last part.
    assert "A square" not in text
    assert "\ufffc" in text
    # A link to a place in the document itself is a step that leads back.
    pane.follow("qtbrowser:document/long.md#why-40")
    person.wait(lambda: top() == "Why 40?" and window.actions_.back.isEnabled())
    window.actions_.back.trigger()
    person.wait(lambda: view.verticalScrollBar().value() == 0)
    # In tabs of its own it is shown at the places of its links, again at where it was left, and of a link without a
    # place at its beginning.
    for address in ("qtbrowser:document/long.md#why-40", "qtbrowser:document/long.md", "#why-20"):
        pane.tab_requested.emit(address, "Long?")
    tabs = window.tabs
    assert [tab.state.document for tab in tabs.all] == ["long.md"] * 4

    def shown_in(tab: int) -> str:
        """The line at the top of a tab."""
        tabs.select(tab)
        person.wait(lambda: pane.is_complete and window.is_settled)
        return top()

    assert [shown_in(tab) for tab in (1, 2, 3)] == ["Why 40?", "Long?", "Why 20?"]
    view.verticalScrollBar().setValue(0)
    assert [shown_in(tab) for tab in (1, 3)] == ["Why 40?", "Long?"]
    for _ in range(3):
        tabs.close(1)
    window.reading.show("short.md")
    person.wait(lambda: person.shown_title() == "Short?" and window.is_settled)
    pane.tab_requested.emit("qtbrowser:document/long.md#why-50", "Long?")
    tabs.select(1)
    person.wait(lambda: top() == "Why 50?" and pane.is_complete)
    tabs.close(0)
    # It is left while its parts are still on their way.
    window.reading.leave_document()
    assert not window.panels.answer.shows_answer
    left: list[str] = []

    def leave(path: str) -> None:
        if path == "long.md":
            left.append(path)
            window.reading.show("short.md")

    window.reading.document_shown.connect(leave)
    window.reading.show("long.md")
    person.wait(lambda: person.shown_title() == "Short?" and window.session.is_idle)
    assert left == ["long.md"]
    assert "Because of" not in view.toPlainText()
    assert pane.is_complete
    window.reading.document_shown.disconnect(leave)
    # A step whose document is gone shows no document, and says so; one that is just asked for leaves the shown one.
    window.reading.show("gone.md")
    person.wait(lambda: "gone.md" in person.message())
    assert person.shown_title() == "Short?"
    window.reading.put_back("gone.md", 0, "")
    person.wait(lambda: not window.panels.answer.shows_answer)
    assert window.reading.path == ""
