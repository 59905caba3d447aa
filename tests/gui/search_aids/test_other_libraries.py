"""Search in all open libraries: the hits of another window's library, and the way to that window."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from qtbrowser.gui.browse.list_model import ROW_ROLE
from qtbrowser.gui.browse.other_hits import OtherHits
from qtbrowser.gui.settings.settings_table import ALL_LIBRARIES
from qtbrowser.gui.widgets.announcements import announcements
from qtbrowser.gui.window.action_reasons import ActionReasons
from qtbrowser.library import Library
from qtbrowser.running_windows import (
    ShowRequest,
    forget_folder,
    open_libraries,
    requests_folder,
    taken_requests,
    tell_library,
)
from tests.gui.conftest import Person, question, write


def other_library(folder: Path) -> Path:
    """Another library with one hit for water."""
    write(folder, "tea.md", question("Why does tea need hot water?", "Tea", "Hot water draws more out of the leaves."))
    write(folder, "cup.md", question("Is a cup a bowl?", "Tea", "It has a handle."))
    Library.open(folder).close()
    return folder.resolve()


def opened_elsewhere(library: Path) -> Path:
    """The requests folder of a window with this library: this process stands for its process."""
    window = requests_folder()
    tell_library(window, library)
    return window


def taken_by(person: Person, window: Path) -> ShowRequest:
    """The request that another window is asked to show."""
    person.wait(lambda: any(window.glob("*.json")))
    (request,) = taken_requests(window)
    return request


def look(person: Person) -> None:
    """Find out which libraries are open, as when the window becomes active."""
    person.window.late.other_libraries.look()
    person.settle()


def other_hits(person: Person) -> OtherHits:
    """The hits of other libraries, once they are shown."""
    person.wait(lambda: person.window.findChild(OtherHits) is not None)
    found = person.window.findChild(OtherHits)
    assert isinstance(found, OtherHits)
    return found


def switch_on(person: Person) -> None:
    """Turn on the search in all open libraries."""
    look(person)
    assert person.window.actions_.all_libraries.isEnabled()
    if not person.window.actions_.all_libraries.isChecked():
        person.window.actions_.all_libraries.trigger()


def test_hits_of_another_window_s_library_lead_to_it(person: Person, tmp_path: Path) -> None:
    window, actions = person.window, person.window.actions_
    look(person)
    reasons = ActionReasons(window, actions, window.session, window.reading)
    assert not actions.all_libraries.isEnabled()
    assert "No other library" in reasons.reason(actions.all_libraries)
    tea = other_library(tmp_path / "tea & more")
    elsewhere = opened_elsewhere(tea)
    switch_on(person)
    own = person.titles()
    with person.qtbot.waitSignal(
        announcements.announced, check_params_cb=lambda sentence, _: sentence == "1 hit in tea & more"
    ):
        person.type("water")
    assert person.titles() != own
    hits = other_hits(person)
    person.wait(lambda: hits.heading.whole() == "1 hit in tea & more")
    assert hits.isVisibleTo(window)
    heading, row = hits.heading, hits.view.verticalHeader().defaultSectionSize()
    person.wait(lambda: hits.view.y() < 2 * heading.sizeHint().height() + 12)
    assert hits.height() <= hits.view.y() + row, "what one hit leaves over is the own hits'"
    assert not hits.failures.isVisibleTo(window)
    index = hits.view.rows.index(0)
    assert index.data(ROW_ROLE).title == "Why does tea need hot water?"
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Why does tea need hot water?. tea & more. Tea")
    before = window.reading.path
    person.list.setFocus()
    person.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is hits.view
    person.press(Qt.Key.Key_Down, widget=hits.view)
    assert window.reading.path == before
    assert list(taken_requests(elsewhere)) == []
    person.press(Qt.Key.Key_Return, widget=hits.view)
    taken = taken_by(person, elsewhere)
    assert taken == ShowRequest(str(tea), "tea.md", "water")
    assert window.reading.path == before
    person.settle()
    window.panels.search.set_text("")
    person.settle()
    assert not hits.isVisibleTo(window)


def test_a_library_that_is_gone_stops_only_itself(person: Person, tmp_path: Path) -> None:
    window = person.window
    windows = [opened_elsewhere(tmp_path / "gone"), opened_elsewhere(other_library(tmp_path / "tea"))]
    switch_on(person)
    person.type("water")
    hits = other_hits(person)
    person.wait(lambda: hits.heading.whole() == "1 hit in tea" and hits.failures.text())
    assert hits.failures.text().startswith("gone: ")
    assert "no such folder" in hits.failures.text()
    assert person.titles()
    for one in windows:
        forget_folder(one)
    look(person)
    assert not window.actions_.all_libraries.isEnabled()
    assert not hits.isVisibleTo(window)
    assert window.preferences.get(ALL_LIBRARIES)


def test_hits_without_own_ones_are_shown_below_what_the_empty_list_says(person: Person, tmp_path: Path) -> None:
    opened_elsewhere(other_library(tmp_path / "nature"))
    switch_on(person)
    person.type("handle")
    hits = other_hits(person)
    # Of the same name as the open library, so it is told by its folder.
    person.wait(lambda: hits.heading.whole() == f"1 hit in {(tmp_path / 'nature').resolve()}")
    assert not hits.view.currentIndex().isValid()
    person.window.actions_.all_libraries.trigger()
    assert not hits.isVisibleTo(person.window)


@pytest.mark.parametrize(("pattern", "told"), [("*.seg", "was changed"), ("*", "not indexed yet")])
def test_a_damaged_index_is_told_and_left_alone(person: Person, tmp_path: Path, pattern: str, told: str) -> None:
    tea = other_library(tmp_path / "tea")
    opened_elsewhere(tea)
    with Library.open(tea, refresh=False) as library:
        root = library._cache.root
    files = {file: bytes(file.stat().st_size) for file in root.rglob(pattern) if file.is_file()}
    for file, content in files.items():
        file.write_bytes(content)
    switch_on(person)
    person.type("water")
    hits = other_hits(person)
    person.wait(lambda: hits.failures.text() or "searching" not in hits.heading.whole())
    assert told in hits.failures.text()
    assert person.titles()
    kept = {file for file in files if file.name not in ("library.txt", "current")}
    assert all(file.read_bytes() == files[file] for file in kept)


@pytest.mark.skipif(os.name != "posix", reason="the new window is ended by a signal")
def test_where_no_window_answers_a_new_one_opens(person: Person, tmp_path: Path) -> None:
    tea = other_library(tmp_path / "tea")
    elsewhere = opened_elsewhere(tea)
    switch_on(person)
    person.type("water")
    hits = other_hits(person)
    person.wait(lambda: hits.view.rows.rowCount() == 1)
    forget_folder(elsewhere)
    person.qtbot.mouseClick(
        hits.view.viewport(), Qt.MouseButton.LeftButton, pos=hits.view.visualRect(hits.view.rows.index(0)).center()
    )
    person.wait(lambda: open_libraries() == [tea])
    (told,) = elsewhere.parent.iterdir()
    os.kill(int(told.name.partition("-")[0]), signal.SIGTERM)
    person.wait(lambda: open_libraries() == [])
