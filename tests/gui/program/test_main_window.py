"""What holds for the window as a whole: names for screen readers, no two actions on one key, no rich text."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QImage, QMouseEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QDialogButtonBox, QLabel, QMenu, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from qtbrowser.gui.program.first_paint import FirstPaint
from qtbrowser.gui.program.shortcuts_dialog import ShortcutsDialog
from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.settings.settings_table import COLUMNS
from qtbrowser.gui.widgets.empty_states import EmptyState, StatePanel
from qtbrowser.gui.window.columns import Columns
from qtbrowser.personal.open_tabs import OpenTabs
from qtbrowser.personal.personal_store import personal_store
from tests.gui.conftest import Person, next_turn
from tests.presence import part_of, present

HEAVY = {
    "filelock",
    "numpy",
    "whoosh",
    "markdown",
    "pygments",
    "yaml",
    "qtbrowser.library",
    "qtbrowser.gui.pane.answer_pane",
    "qtbrowser.gui.program.late_features",
    "qtbrowser.curation.edits",
    "qtbrowser.curation.change_set",
    "platform",
    "secrets",
}


def test_every_widget_that_takes_the_focus_has_a_name(person: Person) -> None:
    person.window.actions_.show_problems.trigger()
    person.click_title("Why does ice float?")
    nameless = [
        widget
        for widget in person.window.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.isVisible()
        and not isinstance(widget, QScrollBar)
        and not isinstance(widget.parent(), QAbstractScrollArea)
        and not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]
    assert nameless == []


def test_no_label_takes_rich_text(person: Person) -> None:
    person.window.actions_.show_problems.trigger()
    person.type("no such words")
    pane = person.window.panels.answer.pane
    labels = person.window.findChildren(QLabel)
    shown = [label for label in labels if label.text() and not pane.isAncestorOf(label)]
    assert len(shown) > 5
    tolerant = [label.text() for label in shown if label.textFormat() != Qt.TextFormat.PlainText]
    assert tolerant == []


def test_no_key_has_two_meanings(person: Person) -> None:
    keys = Counter(key.toString() for action in person.window.actions_.all() for key in action.shortcuts())
    assert [key for key, times in keys.items() if times > 1] == []


def test_every_action_is_in_a_menu(person: Person) -> None:
    in_menus = set()
    waiting = list(person.window.menuBar().actions())
    while waiting:
        action = waiting.pop()
        in_menus.add(action)
        menu = action.menu()
        if isinstance(menu, QMenu):
            waiting += menu.actions()
    assert [action.text() for action in person.window.actions_.all() if action not in in_menus] == []


def test_the_shortcuts_are_shown(person: Person) -> None:
    person.press(Qt.Key.Key_F1, Qt.KeyboardModifier.ControlModifier, person.window)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ShortcutsDialog)
    words = " ".join(present(dialog.table.item(row, 0)).text() for row in range(dialog.table.rowCount()))
    assert "Search Library" in words
    # Standard buttons would have icons of the desktop, which don't follow the theme.
    buttons = present(dialog.findChild(QDialogButtonBox))
    assert buttons.standardButtons() == QDialogButtonBox.StandardButton.NoButton
    person.press(Qt.Key.Key_Escape, widget=dialog)
    assert not dialog.isVisible()


def test_a_state_says_only_what_it_is_given(qtbot: QtBot) -> None:
    panel = StatePanel()
    qtbot.addWidget(panel)
    panel.resize(600, 400)
    panel.show()
    panel.show_state(EmptyState("info", "One", "Text", (("a", "Do A"), ("b", "Do B")), (("F1", "Help"),)))
    with qtbot.waitSignal(panel.action_requested) as asked:
        qtbot.mouseClick(panel.button("b"), Qt.MouseButton.LeftButton)
    assert asked.args == ["b"]
    assert panel.first_button() is panel.button("a")
    panel.show_state(EmptyState("info", "Two"))
    assert panel.first_button() is None


@pytest.mark.parametrize("width", [220, 280, 400, 700])
def test_the_buttons_of_a_state_never_cover_each_other(qtbot: QtBot, width: int) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 520)
    panel = StatePanel(window)
    panel.resize(width, 500)
    window.show()
    actions = (("a", "Search for these or quite other words"), ("b", "Search Everywhere"), ("c", "Clear Search"))
    panel.show_state(EmptyState("info", "None", "Text", actions))
    QApplication.processEvents()
    places = [panel.button(name).geometry() for name, _ in actions]
    assert all(not one.intersects(other) for one, other in combinations(places, 2))
    assert all(panel.rect().contains(place) for place in places)
    assert [panel.button(name).accessibleName() for name, _ in actions] == [label for _, label in actions]


def test_a_narrow_window_leaves_the_readers_widths_alone(person: Person, tmp_path: Path) -> None:
    window, panels = person.window, person.window.panels
    window.set_size(1280, 820)
    person.wait(lambda: panels.answer.width() > 500)
    before = (panels.subjects.width(), panels.list_panel.width())
    window.set_size(720, 460)
    person.wait(lambda: not panels.subjects.isVisible())
    preferences = Preferences(tmp_path / "window.ini")
    panels.remember(preferences)
    assert preferences.get(COLUMNS) == []
    window.set_size(1280, 820)
    person.wait(lambda: (panels.subjects.width(), panels.list_panel.width()) == before)


def test_widths_that_the_reader_chose_are_remembered(person: Person, tmp_path: Path) -> None:
    window, panels = person.window, person.window.panels
    window.set_size(1280, 820)
    person.wait(lambda: panels.answer.width() > 500)
    before = panels.subjects.width()
    handle = part_of(panels, Columns).splitter.handle(1)
    drag(person, handle, -60)
    chosen = panels.subjects.width()
    assert chosen < before - 40
    window.actions_.show_tree.trigger()
    preferences = Preferences(tmp_path / "window.ini")
    panels.remember(preferences)
    assert preferences.get(COLUMNS)[0] == chosen
    window.actions_.show_tree.trigger()
    window.set_size(1000, 820)
    person.wait(lambda: panels.subjects.width() == chosen)


def drag(person: Person, widget: QWidget, by: int) -> None:
    """Drag something sideways with the mouse, by that many pixels."""
    start = widget.rect().center()
    person.qtbot.mousePress(widget, Qt.MouseButton.LeftButton, pos=start)
    there = start + QPoint(by, 0)
    move = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(there), QPointF(widget.mapToGlobal(there)), Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(widget, move)
    person.qtbot.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center())


def test_a_recent_folder_named_like_markup_is_told_as_plain_text(person: Person) -> None:
    person.window.menus.show_recent(["/books/<img src=x>"])
    assert person.window.menus.recent.actions()[0].toolTip() == "/books/&lt;img src=x&gt;"


def test_something_is_done_after_the_first_paint(qtbot: QtBot) -> None:
    events: list[str] = []

    class Painted(QWidget):
        def event(self, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                events.append("paint")
            return super().event(event)

    widget = Painted()
    qtbot.addWidget(widget)
    FirstPaint(widget, lambda: events.append("then"))
    widget.show()
    qtbot.waitUntil(lambda: "then" in events)
    assert events[0] == "paint"
    widget.repaint()
    next_turn()
    assert events.count("then") == 1


def test_nothing_heavy_is_loaded_before_the_window_is_painted() -> None:
    script = "import sys, qtbrowser.gui.program.application; print(*sys.modules)"
    # A tool that measures what tests run loads modules of its own.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    command = [sys.executable, "-c", script]
    loaded = subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout.split()
    assert "qtbrowser.gui.program.main_window" in loaded
    assert sorted(HEAVY.intersection(loaded)) == []


def take_picture(*arguments: str) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", "qtbrowser", *arguments]
    return subprocess.run(words, check=False, capture_output=True, text=True, timeout=300)


def test_a_picture_shows_the_content(library: Path, tmp_path: Path) -> None:
    files = [tmp_path / "light.png", tmp_path / "dark.png"]
    for file, theme in zip(files, ("light", "dark"), strict=True):
        taken = take_picture(
            str(library), "--query", "water", "--theme", theme, "--size", "900x600", "--screenshot", str(file)
        )
        assert (taken.returncode, taken.stderr) == (0, "")
    light, dark = (QImage(str(file)) for file in files)
    assert (light.width(), light.height()) == (900, 600)
    assert light.pixelColor(450, 300).lightness() > 200
    assert dark.pixelColor(890, 590).lightness() < 80
    colours = {light.pixel(x, y) for x in range(0, 900, 3) for y in range(0, 600, 3)}
    assert len(colours) > 50


def test_a_picture_that_cannot_be_written_is_an_error(library: Path, tmp_path: Path) -> None:
    file = tmp_path / "no folder" / "picture.png"
    taken = take_picture(str(library), "--screenshot", str(file))
    assert taken.returncode == 1
    assert taken.stderr == f"qtbrowser: {file}: the picture can't be written.\n"


def test_no_picture_is_taken_of_a_library_that_is_not_there(tmp_path: Path) -> None:
    taken = take_picture(str(tmp_path / "nowhere"), "--screenshot", str(tmp_path / "picture.png"))
    assert taken.returncode == 1
    assert "nowhere" in taken.stderr
    assert not (tmp_path / "picture.png").exists()


def test_a_picture_leaves_no_tab_for_the_next_start(library: Path, tmp_path: Path) -> None:
    for number in range(2):
        taken = take_picture(
            str(library), "--query", "water", "--screenshot", str(tmp_path / f"{number}.png"), "--size", "900x600"
        )
        assert taken.returncode == 0, taken.stderr
    assert OpenTabs(personal_store()).of_library(library.resolve()) == []
