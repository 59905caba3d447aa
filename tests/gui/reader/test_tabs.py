"""Tabs, by real clicks and keys: each one a whole state, of which the window shows one at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QTabBar, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from qtbrowser.gui.program.start_options import StartOptions
from qtbrowser.gui.reader.view_state import ViewState
from qtbrowser.gui.widgets.theme import ThemeChoice
from qtbrowser.gui.widgets.theme_colours import THEMES
from qtbrowser.gui.widgets.theme_palettes import colours_of
from qtbrowser.personal.personal_store import personal_store
from qtbrowser.personal.searches import RecentSearches
from tests.gui.conftest import Person, question, write

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def bar(person: Person) -> QTabBar:
    return person.window.panels.tab_bar


def titles(person: Person) -> list[str]:
    """What the row of tabs says; empty where it is not seen."""
    row = bar(person)
    return [row.tabText(number) for number in range(row.count())] if row.isVisible() else []


def click_row(
    person: Person,
    title: str,
    button: Qt.MouseButton = Qt.MouseButton.MiddleButton,
    keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    index = person.list.rows.index(person.titles().index(title))
    place = person.list.visualRect(index).topLeft() + QPoint(60, 12)
    person.qtbot.mouseClick(person.list.viewport(), button, keys, place)


def press(person: Person, key: Qt.Key, keys: Qt.KeyboardModifier) -> None:
    person.press(key, keys, person.window)
    person.settle()


def drag(row: QTabBar, start: QPoint, end: QPoint, before_end: Callable[[], None] = lambda: None) -> None:
    """Drag by the left button, which QTest's own moves don't hold down."""
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    kinds = QEvent.Type
    steps = [(kinds.MouseButtonPress, start, left, left)]
    steps += [(kinds.MouseMove, start + (end - start) * step / 20, none, left) for step in range(1, 21)]
    steps += [(kinds.MouseButtonRelease, end, left, none)]
    for kind, place, button, held in steps:
        seen = QPointF(row.mapToGlobal(place))
        event = QMouseEvent(kind, QPointF(place), seen, button, held, Qt.KeyboardModifier.NoModifier)
        if kind is kinds.MouseButtonRelease:
            before_end()
        QApplication.sendEvent(row, event)


def test_tabs_opened_behind_come_in_the_order_of_opening(person: Person) -> None:
    first, second, third, fourth = person.titles()[:4]
    person.click_title(first)
    click_row(person, second)
    click_row(person, third)
    assert titles(person) == [first, second, third]
    person.window.tabs.pin(0, True)
    person.window.tabs.pin(2, True)
    assert titles(person) == [first, third, second]
    click_row(person, fourth)
    assert titles(person) == [first, third, second, fourth]
    # From another tab they come right of that one.
    person.window.tabs.select(2)
    person.settle()
    click_row(person, first)
    assert titles(person) == [first, third, second, first, fourth]
    person.window.tabs.close(2)
    assert titles(person) == [first, third, first, fourth]


def test_a_middle_click_opens_a_tab_behind_that_keeps_a_state_of_its_own(person: Person) -> None:
    person.click_title("Why does bread rise?")
    assert titles(person) == []
    click_row(person, "Why does ice float?")
    assert titles(person) == ["Why does bread rise?", "Why does ice float?"]
    assert person.shown_title() == "Why does bread rise?"
    person.type("water")
    press(person, Qt.Key.Key_Tab, CONTROL)
    person.wait(lambda: person.shown_title() == "Why does ice float?")
    assert person.field.text() == ""
    assert not person.window.actions_.back.isEnabled()
    person.click_subject("Weather")
    press(person, Qt.Key.Key_1, ALT)
    person.wait(lambda: person.shown_title() == "Why does bread rise?")
    assert person.field.text() == "water"
    assert person.window.panels.subjects.label() == "All questions"
    person.qtbot.mouseClick(bar(person), Qt.MouseButton.LeftButton, pos=bar(person).tabRect(1).center())
    person.wait(lambda: person.shown_title() == "Why does ice float?" and person.window.is_settled)
    assert person.window.panels.subjects.label() == "Weather"


def test_control_and_a_click_open_tabs_of_documents_and_subjects(person: Person) -> None:
    click_row(person, "Why does ice float?", Qt.MouseButton.LeftButton, CONTROL)
    model = person.tree.model()
    weather = next(model.index(row, 0) for row in range(model.rowCount()) if model.index(row, 0).data() == "Weather")
    place = person.tree.visualRect(weather).center()
    person.qtbot.mouseClick(person.tree.viewport(), Qt.MouseButton.LeftButton, CONTROL, place)
    assert titles(person) == ["All questions", "Why does ice float?", "Weather"]
    assert person.shown_title() == ""
    press(person, Qt.Key.Key_3, ALT)
    assert person.titles() == ["How do clouds form?", "What is snow?", "Why does it rain?"]


def test_while_curating_control_and_a_click_select_rows(person: Person) -> None:
    person.window.actions_.curating.setChecked(True)
    person.settle()
    click_row(person, "Why does ice float?", Qt.MouseButton.LeftButton, CONTROL)
    assert titles(person) == []


def test_tabs_are_opened_closed_and_opened_again_by_keys(person: Person) -> None:
    person.click_title("Why does bread rise?")
    press(person, Qt.Key.Key_T, CONTROL)
    assert titles(person) == ["Why does bread rise?", "All questions"]
    assert person.shown_title() == ""
    assert person.field.hasFocus()
    person.click_title("Why does ice float?")
    press(person, Qt.Key.Key_W, CONTROL)
    assert titles(person) == []
    person.wait(lambda: person.shown_title() == "Why does bread rise?")
    press(person, Qt.Key.Key_T, CONTROL | SHIFT)
    person.wait(lambda: person.shown_title() == "Why does ice float?")
    assert titles(person) == ["Why does bread rise?", "Why does ice float?"]
    press(person, Qt.Key.Key_Left, ALT)
    person.wait(lambda: person.shown_title() == "")
    press(person, Qt.Key.Key_W, CONTROL)
    press(person, Qt.Key.Key_W, CONTROL)
    person.wait(lambda: not person.window.isVisible())


def test_a_link_is_opened_in_a_tab_behind(person: Person) -> None:
    person.click_title("How do clouds form?")
    pane = person.window.panels.answer.pane
    pane.tab_requested.emit("qtbrowser:document/sky.md", "Why is the sky blue?")
    assert titles(person) == ["How do clouds form?", "Why is the sky blue?"]
    pane.tab_requested.emit("https://example.org", "")
    assert bar(person).count() == 2


def test_a_tab_that_shows_a_subject_has_its_name(person: Person) -> None:
    person.click_subject("Weather")
    press(person, Qt.Key.Key_T, CONTROL)
    assert titles(person)[0] == "Weather"


def test_a_tab_is_dragged_pinned_and_closed_by_the_middle_button(person: Person, qtbot: QtBot) -> None:
    person.click_title("Why does bread rise?")
    for title in ("What is snow?", "Why does ice float?"):
        click_row(person, title)
    row, window = bar(person), person.window
    assert titles(person) == ["Why does bread rise?", "What is snow?", "Why does ice float?"]
    start, end = row.tabRect(2).center(), row.tabRect(0).center() - QPoint(20, 0)
    seen: list[tuple[str, str, str]] = []
    place = row.tabRect(2).left() + end.x() - start.x()

    def look() -> None:
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        moved = [one for one in row.findChildren(QWidget, options=direct) if not isinstance(one, QToolButton)]
        assert len(moved) == 1
        assert moved[0].x() == place
        picture = moved[0].grab().toImage()
        foot = picture.pixelColor(picture.width() // 2, picture.height() - 1).name()
        seen.append((picture.pixelColor(2, 2).name(), picture.pixelColor(4, picture.height() // 2).name(), foot))

    drag(row, start, end, look)
    colours = colours_of(row.palette())
    assert seen == [(colours.base, colours.base, colours.accent)]
    person.wait(lambda: titles(person)[0] == "Why does ice float?")
    assert [tab.title for tab in window.tabs.all] == titles(person)
    person.wait(lambda: person.shown_title() == "Why does ice float?")
    window.tabs.select(2)
    window.actions_.pin_tab.trigger()
    assert titles(person)[0] == window.tabs.all[0].title
    assert window.tabs.all[0].pinned
    assert window.tabs.current == 0
    qtbot.mouseClick(row, Qt.MouseButton.MiddleButton, pos=row.tabRect(0).center())
    assert len(titles(person)) == 3
    qtbot.mouseClick(row, Qt.MouseButton.MiddleButton, pos=row.tabRect(2).center())
    assert len(titles(person)) == 2


def test_tabs_come_back_at_the_next_start(start: Callable[..., Person], library: Path) -> None:
    first = start(library)
    first.click_title("Why does bread rise?")
    click_row(first, "Why does ice float?")
    first.type("water")
    first.window.close()
    second = start()
    second.wait(lambda: second.shown_title() == "Why does bread rise?" and second.window.is_settled)
    assert titles(second) == ["Why does bread rise?", "Why does ice float?"]
    assert second.field.text() == "water"
    press(second, Qt.Key.Key_2, ALT)
    second.wait(lambda: second.shown_title() == "Why does ice float?")
    assert second.field.text() == ""
    second.window.close()
    # A start with a document that a tab has already shows that one.
    third = start(library, document="bread.md")
    third.wait(lambda: third.shown_title() == "Why does bread rise?" and third.window.is_settled)
    assert titles(third) == ["Why does bread rise?", "Why does ice float?"]


def test_a_document_that_a_tab_has_is_shown_there_by_whatever_it_is_named(
    start: Callable[..., Person], own_indexed_library: Path
) -> None:
    write(own_indexed_library, "far.md", question("What is far?", "Space", "The stars.", more="id: 4711\n"))
    first = start(own_indexed_library)
    first.click_title("What is far?")
    click_row(first, first.titles()[0])
    both = titles(first)
    first.window.tabs.select(1)
    first.settle()
    first.window.opening.open_with(None, StartOptions(document="4711"))
    first.wait(lambda: first.shown_title() == "What is far?" and first.window.is_settled)
    first.window.tabs.select(1)
    first.settle()
    first.window.close()
    second = start(own_indexed_library, document="4711")
    second.wait(lambda: second.shown_title() == "What is far?" and second.window.is_settled)
    assert titles(second) == both


def test_tabs_that_are_not_shown_follow_the_titles_of_their_documents(
    start: Callable[..., Person], own_indexed_library: Path
) -> None:
    write(own_indexed_library, "far.md", question("What is far?", "Space", "The stars."))
    person = start(own_indexed_library)
    click_row(person, "What is far?")
    write(own_indexed_library, "far.md", question("What is farther?", "Space", "The stars."))
    person.window.actions_.reload.trigger()
    person.wait(lambda: titles(person)[1:] == ["What is farther?"])
    person.window.close()
    write(own_indexed_library, "far.md", question("What is farthest?", "Space", "The stars."))
    again = start(own_indexed_library)
    again.wait(lambda: titles(again)[1:] == ["What is farthest?"])


def test_each_tab_comes_back_with_its_steps(start: Callable[..., Person], library: Path) -> None:
    first = start(library)
    for title in ("Why does bread rise?", "Why does ice float?"):
        first.click_title(title)
    click_row(first, "What is snow?")
    press(first, Qt.Key.Key_Left, ALT)
    first.wait(lambda: first.shown_title() == "Why does bread rise?")
    first.window.close()
    second = start()
    second.wait(lambda: second.shown_title() == "Why does bread rise?" and second.window.is_settled)
    press(second, Qt.Key.Key_Right, ALT)
    second.wait(lambda: second.shown_title() == "Why does ice float?" and second.window.is_settled)
    press(second, Qt.Key.Key_2, ALT)
    second.wait(lambda: second.shown_title() == "What is snow?" and second.window.is_settled)
    assert not second.window.actions_.back.isEnabled()


def test_each_library_has_its_own_tabs(start: Callable[..., Person], library: Path, own_library: Path) -> None:
    person = start(library)
    person.click_title("Why does bread rise?")
    click_row(person, "Why does ice float?")
    person.window.open_library(own_library)
    person.wait(lambda: person.window.session.folder == own_library.resolve() and person.window.is_settled)
    assert titles(person) == []
    assert person.shown_title() == ""
    person.window.open_library(library)
    person.wait(lambda: person.window.session.folder == library.resolve() and person.window.is_settled)
    person.wait(lambda: person.shown_title() == "Why does bread rise?")
    assert titles(person) == ["Why does bread rise?", "Why does ice float?"]


def test_fifty_tabs_come_back_and_only_the_shown_one_is_read(start: Callable[..., Person], library: Path) -> None:
    first = start(library)
    first.click_title("Why does bread rise?")
    for number in range(49):
        first.window.tabs.open(ViewState(document="clouds.md", text=f"word {number}"), f"Tab {number}", behind=True)
    first.window.close()
    second = start(settle=False)
    asked: list[str] = []
    second.window.reading.document_shown.connect(lambda path, _title: asked.append(path))
    second.wait(lambda: second.shown_title() == "Why does bread rise?" and second.window.is_settled)
    assert len(titles(second)) == 50
    assert asked == ["bread.md"]


def test_private_mode_keeps_the_tabs_from_before(start: Callable[..., Person], library: Path) -> None:
    first = start(library)
    first.click_title("Why does bread rise?")
    first.window.close()
    second = start()
    second.wait(lambda: second.shown_title() == "Why does bread rise?" and second.window.is_settled)
    second.window.actions_.private.trigger()
    second.click_title("Why does ice float?")
    second.type("water")
    second.press(Qt.Key.Key_Return, widget=second.field)
    second.window.close()
    third = start()
    third.wait(lambda: third.shown_title() == "Why does bread rise?" and third.window.is_settled)
    assert third.window.actions_.private.isChecked()
    assert RecentSearches(personal_store()).all() == ()


def test_the_row_of_tabs_and_all_around_it_take_the_theme_that_is_chosen(person: Person) -> None:
    click_row(person, "Why does ice float?")
    person.window.theme.choose(ThemeChoice.DARK)
    dark = THEMES["dark"]
    row = bar(person)
    person.wait(lambda: person.tree.palette().text().color().name() == dark.text)
    assert person.list.palette().base().color().name() == dark.base
    picture = row.grab().toImage()
    current, other = row.tabRect(0), row.tabRect(1)
    assert picture.pixelColor(current.left() + 4, current.center().y()).name() == dark.base
    assert picture.pixelColor(current.center().x(), current.bottom()).name() == dark.accent
    assert picture.pixelColor(other.left() + 4, other.center().y()).name() == dark.window


def test_the_cross_of_a_tab_closes_it(person: Person) -> None:
    for title in ("Why does ice float?", "What is snow?"):
        click_row(person, title)
    cross = next(one for one in bar(person).findChildren(QToolButton) if one.accessibleName() == "Close What is snow?")
    person.qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert titles(person) == ["All questions", "Why does ice float?"]


def test_tabs_are_closed_reopened_and_arranged_around_the_shown_one(person: Person) -> None:
    person.click_title("Why does bread rise?")
    for title in ("What is snow?", "Why does ice float?"):
        click_row(person, title)
    tabs, window = person.window.tabs, person.window

    def seen() -> tuple[list[str], int]:
        """The documents of the tabs, and the number of the shown one, which the row of tabs agrees with."""
        assert bar(person).currentIndex() == tabs.current
        return [tab.state.document for tab in tabs.all], tabs.current

    press(person, Qt.Key.Key_3, ALT)
    person.wait(lambda: person.shown_title() == "Why does ice float?" and window.is_settled)
    assert seen() == (["bread.md", "snow.md", "ice.md"], 2)
    # One left of the shown one goes and comes back to its place.
    tabs.close(0)
    assert seen() == (["snow.md", "ice.md"], 1)
    assert person.shown_title() == "Why does ice float?"
    window.actions_.reopen_tab.trigger()
    person.wait(lambda: person.shown_title() == "Why does bread rise?" and window.is_settled)
    assert seen() == (["bread.md", "snow.md", "ice.md"], 0)
    # Numbers that are none, and an order that is none, change nothing.
    for number in (-1, 3):
        tabs.select(number)
        tabs.close(number)
        tabs.pin(number, True)
    tabs.arrange([0, 0, 1])
    assert seen() == (["bread.md", "snow.md", "ice.md"], 0)
    assert not any(tab.pinned for tab in tabs.all)
    # While something is unsaved, the shown tab stays, also where another one was clicked.
    may_leave, window.reading.may_leave = window.reading.may_leave, lambda _then: False
    person.qtbot.mouseClick(bar(person), Qt.MouseButton.LeftButton, pos=bar(person).tabRect(2).center())
    tabs.close(0)
    assert seen() == (["bread.md", "snow.md", "ice.md"], 0)
    window.reading.may_leave = may_leave
    tabs.arrange([2, 1, 0])
    assert seen() == (["ice.md", "snow.md", "bread.md"], 2)
    tabs.close(2)
    person.wait(lambda: person.shown_title() == "What is snow?" and window.is_settled)
    assert seen() == (["ice.md", "snow.md"], 1)
