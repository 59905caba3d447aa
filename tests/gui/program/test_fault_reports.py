"""Unforeseen errors: told once, with a report and the log at hand, and the window lives on."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, qDebug, qInstallMessageHandler, qWarning
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from qtbrowser.gui.program.fault_reports import FaultReports
from qtbrowser.gui.widgets.message_bar import MessageBar
from qtbrowser.library import Library
from tests.gui.conftest import Person, next_turn


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


@pytest.mark.usefixtures("_own_hook")
def test_warnings_of_qt_are_logged_and_an_interrupt_is_no_fault(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    messages = MessageBar()
    qtbot.addWidget(messages)
    reports = FaultReports(None, messages, messages)
    before = qInstallMessageHandler(None)
    try:
        with caplog.at_level(logging.DEBUG, "qtbrowser"):
            reports.install()
            qDebug("of no interest")
            qWarning("the disk is full")
            sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
            next_turn()
    finally:
        qInstallMessageHandler(before)
    assert [(one.name, one.levelname, one.message) for one in caplog.records] == [
        ("qtbrowser.qt", "WARNING", "the disk is full (default)")
    ]
    assert capsys.readouterr().err.splitlines() == ["the disk is full", "KeyboardInterrupt"]
    assert messages.text() == ""
    # Without a log there is nothing to open, and the report has the versions alone.
    reports.open_log()
    assert "QtBrowser" in reports.report()
    assert "last lines" not in reports.report()
