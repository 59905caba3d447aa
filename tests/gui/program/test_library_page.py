"""The page of the settings for the open library: set, reset, refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from qtbrowser.gui.indexing.refreshing import Refreshing
from qtbrowser.gui.program.library_page import LibraryPage
from qtbrowser.gui.worker.session import Session
from tests.gui.conftest import WAIT_MS, write


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:
    session = Session()
    yield session
    session.close()


@pytest.fixture
def updates() -> list[str]:
    """How often the index was to be updated."""
    return []


@pytest.fixture
def page(qtbot: QtBot, session: Session, updates: list[str], own_indexed_library: Path) -> LibraryPage:
    with qtbot.waitSignal(session.library_opened):
        session.open(own_indexed_library)
    refreshing = Refreshing(session, look=lambda then: then(True))
    refreshing.watch(own_indexed_library)
    refreshing.started.connect(lambda: updates.append("started"))
    page = LibraryPage(session, refreshing)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(page.text_files.isEnabled, timeout=WAIT_MS)
    return page


def test_it_is_reset_and_found_by_its_words(
    qtbot: QtBot, page: LibraryPage, updates: list[str], own_indexed_library: Path
) -> None:
    assert page.note.text() == "The library has no text files."
    assert page.filter(["TEXT", "documents"]) == 1
    assert page.filter(["theme"]) == 0
    page.reset()
    assert page.is_default
    assert updates == []
    with qtbot.waitSignal(page.changed, timeout=WAIT_MS):
        place = QPoint(8, page.text_files.height() // 2)
        qtbot.mouseClick(page.text_files, Qt.MouseButton.LeftButton, pos=place)
    assert not page.is_default
    with qtbot.waitSignal(page.changed, timeout=WAIT_MS):
        page.reset()
    assert page.is_default
    assert len(updates) == 2
    assert "text_files = false" in (own_indexed_library / ".qtbrowser.toml").read_text(encoding="utf-8")


def test_why_nothing_can_be_set_stays_to_be_read(
    qtbot: QtBot, session: Session, page: LibraryPage, updates: list[str], own_indexed_library: Path
) -> None:
    write(own_indexed_library, ".qtbrowser.toml", "subjects = [")
    with qtbot.waitSignal(page.changed, timeout=WAIT_MS):
        page.text_files.click()
    qtbot.waitUntil(lambda: session.is_idle and page.text_files.isEnabled(), timeout=WAIT_MS)
    assert "can't be edited" in page.note.text()
    assert not page.text_files.isChecked()
    assert updates == []


def test_without_a_library_there_is_nothing_to_set(qtbot: QtBot, session: Session) -> None:
    page = LibraryPage(session, Refreshing(session))
    qtbot.addWidget(page)
    assert page.note.text() == "No library is open."
    assert not page.text_files.isEnabled()
