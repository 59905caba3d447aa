"""The welcome: a state with its buttons, and the known libraries below."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from qtbrowser.gui.browse.page_button import PageButton
from qtbrowser.gui.browse.welcome_page import OfferedLibrary, WelcomePage
from qtbrowser.gui.widgets.empty_states import EmptyState


def shown(page: WelcomePage) -> list[str]:
    """The headings and the names of libraries that are seen."""
    labels = [one.text() for one in page.findChildren(QLabel, "welcome_libraries") if one.isVisibleTo(page)]
    return labels + [one.title for one in page.findChildren(PageButton) if one.isVisibleTo(page)]


def test_libraries_are_shown_in_place_of_those_before(qtbot: QtBot) -> None:
    page = WelcomePage()
    qtbot.addWidget(page)
    assert page.first_button() is None
    page.show_state(EmptyState("library", "Welcome", "Open a folder.", (("open", "&Open"), ("sample", "&Sample"))))
    assert page.accessibleName() == "Welcome. Open a folder."
    asked: list[str] = []
    page.action_requested.connect(asked.append)
    page.library_requested.connect(asked.append)
    page.show_libraries([OfferedLibrary("/a", "A", "2 documents"), OfferedLibrary("/b", "B", "")])
    assert shown(page) == ["Libraries", "A", "B"]
    page.show_libraries([OfferedLibrary("/c", "C", "")])
    assert shown(page) == ["Libraries", "C"]
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    (button,) = page.findChildren(PageButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    first = page.first_button()
    assert first is page.state_panel.button("open")
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert asked == ["/c", "open"]
    page.show_libraries([])
    assert shown(page) == []
