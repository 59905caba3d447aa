"""Opening libraries: new ones, changing ones, empty, broken and vanished ones, and what is remembered of them."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QProcess, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel

from qtbrowser.gui.program.dropped_dialog import DroppedDialog
from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.settings.settings_table import LAST_LIBRARY, RECENT
from qtbrowser.gui.widgets.theme_colours import DARK
from tests.gui.conftest import Person, question, write
from tests.presence import part_of, present

COPY, LEFT, NONE = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def drop(person: Person, *paths: Path) -> bool:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    enter = QDragEnterEvent(QPoint(50, 50), COPY, mime, LEFT, NONE)
    QApplication.sendEvent(person.window, enter)
    if enter.isAccepted():
        QApplication.sendEvent(person.window, QDropEvent(QPointF(50, 50), COPY, mime, LEFT, NONE))
    return enter.isAccepted()


def test_without_a_library_the_reader_is_welcomed(start: Callable[..., Person]) -> None:
    person = start()
    panels = person.window.panels
    assert not panels.shows_library
    assert panels.welcome.state_panel.button("open_folder").hasFocus()
    actions = person.window.actions_
    person.window.complete()
    unable = [*actions.need_library(), *actions.need_document(), *actions.change_library()]
    assert [action.objectName() for action in unable if action.isEnabled()] == []
    assert actions.open_sample.isEnabled()
    assert not person.window.actions_.reload.isEnabled()


def test_the_sample_is_one_click_away(start: Callable[..., Person]) -> None:
    person = start()
    person.qtbot.mouseClick(person.window.panels.welcome.state_panel.button("open_sample"), LEFT)
    person.wait(lambda: person.window.windowTitle() == "Sample library – QtBrowser")
    assert "sample_content" not in person.window.status.library.whole()
    assert person.window.menus.recent.actions()[0].text() == "Sample library"
    person.wait(lambda: person.window.session.folder is not None and person.list.rows.rowCount() > 50)
    assert person.window.panels.shows_library


@contextmanager
def index_process_halted(person: Person) -> Iterator[None]:
    """Halt the process that indexes as soon as it runs, as a disk that does not answer would; go on at the end."""
    number = 0

    def is_running() -> bool:
        nonlocal number
        number = next((process.processId() for process in person.window.findChildren(QProcess)), 0)
        return number > 0

    person.wait(is_running)
    os.kill(number, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(number, signal.SIGCONT)


@pytest.mark.skipif(os.name != "posix", reason="signals that halt a process are POSIX's")
def test_a_new_library_is_read_while_the_window_is_in_use(start: Callable[..., Person], own_library: Path) -> None:
    person = start(own_library, settle=False)
    at_first: list[str] = []
    person.window.list_state.list_shown.connect(lambda _page: at_first.append(person.state_heading()))
    with index_process_halted(person):
        person.wait(
            lambda: person.state_heading() == "Reading the library" and person.window.status.progress.isVisible()
        )
        person.qtbot.keyClicks(person.field, "snow")
        person.wait(lambda: person.state_heading() == "No hits yet")
        state = person.window.panels.list_panel.state
        assert state is not None
        assert "still being read" in state.text
        person.window.refreshing.progressed.emit("reading", 3, 7)
        assert "3 of 7 read so far" in person.window.panels.list_panel.state_panel().accessibleName()
    person.wait(lambda: person.titles() == ["What is snow?"])
    person.press(Qt.Key.Key_Escape, widget=person.field)
    person.wait(lambda: len(person.titles()) == 6)
    person.settle()
    assert person.state_heading() == ""
    assert not person.window.status.progress.isVisible()
    assert at_first[0] == "", "nothing is announced that may be over in a moment"


def test_indexing_that_is_over_at_once_is_not_announced(person: Person) -> None:
    status = person.window.status
    status.begin_progress()
    status.show_progress("reading", 3, 6)
    assert not status.progress.isVisible()
    status.hide_progress()
    assert not any(timer.isActive() for timer in status.findChildren(QTimer))
    assert not status.progress.isVisible()
    assert not status.stage.isVisible()


def test_an_empty_folder_says_so(start: Callable[..., Person], tmp_path: Path) -> None:
    person = start(tmp_path)
    person.wait(lambda: person.state_heading() == "No documents here")
    write(tmp_path, "one.md", question("Is one enough?", "Numbers", "Yes."))
    person.qtbot.mouseClick(person.window.panels.list_panel.state_panel().button("reload"), LEFT)
    person.wait(lambda: person.titles() == ["Is one enough?"])


def test_a_folder_with_nothing_readable_shows_its_problems(start: Callable[..., Person], tmp_path: Path) -> None:
    (tmp_path / "bad.md").write_bytes(b"\xff\xfe\x00")
    person = start(tmp_path)
    person.wait(lambda: person.state_heading() == "Nothing here can be read")
    person.qtbot.mouseClick(person.window.panels.list_panel.state_panel().button("show_problems"), LEFT)
    table = person.window.late.desk.view.table
    assert table.isVisible()
    assert table.hasFocus()


def test_a_changed_file_is_read_anew_on_f5(start: Callable[..., Person], own_library: Path) -> None:
    person = start(own_library)
    person.wait(lambda: len(person.titles()) == 6)
    person.click_subject("Weather")
    person.click_title("What is snow?")
    write(own_library, "snow.md", question("What is snow?", "Weather", "It is white."))
    write(own_library, "hail.md", question("What is hail?", "Weather", "Balls of ice."))
    person.press(Qt.Key.Key_F5, widget=person.window)
    person.wait(lambda: "What is hail?" in person.titles() and person.window.is_settled)
    assert person.tree.currentIndex().data() == "Weather"
    assert person.list.currentIndex().data() == "What is snow?"
    person.wait(lambda: "It is white." in present(person.window.panels.answer.pane.page()).html)


def test_a_subject_that_is_gone_leaves_everything_selected(start: Callable[..., Person], own_library: Path) -> None:
    person = start(own_library)
    person.wait(lambda: len(person.titles()) == 6)
    person.click_subject("Cooking")
    (own_library / "bread.md").unlink()
    (own_library / "secret.md").unlink()
    person.press(Qt.Key.Key_F5, widget=person.window)
    person.wait(lambda: len(person.titles()) == 5 and person.window.is_settled)
    assert person.tree.currentIndex().data() == "All questions"


def test_a_dropped_folder_is_opened(person: Person, tmp_path: Path) -> None:
    other = tmp_path / "other"
    write(other, "one.md", question("Is one enough?", "Numbers", "Yes."))
    assert not drop(person, tmp_path / "nowhere")
    assert drop(person, other)
    person.wait(lambda: person.titles() == ["Is one enough?"])
    assert person.window.session.folder == other.resolve()
    # The tree is a request of its own.
    person.wait(lambda: person.subjects() == ["All questions", "Numbers"])


def test_a_dropped_file_is_opened_in_its_library(person: Person, tmp_path: Path) -> None:
    other = tmp_path / "other"
    file = write(other, "deep/one.md", question("Is one enough?", "Numbers", "Yes."))
    second = write(other, "two.md", question("Are two enough?", "Numbers", "Yes."))
    (other / ".qtbrowser.toml").touch()
    assert drop(person, file)
    person.wait(lambda: person.window.reading.title == "Is one enough?" and person.window.is_settled)
    assert person.window.session.folder == other.resolve()
    assert drop(person, second)
    person.wait(lambda: person.window.reading.title == "Are two enough?" and person.window.is_settled)


def test_of_several_dropped_libraries_one_is_chosen(person: Person, tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    file = write(one, "one.md", question("Is one enough?", "Numbers", "Yes."))
    write(other, "two.md", question("Are two enough?", "Numbers", "Yes."))
    assert drop(person, file, other)
    person.wait(lambda: person.window.findChild(DroppedDialog) is not None)
    dialog = present(person.window.findChild(DroppedDialog))
    assert [dialog.libraries.item(row).text() for row in range(2)] == [f"{one}: 1 file", str(other)]
    person.press(Qt.Key.Key_Down, widget=dialog.libraries)
    person.press(Qt.Key.Key_Return, widget=dialog.libraries)
    person.wait(lambda: person.titles() == ["Are two enough?"])
    assert person.window.session.folder == other.resolve()


def test_a_folder_that_is_no_folder_is_told_and_changes_nothing(person: Person, tmp_path: Path) -> None:
    before = person.window.session.folder
    person.window.open_library(tmp_path / "nowhere")
    person.wait(person.message)
    assert "nowhere" in person.message()
    assert person.window.session.folder == before
    assert len(person.titles()) == 6


def test_the_last_library_and_document_come_back(start: Callable[..., Person], library: Path) -> None:
    first = start(library)
    first.click_title("Why does ice float?")
    first.window.close()
    second = start()
    second.wait(lambda: second.shown_title() == "Why does ice float?")
    assert second.window.session.folder == library.resolve()


def test_a_vanished_last_library_is_read_from_its_index_and_without_one_leads_to_the_welcome(
    start: Callable[..., Person], own_library: Path, own_directories: Path
) -> None:
    person = start(own_library)
    titles = person.titles()
    person.window.close()
    shutil.rmtree(own_library)
    person = start()
    person.wait(part_of(person.window, QLabel, "status_reach").isVisible)
    assert "There is no such folder." in person.message()
    assert person.titles() == titles
    person.window.close()
    shutil.rmtree(own_directories / "cache")
    person = start()
    person.wait(lambda: not person.window.panels.shows_library)
    state = person.window.panels.welcome.state
    assert state is not None
    assert str(own_library) in state.text
    assert Preferences().get(LAST_LIBRARY) == str(own_library.resolve())


def test_layout_and_choices_come_back(start: Callable[..., Person], library: Path) -> None:
    first = start(library)
    window = first.window
    window.actions_.show_tree.trigger()
    window.resize(760, 560)
    window.actions_.zoom_in.trigger()
    window.actions_.zoom_in.trigger()
    window.panels.search.within.setChecked(False)
    zoom = window.panels.answer.pane.zoom()
    window.close()
    second = start(library)
    assert (second.window.width(), second.window.height()) == (760, 560)
    assert not second.tree.isVisible()
    assert not second.window.actions_.show_tree.isChecked()
    assert second.window.panels.answer.pane.zoom() == zoom > 1.0
    assert not second.window.panels.search.within.isChecked()


def test_recent_libraries_are_in_the_menu(start: Callable[..., Person], library: Path, tmp_path: Path) -> None:
    person = start(library)
    write(tmp_path, "one.md", question("Is one enough?", "Numbers", "Yes."))
    person.window.open_library(tmp_path)
    person.wait(lambda: person.titles() == ["Is one enough?"])
    assert person.window.preferences.get(RECENT) == [str(tmp_path), str(library)]
    entries = person.window.menus.recent.actions()
    entries[1].trigger()
    person.wait(lambda: len(person.titles()) == 6)


def test_the_theme_is_switched_in_the_menu_and_remembered(start: Callable[..., Person], library: Path) -> None:
    person = start(library)
    dark = next(action for choice, action in person.window.actions_.themes.items() if choice == "dark")
    dark.trigger()
    assert QApplication.palette().window().color().name() == DARK.window
    assert person.window.theme.name == "dark"
    person.window.close()
    assert "theme=dark" in (Path(Preferences().file)).read_text()


def test_problems_are_counted_shown_and_filtered(person: Person) -> None:
    button = person.window.status.problems
    person.wait(button.isVisible)
    assert button.text().strip() == "1 problem"
    person.qtbot.mouseClick(button, LEFT)
    view = person.window.late.desk.view
    assert view.isVisible()
    problem = view.current()
    assert problem is not None
    assert problem.path == "broken.md"
    person.qtbot.keyClicks(view.filter, "no such words")
    assert view.shown.rowCount() == 0
    view.filter.clear()
    view.table.setFocus()
    person.press(Qt.Key.Key_Escape)
    assert not view.isVisible()


def test_the_location_of_a_problem_is_asked_for_by_keys(person: Person) -> None:
    person.window.actions_.show_problems.trigger()
    view = person.window.late.desk.view
    view.location_requested.disconnect(person.window.late.page_commands.show_location)
    # One file can't be read; what the check finds comes after it.
    person.wait(lambda: view.shown.rowCount() and person.window.is_settled)
    view.enter()
    with person.qtbot.waitSignal(view.location_requested) as asked:
        person.press(Qt.Key.Key_Return)
    assert asked.args == ["broken.md"]


def test_the_first_hit_asked_for_at_the_start_follows_the_growing_index(
    start: Callable[..., Person], tmp_path: Path
) -> None:
    folder = tmp_path / "zoo"
    for number in range(600):
        write(folder, f"a{number:03}.md", question(f"Note {number}?", "Animals", "A zebra among others."))
    write(folder, "z.md", question("What is a zebra?", "Animals", "A striped horse."))
    person = start(folder, query="zebra")
    person.wait(lambda: (first := person.list.rows.row(0)) is not None and first.path == "z.md")
    person.wait(lambda: person.shown_title() == "What is a zebra?")


def test_a_document_that_was_removed_while_the_program_was_off_is_no_error_of_the_next_start(
    start: Callable[..., Person], own_indexed_library: Path
) -> None:
    # The first one of the list, which is rendered once so that others are shown sooner.
    (own_indexed_library / "clouds.md").unlink()
    person = start(own_indexed_library)
    person.wait(lambda: person.titles()[:1] == ["What is snow?"] and person.window.is_settled)
    assert not person.window.panels.messages.isVisible()
