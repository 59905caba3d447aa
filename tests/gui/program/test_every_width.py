"""The window at every width: columns, the tree as a drawer, one panel at a time; by clicks, keys and resizes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date as Date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from qtbrowser.gui.browse.rows import Row
from qtbrowser.gui.widgets.empty_states import Emblem, EmptyState, StatePanel
from qtbrowser.gui.window.columns import LIST, TREE
from qtbrowser.gui.window.drawer import Drawer
from tests.gui.conftest import Person
from tests.presence import part_of, present

SMALL, MEDIUM, USUAL = (480, 360), (800, 500), (1280, 820)


def resize(person: Person, size: tuple[int, int]) -> None:
    """Make the window another size."""
    person.window.set_size(*size)
    person.wait(lambda: (person.window.width(), person.window.height()) == size)
    QApplication.processEvents()


def open_tree(person: Person) -> None:
    """Ctrl+1."""
    person.press(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier, person.window)
    person.wait(person.tree.isVisible)


def test_wide_all_three_are_side_by_side(person: Person) -> None:
    resize(person, USUAL)
    panels = person.window.panels
    assert panels.subjects.isVisible()
    assert panels.list_panel.isVisible()
    assert panels.answer.isVisible()
    assert not panels.reading_bar.to_list.isVisible()


def test_in_a_medium_window_the_tree_is_a_drawer(person: Person) -> None:
    resize(person, MEDIUM)
    panels = person.window.panels
    assert not panels.subjects.isVisible()
    assert panels.list_panel.isVisible()
    assert panels.answer.isVisible()
    width = panels.list_panel.width()
    open_tree(person)
    assert person.tree.hasFocus()
    assert person.window.actions_.show_tree.isChecked()
    assert panels.list_panel.width() == width, "the drawer lies over the others"
    person.press(Qt.Key.Key_Escape)
    assert not panels.subjects.isVisible()
    assert not person.window.actions_.show_tree.isChecked()


def test_in_one_column_the_librarys_page_is_a_key_away(person: Person) -> None:
    resize(person, SMALL)
    panels = person.window.panels
    person.type("water")
    home = (Qt.Key.Key_Home, Qt.KeyboardModifier.AltModifier, person.window)
    person.press(*home)
    person.settle()
    assert panels.list_panel.isVisible(), "all questions"
    person.press(*home)
    assert panels.answer.home.isVisible()
    assert not panels.list_panel.isVisible()
    person.press(Qt.Key.Key_Escape)
    assert panels.list_panel.isVisible()


def test_a_click_on_a_subject_or_beside_the_drawer_closes_it(person: Person) -> None:
    resize(person, MEDIUM)
    open_tree(person)
    person.click_subject("Physics")
    assert not person.tree.isVisible()
    assert person.titles() == ["Why does ice float?", "Why is the sky blue?"]
    open_tree(person)
    columns = person.window.panels.columns
    beside = columns.mapToGlobal(QPoint(columns.width() - 10, 200))
    # The shade comes a frame after the panel.
    person.wait(lambda: isinstance(QApplication.widgetAt(beside), Drawer))
    target = present(QApplication.widgetAt(beside))
    person.qtbot.mouseClick(target, Qt.MouseButton.LeftButton, pos=target.mapFromGlobal(beside))
    assert not person.tree.isVisible()


def test_left_from_the_list_opens_the_drawer_and_right_closes_it(person: Person) -> None:
    resize(person, MEDIUM)
    person.list.setFocus()
    person.press(Qt.Key.Key_Left)
    assert person.tree.hasFocus()
    assert person.tree.isVisible()
    person.press(Qt.Key.Key_Right)
    assert person.list.hasFocus()
    assert not person.tree.isVisible()


def test_escape_from_a_drawer_leads_back_to_where_the_focus_was(person: Person) -> None:
    resize(person, MEDIUM)
    person.list.setFocus()
    control, alone = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
    for key, modifier in ((Qt.Key.Key_1, control), (Qt.Key.Key_F7, alone)):
        person.press(key, modifier, person.window)
        person.wait(lambda: not person.list.hasFocus())
        person.press(Qt.Key.Key_Escape)
        assert person.list.hasFocus()


def test_a_small_window_shows_list_or_answer(person: Person) -> None:
    resize(person, SMALL)
    panels = person.window.panels
    assert panels.list_panel.isVisible()
    assert not panels.answer.isVisible()
    person.click_title("Why does ice float?")
    assert panels.answer.isVisible()
    assert not panels.list_panel.isVisible()
    person.qtbot.mouseClick(panels.reading_bar.to_list, Qt.MouseButton.LeftButton)
    assert panels.list_panel.isVisible()
    assert not panels.answer.isVisible()
    assert person.list.hasFocus()


def test_keys_lead_into_the_answer_of_a_small_window_and_back(person: Person) -> None:
    resize(person, SMALL)
    panels = person.window.panels
    person.list.setFocus()
    person.press(Qt.Key.Key_Down)
    person.settle()
    assert panels.list_panel.isVisible(), "walking through the list stays in it"
    person.press(Qt.Key.Key_Return)
    person.wait(panels.answer.isVisible)
    person.settle()
    assert not panels.list_panel.isVisible()
    person.press(Qt.Key.Key_Escape)
    assert panels.list_panel.isVisible()
    assert person.list.hasFocus()


def test_a_search_in_a_small_window_shows_its_hits(person: Person) -> None:
    resize(person, SMALL)
    person.click_title("Why does ice float?")
    person.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier, person.window)
    person.type("drop")
    assert person.window.panels.list_panel.isVisible()
    assert person.field.hasFocus(), "what is typed next belongs to the search, too"


def test_growing_again_brings_back_what_was_there(person: Person) -> None:
    resize(person, USUAL)
    panels = person.window.panels
    before = [panels.subjects.width(), panels.list_panel.width()]
    for size in (SMALL, MEDIUM, SMALL, USUAL):
        resize(person, size)
    assert [panels.subjects.width(), panels.list_panel.width()] == before
    assert panels.subjects.isVisible()
    assert panels.list_panel.isVisible()


def test_a_hidden_tree_stays_hidden_through_every_width(person: Person) -> None:
    resize(person, USUAL)
    person.press(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier, person.window)
    panels = person.window.panels
    assert not panels.subjects.isVisible()
    resize(person, MEDIUM)
    open_tree(person)
    person.press(Qt.Key.Key_Escape)
    resize(person, USUAL)
    assert not panels.subjects.isVisible()
    assert not panels.columns.is_switched_on(TREE)
    assert panels.columns.is_switched_on(LIST)


@pytest.mark.parametrize("width", [1600, 2560])
def test_a_wide_window_uses_its_room(person: Person, width: int) -> None:
    resize(person, USUAL)
    before = person.window.panels.list_panel.width()
    resize(person, (width, 1000))
    assert person.window.panels.list_panel.width() > before


def test_a_panel_at_the_end_is_docked_where_there_is_room(person: Person) -> None:
    columns = person.window.panels.columns
    dock = QWidget()
    dock.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    columns.add_dock(dock)
    resize(person, (1700, 900))
    assert not dock.isVisible()
    columns.show_dock(True)
    assert dock.isVisible()
    answer = person.window.panels.answer
    assert dock.mapToGlobal(QPoint()).x() >= answer.mapToGlobal(QPoint()).x() + answer.width()
    resize(person, USUAL)
    assert not dock.isVisible()
    width = answer.width()
    columns.show_dock(True)
    assert dock.isVisible()
    assert answer.width() == width
    person.press(Qt.Key.Key_Escape, widget=dock)
    assert not columns.shows_dock


def test_the_bar_keeps_the_question_in_view(person: Person) -> None:
    resize(person, USUAL)
    person.click_title("How do clouds form?")
    bar = person.window.panels.reading_bar
    assert not bar.subject.isVisible()
    assert bar.question.whole() == ""
    person.press(Qt.Key.Key_End, widget=person.window.panels.answer.pane.focusProxy())
    person.wait(lambda: bar.question.whole() == "How do clouds form?")
    assert bar.subject.isVisible()
    assert bar.subject.whole() == "Weather"
    person.press(Qt.Key.Key_Home, widget=person.window.panels.answer.pane.focusProxy())
    person.wait(lambda: bar.question.whole() == "")


def test_next_and_previous_from_the_page(person: Person) -> None:
    resize(person, USUAL)
    person.click_title("What is snow?")
    bar = person.window.panels.reading_bar
    _, up, down = bar.steps
    following = person.titles()[person.titles().index("What is snow?") + 1]
    person.qtbot.mouseClick(down, Qt.MouseButton.LeftButton)
    person.wait(lambda: person.shown_title() == following)
    person.qtbot.mouseClick(up, Qt.MouseButton.LeftButton)
    person.wait(lambda: person.shown_title() == "What is snow?")


def test_focus_mode_shows_the_page_alone(person: Person) -> None:
    resize(person, USUAL)
    person.click_title("What is snow?")
    window, panels = person.window, person.window.panels
    person.press(Qt.Key.Key_F9, widget=window)
    hidden = [window.menuBar(), window.statusBar(), panels.search, panels.subjects, panels.list_panel]
    assert not any(widget.isVisible() for widget in hidden)
    assert panels.answer.isVisible()
    person.press(Qt.Key.Key_Escape)
    assert all(widget.isVisible() for widget in hidden)
    person.press(Qt.Key.Key_F9, widget=window)
    person.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier, window)
    assert all(widget.isVisible() for widget in hidden)
    assert person.field.hasFocus()


def test_a_random_question_is_another_one(person: Person) -> None:
    person.click_subject("Physics")
    person.click_title("Why does ice float?")
    shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    person.press(Qt.Key.Key_R, shift, person.window)
    person.wait(lambda: person.shown_title() == "Why is the sky blue?")
    person.press(Qt.Key.Key_R, shift, person.window)
    person.wait(lambda: person.shown_title() == "Why does ice float?")


def test_full_screen_gives_back_a_maximised_window(start: Callable[..., Person], library: Path) -> None:
    person = start(library)
    person.window.showMaximized()
    person.press(Qt.Key.Key_F11, widget=person.window)
    assert person.window.isFullScreen()
    person.press(Qt.Key.Key_F11, widget=person.window)
    assert not person.window.isFullScreen()
    assert person.window.isMaximized()


def test_one_key_ends_full_screen_whoever_began_it(person: Person) -> None:
    # As the system does, and a start after an end in full screen.
    person.window.showFullScreen()
    person.press(Qt.Key.Key_F11, widget=person.window)
    assert not person.window.isFullScreen()


def test_a_button_opens_the_drawer_where_the_tree_is_one(person: Person) -> None:
    resize(person, USUAL)
    button = person.window.panels.search.tree_button
    assert not button.isVisible()
    resize(person, MEDIUM)
    assert button.isVisible()
    person.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert person.tree.isVisible()
    person.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not person.tree.isVisible()


def test_the_first_paint_of_a_drawer_is_its_panel_alone(qtbot: QtBot) -> None:
    window = QWidget()
    below = QLabel("below", window)
    qtbot.addWidget(window)
    window.resize(600, 300)
    below.resize(600, 300)
    drawer = Drawer(window)
    drawer.hold(QWidget(), 200)
    window.show()
    drawer.open_drawer()
    assert drawer.testAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent), "what is below it is not painted"
    assert drawer.mask().boundingRect().width() < 210
    qtbot.waitUntil(lambda: drawer.mask().isEmpty())
    assert not drawer.testAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent), "the shade lets it shine through"


def test_a_message_floats_and_moves_nothing(person: Person) -> None:
    resize(person, USUAL)
    panels = person.window.panels
    before = panels.columns.mapToGlobal(QPoint()), panels.columns.size()
    panels.messages.show_error("Something went wrong. " * 12)
    QApplication.processEvents()
    assert (panels.columns.mapToGlobal(QPoint()), panels.columns.size()) == before
    for size in (USUAL, SMALL, MEDIUM):
        resize(person, size)
        assert panels.rect().contains(panels.messages.geometry())
        label = panels.messages.findChild(QLabel, "message_text")
        assert label is not None
        assert label.height() >= label.heightForWidth(label.width())


def test_titles_are_as_far_apart_whatever_their_lines(person: Person) -> None:
    resize(person, USUAL)
    person.window.panels.list_panel.view.rows.show(
        3, 0, (Row("a.md", "One line?"), Row("b.md", "Many words " * 20), Row("c.md", "One line?"))
    )
    QApplication.processEvents()
    picture = person.list.viewport().grab().toImage()
    height = person.list.rowHeight(0)
    tops = []
    for number in range(3):
        lines = range(number * height + 3, (number + 1) * height - 3)
        words = next(
            y for y in lines if any(picture.pixelColor(x, y).lightness() < 140 for x in range(14, 60))
        )  # fmt: skip
        tops.append(words - number * height)
    assert max(tops) - min(tops) <= 1


def test_a_title_of_one_line_leaves_no_line_empty(person: Person) -> None:
    resize(person, USUAL)
    day = Date(2025, 1, 28)
    rows = (Row("a.md", "One line?", "Physics", day), Row("b.md", "Many words " * 20, "Physics", day))
    person.window.panels.list_panel.view.rows.show(2, 0, rows)
    QApplication.processEvents()
    picture = person.list.viewport().grab().toImage()
    height = person.list.rowHeight(0)
    feet = []
    for number in range(2):
        lines = range((number + 1) * height - 4, number * height, -1)
        foot = next(y for y in lines if any(picture.pixelColor(x, y).lightness() < 140 for x in range(14, 60)))
        feet.append((number + 1) * height - foot)
    assert abs(feet[0] - feet[1]) <= 4


def test_no_icon_is_shown_before_there_are_words(qtbot: QtBot) -> None:
    panel = StatePanel()
    qtbot.addWidget(panel)
    emblem = part_of(panel, Emblem)
    assert emblem.isHidden()
    panel.show_state(EmptyState("info", "Words"))
    assert not emblem.isHidden()


def test_buttons_of_switches_keep_their_icons_when_the_actions_change(person: Person) -> None:
    resize(person, MEDIUM)
    actions, trail = person.window.actions_, person.window.late.trail.panel
    buttons = {actions.show_tree: person.window.panels.search.tree_button, actions.private: trail.private}
    for action, button in buttons.items():
        action.setEnabled(False)
        action.setEnabled(True)
        assert not button.icon().isNull(), button.objectName()
