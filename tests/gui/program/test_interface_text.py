"""The size of the interface's text, and that nothing is cut off at any size of window and text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QToolButton, QWidget

from qtbrowser.gui.settings.settings_table import INTERFACE_TEXT
from tests.gui.conftest import Person


@pytest.fixture(autouse=True)
def _usual_size() -> Iterator[None]:
    before = QApplication.font()
    yield
    QApplication.setFont(before)


def pixels() -> int:
    """The height of the interface's text."""
    return QFontInfo(QApplication.font()).pixelSize()


def resize(person: Person, width: int, height: int) -> None:
    person.window.set_size(width, height)
    person.wait(lambda: (person.window.width(), person.window.height()) == (width, height))
    QApplication.processEvents()


def cut_off(window: QWidget) -> list[str]:
    """The controls in view that reach out of their window or have less room than their words need."""
    faults = []
    for widget in window.findChildren(QWidget):
        if (
            isinstance(widget.parent(), QLineEdit)
            or not widget.isVisible()
            or not isinstance(widget, QPushButton | QToolButton | QLineEdit | QComboBox)
        ):
            continue
        name = widget.objectName() or widget.accessibleName()
        if name.startswith("qt_"):
            continue
        place = QRect(widget.mapTo(window, QPoint()), widget.size())
        if not window.rect().contains(place):
            faults.append(f"{name} at {place} is out of the window")
        icon_only = Qt.ToolButtonStyle.ToolButtonIconOnly
        has_words = not isinstance(widget, QToolButton) or widget.toolButtonStyle() != icon_only
        if has_words and widget.height() < widget.fontMetrics().height():
            faults.append(f"{name} is too low")
        if isinstance(widget, QPushButton | QComboBox) and widget.width() < widget.minimumSizeHint().width():
            faults.append(f"{name} is too narrow")
    return faults


def test_it_is_stepped_in_the_menu_which_says_how_large_it_is(person: Person) -> None:
    actions, menu = person.window.actions_, person.window.menus.interface_text
    before = pixels()
    assert "100%" in menu.title()
    row = person.list.rowHeight(0)
    actions.text_larger.trigger()
    actions.text_larger.trigger()
    assert "125%" in menu.title()
    assert pixels() == pytest.approx(before * 1.25, abs=1)
    assert person.window.preferences.get(INTERFACE_TEXT) == 1.25
    QApplication.processEvents()
    assert person.list.rowHeight(0) > row
    assert QFontInfo(person.window.panels.list_panel.heading.font()).pixelSize() == pixels()
    actions.text_usual.trigger()
    assert pixels() == before
    for _ in range(9):
        actions.text_smaller.trigger()
    assert not actions.text_smaller.isEnabled()
    assert pixels() < before


def test_the_pages_text_has_a_size_of_its_own_and_the_menu_says_it(person: Person) -> None:
    person.click_title("What is snow?")
    zoom = person.window.panels.answer.pane.zoom()
    person.window.actions_.text_larger.trigger()
    assert person.window.panels.answer.pane.zoom() == zoom
    person.window.actions_.zoom_in.trigger()
    assert "110%" in person.window.actions_.zoom_reset.text()
    person.window.actions_.zoom_reset.trigger()
    assert "%" not in person.window.actions_.zoom_reset.text()


@pytest.mark.parametrize(
    ("width", "height", "factor"),
    [(480, 360, 1.0), (480, 360, 1.25), (800, 500, 2.0), (1024, 640, 1.5), (1280, 820, 2.0), (3840, 2160, 1.0)],
)
def test_no_control_is_cut_off(person: Person, width: int, height: int, factor: float) -> None:
    window = person.window
    window.preferences.set(INTERFACE_TEXT, factor)
    resize(person, width, height)
    person.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier, window)
    person.type("water")
    assert cut_off(window) == []
    person.press(Qt.Key.Key_Down, widget=person.field)
    person.settle()
    person.press(Qt.Key.Key_Return, widget=person.list)
    person.wait(window.panels.answer.isVisible)
    person.settle()
    assert cut_off(window) == []
    window.panels.messages.show_error("The file could not be read, because there is something else in its place.")
    QApplication.processEvents()
    assert cut_off(window) == []
    person.press(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier, window)
    QApplication.processEvents()
    assert cut_off(window) == []


def test_icons_grow_with_the_text(person: Person) -> None:
    buttons = [one for one in person.window.findChildren(QToolButton) if one.property("icon_side")]
    assert len(buttons) > 5
    before = [one.iconSize().width() for one in buttons]
    person.window.preferences.set(INTERFACE_TEXT, 2.0)
    person.wait(lambda: all(one.iconSize().width() > 1.5 * old for one, old in zip(buttons, before, strict=True)))
    person.window.preferences.set(INTERFACE_TEXT, 1.0)
    person.wait(lambda: [one.iconSize().width() for one in buttons] == before)
