"""Copying a listing by button and by menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QToolButton

from qtbrowser.gui.pane.page_colours import colours_of
from tests.gui.pane.conftest import Reader

Show = Callable[[str], Reader]
LISTING = (
    '<table class="code"><tr><td><pre>def f():\n    return <span class="hl-n">1</span>\n\n\nf()</pre></td></tr></table>'
)
CODE = "def f():\n    return 1\n\n\nf()"


def inside(reader: Reader) -> QPoint:
    """A place in the first listing, where nothing is written."""
    return QPoint(reader.view.viewport().width() // 2, 100)


def buttons(reader: Reader) -> list[QToolButton]:
    """Those that are shown."""
    return [one for one in reader.view.findChildren(QToolButton, "copy_code") if one.isVisible()]


def test_each_listing_has_a_button_that_copies_it(show: Show) -> None:
    reader = show(f"<p>Before</p>{LISTING}<p>Between</p>{LISTING.replace('def f', 'def g')}<p>{'After ' * 400}</p>")
    first, second = buttons(reader)
    assert first.y() < second.y()
    reader.qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == CODE.replace("def f", "def g")
    reader.qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == CODE


def test_the_button_covers_no_code(show: Show) -> None:
    reader = show(f"<p>Before</p>{LISTING.replace('def f():', 'word ' * 60)}")
    (button,) = buttons(reader)
    document = reader.view.document()
    block = document.find("word").block()
    start = document.documentLayout().blockBoundingRect(block).left()
    lines = [block.layout().lineAt(number) for number in range(block.layout().lineCount())]
    ends = [line.x() + line.naturalTextWidth() for line in lines]
    assert len(ends) > 1
    assert start + max(ends) <= button.x()


def test_the_button_has_the_colour_of_its_listing(show: Show) -> None:
    reader = show(f"<p>Before</p>{LISTING}")
    for theme in ("light", "dark", "sepia"):
        reader.pane.set_theme(theme)
        (button,) = buttons(reader)
        corner = reader.view.viewport().grab().toImage().pixelColor(button.geometry().center() - QPoint(11, 11))
        assert corner.name() == colours_of(theme).code_paper


def test_the_buttons_go_with_their_listings(show: Show) -> None:
    reader = show(f"<p>Before</p>{LISTING}<p>{'After ' * 4000}</p>{LISTING}")
    (button,) = buttons(reader)
    top = button.y()
    reader.view.verticalScrollBar().setValue(20)
    assert buttons(reader)[0].y() < top
    reader.press(Qt.Key.Key_Space)
    assert buttons(reader) == []
    reader.press(Qt.Key.Key_Home)
    reader.pane.set_theme("dark")
    assert [one.y() for one in buttons(reader)] == [top]


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
