"""Other programs change the folder of an open library, for real, and the window follows."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from filelock import FileLock
from PySide6.QtCore import QTimer
from PySide6.QtTest import QSignalSpy
from pytestqt.exceptions import TimeoutError as WaitTimeoutError

from qtbrowser.gui.indexing.folder_changes import FolderChanges
from qtbrowser.gui.indexing.folder_watch import FolderWatch
from qtbrowser.gui.pane.page_view import PageView
from qtbrowser.gui.pane.reading_place import ReadingPlace
from qtbrowser.gui.program.watching import Watching
from qtbrowser.gui.worker import written_files
from tests.gui.conftest import Person, question, write
from tests.presence import part_of, present


@pytest.fixture
def watched(start: Callable[..., Person], own_indexed_library: Path) -> Iterator[Person]:
    person = start(own_indexed_library)
    window = person.window
    person.wait(lambda: window.session.folder is not None and window.is_settled)
    watcher = Watching(window.session, window.refreshing, window.panels.messages, window)
    yield person
    watcher.stop()


def make_until(person: Person, change: Callable[[], object], seen: Callable[[], bool]) -> None:
    """Make a change until the window shows it: the watcher may not be at work yet at the first one."""

    def done() -> bool:
        return seen() and person.window.is_settled

    # Each change is indexed, so on a busy machine the next one has to wait for longer.
    for patience_ms in (3_000, 6_000, 12_000, 24_000, 48_000):
        change()
        with suppress(WaitTimeoutError):
            person.qtbot.waitUntil(done, timeout=patience_ms)
            return
    assert done()


def paths(person: Person) -> list[str]:
    rows = person.list.rows
    return [row.path for number in range(rows.rowCount()) if (row := rows.row(number)) is not None]


def test_a_new_file_is_found_without_a_scan(watched: Person, own_indexed_library: Path) -> None:
    def make() -> None:
        write(own_indexed_library, "new.md", question("Is it new?", "Numbers", "Yes, quite."))

    started = QSignalSpy(watched.window.refreshing.started)
    make_until(watched, make, lambda: "Is it new?" in watched.titles())
    assert started.count() == 0


def test_a_hit_that_is_moved_stays_selected_and_its_list_at_its_place(
    start: Callable[..., Person], own_indexed_library: Path
) -> None:
    person = start(own_indexed_library)
    person.type("water")
    panel = person.window.panels.list_panel
    before = person.titles()
    person.click_title(before[1])
    (own_indexed_library / person.window.reading.path).rename(own_indexed_library / "moved.md")
    # What is asked for while the document is not known to be moved, and answered when it is.
    person.window.reading.followed.connect(lambda *_: person.window.list_state.refresh())
    person.window.actions_.reload.trigger()
    person.wait(lambda: person.window.reading.path == "moved.md" and person.window.is_settled)
    assert sorted(person.titles()) == sorted(before)
    assert panel.has_current
    assert paths(person)[person.list.currentIndex().row()] == "moved.md"


@pytest.fixture
def at_fifteen(start: Callable[..., Person], own_indexed_library: Path) -> Person:
    """Reads the sixteenth of 18 documents in a folder `deep`; not all of them are in view."""
    for number in range(18):
        write(own_indexed_library, f"deep/{number}.md", question(f"What is {number:02}?", "Numbers", "A number."))
    person = start(own_indexed_library)
    person.window.set_size(900, 400)
    person.click_subject("Numbers")
    person.click_title("What is 15?")
    return person


def test_a_folder_that_is_renamed_leaves_tree_and_list_as_they_are(
    at_fifteen: Person, own_indexed_library: Path
) -> None:
    person = at_fifteen
    person.list.scrollTo(person.list.currentIndex(), person.list.ScrollHint.PositionAtCenter)
    bar, panel = person.list.verticalScrollBar(), person.window.panels.list_panel
    place = bar.value()
    assert place > 0
    (own_indexed_library / "deep").rename(own_indexed_library / "renamed")
    trees: list[bool] = []
    person.window.list_state.counted.connect(lambda *_: trees.append("Numbers" in person.subjects()))
    person.window.actions_.reload.trigger()
    person.wait(lambda: person.window.reading.path == "renamed/15.md" and person.window.is_settled)
    assert trees
    assert all(trees)
    assert person.tree.currentIndex().data() == "Numbers"
    assert (bar.value(), panel.has_current) == (place, True)
    assert paths(person)[person.list.currentIndex().row()] == "renamed/15.md"


def test_the_selected_row_stays_where_it_is_when_the_rows_above_it_go(
    at_fifteen: Person, own_indexed_library: Path
) -> None:
    person = at_fifteen
    top = person.list.rowAt(0)
    assert top > 0
    above = person.list.visualRect(person.list.currentIndex()).top()
    (own_indexed_library / f"deep/{top}.md").unlink()
    person.window.actions_.reload.trigger()
    person.wait(lambda: len(person.titles()) == 17 and person.window.is_settled)
    assert person.list.visualRect(person.list.currentIndex()).top() == above
    # Nor does the list go to a selected row that is out of view.
    bar = person.list.verticalScrollBar()
    bar.setValue(0)
    (own_indexed_library / "deep/0.md").unlink()
    person.window.actions_.reload.trigger()
    person.wait(lambda: len(person.titles()) == 16 and person.window.is_settled)
    assert bar.value() == 0


def test_an_edit_is_shown_in_the_open_document(watched: Person, own_indexed_library: Path) -> None:
    watched.window.panels.list_panel.choose_first()
    watched.wait(lambda: watched.window.reading.path != "" and watched.window.is_settled)
    path = watched.window.reading.path
    new = own_indexed_library / "half"

    def save_by_rename() -> None:
        new.write_text(question("What was changed?", "Numbers", "All of it."), encoding="utf-8")
        new.replace(own_indexed_library / path)

    make_until(watched, save_by_rename, lambda: watched.window.reading.title == "What was changed?")
    assert watched.window.reading.path == path


@pytest.mark.skipif(sys.platform not in ("linux", "win32"), reason="only these systems tell who writes a file")
def test_a_file_is_indexed_and_shown_once_its_writer_has_closed_it(
    watched: Person, own_indexed_library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched.click_title("Why does it rain?")
    window, watch = watched.window, part_of(watched.window, FolderWatch)
    new = question("Why does it rain?", "Weather", "First half. Second half.")
    with (own_indexed_library / "rain.md").open("w", encoding="utf-8") as stream:
        stream.write(new[:-14])
        stream.flush()
        watch.changed.emit(FolderChanges(("rain.md",)))
        other = "Is it taken in?"
        write(own_indexed_library, "other.md", question(other, "Weather", "It is, and nothing of the half."))
        watch.changed.emit(FolderChanges(("other.md",)))
        watched.wait(lambda: other in watched.titles() and window.is_settled)
        page = part_of(window.panels.answer.pane, PageView)
        assert "Droplets grow heavy." in page.toPlainText()
        stream.write(new[-14:])
    watched.wait(lambda: "First half. Second half." in page.toPlainText())
    # Who never closes a file is waited for no longer than this.
    monkeypatch.setattr(written_files, "LONGEST_WAIT_SECONDS", 0.3)
    commits = QTimer(window, interval=100)
    commits.timeout.connect(window.reading.refresh)
    commits.start()
    with (own_indexed_library / "rain.md").open("a", encoding="utf-8") as stream:
        stream.write("A third half.")
        stream.flush()
        watch.changed.emit(FolderChanges(("rain.md",)))
        watched.wait(lambda: "A third half." in page.toPlainText())
    commits.stop()


@pytest.mark.skipif(sys.platform not in ("linux", "win32"), reason="only these systems tell who writes a file")
def test_a_file_that_a_whole_look_has_left_is_taken_in_once_its_writer_has_closed_it(
    watched: Person, own_indexed_library: Path
) -> None:
    window, watch = watched.window, part_of(watched.window, FolderWatch)
    new = question("What is half?", "Weather", "Half of it.")
    with (own_indexed_library / "half.md").open("w", encoding="utf-8") as stream:
        stream.write(new[:-8])
        stream.flush()
        with watched.qtbot.waitSignal(window.refreshing.left_unfinished, timeout=30_000) as left:
            watch.changed.emit(FolderChanges(whole=True))
        assert left.args == [("half.md",)]
        assert "What is half?" not in watched.titles()
        stream.write(new[-8:])
    watched.wait(lambda: "What is half?" in watched.titles())


def test_a_shown_document_is_followed_to_where_it_is_moved_and_stays_when_it_is_removed(
    watched: Person, own_indexed_library: Path
) -> None:
    watched.click_title("How do clouds form?")
    window, watch = watched.window, part_of(watched.window, FolderWatch)
    pane = window.panels.answer.pane
    pane.show_page(present(pane.page()), scroll=ReadingPlace(2_000).to_number())
    new = own_indexed_library / "sky" / "clouds.md"
    new.parent.mkdir()
    (own_indexed_library / "clouds.md").rename(new)
    watch.changed.emit(FolderChanges(whole=True))
    watched.wait(lambda: window.reading.path == "sky/clouds.md" and window.is_settled)
    assert ReadingPlace.from_number(pane.scroll_position()).position == 2_000
    row = watched.list.rows.row(watched.list.currentIndex().row())
    assert present(row).path == "sky/clouds.md"
    assert watched.message() == ""
    new.unlink()
    watch.changed.emit(FolderChanges(("sky/clouds.md",)))
    gone = "“How do clouds form?” is no longer in this library. It is shown as it was."
    watched.wait(lambda: watched.message() == gone and window.is_settled)
    assert watched.shown_title() == "How do clouds form?"
    watched.click_title("What is snow?")
    assert watched.message() == ""


def test_a_removed_file_and_a_renamed_folder_are_followed(watched: Person, own_indexed_library: Path) -> None:
    def make() -> None:
        write(own_indexed_library, "sub/one.md", question("Where is one?", "Numbers", "Here."))
        write(own_indexed_library, "sub/two.md", question("Where are two?", "Numbers", "There."))

    make_until(watched, make, lambda: {"Where is one?", "Where are two?"} <= set(watched.titles()))
    remove = partial((own_indexed_library / "sub/one.md").unlink, missing_ok=True)
    make_until(watched, remove, lambda: "Where is one?" not in watched.titles())
    (own_indexed_library / "sub").rename(own_indexed_library / "other")
    watched.wait(lambda: "other/two.md" in paths(watched) and watched.window.is_settled)


def test_a_folder_that_goes_and_comes_back_is_watched_again(
    watched: Person, own_indexed_library: Path, tmp_path: Path
) -> None:
    make_until(
        watched,
        lambda: write(own_indexed_library, "first.md", question("Is it watched?", "Numbers", "It is.")),
        lambda: "Is it watched?" in watched.titles(),
    )
    before = watched.titles()
    away = tmp_path / "away"
    shutil.move(own_indexed_library, away)
    write(away, "late.md", question("Was it away?", "Numbers", "For a while."))
    shutil.move(away, own_indexed_library)
    watched.wait(lambda: "Was it away?" in watched.titles() and watched.window.is_settled)
    assert set(before) < set(watched.titles())


def test_what_cannot_be_watched_is_looked_through(watched: Person) -> None:
    watch = part_of(watched.window, FolderWatch)
    looking = part_of(present(watch.parent()), QTimer)
    assert not looking.isActive()
    watch.refused.emit("too few watches")
    assert watched.message() == (
        "This folder can't be watched, so it is looked through every 30 seconds: too few watches"
    )
    assert looking.isActive()


def test_what_changes_while_another_process_has_the_index_is_taken_in_after_it(
    watched: Person, own_indexed_library: Path, own_directories: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, watch = watched.window, part_of(watched.window, FolderWatch)
    # The lock's own file is not there on Windows while nobody holds it.
    (note,) = (own_directories / "cache").rglob("library.txt")
    lock = note.with_name("lock")
    started = QSignalSpy(window.refreshing.started)
    with FileLock(lock):
        write(own_indexed_library, "new.md", question("Is it new?", "Numbers", "Yes, quite."))
        watch.changed.emit(FolderChanges(("new.md",)))
        watched.settle()
    watched.wait(lambda: "Is it new?" in watched.titles() and window.is_settled)
    assert started.count() == 0
    # One that has it for long is told and waited for as usual.
    monkeypatch.setattr(written_files, "LONGEST_WAIT_SECONDS", 0.0)
    with FileLock(lock), watched.qtbot.waitSignal(window.refreshing.started):
        write(own_indexed_library, "late.md", question("Is it late?", "Numbers", "Somewhat."))
        watch.changed.emit(FolderChanges(("late.md",)))
    watched.wait(lambda: "Is it late?" in watched.titles() and window.is_settled)


@pytest.mark.skipif(os.name == "nt", reason="a file that the program has open can't be removed there")
def test_an_index_that_is_deleted_is_made_again_while_the_window_has_the_focus(
    watched: Person, own_directories: Path
) -> None:
    before = watched.titles()
    assert before
    with watched.qtbot.waitSignal(watched.window.refreshing.started, timeout=30_000):
        shutil.rmtree(own_directories / "cache")
    assert watched.message() == "The index of this library is gone. It is made again."
    watched.wait(lambda: watched.window.is_settled and watched.titles() == before)
    assert list((own_directories / "cache").rglob("catalog.sqlite3"))
