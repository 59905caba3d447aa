"""Copying a listing by button and by menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QToolButton

from tests.gui.pane.conftest import Reader

Show = Callable[[str], Reader]
LISTING = (
    '<table class="code"><tr><td><pre>def f():\n    return <span class="hl-n">1</span>\n\n\nf()</pre></td></tr></table>'
)
CODE = "def f():\n    return 1\n\n\nf()"


def inside(reader: Reader) -> QPoint:
    """A place in the first listing, where nothing is written."""
    return QPoint(reader.view.viewport().width() // 2, 100)


def button(reader: Reader) -> QToolButton:
    found = reader.view.findChild(QToolButton, "copy_code")
    assert isinstance(found, QToolButton)
    return found


def test_a_button_copies_the_listing_under_the_mouse(show: Show) -> None:
    reader = show(f"<p>Before</p>{LISTING}<p>{'After ' * 400}</p>")
    assert not button(reader).isVisible()
    reader.qtbot.mouseMove(reader.view.viewport(), inside(reader))
    assert button(reader).isVisible()
    reader.qtbot.mouseClick(button(reader), Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == CODE
    reader.qtbot.mouseMove(reader.view.viewport(), QPoint(300, 400))
    assert not button(reader).isVisible()


def test_the_button_goes_when_the_page_moves_on(show: Show) -> None:
    reader = show(f"<p>Before</p>{LISTING}<p>{'After ' * 4000}</p>")
    reader.qtbot.mouseMove(reader.view.viewport(), inside(reader))
    assert button(reader).isVisible()
    reader.press(Qt.Key.Key_Space)
    assert not button(reader).isVisible()
    reader.press(Qt.Key.Key_Home)
    reader.qtbot.mouseMove(reader.view.viewport(), inside(reader) + QPoint(3, 0))
    assert button(reader).isVisible()
    reader.pane.set_theme("dark")
    assert not button(reader).isVisible()


def test_the_menu_copies_it_too(show: Show) -> None:
    reader = show(f"<p>Before</p>{LISTING}")
    QGuiApplication.clipboard().setText("")
    viewport = reader.view.viewport()
    place = inside(reader)
    QApplication.sendEvent(
        viewport, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, viewport.mapToGlobal(place))
    )
    menu = reader.view.findChild(QMenu, "page_menu")
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.text() == "Copy C&ode").trigger()
    menu.close()
    assert QGuiApplication.clipboard().text() == CODE
