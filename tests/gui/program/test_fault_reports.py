"""Unforeseen errors: told once, with a report and the log at hand, and the window lives on."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from qtbrowser.library import Library
from tests.gui.conftest import Person


@pytest.fixture
def _own_hook() -> Iterator[None]:
    before = sys.excepthook
    yield
    sys.excepthook = before


def button(person: Person, name: str) -> QPushButton:
    found = person.window.panels.messages.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


@pytest.mark.usefixtures("_own_hook")
def test_a_fault_in_a_job_is_told_with_a_report_and_reading_goes_on(person: Person) -> None:
    window, messages = person.window, person.window.panels.messages
    sys.excepthook = window.early.fault_reports.on_exception

    def broken(_library: Library) -> int:
        raise KeyError("a secret word")

    window.session.ask(broken)
    person.wait(lambda: "KeyError" in messages.text() and button(person, "message_second_action").isVisible())
    assert "secret" not in messages.text()
    person.qtbot.mouseClick(button(person, "message_action"), Qt.MouseButton.LeftButton)
    report = QApplication.clipboard().text()
    assert "QtBrowser" in report
    assert "in broken" in report
    assert not messages.isVisible()
    # The same error again is logged, and told no more than once.
    window.session.ask(broken, failed=lambda _sentence: None)
    person.settle()
    assert not messages.isVisible()
    person.click_title("Why does it rain?")
    person.wait(lambda: person.shown_title() == "Why does it rain?")


def test_the_menu_offers_report_and_log(person: Person) -> None:
    person.window.actions_.report_problem.trigger()
    assert button(person, "message_action").isVisible()
    assert button(person, "message_second_action").isVisible()
    person.qtbot.mouseClick(button(person, "message_action"), Qt.MouseButton.LeftButton)
    assert "Python" in QApplication.clipboard().text()
